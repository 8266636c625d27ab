"""Signs that a document is a proposal where no word beside it says so: it is worked on, priced, meant to go out. Pure.

None of them is enough to attach it; together with a customer they are enough to ask.
"""

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from knowledge.graph.names.sounds import syllables

OUTWARD = frozenset({"docsend", "papermark"})
"""Services whose links are made to be sent to people outside."""

_WORKED_ON = re.compile(
    r"[初草改终定]稿|终版|最终版|定版|(?:改|写|弄|做|赶)(?:完|好)了|[第二三四五六七八九]\s*[版稿]|"
    r"(?<![a-z0-9.])v\s?\d|\brev(?:ision)?\.?\s*[a-z0-9]\b|\bfinal(?:[\s,-]+final)*\b|\b(?:first|second|third|next|last)\s+(?:pass|cut|go|stab)\b|"
    r"\bdrafts?\b|\bclean\s+(?:copy|version)\b|\bversion\b|\btake\s+\d|"
    r"(?:写|拟|做)了[个份一]|起草|草拟|简版|\b(?:put\s+together|drafted|wrote(?:\s+up)?|knocked\s+up|mocked\s+up)\b|为准|作废|半成品|\brough\b|\bwip\b|\bsupersedes?\b|\breplaces\b|错别字|错字|排版|封面|润色|精简|\btypos?\b|\bcover\b|\b(?:re(?:done|did|worked|written|wrote|worded|vised)|tweak(?:ed|s)|polish(?:ed)?|"
    r"tidied|trimmed|shortened|proof\w*)\b",
    re.IGNORECASE,
)
_ABOUT_MONEY = re.compile(
    r"价格?|折扣|打\S{0,2}折|\d\s*折|\d\s*%\s*(?:off|less|cheaper|discount)|优惠|报给|让利|嫌贵|便宜|回本|划算|笔账|(?:重新|分开|再|又|先|刚|已经?)报(?![名警销告修到])|测算|配置清单|设备清单|"
    r"\bpric(?:e|es|ed|ing)\b|\bcosts?\b|\bcheap\w*\b|\bdiscounts?\b|\bnumbers\b|\boptions?\b|\boffers?\b|\brates\b|\bballpark\b|\bitemi[sz]ed\b|\bper\s+(?:seat|unit|user)\b|\bvat\b|\bmargins?\b",
    re.IGNORECASE,
)
_TO_SHOW = re.compile(
    r"ppt|胶片|汇报|讲标|(?:的|这个|那个)标(?![准题签记注识志杆])|演示稿|应答|\bdecks?\b|\bresponse\b|\banswers\b|\bsubmission\b|\bscope\b|\bbid\b|\bslides\b",
    re.IGNORECASE,
)
_GOING_OUT = re.compile(
    r"发出去|外发|发客户|给客户|交了|已交|递上去|封标|"
    r"\bgo(?:es|ing)?\s+out\b|\bwent\s+(?:out|in|over)\b|\bsen(?:t|d|ding)\s+(?:it|this|that|them|over|out)\b|\bsubmit\w*\b|\bsigned\s+off\b",
    re.IGNORECASE,
)
_SOUNDED = ("报价", "方案", "标书", "投标", "提案")
_SPELT = ("proposal", "quotation", "pricing", "commercials", "solution")
_MEANT = ("proposal", "quotation")
_SWAPPED = ("quote", "tender", "offer")
_HAN_PAIR = re.compile("(?=([\u4e00-\u9fff]{2}))")
_WORD = re.compile(r"[a-z]{5,}", re.IGNORECASE)
LONG = 7
"""Words of so many letters are known with any one slip; shorter ones with two letters swapped."""


def signs_in(text: str) -> Iterator[str]:
    """The signs that words give: "worked_on", "money", "shown", "goes_out", "misspelt"."""
    if _WORKED_ON.search(text):
        yield "worked_on"
    if _ABOUT_MONEY.search(text):
        yield "money"
    if _TO_SHOW.search(text):
        yield "shown"
    if _GOING_OUT.search(text):
        yield "goes_out"
    if _misspelt(text):
        yield "misspelt"


def respelt(text: str) -> str:
    """A text with the words for a proposal as they are spelt, where one has a slip: "Northgate propsal"."""
    return _WORD.sub(lambda match: _meant(match[0]), text)


def _meant(word: str) -> str:
    """The word that is meant; a slip that makes another word ("commercial") is none."""
    plain = word.lower()
    if len(word) < LONG:
        return next((right for right in _SWAPPED if _is_swapped(plain, right)), word)
    return next((right for right in _MEANT if right not in plain and OSA.distance(plain, right) == 1), word)


def _misspelt(text: str) -> bool:
    """Whether a word for a proposal stands there with a slip: "报阶", "qoute", "porposal"."""
    pairs = {match[1] for match in _HAN_PAIR.finditer(text)}
    if any(_sounds_like(pair, word) for pair in pairs for word in _SOUNDED if pair != word):
        return True
    return any(_is_slip(word) for word in {match[0].lower() for match in _WORD.finditer(text)})


def _sounds_like(pair: str, word: str) -> bool:
    """One character is right, and the other sounds like it: what an input method gets wrong."""
    return (pair[0] == word[0] or pair[1] == word[1]) and syllables(pair) == syllables(word)


def _is_slip(word: str) -> bool:
    if len(word) >= LONG - 1 and any(OSA.distance(word, right) == 1 and word != f"{right}s" for right in _SPELT):
        return True
    return any(_is_swapped(word, right) for right in _SWAPPED)


def _is_swapped(word: str, right: str) -> bool:
    return len(word) == len(right) and sorted(word) == sorted(right) and OSA.distance(word, right) == 1
