"""Seals: drawn ones are found in every shape and ink, what only looks a little like one is not; what they may say."""

import os
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from capture.photos.model import Box, Colour, Seal, Shape
from capture.photos.pictures import opened_picture
from capture.photos.seal_text import with_names
from capture.photos.seals import seals_of, without_red

if TYPE_CHECKING:
    from capture.photos.pixels import Pixels

np = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2")

SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[5] / "shared")
PHOTOS = SHARED / "data" / "ocr_photos"
RED, BLUE, BLACK = (40, 30, 205), (200, 60, 20), (20, 20, 20)


def paper() -> "Pixels":
    page: Pixels = np.full((1400, 1000, 3), 250, np.uint8)
    for at in range(12):
        cv2.putText(page, "Clause of the contract", (80, 120 + 90 * at), cv2.FONT_HERSHEY_SIMPLEX, 1.2, BLACK, 2)
    return page


def stamp(page: "Pixels", shape: Shape, colour: tuple[int, int, int], at: tuple[int, int] = (500, 900)) -> None:
    x, y = at
    match shape:
        case Shape.SQUARE:
            cv2.rectangle(page, (x - 100, y - 80), (x + 100, y + 80), colour, 6)
        case _:
            cv2.ellipse(page, at, (110, 110 if shape is Shape.ROUND else 75), 0, 0, 360, colour, 6)
    for turn in range(0, 360, 24):
        away = (80, 80) if shape is Shape.ROUND else (78, 52)
        letter = (int(x + away[0] * np.cos(np.radians(turn))) - 10, int(y + away[1] * np.sin(np.radians(turn))) + 10)
        cv2.putText(page, "HE"[turn // 24 % 2], letter, cv2.FONT_HERSHEY_SIMPLEX, 0.9, colour, 3)


@pytest.mark.parametrize("shape", list(Shape))
def test_a_red_seal_is_found(shape: Shape) -> None:
    page = paper()
    stamp(page, shape, RED)
    found = [one.seal for one in seals_of(page)]
    assert [(one.shape, one.colour) for one in found] == [(shape, Colour.RED)]
    assert abs(found[0].box.middle[0] - 500) < 8
    assert abs(found[0].box.middle[1] - 900) < 8
    assert found[0].score > 0.8


def test_a_blue_seal_is_found_where_it_is_round() -> None:
    page = paper()
    stamp(page, Shape.ROUND, BLUE)
    assert [one.seal.colour for one in seals_of(page)] == [Colour.BLUE]


def test_seals_that_touch_are_two() -> None:
    page = paper()
    stamp(page, Shape.ROUND, RED, (400, 900))
    stamp(page, Shape.SQUARE, RED, (610, 900))
    assert {one.seal.shape for one in seals_of(page)} == {Shape.ROUND, Shape.SQUARE}


def test_what_is_no_seal() -> None:
    page = paper()
    cv2.circle(page, (300, 300), 90, RED, -1)
    cv2.rectangle(page, (500, 200), (800, 300), RED, 5)
    cv2.putText(page, "RED HEADLINE", (100, 700), cv2.FONT_HERSHEY_SIMPLEX, 3, RED, 12)
    cv2.circle(page, (500, 1000), 100, RED, 5)
    cv2.rectangle(page, (600, 1100), (900, 1200), RED, -1)
    cv2.line(page, (50, 760), (950, 760), RED, 6)
    assert seals_of(page) == ()


def test_the_grain_of_a_dark_table_is_none() -> None:
    page = np.full((1400, 1000, 3), (70, 84, 96), np.uint8)
    page[200:1200, 200:800] = 240
    noise = np.random.default_rng(7).normal(0, 14, page.shape)
    assert seals_of(np.clip(page + noise, 0, 255).astype(np.uint8)) == ()


def test_red_ink_becomes_paper_and_black_stays() -> None:
    page = paper()
    stamp(page, Shape.ROUND, RED)
    grey = without_red(page)
    assert grey[900 - 110, 500] > 225
    assert grey.min() < 60


def test_the_real_photos_have_as_many_seals_as_are_seen() -> None:
    if not PHOTOS.is_dir():
        pytest.skip(f"{PHOTOS.name}: shared data is not here")
    seals = {file.name: len(seals_of(opened_picture(file))) for file in PHOTOS.glob("*.[jp][pn]g")}
    invoice = next(name for name in seals if name.startswith("invoice"))
    assert seals["seal_4.png"] == 3
    assert seals[invoice] == 1
    assert sum(seals.values()) == 4


def seal(*fragments: str) -> Seal:
    return Seal(Shape.ROUND, Colour.RED, 0.9, Box(0, 0, 9, 9), fragments)


NAMES = ("江城启明科技有限公司", "东港恒拓食品有限公司", "Lumen Foods GmbH")


@pytest.mark.parametrize(
    ("fragment", "names"),
    [
        ("江城启明科技有限公司", ("江城启明科技有限公司",)),
        ("司江城启明科技有限公", ("江城启明科技有限公司",)),
        ("技有限公司江城启明科", ("江城启明科技有限公司",)),
        ("东港恒柘食品有限公司", ("东港恒拓食品有限公司",)),
        ("FoodsGmbHLumen", ("Lumen Foods GmbH",)),
        ("有限公司", ()),
        ("云岭博远物流", ()),
        ("", ()),
    ],
)
def test_a_ring_fits_a_name_wherever_it_was_cut(fragment: str, names: tuple[str, ...]) -> None:
    assert with_names(seal(fragment), NAMES).names == names


def test_any_turn_of_a_name_fits_it() -> None:
    rng = Random(3)
    for name in NAMES:
        at = rng.randrange(len(name))
        assert with_names(seal(name[at:] + name[:at]), NAMES).names[:1] == (name,)
