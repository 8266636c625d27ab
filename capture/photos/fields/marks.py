"""Contract numbers, telephone numbers, e-mail addresses."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.rows import GAP, Hit, Row, best_first, matches
from capture.photos.model import Field, FieldKind

_SIGN = r"A-Za-z0-9\u4e00-\u9fff()\[\]〔〕【】"
_VALUE = rf"(?P<value>[{_SIGN}][{_SIGN}_/.#-]*\d[{_SIGN}_/.#-]*(?: ?[-/] ?[A-Za-z0-9]+)*)"
_NUMBERS = (
    (3.0, re.compile(rf"(?P<label>(?:合\s*\S|协\s*\S)\s*(?:编\s*号|号\s*码|号|序号))\s*[:.]?\s*{GAP}?{_VALUE}")),
    (
        3.0,
        re.compile(
            rf"(?P<label>\b(?:Contract|Agreement)\s*(?:Number|No|Nr|ID|#|Ref))\s*[.:#]*\s*{GAP}?{_VALUE}", re.IGNORECASE
        ),
    ),
    (2.0, re.compile(rf"(?P<label>(?:订\s*单|采购单|报价单?|项目|文件)\s*(?:编\s*号|号))\s*[:.]?\s*{GAP}?{_VALUE}")),
    (
        2.0,
        re.compile(
            rf"(?P<label>\b(?:Purchase\s*Order|P\.?O\.?|Order|Quotation|Quote|Proposal|Ref(?:erence)?|Document)\s*(?:Number|No|Nr|ID|#))\s*[.:#]*\s*{GAP}?{_VALUE}",
            re.IGNORECASE,
        ),
    ),
    (1.6, re.compile(rf"(?:^|[{GAP} ])(?P<label>编\s*号|单\s*号|No\.?)\s*[:]\s*{GAP}?{_VALUE}")),
)

_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?(?P<value>1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_LANDLINE = re.compile(
    rf"(?<![\d-])(?P<value>(?:\({_AREA}\)|{_AREA})\s?-?\s?\d{{7,8}}(?:-\d{{1,6}})?"
    r"|400[ -]?\d{3,4}[ -]?\d{3,4})(?!\d)"
)
_ABROAD = re.compile(r"(?P<value>\+\d[\d ().-]{7,20}\d)")
_LABELLED_PHONE = re.compile(
    r"(?P<label>联系电话|电\s*话|手\s*机|联系方式|\b(?:Telephone|Phone|Mobile|Tel|Cell)\b)"
    r"\s*[.:：]?\s*\t?(?P<value>\(?\+?\d[\d ().-]{5,20}\d)",
    re.IGNORECASE,
)
_PHONES = ((3.0, _LABELLED_PHONE), (2.0, _MOBILE), (2.0, _ABROAD), (1.5, _LANDLINE))
_FAX = re.compile(r"(?:传\s*真|fax)[^\d]{0,6}$", re.IGNORECASE)

_EMAIL = re.compile(
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9._%+-]*\s?@\s?[A-Za-z0-9-]+(?:\s?[.。,]\s?[A-Za-z]{2,12}){1,3})(?![A-Za-z0-9])"
)


def contract_numbers(rows: Sequence[Row]) -> list[Field]:
    """The numbers that a document goes by, a contract's own first."""
    return best_first(_numbers(rows), FieldKind.CONTRACT_NUMBER)


def phones(rows: Sequence[Row]) -> list[Field]:
    """Telephone numbers, digits and a leading + only; fax numbers are left out."""
    hits = [hit for rank, pattern in _PHONES for hit in _phones(rows, pattern, rank)]
    longest = {hit.value for hit in hits}
    kept = (hit for hit in hits if not any(hit.value != one and hit.value in one for one in longest))
    return best_first(kept, FieldKind.PHONE)


def emails(rows: Sequence[Row]) -> list[Field]:
    """E-mail addresses, in small letters; spaces that were read into them are taken out."""
    hits = (Hit(row, *found.span("value"), _address(found["value"]), "", 3.0) for row, found in matches(rows, _EMAIL))
    return best_first(hits, FieldKind.EMAIL)


def _numbers(rows: Sequence[Row]) -> Iterator[Hit]:
    for rank, pattern in _NUMBERS:
        for row, found in matches(rows, pattern):
            value = _unspaced(found["value"])
            if len(value) >= 3 and sum(sign.isdigit() for sign in value) >= 2:
                yield Hit(row, *found.span("value"), value, found["label"], rank)


def _unspaced(text: str) -> str:
    """A number without what was read into it or belongs to the next label."""
    value = re.sub(r"\s", "", text).strip(".,_/")
    value = re.split(r"(?:签[订约]|日期|时间|甲方|乙方|地点)", value)[0]
    return value if value.count("(") == value.count(")") else value.strip("()")


def _phones(rows: Sequence[Row], pattern: re.Pattern[str], rank: float) -> Iterator[Hit]:
    for row, found in matches(rows, pattern):
        before = row.text[: found.start("value")]
        value = re.sub(r"[^\d+]", "", found["value"])
        if not _FAX.search(before) and 7 <= len(value.lstrip("+")) <= 18:
            yield Hit(row, *found.span("value"), value, found.groupdict().get("label") or "", rank)


def _address(text: str) -> str:
    local, _, host = re.sub(r"\s", "", text).partition("@")
    return f"{local}@{re.sub('[。,]', '.', host)}".lower()
