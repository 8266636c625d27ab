"""How a system that reports its changes writes them down: where the events stand, and where in an event what.

A mapping is YAML: at most one entry `event`, which describes the envelope, then entries as an import's mapping has
them, whose `from` is the object ("Account") instead of a file. Paths are written with dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

from capture.exports.mapping import ExportMapping, MappingError, mapping_document, mapping_of
from capture.exports.reasons import Phrase, not_there
from config.errors import KeyPath

CHANGES = ("created", "updated", "deleted", "ignored")
_KEYS = ("items", "id", "object", "change", "at", "record", "fields", "property", "cleared")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Paths into a request's JSON.

    `items` leads to the list of events ("": the body is the list, or one event). `event_id` and `object` may stand in
    several parts. `changes` says what the system calls created, updated, deleted. `record` leads to the record's id or
    a list of ids, `fields` to the record itself. Where an event is about one field only, `property` says where its name
    and its value stand. `cleared` leads to a list of fields that were emptied.
    """

    items: str = ""
    event_id: tuple[str, ...] = ("event_id",)
    object: tuple[str, ...] = ("object",)
    change: str = "change"
    changes: Mapping[str, str] = field(default_factory=dict)
    at: str = "at"
    record: str = "id"
    fields: str = "fields"
    property: tuple[str, str] | None = None
    cleared: str = ""


@dataclass(frozen=True, slots=True)
class ChangeMapping:
    """An envelope, and which object's fields feed which of our columns."""

    envelope: Envelope = field(default_factory=Envelope)
    entries: ExportMapping = field(default_factory=ExportMapping)


def load_changes(path: Path) -> ChangeMapping:
    """Read a mapping of changes. Raises MappingError: one sentence that names file, line and field."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MappingError(not_there(path.name, error)) from error
    except UnicodeDecodeError as error:
        raise MappingError(Phrase(f"{path.name} 不是 UTF-8", f"{path.name} is not UTF-8")) from error
    return read_changes_mapping(path.name, text)


def read_changes_mapping(name: str, text: str) -> ChangeMapping:
    """The mapping in `text`; `name` is its file's name for errors. Raises MappingError."""
    data, lines = mapping_document(name, text)
    if not isinstance(data, list):
        return ChangeMapping(Envelope(), mapping_of(name, data, lines))
    places = [index for index, item in enumerate(data) if not (isinstance(item, dict) and "event" in item)]
    described = [index for index in range(len(data)) if index not in places]
    reading = _Reading(name, lines)
    envelope = reading.envelope(data[described[0]], described[0]) if described else Envelope()
    if len(described) > 1:
        raise reading.wrong((described[1], "event"), "event 只能写一次", "event is written twice")
    moved = {place: number for number, place in enumerate(places)}
    kept = {(moved[path[0]], *path[1:]): line for path, line in lines.items() if path and path[0] in moved}
    return ChangeMapping(envelope, mapping_of(name, [data[index] for index in places], {(): lines[()], **kept}))


class _Reading:
    """The entry `event` of one file; knows where everything stands."""

    def __init__(self, name: str, lines: Mapping[KeyPath, int]) -> None:
        self._name, self._lines = name, lines

    def envelope(self, item: Mapping[str, object], index: int) -> Envelope:
        """Everything that the entry says."""
        path = (index, "event")
        given = item["event"]
        if not isinstance(given, dict) or len(item) != 1:
            raise self.wrong(path, "event 里要写 键: 值", "event must be written as key: value")
        for key in given:
            if key not in _KEYS:
                close = get_close_matches(str(key), _KEYS, 1, 0.5)
                raise self.wrong((*path, key), f"不认得 {key}", f"{key} is not known here", close)
        found = {key: value for key, value in given.items() if key not in ("id", "object", "change", "property")}
        plain = {key: self._text(value, (*path, key)) for key, value in found.items()}
        names = {one.name for one in fields(Envelope)}
        return Envelope(
            **{key: value for key, value in plain.items() if key in names},
            event_id=self._paths(given.get("id", "event_id"), (*path, "id")),
            object=self._paths(given.get("object", "object"), (*path, "object")),
            change=self._change(given.get("change", "change"), (*path, "change"))[0],
            changes=self._change(given.get("change", "change"), (*path, "change"))[1],
            property=self._property(given.get("property"), (*path, "property")),
        )

    def _change(self, value: object, path: KeyPath) -> tuple[str, Mapping[str, str]]:
        """Where it is said what happened, and in which words."""
        if isinstance(value, str):
            return value, {}
        if not isinstance(value, dict) or set(value) != {"source", "map"} or not isinstance(value["map"], dict):
            raise self.wrong(path, "change 写成路径，或 {source, map}", "change must be a path, or {source, map}")
        for word, meaning in value["map"].items():
            if meaning not in CHANGES:
                listed = ", ".join(CHANGES)
                raise self.wrong((*path, "map", word), f"只能是 {listed} 之一", f"must be one of {listed}")
        return self._text(value["source"], (*path, "source")), dict(value["map"])

    def _property(self, value: object, path: KeyPath) -> tuple[str, str] | None:
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"name", "value"}:
            raise self.wrong(path, "property 写成 {name, value}", "property must be {name, value}")
        return self._text(value["name"], (*path, "name")), self._text(value["value"], (*path, "value"))

    def _paths(self, value: object, path: KeyPath) -> tuple[str, ...]:
        return tuple(self._text(one, path) for one in (value if isinstance(value, list) else [value]))

    def _text(self, value: object, path: KeyPath) -> str:
        if not isinstance(value, str):
            raise self.wrong(path, "这里要写路径，例如 a.b", "this must be a path such as a.b")
        return value.strip()

    def wrong(self, path: KeyPath, zh: str, en: str, close: list[str] | None = None) -> MappingError:
        """What is wrong, and where."""
        line = next((self._lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self._lines), 1)
        where = ".".join(str(step) for step in path[1:])
        meant = (f"，是否指 {close[0]}？", f"; did you mean {close[0]}?") if close else ("", "")
        return MappingError(
            Phrase(f"{self._name}:{line}：{where}：{zh}{meant[0]}", f"{self._name}:{line}: {where}: {en}{meant[1]}")
        )
