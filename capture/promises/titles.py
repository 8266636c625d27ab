"""The title of the task that a promise becomes: what is to be done, in the line's own words."""

import re

LONGEST = 60

_OPENING_ZH = re.compile(
    r"^(?:[\s，,:：~～]+|好嘞|好的呢?|行|嗯+|收到|那么?|对了|另外|顺便|您?放心|没问题|没事|@\S+|(?:我们?"
    r"|咱们?)(?:这边|公司|方|司)?的?|我[方司]|一定|肯定|保证|应该|大概|估计|尽量|尽力|争取|原则上|可能"
    r"|会|将|要|就|来(?=把|给|发|改|做)|先|再|马上|立刻|立即|也|都|还|负责|之前|以前|前)+"
)
_CLOSING_ZH = re.compile("(?:哈{1,9}|啊|呢|吧|哦|噢|啦|呀|的|嘛)$")
_OPENING_EN = re.compile(
    r"^(?:[\s,:;.-]+|(?:just|also|then|definitely|certainly|personally|probably|hopefully|go\s+ahead\s+and"
    r"|be\s+sure\s+to|try\s+to|do\s+(?:my|our)\s+best\s+to)\s+)+",
    re.IGNORECASE,
)
_CLOSING_EN = re.compile(
    r"\s(?:by|on|before|at|in|until|the|and|then|asap|please|ok(?:ay)?|thanks|thank\s+you|at\s+the\s+latest|latest)$",
    re.IGNORECASE,
)
_EDGES = " \t\r\n,;:.!-，。！~～"


def title_zh(bare: str, who: str = "") -> str:
    """A clause, its day taken out already, without its subject and courtesies: 我给您报价 is 给您报价."""
    said = _OPENING_ZH.sub("", bare.replace(who, "", 1))
    plain = " ".join(_CLOSING_ZH.sub("", said.rstrip(_EDGES)).rstrip(_EDGES).replace("在到", "到").split())
    return _cut(plain or bare.strip())


def title_en(deed: str) -> str:
    """What follows "I will", without its day: "send the contract"."""
    said = " ".join(_OPENING_EN.sub("", deed).split()).rstrip(_EDGES)
    while (shorter := _CLOSING_EN.sub("", said).rstrip(_EDGES)) != said:
        said = shorter
    return _cut(said)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
