"""What makes one send recognisable: an invisible mark at the end of a text, a task_id for a card.

WeCom drops a message that repeats another one's content within a while. The same send repeated must be dropped; the
same words said a second time must not be.
"""

import json
import re
from hashlib import sha256

from bot.messengers.base import Json

_INVISIBLE = "\u200b\u200c\u200d\u2060"
_LETTERS = 12
MARK_BYTES = 3 * _LETTERS
_FOREIGN = re.compile(r"[^A-Za-z0-9_\-@]")
_LONGEST_PREFIX = 60


def mark(key: str) -> str:
    """Twelve characters that nobody sees, the same for the same key."""
    number = int.from_bytes(sha256(key.encode(errors="replace")).digest()[:4], "big")
    return "".join(_INVISIBLE[number >> (2 * at) & 3] for at in range(_LETTERS))


def without_mark(text: str) -> str:
    """The text as it was before `mark` was put behind it."""
    end = text[-_LETTERS:]
    return text[:-_LETTERS] if len(end) == _LETTERS and set(end) <= set(_INVISIBLE) else text


def task_id(card: Json, key: str) -> str:
    """The id of one send of a card. What is on it goes in, too: another database may have had the same key."""
    digest = sha256(f"{json.dumps(card, sort_keys=True)}\x00{key}".encode(errors="replace")).hexdigest()[:32]
    return f"{_FOREIGN.sub('-', key)[:_LONGEST_PREFIX]}-{digest}"
