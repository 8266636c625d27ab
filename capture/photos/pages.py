"""Reading one page: upright, text with the seals' ink taken out, text in red, seals, codes."""

from typing import TYPE_CHECKING

from capture.documents.pdf import Pdf
from capture.photos.badges import is_badge, read_words, words_in
from capture.photos.codes import codes_of
from capture.photos.engine import Engine, engine
from capture.photos.look import look_of
from capture.photos.model import Box, Line, Origin, Page
from capture.photos.pictures import LONGEST_SIDE
from capture.photos.seal_text import with_text
from capture.photos.seals import Found, red_ink, seals_of, without_red
from capture.photos.upright import turned_upright, usable

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels

LEAST_TEXT = 40
"""Characters. A page of a PDF with fewer in its text layer is looked at as a picture."""
RED_TEXT = 0.002
"""The share of a page in red ink, outside seals, from which text in red is looked for."""


def read_picture(number: int, picture: "Pixels") -> Page:
    """A page from its picture. Raises ReaderMissing."""
    models = engine()
    upright = turned_upright(models, picture)
    page = upright.page
    seals = tuple(found for found in seals_of(page) if not is_badge(found.seal.shape, read_words(models, page, found)))
    lines = models.lines(without_red(page), upright.boxes)
    lines += _red_lines(models, page, seals, lines)
    height, width = page.shape[:2]
    return Page(
        number,
        width,
        height,
        upright.turned % 360,
        Origin.OCR,
        look_of(page),
        tuple(_in_order(lines)),
        tuple(with_text(models, page, found) for found in seals),
        codes_of(page),
    )


def read_pdf_page(number: int, pdf: Pdf) -> Page:
    """Page `number` (from 1) of a PDF: by its text layer where it has one, else by its picture.

    Raises BadMaterialError: damaged, or ReaderMissing.
    """
    picture = pdf.picture(number - 1, LONGEST_SIDE)
    pieces = pdf.pieces(number - 1)
    if not is_text([piece.text for piece in pieces]):
        return read_picture(number, picture)
    height, width = picture.shape[:2]
    scale = max(width, height) / max(1.0, *pdf.size(number - 1))
    lines = [
        Line(one.text, 1.0, Box(*(round(side * scale, 1) for side in (one.left, one.top, one.right, one.bottom))))
        for one in pieces
    ]
    seals = tuple(one.seal for one in seals_of(picture) if not is_badge(one.seal.shape, words_in(one, lines)))
    look = look_of(picture)
    return Page(number, width, height, 0, Origin.TEXT_LAYER, look, tuple(_in_order(lines)), seals, codes_of(picture))


def is_text(texts: list[str]) -> bool:
    """Whether a text layer holds text: enough of it, and not the odd signs of a font without a character map."""
    whole = "".join("".join(texts).split())
    odd = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" or not sign.isprintable() for sign in whole)
    return len(whole) >= LEAST_TEXT and odd <= 0.1 * len(whole)


def _red_lines(models: Engine, page: "Pixels", seals: tuple[Found, ...], known: list[Line]) -> list[Line]:
    """Headlines and the like printed in red, which the red channel does not show; what is known is not read again."""
    ink = red_ink(page)
    for found in seals:
        box = found.seal.box
        ink[max(0, int(box.top) - 4) : int(box.bottom) + 4, max(0, int(box.left) - 4) : int(box.right) + 4] = 0
    if (ink > 0).mean() < RED_TEXT:
        return []
    lines = models.lines(255 - ink, usable(models.boxes(255 - ink)))
    return [line for line in lines if line.confidence >= 0.8 and not any(_covers(one.box, line.box) for one in known)]


def _covers(known: Box, box: Box) -> bool:
    return known.shared(box) > 0.3 * box.width * box.height


def _in_order(lines: list[Line]) -> list[Line]:
    """From top to bottom, and within a row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.box.middle[1]):
        if rows and _same_row(rows[-1][-1].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.box.left)]


def _same_row(above: Box, box: Box) -> bool:
    overlap = min(above.bottom, box.bottom) - max(above.top, box.top)
    return overlap > 0.5 * min(above.height, box.height)
