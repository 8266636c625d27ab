"""What a reader sees as one character: where Unicode text may be cut without breaking an emoji or an accent.

A rule of our own over the standard library's tables, not the `regex` package: it serves one purpose, never cutting
inside, and so it may err on the side of joining. It follows UAX #29 for marks, variation selectors, emoji with
joiners and skin tones, flags, tags, Hangul and CR LF, and keeps any letter with the virama before it.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_ALONE = frozenset({"Cc", "Zl", "Zp"})
_VIRAMA = 9
"""The canonical combining class of signs that bind the next letter to the one before."""

_LEADING, _VOWEL, _TRAILING = "L", "V", "T"
_HANGUL = (
    (0x1100, 0x115F, _LEADING),
    (0x1160, 0x11A7, _VOWEL),
    (0x11A8, 0x11FF, _TRAILING),
    (0xA960, 0xA97C, _LEADING),
    (0xD7B0, 0xD7C6, _VOWEL),
    (0xD7CB, 0xD7FB, _TRAILING),
)
_PREPENDED = frozenset({*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD})


def borders(text: str) -> Sequence[bool]:
    """For each position of `text`, the end included, whether it lies between two graphemes."""
    found, flags = [True], 0
    for before, after in pairwise(text):
        flags = flags + 1 if _is_flag_letter(before) else 0
        found.append(_parts(before, after, flags))
    return [*found, True] if text else found


def _parts(before: str, after: str, flags: int) -> bool:
    """Whether a grapheme ends between the two; `flags` counts the regional letters that end with `before`."""
    if after < "\u0300" and before < "\u0300":
        return not (before == "\r" and after == "\n")
    if unicodedata.category(before) in _ALONE:
        return True
    if _extends(after) or _joins(before, after):
        return False
    return not (flags % 2 and _is_flag_letter(after))


def _extends(one: str) -> bool:
    """A mark, a joiner, a skin tone or a tag: it belongs to what stands before it."""
    return unicodedata.category(one) in _MARKS or "\U0001f3fb" <= one <= "\U0001f3ff" or _is_quiet(one)


def _is_quiet(one: str) -> bool:
    return one in "\u0e33\u0eb3\u200c\u200d\uff9e\uff9f" or "\U000e0020" <= one <= "\U000e007f"


def _joins(before: str, after: str) -> bool:
    """Whether `before` takes the letter or picture after it into its own grapheme."""
    if unicodedata.category(after) in _ALONE:
        return False
    bound = before == _JOINER or unicodedata.combining(before) == _VIRAMA or ord(before) in _PREPENDED
    return bound or _one_syllable(_hangul(before), _hangul(after))


def _one_syllable(before: str, after: str) -> bool:
    return bool(before and after) and (before[-1] + after[0]) in {"LL", "LV", "VV", "VT", "TT"}


def _hangul(one: str) -> str:
    """The jamo a character is made of: "L", "V", "T", "LV" or "LVT"; empty for anything else."""
    point = ord(one)
    if 0xAC00 <= point <= 0xD7A3:
        return "LV" if (point - 0xAC00) % 28 == 0 else "LVT"
    return next((kind for first, last, kind in _HANGUL if first <= point <= last), "")


def _is_flag_letter(one: str) -> bool:
    return "\U0001f1e6" <= one <= "\U0001f1ff"
