"""Which language a window is in. Pure."""

from collections.abc import Mapping, Sequence

# From here on a window is in another language than the one before it; a short one tells less.
_SURE, _SURE_IF_SHORT = 0.75, 0.9
_SHORT = 4.0
HAN = frozenset({"zh", "yue"})
"""Codes of languages written in Chinese characters that have a Simplified form."""


def language_of(chances: Mapping[str, float], seconds: float, before: str, allowed: Sequence[str]) -> str:
    """The language by its chances (0 to 1 each); it changes only where that is sure."""
    if allowed:
        known = sum(chances.get(code, 0.0) for code in allowed) or 1.0
        chances = {code: chances.get(code, 0.0) / known for code in allowed}
        before = before if before in allowed else ""
    best = max(chances, key=lambda code: chances[code], default=before or "en")
    if not before or best == before:
        return best
    sure = chances[best] >= (_SURE if seconds >= _SHORT else _SURE_IF_SHORT)
    return best if sure else before
