"""Draws papers as a camera sees them: A4 pages with seals and QR codes, tilted, blurred, shaded: for photos.py."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.photos_texts import Paper

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONTS = Path("/usr/share/fonts/opentype/noto")
FACES = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
SIMPLIFIED = 2
"""The face of Simplified Chinese inside Noto's collections."""
PAGE = (1240, 1754)
INK, RED = (25, 25, 30), (205, 30, 38)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a camera does to a page. `tilt` is degrees, `squeeze` the share by which the far edge is shorter, `blur`
    the radius and `noise` the deviation in levels, `quality` that of the JPEG; `quarter` turns by 90 degrees.
    """

    name: str
    tilt: float = 0.0
    squeeze: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 92
    scale: float = 1.0
    quarter: int = 0
    shade: float = 0.0


EFFECTS = (
    Effect("clean"),
    Effect("mild", tilt=3, squeeze=0.03, blur=1, noise=8, quality=70, shade=0.25),
    Effect("tilted", tilt=8, blur=1.2, noise=10, quality=75),
    Effect("hard", tilt=-6, squeeze=0.03, blur=1.8, noise=14, quality=45, shade=0.3),
    Effect("small", scale=0.6, quality=80),
    Effect("90", quarter=1, noise=5),
    Effect("180", quarter=2, noise=5),
    Effect("270", quarter=3, noise=5, tilt=2),
)


def has_fonts() -> bool:
    return (FONTS / FACES[0]).exists()


@cache
def font(face: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / face), size, index=SIMPLIFIED)


def drawn(paper: Paper, rng: Random, *, seals: int, code: str = "") -> "Picture":
    """The page as it was printed and stamped with `seals` of its signers' seals, with a QR code that says `code`."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", PAGE, "white")
    draw = ImageDraw.Draw(page)
    face = rng.choice(FACES[:2])
    draw.text((PAGE[0] / 2, 130), paper.title, font=font(FACES[2], rng.randrange(44, 58)), fill=INK, anchor="mm")
    foot = _rows(draw, paper.rows, font(face, rng.randrange(25, 30)), rng)
    for place, signer in enumerate(paper.signers[:seals]):
        left = rng.randrange(130, 300) + place * 560
        top = max(250, foot - rng.randrange(120, 330))
        stamped(page, signer, (left, top), rng.randrange(225, 270), rng)
    if code:
        page.paste(qr_code(code), (PAGE[0] - 260, 40))
    return page


def _rows(draw: "ImageDraw", rows: Sequence[Sequence[str]], face: "FreeTypeFont", rng: Random) -> int:
    """Draw the rows, tables with rules around their cells; the place below the last of them."""
    top, step, left, right = 230, rng.randrange(62, 78), 120, PAGE[0] - 120
    for row in rows:
        if len(row) > 2:
            widths = [left + (right - left) * at // len(row) for at in range(len(row) + 1)]
            for at, cell in enumerate(row):
                draw.rectangle((widths[at], top - 8, widths[at + 1], top - 8 + step), outline=INK, width=2)
                draw.text((widths[at] + 12, top), cell, font=face, fill=INK)
            top += step
            continue
        for at, cell in enumerate(row):
            for line in _wrapped(draw, cell, face, (right - left) // len(row)):
                draw.text((left + at * (right - left) // len(row), top), line, font=face, fill=INK)
                top += step if len(row) == 1 else 0
        top += step if len(row) > 1 else 0
    return top


def _wrapped(draw: "ImageDraw", text: str, face: "FreeTypeFont", width: int) -> list[str]:
    lines, line = [], ""
    for piece in text if any(sign > "\u2e80" for sign in text) else _words(text):
        if line and draw.textlength(line + piece, font=face) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line]


def _words(text: str) -> list[str]:
    return [word + " " for word in text.split(" ")]


def stamped(page: "Picture", text: str, at: tuple[int, int], size: int, rng: Random) -> None:
    """Put a round seal on a page, its top left corner at `at`, a little turned; like ink it only darkens."""
    from PIL import Image, ImageChops, ImageDraw

    seal = Image.new("L", (size * 2, size * 2), 0)
    draw = ImageDraw.Draw(seal)
    draw.ellipse((8, 8, size * 2 - 8, size * 2 - 8), outline=255, width=12)
    _star(draw, size, size * 0.36)
    _around(seal, text, size)
    seal = seal.rotate(rng.uniform(-25, 25), resample=Image.Resampling.BICUBIC).resize((size, size))
    strength = rng.uniform(0.65, 0.95)
    ink = Image.new("RGB", seal.size, "white")
    ink.paste(Image.new("RGB", seal.size, RED), (0, 0), seal.point(lambda value: int(value * strength)))
    box = (*at, at[0] + size, at[1] + size)
    page.paste(ImageChops.multiply(page.crop(box), ink), box)


def _star(draw: "ImageDraw", centre: float, radius: float) -> None:
    turns = [-math.pi / 2 + step * math.pi / 5 for step in range(10)]
    sizes = [radius if step % 2 == 0 else radius * 0.4 for step in range(10)]
    points = [
        (centre + far * math.cos(turn), centre + far * math.sin(turn)) for turn, far in zip(turns, sizes, strict=True)
    ]
    draw.polygon(points, fill=255)


def _around(seal: "Picture", text: str, size: int) -> None:
    from PIL import Image, ImageDraw

    span = math.radians(min(290, 22 * len(text)))
    face = font(FACES[2], int(min(size * 0.26, 1.4 * size * span / max(4, len(text)))))
    for place, sign in enumerate(text):
        turn = -math.pi / 2 - span / 2 + span * (place + 0.5) / len(text)
        glyph = Image.new("L", (size // 2, size // 2), 0)
        ImageDraw.Draw(glyph).text((size / 4, size / 4), sign, font=face, fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(turn) - 90, resample=Image.Resampling.BICUBIC)
        x, y = (int(size + size * 0.76 * way(turn) - size / 4) for way in (math.cos, math.sin))
        seal.paste(255, (x, y), glyph)


def qr_code(text: str) -> "Picture":
    """A QR code of 200 pixels."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(code.to_image(scale=6)).convert("RGB").resize((200, 200))


def photographed(page: "Picture", effect: Effect, rng: Random) -> bytes:
    """The page as a camera stores it: the bytes of a JPEG."""
    from PIL import Image, ImageFilter

    if effect.scale != 1:
        page = page.resize((int(page.width * effect.scale), int(page.height * effect.scale)))
    if effect.tilt:
        page = page.rotate(effect.tilt, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 84, 70))
    if effect.squeeze:
        page = _squeezed(page, effect.squeeze)
    if effect.blur:
        page = page.filter(ImageFilter.GaussianBlur(effect.blur))
    if effect.noise or effect.shade:
        page = _worn(page, effect, rng)
    if effect.quarter:
        page = page.rotate(90 * effect.quarter, expand=True)
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=effect.quality)
    return kept.getvalue()


def _squeezed(page: "Picture", share: float) -> "Picture":
    from PIL import Image

    width, height = page.size
    inset = width * share
    corners = (-inset, 0, 0, height, width, height, width + inset, 0)
    return page.transform(page.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(96, 84, 70))


def _worn(page: "Picture", effect: Effect, rng: Random) -> "Picture":
    import numpy as np
    from PIL import Image

    pixels = np.asarray(page).astype(np.float32)
    light = 1 - effect.shade * np.linspace(0, 1, page.width)[None, :, None]
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, effect.noise, pixels.shape)
    return Image.fromarray(np.clip(pixels * light + noise, 0, 255).astype(np.uint8))
