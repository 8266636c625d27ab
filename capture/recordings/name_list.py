"""A list of names somebody hands in: one a line, a CSV with a header, or JSON."""

import csv
import json
from collections.abc import Iterator

from capture.recordings.model import SpokenName

_COLUMNS = ("name", "aliases", "name_en")


def names_in(text: str) -> tuple[SpokenName, ...]:
    """The names in their order, each once.

    A line holds a name, or a name, a tab and its kind; lines with # are left out. A CSV has the columns name, aliases
    (parted by ;), name_en and kind, as the import's do. JSON is a list of names, or of objects with text (or name) and
    kind. Raises ValueError for JSON of another shape.
    """
    text = text.removeprefix("\ufeff").strip()
    if text.startswith("["):
        found = _of_json(text)
    elif "name" in text.partition("\n")[0].strip().split(","):
        found = _of_csv(text)
    else:
        found = _of_lines(text)
    return tuple({name.text: name for name in found if name.text}.values())


def _of_json(text: str) -> Iterator[SpokenName]:
    for entry in json.loads(text):
        fields = entry if isinstance(entry, dict) else {"text": entry}
        name = fields.get("text") or fields.get("name")
        yield SpokenName(_text(name, entry).strip(), str(fields.get("kind") or ""))


def _text(name: object, entry: object) -> str:
    match name:
        case str():
            return name
        case _:
            raise ValueError(f"neither a name nor an object with a name: {entry!r}")


def _of_csv(text: str) -> Iterator[SpokenName]:
    for row in csv.DictReader(text.splitlines()):
        for column in _COLUMNS:
            for one in (row.get(column) or "").split(";"):
                yield SpokenName(one.strip(), row.get("kind") or "")


def _of_lines(text: str) -> Iterator[SpokenName]:
    for entry in text.splitlines():
        name, _, kind = entry.partition("\t")
        if not name.lstrip().startswith("#"):
            yield SpokenName(name.strip(), kind.strip())
