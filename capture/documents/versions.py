"""The version that a title or a file's name states: "报价方案 V3", "第三版", "proposal_v2.1_final"."""

import re
from dataclasses import dataclass

_NUMERALS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_PATTERNS = (
    re.compile(
        r"(?<![A-Za-z])v(?:er(?:sion)?|er\.)?[\s._-]{0,2}(?P<number>\d{1,3})(?P<rest>(?:\.\d{1,3}){0,2})(?![\d])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![A-Za-z])rev(?:ision)?[\s._-]{0,2}(?P<number>\d{1,3})(?P<rest>(?:\.\d{1,3}){0,2})(?!\d)", re.IGNORECASE
    ),
    re.compile(r"第\s*(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,3})(?P<rest>)\s*[版稿次](?!\w*修订说明)"),
    re.compile(r"版本\s*号?\s*[:：]?\s*(?P<number>\d{1,3})(?P<rest>(?:\.\d{1,3}){0,2})"),
    re.compile(r"(?<![第十一二三四五六七八九])(?P<number>[一二三四五六])(?P<rest>)\s*稿"),
)
_FINAL = re.compile(r"最终版|终版|定稿|终稿|(?<![A-Za-z])final(?![A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A version as it is written; `number` is the whole number it states; "V2.1" and "final" state none."""

    text: str
    number: int | None


def stated_version(text: str) -> Stated | None:
    """The version that a text states, the last one where there are several; None where there is none."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(text)]
    if found:
        last = max(found, key=lambda match: match.start())
        whole = not last["rest"].strip(".0")
        return Stated(last[0].strip(" ._-"), _number(last["number"]) if whole else None)
    final = _FINAL.search(text)
    return Stated(final[0], None) if final else None


def _number(text: str) -> int:
    """3, 三, 十二, 二十一."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_NUMERALS[sign]) for sign in text))
    tens, _, ones = text.partition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
