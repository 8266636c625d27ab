"""Amounts: figures with a currency or a label, capital numerals, and whether the two agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from capture.photos.fields.numerals import CAPITALS, capital_amount
from capture.photos.fields.rows import GAP, Hit, Row, best_first
from capture.photos.model import Field, FieldKind, Ground

_SIGNS = {"¥": "CNY", "$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP", "RMB": "CNY", "人民币": "CNY"}
_WORDS = {
    "元": "CNY",
    "圆": "CNY",
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
}
_CODES = ("CNY", "USD", "EUR", "HKD", "GBP", "JPY", "SGD", "CHF", "AUD", "CAD")
_MULTIPLES = {
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "k": 1000,
}

_BEFORE = rf"(?P<sign>US\$|HK\$|[¥$€£]|RMB|人民币|(?:{'|'.join(_CODES)}))?\s*:?\s*[¥$€£V]?\s*"
_FIGURES = (
    r"(?P<figures>(?<![\d.,-])\d{1,3}(?:[,.， ]\d{3})+(?:[.,:]\d{1,2})?(?!\d)|(?<![\d.,-])\d+(?:[.:]\d{1,6})?(?!\d))"
)
_AFTER = (
    r"\s*(?P<times>百万|千万|万|亿|million)?"
    rf"\s*(?P<word>美元|美金|欧元|港元|港币|日元|英镑|元|圆|(?:{'|'.join(_CODES)})\b)?"
)
MONEY = re.compile(_BEFORE + _FIGURES + _AFTER)

_STRONG = re.compile(
    r"(?:合同|协议|订单|项目)(?:总)?(?:金额|价款|价格|价|额)|价税合计|总金额|总价款?|总费用|报价(?:总[额价]|合计|金额)|费用?总计|含税总"
    r"|(?:grand|contract|total)\s*(?:contract\s*)?(?:total|price|value|amount|sum)|amount\s*(?:due|payable)|total\s*amount",
    re.IGNORECASE,
)
_FAIR = re.compile(r"合\s*计|总\s*计|共\s*计|总额|金\s*额|\btotal\b|\bamount\b|\bprice\b|价款|货款", re.IGNORECASE)
_WEAK = re.compile(
    r"单价|小计|预付|定金|订金|违约|保证金|首付|首期|税\s*额|质保|尾款|运费|罚款|赔偿|注册资本|每[日天月年台件]|"
    r"unit\s*price|deposit|advance|sub-?\s*total|\bvat\b|\btax\b|penalt|liquidated|insur",
    re.IGNORECASE,
)
_AS_WRITTEN = (
    r"(?:the|our|your|this|attached|enclosed|"
    r"(?:invoice|contract|order|quotation|schedule|annex|agreement|clause|section|item)"
    r"(?:\s+no\b|\s+[a-z]\b|\s*[a-z]*[-\d#]))"
)
_PER_UNIT = re.compile(
    rf"\s*(?:per\b(?!\s*cent|\s+{_AS_WRITTEN})|/\s*(?!{'|'.join(_CODES)})[a-z\u4e00-\u9fff]|each\b|apiece\b|(?<=\S)每"
    r"|an?\s+(?:hour|day|night|week|month|quarter|year|piece|unit|head|seat|person|user|box|set|ton(?:ne)?|kilo)\b)",
    re.IGNORECASE,
)
"""What follows the price of one of many."""
_OF_EACH = re.compile(r"每[\u4e00-\u9fff]{1,4}\s*$")
_SAID_TO_BE = re.compile(
    rf"(?P<label>(?P<strong>{_STRONG.pattern})|{_FAIR.pattern})(?P<of>[^,:;。，]{{0,90}}?)"
    r"(?:\b(?:is|be|was|amounts?\s+to|comes\s+to|exceed|(?:estimated|fixed)\s+at)|[为是约计])"
    r"\s*(?:about|approximately|约)?\s*$",
    re.IGNORECASE,
)
"""A clause that says what a total is: "the total value of all orders under this agreement is"."""
_OF_A_PART = re.compile(
    rf"{_WEAK.pattern}|\b(?:per|each|part|share|portion|instal?ments?|discount|rest|balance|due)\b|其中|部分|每|折",
    re.IGNORECASE,
)
_RUNNING = 30
"""Letters from which on a line is one of running text."""
_BREAKS_OFF = re.compile(
    rf"(?:{'|'.join(_CODES)}|RMB|人民币|[¥$€£]|\b(?:is|of|total|amount|price)|[为计额])\s*:?\s*$", re.IGNORECASE
)


def amounts(rows: Sequence[Row]) -> list[Field]:
    """The amounts of a document, its total first. Figures are compared with capital numerals where there are both."""
    figures = [
        hit
        for at, row in enumerate(rows)
        for hit in _figures(_with_next(row, rows[at + 1 : at + 2]), _lead(row, rows[max(0, at - 1) : at]))
    ]
    spelled = [hit for at, row in enumerate(rows) for hit in _spelled(row, rows[at + 1 : at + 2])]
    return best_first(_compared(figures, spelled), FieldKind.AMOUNT)


def _with_next(row: Row, following: Sequence[Row]) -> Row:
    """A row that breaks off before its figures, together with the next, which begins with them."""
    if not following or not _BREAKS_OFF.search(row.text) or not re.match(r"[¥$€£]?\s*\d", following[0].text):
        return row
    return Row(row.page, (*row.lines, *following[0].lines), row.text + GAP + following[0].text)


def _lead(row: Row, above: Sequence[Row]) -> str:
    """The row above, where the two are lines of running text."""
    running = above and len(above[0].lines) == len(row.lines) == 1 and len(above[0].text) > _RUNNING
    return above[0].text + " " if running else ""


def number(figures: str) -> Decimal:
    """Figures as they are written or misread: "1,234.50", "1.234,50", "4,181,410:00", "250.000.00"."""
    plain = figures.replace(" ", "").replace("，", ",").replace(":", ".")
    found = re.fullmatch(r"(.*)[.,](\d{1,2})", plain)
    if found is not None:
        whole, cents = found.groups()
        return Decimal(re.sub(r"[.,]", "", whole) + "." + cents)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    return Decimal(plain.replace(",", ""))


def _figures(row: Row, lead: str) -> Iterator[Hit]:
    for found in MONEY.finditer(row.text):
        sign, word = found["sign"] or _mark(found[0]), found["word"]
        label, rank = _label(row.text[: found.start()], lead)
        if rank < 3 and (_PER_UNIT.match(row.text, found.end()) or _OF_EACH.search(row.text[: found.start()])):
            rank = min(rank, 0.5)
        if not sign and not (word and word not in _MULTIPLES) and rank < 2:
            continue
        if not sign and not word and not _looks_like_money(found, row.text):
            continue
        value = number(found["figures"]) * _MULTIPLES.get(found["times"] or "", 1)
        currency = _currency(sign, word, row.text)
        bonus = 0.3 if sign else 0.1 if word else 0.0
        start = found.start() + len(found[0]) - len(found[0].lstrip(" :"))
        yield Hit(row, start, found.start() + len(found[0].rstrip()), _plain(value, currency), label, rank + bonus)


def _mark(text: str) -> str:
    return next((sign for sign in "¥$€£" if sign in text), "")


def _looks_like_money(found: re.Match[str], text: str) -> bool:
    """Bare figures behind a label count where they have cents or thousands, or stand alone behind it."""
    after = text[found.end() : found.end() + 1]
    return bool(re.search(r"[,.]\d", found["figures"])) and (not after or after not in "%‰年月日号台套件-/")


def _label(before: str, lead: str = "") -> tuple[str, float]:
    """The label that stands before an amount, with its rank: 3 the total, 2 a sum, 1 none, 0 a part; `lead` is what the
    clause begins with in the row above.
    """
    near = re.split(r"[。;；\t]", before)[-1][-40:] or before[-30:]
    for pattern, rank in ((_WEAK, 0.0), (_STRONG, 3.0), (_FAIR, 2.0)):
        found = [*pattern.finditer(near)]
        if found and not (rank == 0 and _later(_STRONG, near, found[-1].end())):
            return found[-1][0], rank
    said = _SAID_TO_BE.search(re.split(r"[.;。;]\s", lead + before)[-1])
    if said and not _OF_A_PART.search(said["of"]):
        return said["label"], 2.5 if said["strong"] else 1.5
    cell = [*_STRONG.finditer(before)] or [*_FAIR.finditer(before)]
    return (cell[-1][0], 1.5 if _FAIR.search(before) else 2.5) if cell and GAP in before else ("", 1.0)


def _later(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return pattern.search(text, start) is not None


def _currency(sign: str, word: str | None, text: str) -> str:
    if word in _CODES or sign in _CODES:
        return str(word if word in _CODES else sign)
    if word and word not in ("元", "圆"):
        return _WORDS[word]
    if sign:
        return "JPY" if sign == "¥" and "日元" in text else _SIGNS[sign]
    return "CNY"


def _plain(value: Decimal, currency: str) -> str:
    return f"{value.quantize(Decimal('0.01'))} {currency}"


def _spelled(row: Row, following: Sequence[Row]) -> Iterator[Hit]:
    """Amounts in capital numerals, also where they run on in the next row."""
    for found in CAPITALS.finditer(row.text):
        if (value := capital_amount(found[0])) is not None and len(found[0]) >= 3:
            label, rank = _label(row.text[: found.start()])
            yield Hit(row, found.start(), found.end(), _plain(value, "CNY"), label or "大写", max(2.0, rank) + 0.2)
    if following and re.search(r"大写[)]?\s*:?\s*\S{2,}$", row.text) and not CAPITALS.search(row.text):
        both = Row(row.page, (*row.lines, *following[0].lines), row.text + following[0].text)
        yield from (replace(hit, row=row, end=min(hit.end, len(row.text))) for hit in _spelled(both, ()))


def _compared(figures: Sequence[Hit], spelled: Sequence[Hit]) -> Iterator[Hit]:
    """Figures that are spelled as well are sure; a total whose figures and numerals differ says so."""
    values = {hit.value for hit in spelled}
    agreed = {hit.value for hit in figures} & values
    for hit in figures:
        if hit.value in agreed:
            yield replace(hit, rank=max(hit.rank, 3.0) + 1, why=Ground.SPELLED_AGREES)
        elif not agreed and hit.rank >= 2 and len(values) == 1:
            yield replace(hit, rank=hit.rank - 1, why=Ground.SPELLED_DIFFERS, other=next(iter(values)))
        else:
            yield hit
    shown = {hit.value for hit in figures}
    for hit in spelled:
        if hit.value not in shown:
            differs = bool(figures) and not agreed
            why = Ground.FIGURES_DIFFER if differs else Ground.SPELLED_ONLY
            yield replace(hit, why=why, other=figures[0].value if differs else "")
