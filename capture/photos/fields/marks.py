"""Telephone numbers, e-mail addresses."""

import re
from collections.abc import Iterator, Sequence

from capture.photos.fields.rows import Hit, Row, best_first, matches
from capture.photos.model import Field, FieldKind

_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?(?P<value>1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_LANDLINE = re.compile(
    rf"(?<![\d-])(?P<value>(?:\({_AREA}\)|{_AREA})\s?-?\s?\d{{7,8}}(?:-\d{{1,6}})?"
    r"|400[ -]?\d{3,4}[ -]?\d{3,4})(?!\d)"
)
_ABROAD = re.compile(r"(?<![\w-])(?P<value>(?:\+|00(?=[1-9]))\d[\d ().-]{7,20}\d)")
_NATIONAL = re.compile(
    r"(?<![\w/+-])(?<![\d)] )(?P<value>"
    r"\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|0\d{3,4} \d{6,7}"
    r"|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[ .-]\d{4})(?![ -]?\d)"
)
"""As people at home write it, in groups: 01632 960340, 020 7946 0123, (503) 555-0126, 1-800-555-0199."""
_SHORT = (
    r"\b(?:Telephone|Phone|Mobile|Mob|Tel|Cell|Office|Direct|Hotline|Switchboard|Call)\b|(?<![\w.])[TMPDtm](?=[.:])"
)
_LABELLED_PHONE = re.compile(
    rf"(?P<label>联系电话|电\s*话|手\s*机|座\s*机|联系方式|热\s*线|{_SHORT})"
    r"\s*[.:：]?\s*\t?(?P<value>\(?\+?\d(?:[\d().-]| (?=[\d(])){5,20}\d)",
    re.IGNORECASE,
)
_PHONES = ((3.0, _LABELLED_PHONE), (2.0, _MOBILE), (2.0, _ABROAD), (1.8, _NATIONAL), (1.5, _LANDLINE))
_NO_PHONE = re.compile(
    r"(?:传\s*真|fax|\bF[.:]|账\s*[号户]|流\s*水\s*号|税\s*号|代\s*码|卡\s*号|编\s*号|发票号码|account|a/c|iban|\bVAT\b|tax|"
    r"serial|sort code|order|\bPO\b|invoice|\bNo\b)[\s.:#]*(?:number|no|id|code)?[\s.:#]*$",
    re.IGNORECASE,
)

_EMAIL = re.compile(
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9._%+-]*\s?@\s?[A-Za-z0-9-]+(?:\s?[.。,]\s?[A-Za-z]{2,12}){1,3})(?![A-Za-z0-9])"
)


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


def _phones(rows: Sequence[Row], pattern: re.Pattern[str], rank: float) -> Iterator[Hit]:
    for row, found in matches(rows, pattern):
        before = row.text[: found.start("value")]
        value = re.sub(r"[^\d+]", "", found["value"])
        if not _NO_PHONE.search(before) and 7 <= len(value.lstrip("+")) <= 18:
            yield Hit(row, *found.span("value"), value, found.groupdict().get("label") or "", rank)


def _address(text: str) -> str:
    local, _, host = re.sub(r"\s", "", text).partition("@")
    return f"{local}@{re.sub('[。,]', '.', host)}".lower()
