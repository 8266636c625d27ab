"""Objections find the lines that answer them, by words or by topic; what is about something else finds nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.battlecards.judge import answers_to
from knowledge.battlecards.model import BattleCard, CardLine

GENERAL = BattleCard(
    "objections",
    "常见异议",
    lines=(
        CardLine(3, "太贵了", "先问是和什么比，再摊到每条产线每个月。"),
        CardLine(6, "数据安全", "数据放在客户自己的机房里，每次访问都有记录。"),
        CardLine(9, "已经有系统了", "先接一条产线做旁路，四周后再比较。"),
        CardLine(12, "Too expensive", "Ask what it is compared with before any discount."),
        CardLine(15, "We have a system already", "Run beside it on one line for four weeks."),
    ),
)
RIVAL = BattleCard("rival", "Rival", ("Rival",), lines=(CardLine(4, "Where we win", "Works without a network."),))
CARDS = (GENERAL, RIVAL)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("太贵了", 3),
        ("价格高", 3),
        ("预算不够", 3),
        ("数据会不会泄露", 6),
        ("怕不安全", 6),
        ("我们已经有系统了", 9),
        ("it is too expensive", 12),
        ("the price is high", 12),
        ("we already have a system", 15),
        ("no network in the plant", 4),
    ],
)
def test_the_line_that_answers_comes_first(asked: str, line: int) -> None:
    assert answers_to(asked, CARDS)[0].line.number == line


@pytest.mark.parametrize("asked", ["", "今天天气", "the weather in Paris", "？？？", "我们的", "it is so"])
def test_nothing_near_is_nothing(asked: str) -> None:
    assert answers_to(asked, CARDS) == []


def test_a_question_is_answered_in_its_own_script_where_it_can_be() -> None:
    assert {hit.line.number for hit in answers_to("太贵了", CARDS)} == {3}
    assert {hit.line.number for hit in answers_to("隐私", CARDS)} == {6}
    assert [hit.line.number for hit in answers_to("is it secure", CARDS)] == [6], "better than nothing"


@given(st.text(max_size=60))
def test_any_question_is_answered_by_lines_of_the_cards(asked: str) -> None:
    hits = answers_to(asked, CARDS, most=2)
    assert len(hits) <= 2
    assert all(hit.line in hit.card.lines and 0 < hit.score <= 1.0001 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_card_is_stale_after_180_days_or_without_a_date() -> None:
    card = BattleCard("a", verified_on=date(2025, 1, 1))
    assert not card.is_stale(date(2025, 6, 30))
    assert card.is_stale(date(2025, 7, 1))
    assert card.age(date(2025, 7, 1)) == timedelta(days=181)
    assert BattleCard("b").is_stale(date(2025, 1, 1))
