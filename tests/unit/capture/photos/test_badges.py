"""Price badges, stickers and rubber stamps have the outline of a seal and are none: what can be read in them tells."""

import pytest

from capture.photos.badges import Words, is_badge, words_in
from capture.photos.model import Box, Colour, Line, Seal, Shape
from capture.photos.seals import Found, Outline


def row(text: str, height: float = 0.3, sure: float = 0.99, off: float = 0.15) -> Words:
    return Words(text, sure, height, off)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("texts", [("周年庆", "直降 ¥3,000"), ("SAVE", "$450"), ("换新", "8折"), ("SALE", "30% OFF")])
def test_a_price_is_no_seals(shape: Shape, texts: tuple[str, ...]) -> None:
    assert is_badge(shape, [row(text) for text in texts])


@pytest.mark.parametrize("text", ["URGENT", "DRAFT", "作废", "加急", "样品"])
def test_a_stamp_that_names_nobody_is_none(text: str) -> None:
    assert is_badge(Shape.SQUARE, [row(text, 0.5)])
    assert is_badge(Shape.ROUND, [row(text, 0.5)])


def test_words_that_only_sound_like_a_legal_form_are_none() -> None:
    assert is_badge(Shape.OVAL, [row("LIMITED"), row("EDITION")])


@pytest.mark.parametrize(
    "texts",
    [
        ("青屿天枢电子", "有限公司"),
        ("北川恒拓机械厂", "业务专用章"),
        ("KESTREL ENERGY", "PTE. LTD."),
        ("财务", "专用"),
        ("赵明", "之印"),
        ("钱立", "伟"),
    ],
)
def test_a_square_seal_names_a_company_a_purpose_or_a_person(texts: tuple[str, ...]) -> None:
    assert not is_badge(Shape.SQUARE, [row(text) for text in texts])


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("合同专用", 0.15, off=0.2), row("1101087", 0.09, off=0.3)],
        [row("业软作", 0.35, 0.7)],
        [row("★", 0.4)],
        [row("LUMEN", 0.2, off=0.38), row("FOODS", 0.2, off=0.39), row("COUNCIL", 0.2, off=0.36)],
        [row("集团", 0.28, off=0.4)],
    ],
)
def test_a_round_seal_has_no_large_rows_across_its_middle(rows: list[Words]) -> None:
    assert not is_badge(Shape.ROUND, rows)


def test_what_cannot_be_read_stays_a_seal() -> None:
    assert not is_badge(Shape.SQUARE, [row("立省3000", sure=0.6)])


def test_of_a_text_layer_only_the_lines_within_the_outline_count() -> None:
    seal = Seal(Shape.SQUARE, Colour.RED, 0.99, Box(0, 0, 300, 240))
    found = Found(seal, Outline(Shape.SQUARE, (150, 120), (300, 240), 0))
    inside, across = Line("立省 ¥500", 1.0, Box(30, 84, 270, 156)), Line("合计 ¥90,000", 1.0, Box(-600, 40, 80, 76))
    assert words_in(found, [inside, across]) == [Words("立省 ¥500", 1.0, 0.3, 0.0)]
