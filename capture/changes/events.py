"""The changes that a system reports, read out of its JSON as the mapping's envelope says."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from typing import Any

from capture.base import BadRow
from capture.changes.envelope import CHANGES, Envelope
from capture.exports import reasons
from capture.exports.reasons import Phrase, Unreadable
from capture.exports.values import instant

MOST_EVENTS = 1000
DEEPEST = 6
"""Objects within objects are flattened so far."""

DEEPEST_JSON = 100
"""Lists and objects within each other; no system's record needs a tenth of it."""

LONGEST_ID = 120

_SECONDS, _MILLISECONDS = 10, 13


@dataclass(frozen=True, slots=True)
class Change:
    """One record of another system was created, updated or deleted. `fields` are text, by dotted name; what is not
    named did not change. `at` is the time there, None where it is not told.
    """

    event_id: str
    object: str
    what: str
    record: str
    at: datetime | None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadChange:
    """An event that cannot be taken: its place in the request, the field at fault, and why."""

    place: int
    field: str
    value: str
    why: Phrase
    event_id: str = ""

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        found = {"event": self.place, "field": self.field, "value": _sound(self.value)[:200]}
        return {**found, "zh": self.why.zh, "en": self.why.en}


class _Unfit(ValueError):
    def __init__(self, name: str, value: object, why: Phrase) -> None:
        super().__init__(why.en)
        self.field, self.value, self.why = name, "" if value is None else str(value), why


def json_body(raw: bytes) -> Any:  # noqa: ANN401  whatever the body holds
    """A request's JSON, also in GB18030. Raises BadRow."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
        if "\ufffd" in text:
            raise BadRow("The body is neither UTF-8 nor GB18030.", "请求体既不是 UTF-8 也不是 GB18030。") from None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRow("The body is not JSON.", "请求体不是 JSON。") from None
    if _is_deep(document):
        raise BadRow("The JSON is nested too deeply.", "JSON 嵌套太深。")
    return document


def _is_deep(document: object) -> bool:
    level = [document]
    for _ in range(DEEPEST_JSON):
        level = [inner for one in level for inner in _inside(one) if isinstance(inner, dict | list)]
    return bool(level)


def _inside(one: object) -> Iterable[object]:
    return one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def read_changes(raw: bytes, envelope: Envelope, zone: tzinfo) -> Iterator[Change | BadChange]:
    """Every change in a request's body, in its order. Raises BadRow where the body as a whole cannot be read."""
    document = json_body(raw)
    items = stands_at(document, envelope.items) if envelope.items else document
    events = items if isinstance(items, list) else [items]
    if not events or items is None:
        where = envelope.items or "the body"
        raise BadRow(f"There are no events in {where}.", f"{envelope.items or '请求体'} 里没有事件。")
    if len(events) > MOST_EVENTS:
        raise BadRow(f"More than {MOST_EVENTS} events; split them.", f"超过 {MOST_EVENTS} 个事件，请拆开发送。")
    for place, event in enumerate(events, 1):
        yield from _changes(event, place, envelope, zone)


def _changes(event: object, place: int, envelope: Envelope, zone: tzinfo) -> Iterator[Change | BadChange]:
    if not isinstance(event, dict):
        yield BadChange(place, "", str(event), reasons.BAD_JSON)
        return
    key = _event_id(event, envelope)
    try:
        yield from _read(event, key, envelope, zone)
    except _Unfit as bad:
        yield BadChange(place, bad.field, bad.value, bad.why, key)


def _read(event: Mapping[str, Any], key: str, envelope: Envelope, zone: tzinfo) -> Iterator[Change]:
    what = _what(event, envelope)
    if what == "ignored":
        return
    kind = ".".join(_needed(event, path) for path in envelope.object)
    at = _moment(stands_at(event, envelope.at), envelope.at, zone)
    told = _fields(event, envelope)
    for record in _records(event, envelope):
        own = f"{key}-{record}" if isinstance(stands_at(event, envelope.record), list) else key
        special = {"@id": record, "@object": kind, "@change": what, "@at": at.isoformat() if at else ""}
        special["@day"] = at.astimezone(zone).date().isoformat() if at else ""
        yield Change(own[:200], kind, what, record, at, {**told, **{name: one for name, one in special.items() if one}})


def _event_id(event: Mapping[str, Any], envelope: Envelope) -> str:
    """The system's own id of the event; else a digest of everything in it."""
    parts = [stands_at(event, path) for path in envelope.event_id]
    if all(isinstance(part, str | int) and str(part).strip() for part in parts):
        return _sound("-".join(str(part).strip() for part in parts))[:160]
    written = json.dumps(event, ensure_ascii=False, sort_keys=True)
    return f"digest-{sha256(written.encode(errors='replace')).hexdigest()[:32]}"


def _what(event: Mapping[str, Any], envelope: Envelope) -> str:
    found = stands_at(event, envelope.change)
    if envelope.changes:
        meaning = envelope.changes.get(str(found), envelope.changes.get("*", ""))
        choices: Sequence[str] = tuple(envelope.changes)
    else:
        meaning, choices = ("updated" if found is None else str(found)), CHANGES
    if meaning not in CHANGES:
        raise _Unfit(envelope.change, found, reasons.not_one_of(choices, None))
    return meaning


def _needed(event: Mapping[str, Any], path: str) -> str:
    found = stands_at(event, path)
    if not isinstance(found, str | int) or not str(found).strip():
        raise _Unfit(path, found, reasons.EMPTY)
    return _sound(str(found).strip())


def _records(event: Mapping[str, Any], envelope: Envelope) -> list[str]:
    """The ids of the records it is about; none is told ("") where the fields hold it."""
    found = stands_at(event, envelope.record)
    ids = [_sound(_text(one)) for one in (found if isinstance(found, list) else [found])]
    for one in ids:
        if "*" in one or len(one) > LONGEST_ID:
            raise _Unfit(envelope.record, one, Phrase("不是一条记录的标识", "is not the id of one record"))
    return ids


def _fields(event: Mapping[str, Any], envelope: Envelope) -> dict[str, str]:
    stands = stands_at(event, envelope.fields) if envelope.fields not in ("", ".") else event
    if stands is not None and not isinstance(stands, dict):
        raise _Unfit(envelope.fields, stands, reasons.BAD_JSON)
    found = flattened(stands or {})
    if envelope.property:
        name = stands_at(event, envelope.property[0])
        if isinstance(name, str) and name:
            found[name] = _text(stands_at(event, envelope.property[1]))
    cleared = stands_at(event, envelope.cleared) if envelope.cleared else None
    if isinstance(cleared, list):
        found |= {str(name): "" for name in cleared}
    return {name: _sound(value) for name, value in found.items()}


def flattened(record: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a JSON object as text, by dotted name, as both databases can keep it."""
    return {name: _sound(value) for name, value in _flat(record, "")}


def _flat(value: Mapping[str, Any], above: str, depth: int = 1) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{above}{key}"
        if isinstance(inner, dict) and depth < DEEPEST:
            yield from _flat(inner, f"{name}.", depth + 1)
        else:
            yield name, _text(inner)


def _text(value: object) -> str:
    """A field's value as the text of a cell; a list as its parts between semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(part for one in value if (part := _text(one)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _sound(text: str) -> str:
    """Text that both databases can keep."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def stands_at(document: object, path: str) -> Any:  # noqa: ANN401  whatever stands there
    """What a path of dotted names and numbers leads to in JSON; None where it leads nowhere."""
    found = document
    for step in path.split("."):
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        elif isinstance(found, dict):
            found = found.get(step)
        else:
            return None
    return found


def _moment(value: object, path: str, zone: tzinfo) -> datetime | None:
    text = _text(value).strip()
    if not text:
        return None
    try:
        return datetime.fromisoformat(instant(epoch_as_iso(text), zone))
    except Unreadable as bad:
        raise _Unfit(path, text, bad.phrase) from None


def epoch_as_iso(text: str) -> str:
    """Seconds or milliseconds since 1970, as many systems write times, as ISO 8601; any other text as it is."""
    if text.isascii() and text.isdigit() and len(text) in (_SECONDS, _MILLISECONDS):
        seconds = int(text) / (1000 if len(text) == _MILLISECONDS else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    return text
