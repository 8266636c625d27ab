"""Reading JSON of which nothing is certain: a value of the wrong kind counts as missing."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Told = Mapping[str, Any]


def text_in(told: Told, name: str) -> str:
    """The text of that name; "" where there is none."""
    value = told.get(name)
    return value if isinstance(value, str) else ""


def told_in(told: Told, name: str) -> Told:
    """The object of that name; empty where there is none."""
    value = told.get(name)
    return value if isinstance(value, Mapping) else {}


def list_in(told: Told, name: str) -> Sequence[Any]:
    """The list of that name; empty where there is none."""
    value = told.get(name)
    return value if isinstance(value, list) else []


def number_in(told: Told, name: str) -> int:
    """The whole number of that name, also where it is written as text; 0 where there is none."""
    value = told.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:20])
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def moment_in(told: Told, name: str) -> datetime | None:
    """The time of that name, milliseconds since 1970; None where there is none that a calendar has."""
    ms = number_in(told, name)
    return datetime.fromtimestamp(ms / 1000, UTC) if 0 < ms < 10**13 else None


def objects_in(told: Told, name: str) -> Sequence[Told]:
    """The objects of the list of that name, also where it is written as JSON text."""
    found = list_in(told, name)
    if text := text_in(told, name):
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            read = None
        found = read if isinstance(read, list) else []
    return [one for one in found if isinstance(one, Mapping)]


def object_in(body: bytes | str) -> Told | None:
    """The JSON object in a body; None where it holds none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None
