"""The prices of a sentence: sums with a sign, in Chinese and in English, and what was asked before them."""

import re
from collections.abc import Iterator

from capture.minutes.money import CURRENCIES, DIGITS, About, Price
from capture.minutes.money_en import sums_en
from capture.minutes.money_zh import sums_zh
from capture.minutes.sentences import Clause, Sentence
from capture.minutes.spoken_numbers import SCALES

MOST, LONGEST = 5, 400
"""So many sums of one clause are read, in so many of its characters: what goes on for longer is a list of numbers."""


def prices_in(sentence: Sentence, *, spoken_of: bool = False) -> Iterator[tuple[Clause, Price]]:
    """The sums named in a sentence, each in its clause; what the sentence is about tells money from other numbers.

    `spoken_of`: the turns before it asked for a price, or named one.
    """
    if _NUMBER.search(sentence.text):
        about = About(_ABOUT.search(sentence.text) is not None, spoken_of or _TOTAL.search(sentence.text) is not None)
        for clause in sentence.clauses:
            found = _in_clause(clause.text, about)[:MOST]
            yield from ((clause, price) for price in found)


def asks_for_price(text: str) -> bool:
    """Whether an answer to it is likely to be a sum."""
    return _PRICE_ASKED.search(text) is not None


def asks_for_count(text: str) -> bool:
    """Whether an answer to it is a number of something else."""
    return _COUNT_ASKED.search(text) is not None


def _in_clause(text: str, about: About) -> list[Price]:
    text = text[:LONGEST]
    found = [*_signed(text), *sums_zh(text, about), *sums_en(text, about)]
    found.sort(key=lambda price: (price.span[0], -price.span[1]))
    apart: list[Price] = []
    for price in found:
        if not apart or price.span[0] >= apart[-1].span[1]:
            apart.append(price)
    return apart


_PRICE_ASKED = re.compile(
    r"多少钱|什么价|价格|报价|单价|报多少|费用|怎么卖|怎么收费|家多少"
    r"|\b(?:how much(?! (?:time|space|room|longer|notice))|price|cost|quote|per \w+\W*$)",
    re.IGNORECASE,
)
_COUNT_ASKED = re.compile(
    r"多少(?!钱)(?=[人台个套家条吨米天辆件号度户种次层平公])|几[个台人套天家辆条]|多[久长大重高宽]"
    r"|\bhow (?:many|long|big|heavy|tall|old|far)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"一共|总共|合计|加起来|全部下来|\b(?:in total|altogether|all[ -]in|comes to|works out at)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"报[的价给了我你您他]|报价|价|预算|费|钱|成本|优惠|便宜|贵|首付|款|代金券|折|付|批下来|额|起步|发票|申请|特价|一年|一个月|[一每]台|一个点|少|涨"
    r"|\b(?:price|pricing|quot\w+|cost\w*|budget\w*|a (?:month|year|seat|label|floor|rack|gallon|piece)|per|each"
    r"|came in at|list|discount|"
    r"payment|up front|invoice|fee|fees|pay|pays|license|licence|spend|worth|cheap\w*|expensive|tender|credit"
    r"|renewal|offer\w*)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\d一二两三四五六七八九十百千万]|\b(?:hundred|thousand|million|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|twenty|\w+ty)\b",
    re.IGNORECASE,
)

_SIGNED = re.compile(
    rf"(?P<sign>us\$|[$€£¥￥])\s?(?P<number>{DIGITS})\s*(?P<scale>k\b|mn?\b|bn\b|thousand|million|billion|万|亿)?",
    re.IGNORECASE,
)


def _signed(text: str) -> Iterator[Price]:
    for match in _SIGNED.finditer(text):
        amount = float(match["number"].replace(",", "")) * SCALES[(match["scale"] or "").lower()]
        yield Price(round(amount, 2), CURRENCIES[match["sign"].lower()], match.span())
