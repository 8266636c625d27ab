"""Opening a picture that anybody may have sent: any usual type, turned as its camera says, never too large to hold."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from capture.base import BadMaterialError
from capture.documents import refusals as any_file
from capture.documents.refusals import ReaderMissing
from capture.photos import refusals

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

    from capture.photos.pixels import Pixels

LONGEST_SIDE = 2000
"""Pixels. A4 at 170 dpi; the text detector takes no more."""
SHORTEST_SIDE = 16
MOST_PIXELS = 64_000_000
MOST_PIXELS_JPEG = 170_000_000
"""More may be decoded of a JPEG: it is scaled down while it is decoded."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins with `head` is a PDF: a mark within the first 1,024 bytes (Adobe's own leniency)."""
    return b"%PDF-" in head[:1024]


def is_heic(head: bytes) -> bool:
    """Whether it is one of the HEIF family that carries HEVC; AVIF has the same box and is none (ISO/IEC 23008-12)."""
    if head[4:8] != b"ftyp":
        return False
    size = int.from_bytes(head[:4], "big")
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, min(size, len(head)), 4)}
    return bool(brands & _HEIC_BRANDS) and b"avif" not in brands


def frames(file: Path) -> int:
    """How many pages a picture file has: a fax or a scan as TIFF may have several; an animation counts as one.

    Raises BadMaterialError.
    """
    with _opened(file) as picture:
        return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def opened_picture(file: Path, frame: int = 0) -> "Pixels":
    """A picture as an array (height, width, 3) in the order blue, green, red, at most LONGEST_SIDE. `frame` from 0.

    Raises BadMaterialError.
    """
    import numpy as np

    with _opened(file) as picture:
        picture.seek(frame)
        return np.ascontiguousarray(np.asarray(_decoded(picture))[:, :, ::-1])


@contextmanager
def _opened(file: Path) -> Iterator["Picture"]:
    """The picture, not decoded yet; whatever is wrong with it becomes a BadMaterialError. Raises ReaderMissing."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise ReaderMissing(error.name or "pillow") from error

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(file) as picture:
                yield picture
        except UnidentifiedImageError as error:
            raise refusals.not_a_picture() from error
        except Image.DecompressionBombError as error:
            raise refusals.too_large() from error
        except BadMaterialError:
            raise
        except (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error) as error:
            raise any_file.broken() from error


def _decoded(picture: "Picture") -> "Picture":
    """The picture upright as its camera says, scaled down, on white, three channels."""
    from PIL import ImageOps

    width, height = picture.size
    if width * height > (MOST_PIXELS_JPEG if picture.format == "JPEG" else MOST_PIXELS):
        raise refusals.too_large()
    if min(width, height) < SHORTEST_SIDE:
        raise refusals.too_small(width, height)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    return _scaled(_on_white(ImageOps.exif_transpose(picture)))


def _on_white(picture: "Picture") -> "Picture":
    """Without transparency: what shines through is white, as a page is."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        under = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(under, seen).convert("RGB")
    if picture.mode.startswith("I"):  # 16 bits a channel, as some scanners write
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _scaled(picture: "Picture") -> "Picture":
    from PIL import Image

    scale = LONGEST_SIDE / max(picture.size)
    if scale >= 1:
        return picture
    width, height = (max(SHORTEST_SIDE, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)
