"""What a button carries: the action, its arguments and the notice it stands on, as the text of its key."""

import base64
import binascii
import json
import zlib

from handlers.message import Press
from notifiers.notice import Choice, Notice

MOST_BYTES = 1024
"""WeCom takes no longer key."""

_MARK, _PACKED = "dz", "dzz:"
_MOST_UNPACKED = 64 * 1024


def button_key(choice: Choice, number: int, notice: Notice) -> str | None:
    """The key of button `number`; packed where it would be too long, None where even that is."""
    inside = [_MARK, number, choice.action, dict(choice.args), notice.version, notice.kind, notice.subject]
    text = json.dumps(inside, ensure_ascii=False, separators=(",", ":"))
    if _fits(text):
        return text
    packed = _PACKED + base64.b85encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()
    return packed if _fits(packed) else None


def pressed(key: str) -> Press | None:
    """The press of a button with that key; None where it is no button of ours."""
    try:
        mark, _, action, args, version, kind, subject = json.loads(_unpacked(key))
        if mark != _MARK or not isinstance(args, dict):
            return None
        return Press(
            str(action), {str(name): str(value) for name, value in args.items()}, int(version), str(kind), str(subject)
        )
    except (ValueError, TypeError, RecursionError, zlib.error, binascii.Error):
        return None


def _fits(text: str) -> bool:
    return len(text.encode("utf-8", "replace")) <= MOST_BYTES


def _unpacked(key: str) -> str:
    """The JSON in a key. Raises ValueError or zlib.error."""
    if not key.startswith(_PACKED):
        return key
    return zlib.decompressobj().decompress(base64.b85decode(key.removeprefix(_PACKED)), _MOST_UNPACKED).decode()
