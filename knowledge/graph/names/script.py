"""Traditional characters as Simplified ones, one by one, so that a text keeps its length."""

from functools import lru_cache

import opencc

# The ideographs in everyday use and their first extension; rarer ones have no Simplified form that people type.
_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Code point to Simplified character, for those that differ."""
    convert = opencc.OpenCC("t2s").convert
    characters = [chr(code) for low, high in _RANGES for code in range(low, high)]
    # One call for all; the line breaks keep characters from being read as phrases.
    simple = convert("\n".join(characters)).split("\n")
    return {ord(one): other for one, other in zip(characters, simple, strict=True) if one != other and len(other) == 1}


def simplified(text: str) -> str:
    """`text` with Simplified characters, of the same length."""
    return text.translate(_table())
