"""The kind of a picture on a labelled set, half of which was not looked at while the rules were made."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capture.photos.fields.extract import fields_of
from capture.photos.kinds import kind_of
from capture.photos.model import Box, Colour, Judged, Kind, Line, Look, Origin, Page, Seal, Shape, Sign
from tests.unit.capture.photos.pages import page_of

LABELLED = Path(__file__).resolve().parents[3] / "data" / "photos" / "kinds.jsonl"
ROWS = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def judged(row: dict[str, Any]) -> Judged:
    """What is made of a row: its lines one below the other, cells parted by |."""
    width, height = row["size"]
    step = height / (len(row["lines"]) + 2)
    lines = [
        Line(cell, 0.98, _box(0.1 * width + 200 * at, step * place, len(cell)))
        for place, text in enumerate(row["lines"], 1)
        for at, cell in enumerate(text.split(" | "))
    ]
    page = Page(1, width, height, 0, Origin.OCR, Look(**{"pale": 0.95, **row["look"]}), tuple(lines))
    return kind_of([page], fields_of([page]))


def _box(left: float, top: float, letters: int) -> Box:
    return Box(left, top, left + 25 * letters, top + 30)


@pytest.mark.parametrize(("half", "least"), [("dev", 0.9), ("held-out", 0.85)])
def test_most_kinds_are_told(half: str, least: float) -> None:
    rows = [row for row in ROWS if row["half"] == half]
    wrong = [(row["id"], row["kind"], judged(row).kind.value) for row in rows if judged(row).kind.value != row["kind"]]
    assert 1 - len(wrong) / len(rows) >= least, wrong


def test_it_says_by_which_words() -> None:
    told = kind_of([page_of("会议纪要\n参会人：王建国")], ())
    assert told.kind is Kind.MINUTES
    assert "会议纪要" in told.words


def test_nothing_that_tells_is_other() -> None:
    assert kind_of([page_of("天气很好")], ()) == Judged(Kind.OTHER, 0.5)


def test_a_seal_over_little_text_is_a_page_of_signatures() -> None:
    seal = Seal(Shape.ROUND, Colour.RED, 0.9, Box(0, 0, 100, 100))
    told = kind_of([replace(page_of("授权代表：\n日期："), seals=(seal,))], ())
    assert told.kind is Kind.SIGNATURE_PAGE
    assert told.signs == (Sign.LITTLE_TEXT_AND_A_SEAL,)
