"""What a button or form of ours carries, within what Slack takes, and back again when it is used."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.messengers.base import Json
from handlers.message import Press

LONGEST_VALUE = 1900
"""Slack takes 2,000 characters; five of these, in bytes, still leave room for the rest of a message."""

LONGEST_METADATA = 3000
LONGEST_UNPACKED = 100_000


def packed(press: Press) -> str | None:
    """A button's value: JSON, squeezed where it is long; None where even that does not fit."""
    plain = _compact(plain_press(press))
    if len(plain.encode(errors="replace")) <= LONGEST_VALUE:
        return plain
    squeezed = "z" + b64encode(zlib.compress(plain.encode(errors="replace"), 9)).decode()
    return squeezed if len(squeezed) <= LONGEST_VALUE else None


def unpacked(value: str) -> Press:
    """The press that `packed` wrote. Raises ValueError, KeyError or TypeError for what is none of ours."""
    return press_from(json.loads(_unsqueezed(value[1:]) if value.startswith("z") else value))


def plain_press(press: Press) -> Json:
    """A press as JSON can say it, in few characters."""
    return {"a": press.action, "x": dict(press.args), "v": press.version, "k": press.kind, "s": press.subject}


def press_from(plain: Mapping[str, Any]) -> Press:
    """The press that `plain_press` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    args = {str(name): str(said) for name, said in plain["x"].items()}
    return Press(str(plain["a"]), args, int(plain["v"]), str(plain["k"]), str(plain["s"]))


def form_metadata(asks: Json, room_id: str, thread: str) -> str | None:
    """A form's private_metadata: what it asks and where, because Slack does not tell; None where it does not fit."""
    text = _compact({**asks, "r": room_id, "t": thread})
    return text if len(text) <= LONGEST_METADATA else None


@dataclass(frozen=True, slots=True)
class FormPlace:
    """What a form does when it is sent, and where it was asked."""

    press: Press
    room_id: str
    thread: str


def form_place(metadata: str) -> FormPlace:
    """What `form_metadata` wrote. Raises ValueError, KeyError or TypeError for what is none of ours."""
    found = json.loads(metadata)
    return FormPlace(press_from(found), str(found["r"]), str(found["t"]))


def _unsqueezed(value: str) -> str:
    try:
        return zlib.decompressobj().decompress(b64decode(value), LONGEST_UNPACKED).decode()
    except zlib.error as error:
        raise ValueError("not squeezed by us") from error


def _compact(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
