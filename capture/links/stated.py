"""The version that people state of a document: "V3", "第三版", "二稿". "V2.1" and "final" state no whole number."""

import re

HIGHEST = 99

_DIGITS = "零一二三四五六七八九十"
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9.])(?:v|ver\.?|version|rev\.?|revision|版本号?)\s*[.:：_-]?\s*(?P<number>\d{1,2})(?P<part>(?:\.\d+)*)(?![\dA-Za-z])",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"第\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:版|稿|个版本)|"
    r"(?<![第十一二三四五六七八九两])(?P<draft>[一二三四五六])\s*稿|(?<![第十一二三四五六七八九两])(?P<edition>二)\s*版(?![本权面块式图])"
)
_SPELT = re.compile(
    rf"\b(?:version|draft|revision|take)\s+(?P<word>{'|'.join(_CARDINALS)}|\d{{1,2}})\b(?!\s+(?!is\b|was\b|has\b|needs\b|looks\b)\w+s\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"初版|初稿|首版|\bfirst\s+(?:version|draft)\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(
    rf"\b(?P<word>{'|'.join(_ORDINALS)})\s+(?:version|draft|revision|pass|cut|iteration)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?:会员|vip|等级|level|比|较|对比|相比|不是|不要用?|别用|作废|基于|在|从|由|替换|取代|替代|代替|原来?的?|之前的?|旧的?|上一?版|\bthan|\bvs\.?|\bfrom|\bon|\bsince|"
    r"\breplac\w+|\bsupersed\w+|\bnot|\bignore|\bold|\bprevious|\binstead\s+of|\bafter)\s*(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"^\s*(?:版|版本)?\s*(?:基础上|的基础|的?(?:意见|反馈|修订|修改意见)|作废|不要|\bis\s+(?:obsolete|out)|\bfeedback|\bcomments)",
    re.IGNORECASE,
)


def stated_version(text: str) -> int | None:
    """The whole number that a text states for its document; the last one, where it tells what changed to what."""
    found = [*_latin(text), *_han(text), *_words(text)]
    return max(found)[1] if found else None


def _latin(text: str) -> list[tuple[int, int]]:
    return [
        (match.start(), int(match["number"]))
        for match in _LATIN.finditer(text)
        if _is_whole(match["part"]) and int(match["number"]) > 0 and _is_meant(text, match)
    ]


def _han(text: str) -> list[tuple[int, int]]:
    matches = [match for match in _HAN.finditer(text) if _is_meant(text, match)]
    return [
        (match.start(), number)
        for match in matches
        if (number := _number(match["number"] or match["draft"] or match["edition"]))
    ]


def _words(text: str) -> list[tuple[int, int]]:
    first = [(match.start(), 1) for match in _FIRST.finditer(text) if _is_meant(text, match)]
    spelt = [match for match in _SPELT.finditer(text) if _is_meant(text, match)]
    others = [match for match in _ORDINAL.finditer(text) if _is_meant(text, match)]
    told = [(match.start(), _cardinal(match["word"].lower())) for match in spelt]
    return [*first, *told, *((match.start(), _ORDINALS.index(match["word"].lower()) + 1) for match in others)]


def _cardinal(word: str) -> int:
    return int(word) if word.isdecimal() else _CARDINALS.index(word) + 1


def _is_whole(part: str) -> bool:
    """V3 and V3.0 are whole; V2.1 is not."""
    return all(figure in ("", "0") for figure in part.split("."))


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Whether it is the version of what is shared, not one that this is compared with or made from."""
    return not (_COMPARED.search(text[: match.start()]) or _CHANGED.match(text[match.end() :]))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.index(text) if len(text) == 1 else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
