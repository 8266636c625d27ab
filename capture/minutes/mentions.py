"""How known names are mentioned aloud: in whole, and for short."""

import re
from collections.abc import Collection

from capture.minutes.sentences import has_han

_KIND_ZH = re.compile(
    "(?:股份|集团|有限|控股)?(?:公司|科技|技术|装备|设备|机械|医疗|影像|幕墙|软件|信息|数据|网络|电子|智能|能源|材料|化工|物流|包装|仪器|系统|股份|集团|工业|实业|传媒|云|生化|生物|制药|药业|电梯|冷链|冷运|重工|机电|电器|环保|建材|食品|家居)$"
)
"""What a firm is, behind its name: 华工装备 is called 华工."""

_PLAIN_WORDS = (
    "north south east west northern southern global general smart first united national american china british green "
    "blue open cloud data digital great royal modern advanced universal international central pacific atlantic summit"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words that many names begin with, and other sentences too."""

_LEAST = 5
"""A first word with fewer letters is too often another word."""


def named(name: str) -> re.Pattern[str]:
    """Finds a name; one in Latin letters as a word of its own, whatever its case and however it is spaced."""
    spaced = r"\s*".join(re.escape(part) for part in re.split(r"\s+", name.strip()))
    edge = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])") if name.isascii() else ("", "")
    return re.compile(f"{edge[0]}{spaced}{edge[1]}" if spaced else "(?!)", re.IGNORECASE)


def called_for_short(name: str, taken: Collection[str] = ()) -> re.Pattern[str] | None:
    """Finds it by its first word ("Corvane" of Corvane Coatings), as it is written, or without what kind of firm it is.

    None where nothing telling is left, or where that word is `taken` by somebody else.
    """
    if has_han(name):
        short = _KIND_ZH.sub("", name.strip())
        return re.compile(re.escape(short)) if 2 <= len(short) < len(name.strip()) and short not in taken else None
    first, *more = name.split() or [""]
    plain = first.casefold()
    if not more or len(first) < _LEAST or plain in _PLAIN or plain in taken or not first[:1].isupper():
        return None
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(first)}(?![A-Za-z0-9]| (?!I\b)[A-Z])")
