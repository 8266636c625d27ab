"""What the guest asks for, checked before anything is looked up: known functions, arguments in the asker's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from unicodedata import normalize

from pydantic import TypeAdapter, ValidationError

from handlers.base import Slots
from handlers.guest.tools import DAY, WHOLE, Tool
from knowledge.calendar.phrases import BadDate, DayRef, parse_day

LONGEST_ARGUMENT = 200
SHORTEST_ARGUMENT = 2
LONGEST_ARGUMENTS = 4_000

_Value: TypeAlias = str | bool | None
_ARGUMENTS = TypeAdapter(dict[str, _Value])
_TRUE = ("true", "yes", "是")


@dataclass(frozen=True, slots=True)
class Call:
    """One function call as it came: the platform's id of it, the name, and the arguments as JSON text."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said to one request: calls, or else `content`; and how many tokens both ways took."""

    content: str
    calls: tuple[Call, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A call that can be carried out. `whole`: its result alone is meant to be the answer."""

    tool: str
    slots: Slots
    whole: bool


class MisusedError(Exception):
    """A call that is not carried out; its text tells the model why."""


def wanted(call: Call, tools: Mapping[str, Tool], said: Sequence[str], today: date) -> Wanted:
    """What a call asks for. `said` are the texts its arguments must be copied from. Raises MisusedError."""
    tool = tools.get(call.name)
    if tool is None:
        raise MisusedError("there is no such function")
    given = _arguments(call.arguments)
    whole = _so(given.pop(WHOLE, True))
    day = given.pop(DAY, None) if tool.dated else None
    slots = {name: _slot(tool, name, value, said) for name, value in given.items() if value not in (None, "", False)}
    if missing := tool.needs - slots.keys():
        raise MisusedError(f"missing: {', '.join(sorted(missing))}")
    if tool.any_of and not tool.any_of & slots.keys():
        raise MisusedError(f"one of these is needed: {', '.join(sorted(tool.any_of))}")
    return Wanted(tool.name, {**slots, **_days(day, said, today)}, whole)


def folded(text: str) -> str:
    """A text as it is compared: width, case and white space do not count."""
    return "".join(normalize("NFKC", text).casefold().split())


def _arguments(text: str) -> dict[str, _Value]:
    try:
        return _ARGUMENTS.validate_json(text[: LONGEST_ARGUMENTS + 1] or "{}")
    except ValidationError:
        raise MisusedError("the arguments must be one JSON object of texts and booleans") from None


def _slot(tool: Tool, name: str, value: _Value, said: Sequence[str]) -> str:
    if name in tool.marks:
        if not _so(value):
            raise MisusedError(f"{name} must be true or left out")
        return ""
    if name not in tool.texts:
        raise MisusedError(f"there is no parameter {name}")
    return _copied(name, value, said)


def _copied(name: str, value: object, said: Sequence[str]) -> str:
    plain = value.strip() if isinstance(value, str) else ""
    same = folded(plain)
    if not SHORTEST_ARGUMENT <= len(same) <= LONGEST_ARGUMENT or not any(same in folded(text) for text in said):
        raise MisusedError(f"{name} must be copied from the question, exactly as it stands there")
    return plain


def _so(value: _Value) -> bool:
    return value.casefold() in _TRUE if isinstance(value, str) else bool(value)


def _days(day: object, said: Sequence[str], today: date) -> Slots:
    """The slots of a named day, as the router leaves them."""
    if not day:
        return {}
    text = _copied(DAY, day, said)
    match parse_day(text, today):
        case DayRef() as found:
            return {"day": found.day.isoformat(), "first": found.first.isoformat(), "last": found.last.isoformat()}
        case BadDate():
            return {"bad_day": text}
        case None:
            raise MisusedError("day must be words for a day, a month, a quarter or a year")
