"""What a document calls itself: the large words at its top."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from capture.photos.fields.rows import Hit, Row, best_first
from capture.photos.model import Field, FieldKind, Ground, Line, Page

_NAMED = re.compile(
    r"合同|协议|报价[单书]?|验收[单书报]|报告|方案|订单|发票|收据|证明|通知|纪要|授权书|确认[单书函]|承诺书|文件|说明书|标书|"
    r"agreement|contract|quotation|proposal|certificate|minutes|invoice|purchase order"
    r"|statement|report|receipt|memorandum",
    re.IGNORECASE,
)
LARGER = 1.25
"""A title is so many times as high as most lines, where no word of it tells."""
_NOT_NAMED = re.compile(r"[:：。；;]|^\d[\d\s.-]*$|\d{5,}|^https?|@")


def title(page: Page, rows: Sequence[Row]) -> list[Field]:
    """The title of a document's first page, at most one."""
    return best_first(_candidates(page, rows), FieldKind.TITLE)[:1]


def _candidates(page: Page, rows: Sequence[Row]) -> Iterator[Hit]:
    if not page.lines:
        return
    usual = median(line.box.height for line in page.lines)
    for row in rows:
        at = 0
        for line in row.lines:
            text = line.text.strip()
            stands_out = line.box.height >= LARGER * usual or _NAMED.search(text)
            if stands_out and 2 <= len(text) <= 60 and _at_top(line, page) and not _NOT_NAMED.search(text):
                yield Hit(row, at, at + len(line.text), text, "", _rank(line, text, usual, page), Ground.LARGE_AT_TOP)
            at += len(line.text) + 1


def _at_top(line: Line, page: Page) -> bool:
    return line.box.top < 0.4 * page.height


def _rank(line: Line, text: str, usual: float, page: Page) -> float:
    """Larger than the rest, in the middle, with a document's word in it."""
    larger = min(2.0, line.box.height / max(1.0, usual))
    off = abs(line.box.middle[0] - page.width / 2) / page.width
    named = 1.0 if _NAMED.search(text) else 0.0
    return larger + named - 2 * off
