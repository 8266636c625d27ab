"""What a seal may say. Its ring is cut open at its widest gap, laid straight and recognised: good for a hint on clean
scans, fragments on photos. It is matched against known names as a circle, and never proves whose seal it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from capture.photos.engine import Engine
from capture.photos.model import Seal, Shape
from capture.photos.seals import REACH, Found, flattened, red_ink

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels

STEPS, RADII = 1440, 128
RING = (0.52, 0.95)
"""Between which shares of the outline's radius a seal's ring of text lies, its rim left out."""
LEAST_LIKENESS, MOST_NAMES = 60.0, 3
_ENDINGS = ("股份有限公司", "有限责任公司", "有限公司", "集团", "公司")


def with_text(engine: Engine, page: "Pixels", found: Found) -> Seal:
    """The seal with the fragments that can be read in it."""
    strip = _square(page, found) if found.outline.shape is Shape.SQUARE else _ring(page, found)
    if strip is None:
        return found.seal
    texts = (text.strip("*★☆ ") for text, sure in engine.texts([strip]) if sure >= 0.3)
    return replace(found.seal, fragments=tuple(text for text in texts if len(text) >= 2))


def with_names(seal: Seal, names: Iterable[str]) -> Seal:
    """The seal with those of the known names that its fragments fit, best first."""
    scored = sorted(((_fits(name, seal.fragments), name) for name in dict.fromkeys(names)), reverse=True)
    return replace(seal, names=tuple(name for score, name in scored if score >= LEAST_LIKENESS)[:MOST_NAMES])


def _fits(name: str, fragments: Sequence[str]) -> float:
    """How much of a name, its usual ending aside, stands in a fragment read as a circle; 0 to 100."""
    core = _core(name)
    if len(core) < 2:
        return 0.0
    circles = (_core(fragment) for fragment in fragments if len(fragment) >= min(4, len(core)))
    return max(
        (fuzz.partial_ratio(core, circle * 2) for circle in circles if len(circle) >= len(core) / 2), default=0.0
    )


def _core(name: str) -> str:
    for ending in _ENDINGS:
        name = name.replace(ending, "")
    return "".join(sign for sign in name if sign.isalnum()).lower()


def _ring(page: "Pixels", found: Found) -> "Pixels | None":
    """The ring of text as one straight line, dark on light, cut open where it has its widest gap."""
    import cv2
    import numpy as np

    flat = flattened(red_ink(page), found.outline, RADII, STEPS)
    ring = flat[:, int(RING[0] / REACH * RADII) : int(RING[1] / REACH * RADII)]
    start = _widest_gap((ring > 100).mean(axis=1) > 0.04)
    if start is None:
        return None
    turned = np.roll(ring, -start, axis=0)
    line = np.ascontiguousarray(np.flipud(turned.T))  # outward is up, clockwise is to the right
    height = 48
    length = int(3.14159 * sum(RING) / 2 * height / (RING[1] - RING[0]) * 2)
    return 255 - cv2.resize(line, (length, height), interpolation=cv2.INTER_AREA)


def _square(page: "Pixels", found: Found) -> "Pixels | None":
    box = found.seal.box
    cut = 255 - red_ink(page)[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    return cut if cut.size and min(cut.shape) >= 12 else None


def _widest_gap(inked: "Pixels") -> int | None:
    """The direction in the middle of the longest run without ink, around the circle."""
    import numpy as np

    marked = np.flatnonzero(inked)
    if len(marked) < 2:
        return None
    gaps = np.diff(np.append(marked, marked[0] + len(inked)))
    widest = int(gaps.argmax())
    return int(marked[widest] + gaps[widest] // 2) % len(inked)
