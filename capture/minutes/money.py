"""Prices as they are said aloud: 一百二十万, 三千六, $1.2M, "eighteen thousand a year"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capture.minutes.sentences import Clause, Sentence
from capture.minutes.spoken_numbers import HAN_DIGITS, SCALES, SMALL, TENS, spoken_en, spoken_zh


@dataclass(frozen=True, slots=True)
class Price:
    """A sum of money at `span` of its clause. `amount` is None where it can be read in two ways.

    `currency` is an ISO 4217 code, "" where it is not said.
    """

    amount: float | None
    currency: str
    span: tuple[int, int]


MOST = 5
"""So many sums of one clause are read."""


def prices_in(sentence: Sentence) -> Iterator[tuple[Clause, Price]]:
    """The sums named in a sentence, each in its clause; what the sentence is about tells money from other numbers."""
    if _NUMBER.search(sentence.text):
        about_money = _ABOUT.search(sentence.text) is not None
        for clause in sentence.clauses:
            found = _in_clause(clause.text, about_money=about_money)[:MOST]
            yield from ((clause, price) for price in found)


def _in_clause(text: str, *, about_money: bool) -> list[Price]:
    found = [*_signed(text), *_chinese(text, about_money=about_money), *_english(text, about_money=about_money)]
    found.sort(key=lambda price: (price.span[0], -price.span[1]))
    apart: list[Price] = []
    for price in found:
        if not apart or price.span[0] >= apart[-1].span[1]:
            apart.append(price)
    return apart


_ABOUT = re.compile(
    r"报[的价给了]|报价|价|预算|费|钱|成本|优惠|便宜|贵|首付|款|代金券|折|付|批下来|额|起步|发票|申请|特价|一年"
    r"|一个月|[一每]台|一个点|少|涨"
    r"|\b(?:price|pricing|quot\w+|cost\w*|budget\w*|a (?:month|year|seat|label|floor|rack|gallon|piece)|per|each"
    r"|came in at|list|discount|"
    r"payment|up front|invoice|fee|fees|pay|pays|license|licence|spend|worth|cheap\w*|expensive|tender|credit"
    r"|renewal|offer\w*)\b",
    re.IGNORECASE,
)
_CALLED = {
    "USD": "$ us$ dollar dollars usd 美元 美金",
    "EUR": "€ euro euros eur 欧元",
    "GBP": "£ pound pounds gbp quid 英镑",
    "CNY": "¥ ￥ rmb cny yuan 元 块 块钱 人民币",
    "HKD": "hkd 港币",
}
_CURRENCIES = {word: code for code, words in _CALLED.items() for word in words.split()}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_NUMBER = re.compile(
    r"[\d一二两三四五六七八九十百千万]|\b(?:hundred|thousand|million|two|three|four|five|six|seven|eight|nine|ten"
    r"|\w+teen|twenty|\w+ty)\b",
    re.IGNORECASE,
)

# ---------------------------------------------------------------------------------------------------- with a sign

_SIGNED = re.compile(
    rf"(?P<sign>us\$|[$€£¥￥])\s?(?P<number>{_DIGITS})\s*(?P<scale>k\b|mn?\b|bn\b|thousand|million|billion|万|亿)?",
    re.IGNORECASE,
)


def _signed(text: str) -> Iterator[Price]:
    for match in _SIGNED.finditer(text):
        amount = float(match["number"].replace(",", "")) * SCALES[(match["scale"] or "").lower()]
        yield Price(round(amount, 2), _CURRENCIES[match["sign"].lower()], match.span())


# -------------------------------------------------------------------------------------------------------- Chinese

_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_HAN_SUM = re.compile(
    rf"(?<![第\d])(?:(?P<han>{_HAN_NUMBER}+)(?P<point>点[零一二三四五六七八九]+)?(?P<more>万|亿)?"
    rf"|(?P<digits>{_DIGITS})\s*(?P<scale>[万亿千])?)"
    r"\s*(?P<unit>块钱|块|元|美元|美金|欧元|英镑|人民币|港币|毛|左右)?"
)
_COUNTER = re.compile(
    r"\s*(?:多?个(?!月?[，。,]|月$)|台|人|份|条|次|小时|天|年|月|周|点|度|吨|兆|米|公里|家|套|号|版|层|位|期|成|分之"
    r"|%|％|倍|件|坐席|课时|秒|分钟|折|日|款|遍|起|路|只|辆|张)"
)


def _chinese(text: str, *, about_money: bool) -> Iterator[Price]:
    for match in _HAN_SUM.finditer(text):
        unit = match["unit"] or ""
        plain = match["han"] or match["digits"]
        said = unit in _CURRENCIES or unit == "毛"
        big = _is_big(match)
        if unit == "块" and plain in ("一", "两"):
            continue  # 这一块 is a part, no money
        if not said and (not (about_money and big) or _COUNTER.match(text, match.end())):
            continue
        amount = None if text[max(0, match.start() - 1) : match.start()] in ("几", "数") else _sum(match)
        if plain and (said or amount is None or amount >= 100):
            yield Price(amount, _CURRENCIES.get(unit, "CNY" if unit == "毛" else ""), match.span())


def _is_big(match: re.Match[str]) -> bool:
    if match["digits"]:
        return match["scale"] is not None
    return (len(match["han"]) > 1 and any(letter in "百千万亿" for letter in match["han"])) or match["more"] is not None


def _sum(match: re.Match[str]) -> float | None:
    if match["digits"]:
        return float(match["digits"].replace(",", "")) * SCALES[match["scale"] or ""]
    number, tail = spoken_zh(match["han"]), match.string[match.end() : match.end() + 1]
    if number is None:
        return None
    if match["point"]:
        number += float("0." + "".join(str(HAN_DIGITS[letter]) for letter in match["point"][1:]))
    if match["unit"] == "毛":
        return round(number / 10 + HAN_DIGITS.get(tail, 0) / 100, 2)
    return number * SCALES[match["more"] or ""]


# -------------------------------------------------------------------------------------------------------- English

_NUMBER_WORD = "|".join(sorted((*SMALL, *TENS, "hundred", "thousand", "million"), key=len, reverse=True))
_WORDS_SUM = re.compile(
    rf"\b(?P<words>(?:a )?(?:{_NUMBER_WORD})(?:[ -](?:and )?(?:{_NUMBER_WORD}))*)\b(?P<unit>\s+(?:dollars?|euros?"
    rf"|pounds?|quid|usd|eur|gbp|rmb|yuan|cents?))?",
    re.IGNORECASE,
)
_FIGURES_SUM = re.compile(
    rf"(?<![\w.,$€£¥])(?P<digits>{_DIGITS})\s*(?P<scale>k\b|thousand\b|million\b|mn\b)?(?P<unit>\s*(?:dollars?"
    rf"|euros?|pounds?|quid|usd|eur|gbp|rmb|yuan)\b)?",
    re.IGNORECASE,
)
_COUNTER_EN = re.compile(
    r"\s*(?:%|(?:of\s+)?(?:percent|per cent|days?|weeks?|months?|years?|hours?|minutes?|seconds?|people|units?|seats?"
    r"|users?|vans?|sites?|floors?|meters?"
    r"|documents?|labels?|charts?|decibels|times|working|business|more|copies|points?|sensors|references|slash"
    r"|o'clock|am\b|pm\b|things|racks?|scans|warehouses))"
    r"|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)


def _english(text: str, *, about_money: bool) -> Iterator[Price]:
    for match in _WORDS_SUM.finditer(text):
        words = match["words"].lower().replace("-", " ").split()
        if _is_money(match, text, about_money=about_money and _big_words(words)):
            plain = None if text[: match.start()].lower().endswith("point ") else spoken_en(words)
            yield Price(plain, _currency(match), match.span())
    for match in _FIGURES_SUM.finditer(text):
        if _is_money(match, text, about_money=about_money and match["scale"] is not None):
            amount = float(match["digits"].replace(",", "")) * SCALES[(match["scale"] or "").lower()]
            yield Price(amount, _currency(match), match.span())


def _is_money(match: re.Match[str], text: str, *, about_money: bool) -> bool:
    if match["unit"]:
        return True
    return about_money and not _COUNTER_EN.match(text, match.end())


def _big_words(words: list[str]) -> bool:
    """Hundreds, thousands, or the short way: "six fifty"."""
    return bool({"hundred", "thousand", "million"} & set(words)) or (
        len(words) >= 2 and words[0] in SMALL and SMALL[words[0]] > 0 and words[1] in (*TENS, "ten")
    )


def _currency(match: re.Match[str]) -> str:
    return _CURRENCIES.get((match["unit"] or "").strip().lower(), "")
