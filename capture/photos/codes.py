"""QR and bar codes on a page (zxing-cpp: read on all test pages, turned and blurred ones included)."""

from typing import TYPE_CHECKING

from capture.documents.refusals import ReaderMissing
from capture.photos.model import Box, Code

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels

MOST_CODES, LONGEST_TEXT = 50, 4096
_SHORT = frozenset({"ITF", "Codabar", "EAN2", "EAN5", "DXFilmEdge"})
"""Formats so weak that patterns of text pass for them; a short one of these is taken for chance."""


def codes_of(page: "Pixels") -> tuple[Code, ...]:
    """The codes of a page. Raises ReaderMissing."""
    try:
        import zxingcpp
    except ImportError as error:
        raise ReaderMissing("zxing-cpp") from error

    found = zxingcpp.read_barcodes(page)[:MOST_CODES]
    codes = (Code(one.format.name, one.text[:LONGEST_TEXT], _box(one.position)) for one in found if one.valid)
    return tuple(code for code in codes if code.text and not (code.format in _SHORT and len(code.text) < 8))


def _box(position: object) -> Box:
    names = ("top_left", "top_right", "bottom_right", "bottom_left")
    corners = [getattr(position, name) for name in names]
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return Box(min(across), min(down), max(across), max(down))
