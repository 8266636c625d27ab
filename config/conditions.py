"""The grammar of conditions: what business people may ask of the events about one lead or customer.

    {event: page_view, where: {page: "/compare/*"}, at_least: 3, within: 30d}
    {absent: admin_login, for: 30d}
    all: [...]      any: [...]      (of conditions, nested as deep as needed)

A new kind of condition is a model here, an entry in `_KINDS` and in `Condition`, and a case in the judge.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainSerializer, Tag, model_validator

from config.wording import expected

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_LONGEST = timedelta(days=3660)


def parse_duration(text: str) -> timedelta:
    """A duration such as 30d, 12h, 3m (minutes), 90s or 2w. Raises ValueError for any other form, 0, over ten years."""
    found = re.fullmatch(r"(\d{1,8})\s*([wdhms])", text.strip())
    duration = timedelta(**{_UNITS[found.group(2)]: int(found.group(1))}) if found else timedelta()
    if not timedelta() < duration <= _LONGEST:
        raise ValueError(f"not a duration: {text}")
    return duration


def format_duration(duration: timedelta) -> str:
    """A timedelta of whole seconds in the largest unit that fits: the inverse of `parse_duration`."""
    seconds = int(duration.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    try:
        return parse_duration(str(value))
    except ValueError:
        raise expected("a duration such as 30d, 12h, 3m or 90s", "时长，例如 30d、12h、3m 或 90s") from None


Duration = Annotated[timedelta, BeforeValidator(_duration), PlainSerializer(format_duration, when_used="json")]


class Grammar(BaseModel):
    """A piece of a condition: frozen, and nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)


class Span(Grammar):
    """A number from `at_least` (inclusive) to `below` (exclusive); one of the two may be left open."""

    at_least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> "Span":
        if self.at_least is None and self.below is None:
            raise expected("a span with at_least, below or both", "带 at_least 或 below 的范围")
        return self


def _kind_of_value(value: object) -> str:
    return "<span>" if isinstance(value, dict | Span) else "<plain>"


def _plain(value: object) -> str | int | float:
    if isinstance(value, str | int | float):
        return value
    raise expected(
        "a text, a number, true or false, or a span {at_least, below}",
        "文字、数字、true/false 或范围 {at_least, below}",
    )


Plain = Annotated[str | bool | int | float, BeforeValidator(_plain)]
Wanted = Annotated[
    Annotated[Span, Tag("<span>")] | Annotated[Plain, Tag("<plain>")],
    Discriminator(_kind_of_value),
]
"""What an attribute must be: a text (where * stands for anything), a number, true or false, or a Span."""

Word = Annotated[str, Field(min_length=1)]


class Happened(Grammar):
    """At least so many events of a kind, with these attributes, looking back over `within`."""

    event: Word
    where: Mapping[str, Wanted] = Field(default_factory=dict)
    at_least: int = Field(1, ge=1, le=10_000)
    within: Duration


class Absent(Grammar):
    """No event of a kind, with these attributes, for so long."""

    absent: Word
    where: Mapping[str, Wanted] = Field(default_factory=dict)
    lasting: Duration = Field(alias="for")


class AllOf(Grammar):
    """Every one of these at the same moment."""

    parts: tuple["Condition", ...] = Field(alias="all", min_length=1)


class AnyOf(Grammar):
    """At least one of these."""

    parts: tuple["Condition", ...] = Field(alias="any", min_length=1)


_KINDS: Mapping[str, type[Grammar]] = {"event": Happened, "absent": Absent, "all": AllOf, "any": AnyOf}


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys a model has in a file."""
    return [info.alias or name for name, info in model.model_fields.items()]


CONDITION_KEYS = frozenset(key for model in _KINDS.values() for key in keys_of(model))
"""Every key a condition may have; a rule holds its condition among its own keys."""

TAGGED: Mapping[str, type[Grammar]] = {"<span>": Span, **{f"<{key}>": model for key, model in _KINDS.items()}}
"""The model behind each union tag, as pydantic names them in the place of an error."""


def _kind(value: object) -> str | None:
    if isinstance(value, dict):
        return next((f"<{key}>" for key in _KINDS if key in value), None)
    return next((f"<{key}>" for key, model in _KINDS.items() if isinstance(value, model)), None)


def _one_kind(value: object) -> object:
    kinds = [key for key in _KINDS if key in value] if isinstance(value, dict) else []
    if isinstance(value, dict) and len(kinds) != 1:
        raise expected(
            "a condition with exactly one of event, absent, all, any", "只含 event、absent、all、any 其中之一的条件"
        )
    return value


Condition = Annotated[
    Annotated[Happened, Tag("<event>")]
    | Annotated[Absent, Tag("<absent>")]
    | Annotated[AllOf, Tag("<all>")]
    | Annotated[AnyOf, Tag("<any>")],
    Discriminator(
        _kind,
        custom_error_type="expected",
        custom_error_message="expected {en}",
        custom_error_context={"en": "a condition {event: …} or {absent: …}", "zh": "条件 {event: …} 或 {absent: …}"},
    ),
    BeforeValidator(_one_kind),
]
AllOf.model_rebuild()
AnyOf.model_rebuild()
