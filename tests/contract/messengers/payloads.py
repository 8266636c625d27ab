"""Recorded payloads of each messenger, and the Message that each must become."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.message import Message, News

FOLDER = Path(__file__).resolve().parents[2] / "payloads"


@dataclass(frozen=True, slots=True)
class Golden:
    """One payload as it arrives, and what `decode` makes of it, as plain JSON."""

    name: str
    body: bytes
    expected: Mapping[str, Any]


def golden(messenger: str) -> list[Golden]:
    """The payloads in tests/payloads/<messenger>: name.json, .xml or .txt with name.expected.json beside it."""
    files = [path for path in sorted((FOLDER / messenger).glob("*.*")) if ".expected" not in path.name]
    return [Golden(path.stem, path.read_bytes(), _expected(path)) for path in files]


def _expected(path: Path) -> Mapping[str, Any]:
    expected: Mapping[str, Any] = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return expected


def plain_message(message: Message | News) -> Mapping[str, Any]:
    """A message or news as plain JSON; what is empty or unset is left out."""
    plain: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(message), default=_text, ensure_ascii=False))
    unset = {name for name in ("edited", "private") if not plain.get(name)}
    told: Mapping[str, Any] = _told({name: value for name, value in plain.items() if name not in unset})
    return told


def _told(value: Any) -> Any:  # noqa: ANN401  any JSON
    """A value without its empty parts."""
    if isinstance(value, dict):
        inner = {name: _told(item) for name, item in value.items() if not (name == "by_bot" and item is False)}
        return {name: item for name, item in inner.items() if item not in ("", None, [], {})}
    return [_told(item) for item in value] if isinstance(value, list) else value


def _text(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
