"""Opening a PDF that anybody may have sent: its pages, their text layer and picture, its title (pypdfium2).

PDFium is not safe for threads: whoever opens a document is the only one to use it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from capture.documents import refusals

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from capture.photos.pixels import Pixels

_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD of PDFium's fpdfview.h."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """A piece of a page's text layer and where it stands: points (1/72 inch) from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Pdf:
    """An open PDF. Pages are counted from 0. Reading a page raises BadMaterialError where it is damaged."""

    def __init__(self, document: "PdfDocument") -> None:
        self._document: Any = document

    def __len__(self) -> int:
        return len(self._document)

    @property
    def title(self) -> str:
        """What its properties call it; often empty, often the name of the program that made it."""
        return str(self._document.get_metadata_dict().get("Title", "")).strip()

    def text(self, number: int) -> str:
        """The text layer of a page, in the order of the file."""
        with self._page(number) as page:
            return str(page.get_textpage().get_text_bounded())

    def pieces(self, number: int) -> Sequence[PdfText]:
        """The text layer of a page, in pieces of one line each."""
        with self._page(number) as page:
            layer, turned, shown = page.get_textpage(), page.get_rotation(), page.get_bbox()
            boxes = [layer.get_rect(at) for at in range(layer.count_rects())]
            texts = [layer.get_text_bounded(*box).strip() for box in boxes]
            places = (_from_top_left(box, shown, turned) for box in boxes)
            return [PdfText(text, *place) for text, place in zip(texts, places, strict=True) if text]

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        with self._page(number) as page:
            return page.get_width(), page.get_height()

    def picture(self, number: int, longest: int) -> "Pixels":
        """A page as it looks, blue, green, red, its longer side `longest` pixels."""
        import numpy as np

        with self._page(number) as page:
            scale = longest / max(page.get_width(), page.get_height(), 1.0)
            drawn = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
            pixels = drawn.to_numpy()
            if pixels.ndim == 2:
                return np.repeat(pixels[:, :, None], 3, axis=2)
            return np.ascontiguousarray(pixels[:, :, :3])

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        from pypdfium2 import PdfiumError

        try:
            page = self._document[number]
        except PdfiumError as error:
            raise refusals.broken() from error
        try:
            yield page
        except PdfiumError as error:
            raise refusals.broken() from error
        finally:
            page.close()


_Corners = tuple[float, float, float, float]


def _from_top_left(box: _Corners, shown: _Corners, turned: int) -> _Corners:
    """A rectangle (left, bottom, right, top; y up) as (left, top, right, bottom; y down) of the page as it is shown:
    `shown` is the part that is, `turned` by how many degrees clockwise.
    """
    left, bottom = box[0] - shown[0], box[1] - shown[1]
    right, top = box[2] - shown[0], box[3] - shown[1]
    width, height = shown[2] - shown[0], shown[3] - shown[1]
    match turned:
        case 90:
            return bottom, left, top, right
        case 180:
            return width - right, bottom, width - left, top
        case 270:
            return height - top, width - right, height - bottom, width - left
        case _:
            return left, height - top, right, height - bottom


@contextmanager
def opened_pdf(file: Path) -> Iterator[Pdf]:
    """A PDF for as long as it is read. Raises BadMaterialError: encrypted, broken, or pypdfium2 is missing."""
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise refusals.ReaderMissing("pypdfium2") from error

    try:
        document = PdfDocument(file)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_ERROR
        raise (refusals.encrypted() if locked else refusals.broken()) from error
    try:
        yield Pdf(document)
    finally:
        document.close()
