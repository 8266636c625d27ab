"""signals.jsonl: one JSON object a line, read into raw signals in plain JSON."""

import json
from collections.abc import Iterator
from datetime import tzinfo
from hashlib import sha256
from typing import Any, TextIO

from capture.exports import reasons
from capture.exports.csv_rows import LONGEST_LINE
from capture.exports.reasons import Unreadable
from capture.exports.shape import BadCell
from capture.exports.values import instant

_LIMITS = {"kind": 60, "event_id": 200, "visitor_id": 120, "lead_id": 120, "customer_id": 120}
_SUBJECTS = ("visitor_id", "lead_id", "customer_id")
_OWN = frozenset({"at", *_LIMITS})


def signal_lines(file: TextIO) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers; one that is too long comes as a NUL."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(("\n", "\r")):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            line = "\0"
        if text := line.strip():
            yield number, text


def read_signal(text: str, zone: tzinfo) -> dict[str, Any]:
    """One line as a signal; without an event_id, its own hash serves. Raises BadCell."""
    document = _document(text)
    values: dict[str, Any] = {name: _id(document, name, longest) for name, longest in _LIMITS.items()}
    if not values["kind"]:
        raise BadCell("kind", "", reasons.EMPTY)
    if not any(values[name] for name in _SUBJECTS):
        raise BadCell("lead_id", "", reasons.NOBODY)
    values["at"] = _moment(document.get("at"), zone)
    values["event_id"] = values["event_id"] or _hash(document)
    values["attributes"] = {name: value for name, value in document.items() if name not in _OWN}
    return values


def _hash(document: dict[str, Any]) -> str:
    """The same signal has the same id, however its JSON is spaced and ordered."""
    return sha256(json.dumps(document, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def _document(text: str) -> dict[str, Any]:
    if "\0" in text:
        raise BadCell("", text, reasons.BAD_NUL)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadCell("", text, reasons.BAD_BYTES) from None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadCell("", text, reasons.BAD_JSON) from None
    if not isinstance(document, dict):
        raise BadCell("", text, reasons.BAD_JSON)
    if not _storable(document):
        raise BadCell("", text, reasons.NOT_FINITE)
    return document


def _storable(document: dict[str, Any]) -> bool:
    """Whether both databases can keep it."""
    try:
        again = json.dumps(document, ensure_ascii=False, allow_nan=False)
        again.encode()
    except (ValueError, RecursionError):
        return False
    return "\\u0000" not in again


def _id(document: dict[str, Any], name: str, longest: int) -> str:
    value = document.get(name)
    text = "" if value is None else str(value).strip()
    if isinstance(value, list | dict | bool):
        raise BadCell(name, text, reasons.NOT_TEXT)
    if len(text) > longest:
        raise BadCell(name, text, reasons.too_long(longest))
    return text


def _moment(value: object, zone: tzinfo) -> str:
    text = value.strip() if isinstance(value, str) else "" if value is None else str(value)
    if not text:
        raise BadCell("at", "", reasons.EMPTY)
    try:
        return instant(text, zone)
    except Unreadable as error:
        raise BadCell("at", text, error.phrase) from None
