"""Seals (公章) on a page: red or blue ink in the outline of a circle, an ellipse or a square, with writing inside.

A candidate is a blob of ink whose hull has such an outline; it counts where ink really runs along the outline, the
inside is neither empty nor full, and the paper around it has none of the ink. Solid discs and buttons, headlines in
red, red frames around black text and the dark margins of noisy photos fall out by that. Badges and stickers do not:
badges.py tells them by what they say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.photos.model import Box, Colour, Seal, Shape

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels, Points

WORKING_SIDE = 1000
LEAST_SHARE, MOST_SHARE = 0.003, 0.95
"""Of the page's area. A seal of 40 mm is 2 % of A4."""
LEAST_PIXELS = 400
LEAST_CHROMA = 32
"""Levels by which red has to exceed green and blue: the grain of dark corners does not."""
RADII = 96
REACH = 1.35
"""A flattened seal has so many columns, from its centre to so many times its outline."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a seal is: its centre, its two diameters along its own axes, its turn in degrees clockwise."""

    shape: Shape
    centre: tuple[float, float]
    size: tuple[float, float]
    angle: float


@dataclass(frozen=True, slots=True)
class Found:
    """A seal with its outline, both in pixels of the page."""

    seal: Seal
    outline: Outline


@dataclass(frozen=True, slots=True)
class _Ink:
    """How one ink is told: by how many levels it exceeds the others and how saturated it is at least, how much of the
    outline must show it, which shapes it comes in.
    """

    colour: Colour
    chroma: int
    saturation: int
    least_outline: float
    shapes: frozenset[Shape]


_INKS = (
    _Ink(Colour.RED, LEAST_CHROMA, 60, 0.55, frozenset(Shape)),
    _Ink(Colour.RED, 12, 24, 0.7, frozenset({Shape.ROUND, Shape.OVAL})),  # pale, from an old pad or a bleached scan
    _Ink(Colour.BLUE, LEAST_CHROMA, 80, 0.75, frozenset({Shape.ROUND, Shape.OVAL})),
)


def seals_of(page: "Pixels") -> tuple[Found, ...]:
    """The seals of a page (blue, green, red), the surest first."""
    small, scale = _small(page)
    found = [one for ink in _INKS for one in _of_ink(_balanced(small), ink)]
    found.sort(key=lambda one: (-round(one.seal.score, 1), -one.seal.box.width * one.seal.box.height))
    kept: list[Found] = []
    for one in found:
        if not any(_same_place(one.seal.box, other.seal.box) for other in kept):
            kept.append(one)
    return tuple(_enlarged(one, 1 / scale) for one in kept)


def red_ink(page: "Pixels") -> "Pixels":
    """255 where a page has red ink, 0 elsewhere."""
    import cv2

    return _mask(cv2.GaussianBlur(_balanced(page), (3, 3), 0), _INKS[0])


def without_red(page: "Pixels") -> "Pixels":
    """A page in grey with its red ink as light as its paper: what seals cover can be read.

    It is the red channel, in which red ink is light already, lightened a little more where there is such ink.
    """
    import cv2
    import numpy as np

    grey, ink = page[:, :, 2].copy(), red_ink(page)
    inked = grey[ink > 0]
    if inked.size:
        near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
        paper = float(np.percentile(grey, 75))
        lighter = paper / max(80.0, float(np.median(inked)))
        grey[near] = np.clip(grey[near] * max(1.0, lighter), 0, paper).astype(np.uint8)
    return grey


def _small(page: "Pixels") -> tuple["Pixels", float]:
    import cv2

    scale = min(2.0, WORKING_SIDE / max(page.shape[:2]))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.GaussianBlur(cv2.resize(page, None, fx=scale, fy=scale, interpolation=how), (3, 3), 0), scale


def _balanced(page: "Pixels") -> "Pixels":
    """The page with its paper made white, where it has paper: lamps colour it."""
    import numpy as np

    brightness = page.max(axis=2)
    paper = np.median(page[brightness >= np.percentile(brightness, 60)], axis=0)
    if paper.min() < 100 or paper.max() - paper.min() > 90:
        return page
    balanced: Pixels = np.clip(page * (245.0 / paper), 0, 255).astype(np.uint8)
    return balanced


def _mask(page: "Pixels", ink: _Ink) -> "Pixels":
    """255 where a page has this ink, 0 elsewhere."""
    import cv2

    tones, (blue, green, red) = cv2.cvtColor(page, cv2.COLOR_BGR2HSV), cv2.split(page)
    if ink.colour is Colour.BLUE:
        found = cv2.inRange(tones, (98, ink.saturation, 60), (132, 255, 255))
        found[cv2.subtract(blue, red) < ink.chroma] = 0
        return found
    low = cv2.inRange(tones, (0, ink.saturation, 60), (12, 255, 255))
    found = cv2.bitwise_or(low, cv2.inRange(tones, (165, ink.saturation, 60), (180, 255, 255)))
    found[cv2.subtract(red, cv2.max(blue, green)) < ink.chroma] = 0
    return found


def _of_ink(page: "Pixels", ink: _Ink) -> Iterator[Found]:
    import cv2

    mask = _mask(page, ink)
    for hull in _hulls(mask):
        for outline, likeness in _outlines(hull):
            drawn = _drawn(mask, outline)
            if outline.shape in ink.shapes and _is_seal(drawn, ink.least_outline):
                left, top, width, height = cv2.boundingRect(hull)
                score = round((likeness + drawn.outline) / 2, 3)
                box = Box(left, top, left + width, top + height)
                yield Found(Seal(outline.shape, ink.colour, score, box), outline)
                break


def _hulls(mask: "Pixels") -> Iterator["Points"]:
    """The convex outlines of blobs of ink of a seal's size: with gaps closed a little, and a little more."""
    import cv2

    area = mask.shape[0] * mask.shape[1]
    for gap in (3, 7, 13, 25):
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap, gap))
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
        for blob in cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)[0]:
            hull = cv2.convexHull(blob)
            if max(LEAST_PIXELS, LEAST_SHARE * area) <= cv2.contourArea(hull) <= MOST_SHARE * area:
                yield hull


def _outlines(hull: "Points") -> Iterator[tuple[Outline, float]]:
    """The outlines that a hull may be, with how alike they are (0 to 1)."""
    import cv2

    area = cv2.contourArea(hull)
    if len(hull) >= 8:
        (x, y), (wide, high), angle = cv2.fitEllipse(hull)
        likeness = area / max(1.0, 3.14159 * wide * high / 4)
        slim = min(wide, high) / max(1.0, wide, high)
        if 0.88 <= likeness <= 1.08 and slim >= 0.55:
            shape = Shape.ROUND if slim >= 0.87 else Shape.OVAL
            yield Outline(shape, (x, y), (wide, high), angle), min(1.0, likeness)
    (x, y), (wide, high), angle = cv2.minAreaRect(hull)
    likeness = area / max(1.0, wide * high)
    if likeness >= 0.88 and min(wide, high) / max(1.0, wide, high) >= 0.4:
        yield Outline(Shape.SQUARE, (x, y), (wide, high), angle), likeness


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How ink lies in and around an outline: the share of the outline that shows some, of the inside and of the paper
    around it that is covered, and how often it changes on the way around inside.
    """

    outline: float
    inside: float
    around: float
    strokes: int


def _is_seal(drawn: _Drawn, least_outline: float) -> bool:
    return (
        drawn.outline >= least_outline and 0.03 <= drawn.inside <= 0.72 and drawn.around <= 0.3 and drawn.strokes >= 6
    )


def _drawn(mask: "Pixels", outline: Outline) -> _Drawn:
    flat = flattened(mask, outline, RADII)
    steps = flat.shape[0]
    edge = flat[:, _at(0.88) : _at(1.08)].max(axis=1) > 100
    inner = flat[:, _at(0.1) : _at(0.84)] > 100
    outer = flat[:, _at(1.12) : _at(1.3)] > 100
    ring = flat[:, _at(0.5) : _at(0.85)] > 100
    strokes = int((ring[1:] & ~ring[:-1]).sum(axis=0).max())
    return _Drawn(float(edge.sum() / steps), float(inner.mean()), float(outer.mean()), strokes)


def _at(radius: float) -> int:
    return int(radius / REACH * RADII)


def flattened(mask: "Pixels", outline: Outline, radii: int, steps: int = 240) -> "Pixels":
    """A seal laid out flat: a row for each direction (clockwise from the right), a column for each distance from the
    centre, up to REACH times the outline, whatever its shape.
    """
    import cv2
    import numpy as np

    turns = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    across, down = np.cos(turns), np.sin(turns)
    if outline.shape is Shape.SQUARE:
        longest = np.maximum(np.abs(across), np.abs(down))
        across, down = across / longest, down / longest
    far = np.linspace(0, REACH, radii)
    x, y = (np.outer(one, far) * size / 2 for one, size in zip((across, down), outline.size, strict=True))
    tilt = np.radians(outline.angle)
    at_x = outline.centre[0] + x * np.cos(tilt) - y * np.sin(tilt)
    at_y = outline.centre[1] + x * np.sin(tilt) + y * np.cos(tilt)
    return cv2.remap(mask, at_x.astype(np.float32), at_y.astype(np.float32), cv2.INTER_LINEAR, borderValue=0)


def _same_place(one: Box, other: Box) -> bool:
    smaller = min(one.width * one.height, other.width * other.height)
    return one.shared(other) > 0.5 * smaller


def _enlarged(one: Found, scale: float) -> Found:
    seal, outline = one.seal, one.outline
    box = Box(*(round(side * scale, 1) for side in (seal.box.left, seal.box.top, seal.box.right, seal.box.bottom)))
    centre = (outline.centre[0] * scale, outline.centre[1] * scale)
    size = (outline.size[0] * scale, outline.size[1] * scale)
    return Found(Seal(seal.shape, seal.colour, seal.score, box), Outline(outline.shape, centre, size, outline.angle))
