"""The numbers that papers go by: of contracts, and of quotations, invoices, receipts and orders."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.cells import Cell, cells_of, labelled
from capture.photos.fields.rows import GAP, Hit, Row, best_first, matches
from capture.photos.model import Field, FieldKind

_SIGN = r"A-Za-z0-9\u4e00-\u9fff()\[\]〔〕【】"
_VALUE = rf"(?P<value>[{_SIGN}][{_SIGN}_/.#-]*\d[{_SIGN}_/.#-]*(?: ?[-/] ?[A-Za-z0-9]+)*)"
_CODE = r"(?P<value>(?=[A-Z0-9/_-]*\d)(?=[A-Z0-9/_-]*[A-Z])[A-Z0-9]+(?:[-/_][A-Z0-9]+)+)(?![\w-])"
"""A number that shows by itself that it is one: capitals and digits in parts."""

_NUMBER = r"(?:编\s*号|号\s*码|单\s*号|序\s*号|号)"
_ZH_CONTRACT = rf"(?:合\s*\S|协\s*\S)\s*{_NUMBER}"
"""The second sign is misread now and then: 合网号."""
_ZH_PAPER = (
    rf"(?:订\s*单|采购单|报价[单书函]?|发\s*票|收\s*据|[来本发]?\s*函|送货单|交货单|验收单|单\s*据|文件)\s*{_NUMBER}"
)
_EN_NUMBER = r"(?:Number|No\b|Nr\b|Num\b|N[º°o]|№|ID|#|Ref(?:erence)?\b)"
_EN_CONTRACT = rf"\b(?:Contract|Agreement)\s*{_EN_NUMBER}"
_EN_PAPER = (
    r"\b(?:Purchase\s*Order|P\.?O\.?|Order|Quotation|Quote|Estimate|Offer|Proposal|Tax\s*Invoice|Invoice|Receipt|"
    rf"Delivery\s*Note|Credit\s*Note|Certificate|Document|Reference)\s*{_EN_NUMBER}"
)
_REF = r"(?:\b(?:Our|Your)?\s*Ref(?:erence)?\b)"
_BARE = r"(?:编\s*号|单\s*号|文\s*号|No\.?|Number|N[º°]|№)"
_TO_VALUE = rf"\s*[.:#]*\s*{GAP}?\s*:?\s*{_VALUE}"

_LABELLED = (
    (3.0, FieldKind.CONTRACT_NUMBER, re.compile(rf"(?P<label>{_ZH_CONTRACT}){_TO_VALUE}")),
    (3.0, FieldKind.CONTRACT_NUMBER, re.compile(rf"(?P<label>{_EN_CONTRACT}){_TO_VALUE}", re.IGNORECASE)),
    (2.6, FieldKind.DOCUMENT_NUMBER, re.compile(rf"(?P<label>{_ZH_PAPER}){_TO_VALUE}")),
    (2.6, FieldKind.DOCUMENT_NUMBER, re.compile(rf"(?P<label>{_EN_PAPER}){_TO_VALUE}", re.IGNORECASE)),
    (1.8, FieldKind.DOCUMENT_NUMBER, re.compile(rf"(?P<label>项目\s*{_NUMBER}){_TO_VALUE}")),
)
_NAMED = (
    (
        2.2,
        FieldKind.CONTRACT_NUMBER,
        re.compile(rf"(?P<label>(?:合同|协议书?)|(?i:\b(?:contract|agreement)))\s*:?\s*{_CODE}"),
    ),
    (
        2.0,
        FieldKind.DOCUMENT_NUMBER,
        re.compile(
            rf"(?P<label>(?:报价[单书函]?|发票|收据|订单)|(?i:\b(?:quotation|quote|estimate|offer|proposal|invoice|receipt|"
            rf"order|delivery\s+note|certificate)))\s*:?\s*{_CODE}"
        ),
    ),
)
_OWN = (
    (1.7, re.compile(rf"(?:^|[{GAP} ])(?P<label>{_REF})\s*[.:]+\s*{GAP}?{_VALUE}", re.IGNORECASE)),
    (1.6, re.compile(rf"(?:^|[{GAP} ])(?P<label>{_BARE})\s*:\s*{GAP}?{_VALUE}")),
    (1.6, re.compile(r"(?:^|\t)(?P<label>N[º°]|№)\s*(?P<value>\d{5,})(?!\d)")),
    (
        1.5,
        re.compile(
            rf"(?:^|{GAP})(?P<label>)(?P<value>[\u4e00-\u9fff]{{2,10}}[〔\[(【]20\d\d[〕\])】]第?\d{{1,4}}号)(?=$|{GAP})"
        ),
    ),
)
"""Behind these stands the number of the paper itself, whatever it is."""
_AT_HEAD = re.compile(rf"(?:^|{GAP})(?P<label>{_BARE})\s*{_CODE}(?=\s*(?:$|[{GAP}|,;(]))")
"""At the head of a paper a number may stand behind a bare label without a colon."""
_ALONE = re.compile(
    rf"(?P<label>(?P<contract>{_ZH_CONTRACT}|{_EN_CONTRACT})|{_ZH_PAPER}|{_EN_PAPER}|(?P<bare>{_BARE}|{_REF}))\s*[.:]*",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(
    r"(?:(?P<contract>\S{0,8}(?:合同|协议书?)|(?:\w+ )?(?:contract|agreement))"
    r"|\S{0,4}(?:报价[单书函表]?|发票|收据|订单|送货单)"
    r"|(?:\w+ )?(?:quotation|quote|estimate|offer|proposal|invoice|receipt|order|delivery note|certificate))\s*:?",
    re.IGNORECASE,
)
_WHOLE_CODE = re.compile(rf"\s*:?\s*{_CODE}\s*")
_WHOLE = re.compile(rf"\s*:?\s*{_VALUE}\s*")
_STANDARD = re.compile(r"(?:ISO|GB|EN|DIN|IEC|IP|HS|UTF)(?:[-/_]?T)?[-/_]?\d*\b")
_IS_CONTRACT = re.compile(r"合\s*同|协\s*议|\b(?:agreement|contract)\b", re.IGNORECASE)
_IS_PAPER = re.compile(
    r"报\s*价|发\s*票|收\s*据|回\s*单|订\s*单|[验签收交送]\s*[收货]\s*单"
    r"|\b(?:quot(?:e|ation)|invoice|receipt|order|certificate|delivery note|offer)\b",
    re.IGNORECASE,
)
_HEAD = 6
"""Rows at the top among which a paper says what it is."""


def numbers(rows: Sequence[Row]) -> list[Field]:
    """The numbers that a document goes by: contracts' first, then those of other papers; each value once."""
    hits = sorted(_numbers(rows), key=lambda one: -one[1].rank)
    first = {hit.value: kind for kind, hit in reversed(hits)}
    return [
        field
        for kind in (FieldKind.CONTRACT_NUMBER, FieldKind.DOCUMENT_NUMBER)
        for field in best_first((hit for of, hit in hits if of is kind and first[hit.value] is kind), kind)
    ]


def _numbers(rows: Sequence[Row]) -> Iterator[tuple[FieldKind, Hit]]:
    own = _own_kind(rows)
    everywhere = [*_LABELLED, *_NAMED, *((rank, own, pattern) for rank, pattern in _OWN)]
    for among, every in ((rows, everywhere), (rows[:_HEAD], [(1.6, own, _AT_HEAD)])):
        for rank, kind, pattern in every:
            for row, found in matches(among, pattern):
                if value := _number(found["value"]):
                    yield kind, Hit(row, *found.span("value"), value, found["label"], rank)
    for kind, rank, label, cell, text in _in_cells(cells_of(rows), own):
        if value := _number(text["value"]):
            start = cell.start + text.start("value")
            yield kind, Hit(cell.row, start, start + len(text["value"]), value, label, rank)


def _in_cells(cells: Sequence[Cell], own: FieldKind) -> Iterator[tuple[FieldKind, float, str, Cell, re.Match[str]]]:
    """Labels that stand alone, with the cell beside or below: a number, or below a paper's mere name a code; a bare
    "No." or "Order" over a table's column numbers goods.
    """
    for found, label, near in labelled(cells, _ALONE):
        kind = FieldKind.CONTRACT_NUMBER if found["contract"] else FieldKind.DOCUMENT_NUMBER
        kind, rank = (own, 1.6) if found["bare"] else (kind, 2.6)
        for cell in near:
            if (text := _WHOLE.fullmatch(cell.text)) and (not found["bare"] or len(label.row.lines) < 3):
                yield kind, rank, found["label"], cell, text
    for found, label, near in labelled(cells, _NAME_ALONE):
        kind = FieldKind.CONTRACT_NUMBER if found["contract"] else FieldKind.DOCUMENT_NUMBER
        for cell in near:
            if (text := _WHOLE_CODE.fullmatch(cell.text)) and len(label.row.lines) < 3:
                yield kind, 1.6, found[0], cell, text


def _own_kind(rows: Sequence[Row]) -> FieldKind:
    """What the number is of that a paper calls its own, by what it says at its top."""
    for row in rows[:_HEAD]:
        contract, paper = _IS_CONTRACT.search(row.text), _IS_PAPER.search(row.text)
        if contract or paper:
            return FieldKind.CONTRACT_NUMBER if contract and not paper else FieldKind.DOCUMENT_NUMBER
    return FieldKind.DOCUMENT_NUMBER


def _number(text: str) -> str:
    """A number without what was read into it or belongs to the next label; "" for a date, a standard, a digit."""
    value = re.sub(r"\s", "", text).strip(".,_/-")
    value = re.split(r"(?:签[订约]|日期|时间|甲方|乙方|地点)", value)[0]
    value = value if value.count("(") == value.count(")") else value.strip("()")
    digits = sum(sign.isdigit() for sign in value)
    if len(value) < 3 or digits < 2 or _STANDARD.fullmatch(value) or re.fullmatch(r"20\d\d[-/.]\d\d?[-/.]\d\d?", value):
        return ""
    return value
