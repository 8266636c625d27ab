"""Text off pictures: rapidocr 3.10 with PP-OCRv6, on the processor. One engine a process, loaded at its first use.

Its three models are driven one by one (detect, tell upright from upside down, recognise): the page is turned before
its text is recognised, and the classifier, which turns single lines wrongly now and then, only votes.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from capture.documents.refusals import ReaderMissing
from capture.photos.model import Box, Line

if TYPE_CHECKING:
    from rapidocr import RapidOCR

    from capture.photos.pixels import Pixels, Points

MOST_LINES = 400
"""A page with more is a newspaper or a pattern: the largest are read."""
UNSURE = 0.5
"""Lines recognised with less confidence are mostly noise (rapidocr's own threshold)."""


class Engine:
    """The models. Pictures are grey or blue, green, red; boxes are their text's corners."""

    def __init__(self, models: "RapidOCR") -> None:
        self._models: Any = models

    def boxes(self, page: "Pixels") -> "Points":
        """Where text stands, (n, 4, 2), in reading order."""
        import numpy as np

        found = self._models(_coloured(page), use_det=True, use_cls=False, use_rec=False).boxes
        return np.zeros((0, 4, 2)) if found is None else _largest(np.asarray(found, dtype=np.float32))

    def upside_down(self, pieces: Sequence["Pixels"]) -> list[tuple[bool, float]]:
        """For each cut-out line whether it stands on its head, and how sure that is (0 to 1)."""
        if not pieces:
            return []
        judged = self._models.cls_and_rotate([_coloured(piece) for piece in pieces])[1]
        return [("180" in label, float(score)) for label, score in judged.cls_res]

    def texts(self, pieces: Sequence["Pixels"]) -> list[tuple[str, float]]:
        """The text of each cut-out line and its confidence (0 to 1)."""
        if not pieces:
            return []
        read = self._models.recognize_txt([_coloured(piece) for piece in pieces])
        return [(str(text), float(score)) for text, score in zip(read.txts or (), read.scores or (), strict=True)]

    def cut(self, page: "Pixels", boxes: "Points") -> list["Pixels"]:
        """The text of each box as a picture of its own, straightened; a box much higher than wide is laid down."""
        return list(self._models.crop_text_regions(_coloured(page), boxes))

    def lines(self, page: "Pixels", boxes: "Points") -> list[Line]:
        """What stands in these boxes of a page."""
        read = self.texts(self.cut(page, boxes))
        both = zip(read, boxes, strict=True)
        return [Line(text.strip(), sure, frame(box)) for (text, sure), box in both if text.strip() and sure >= UNSURE]


@cache
def engine() -> Engine:
    """The engine of this process. Raises ReaderMissing."""
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise ReaderMissing(error.name or "rapidocr") from error
    return Engine(RapidOCR(params={"Global.log_level": "critical"}))


def frame(box: "Points") -> Box:
    """The upright rectangle around four corners."""
    (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
    return Box(float(left), float(top), float(right), float(bottom))


def _coloured(page: "Pixels") -> "Pixels":
    """The three channels that the models take."""
    import numpy as np

    return page if page.ndim == 3 else np.repeat(page[:, :, None], 3, axis=2)


def _largest(boxes: "Points") -> "Points":
    import numpy as np

    if len(boxes) <= MOST_LINES:
        return boxes
    area = np.prod(boxes.max(axis=1) - boxes.min(axis=1), axis=1)
    return boxes[np.sort(np.argsort(-area)[:MOST_LINES])]
