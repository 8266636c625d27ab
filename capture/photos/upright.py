"""Turning a page upright: by quarters from how its text lies, then straight from its slope."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.photos.engine import Engine
from capture.photos.seals import without_red

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels, Points

VOTERS = 12
"""The largest lines are asked whether they stand on their head."""
CLEAR, READERS = 0.6, 4
"""By what share of all votes one side has to win: slanted writing splits them, then some lines are read both ways."""
LYING = 1.5
"""A box so many times longer than wide tells how the text runs (the engine lays down what is as much higher)."""
LEAST_SLOPE, MOST_SLOPE = 0.4, 20.0
"""Degrees. Less is straight; more is a picture with text in all directions."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A page that stands upright, where its text is, and by how many degrees clockwise it was turned: 0, 90, 180, 270.

    `page` is in colour, turned as the boxes are.
    """

    page: "Pixels"
    boxes: "Points"
    turned: int


def turned_upright(engine: Engine, page: "Pixels") -> Upright:
    """The page turned so that its text runs from left to right, and straightened."""
    import numpy as np

    turned, grey = 0, without_red(page)
    boxes = usable(engine.boxes(grey))
    if _runs_down(boxes):
        page, grey, turned = _quarter(page), _quarter(grey), 90
        boxes = usable(engine.boxes(grey))
    if _upside_down(engine, grey, boxes):
        page, turned = _quarter(_quarter(page)), turned + 180
        height, width = page.shape[:2]
        boxes = np.array([width, height], dtype=np.float32) - boxes[:, [2, 3, 0, 1]]
    page, boxes = _straightened(page, boxes)
    return Upright(page, boxes, turned)


def usable(boxes: "Points") -> "Points":
    """Without boxes that have no area to speak of."""
    sides = _sides(boxes)
    return boxes[(sides[0] >= 4) & (sides[1] >= 4)]


def _sides(boxes: "Points") -> tuple["Points", "Points"]:
    """How wide and how high each box is, along its own edges."""
    import numpy as np

    return np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1), np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)


def _runs_down(boxes: "Points") -> bool:
    """Whether most text lies on its side."""
    wide, high = _sides(boxes)
    area = wide * high
    return bool(area[high >= LYING * wide].sum() > area[wide >= LYING * high].sum())


def _quarter(page: "Pixels") -> "Pixels":
    """Turned clockwise by a right angle."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(page, -1))


def _upside_down(engine: Engine, grey: "Pixels", boxes: "Points") -> bool:
    import numpy as np

    wide, high = _sides(boxes)
    lines = boxes[wide >= 2 * high]
    largest = lines[np.argsort(-_sides(lines)[0])[:VOTERS]]
    cut = engine.cut(grey, largest)
    votes = [sure if down else -sure for down, sure in engine.upside_down(cut)]
    if abs(sum(votes)) >= CLEAR * sum(abs(vote) for vote in votes):
        return sum(votes) > 0
    return _reads_better_turned(engine, cut[:READERS])


def _reads_better_turned(engine: Engine, lines: list["Pixels"]) -> bool:
    """Whether lines are recognised more surely standing on their head."""
    turned = [_quarter(_quarter(line)) for line in lines]
    as_is, down = (sum(sure for _, sure in engine.texts(both)) for both in (lines, turned))
    return down > as_is


def _straightened(page: "Pixels", boxes: "Points") -> tuple["Pixels", "Points"]:
    """The page with its lines level; left alone where they have no common slope."""
    import cv2
    import numpy as np

    wide, high = _sides(boxes)
    lines = boxes[wide >= 3 * high]
    if len(lines) < 3:
        return page, boxes
    edges = lines[:, 1] - lines[:, 0]
    slope = float(np.median(np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))))
    if not LEAST_SLOPE <= abs(slope) <= MOST_SLOPE:
        return page, boxes
    size, turn = _turn(page.shape[1], page.shape[0], slope)
    level = cv2.warpAffine(page, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return level, (boxes @ turn[:, :2].T + turn[:, 2]).astype(np.float32)


def _turn(width: int, height: int, slope: float) -> tuple[tuple[int, int], "Points"]:
    """The size that holds the whole page turned by `slope` degrees, and the matrix (2, 3) that turns it."""
    import cv2
    import numpy as np

    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slope, 1.0)
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    wider, higher = int(height * sine + width * cosine), int(height * cosine + width * sine)
    turn[:, 2] += np.array([(wider - width) / 2, (higher - height) / 2])
    return (wider, higher), turn
