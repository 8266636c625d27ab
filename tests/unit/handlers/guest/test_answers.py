"""What is said in the end, and who is not asked about at all."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.base import Outcome, Plan
from handlers.conversation import Looked
from handlers.guest.answers import alone, composed, plainly, worth_asking
from handlers.guest.quoting import Statement
from handlers.guest.results import Result
from knowledge.access.model import Audience
from tests.unit.handlers.guest.results import LI_LEI, lost, result


def text_of(looked: Looked) -> str:
    assert isinstance(looked.plan, Plan)
    return looked.plan.answer.text


LOST = lost("同屹轨道怎么样")


def test_a_colleague_who_was_not_understood_is_worth_asking_for() -> None:
    assert worth_asking(LOST)
    assert worth_asking(lost("how is it going", audience=Audience(direct=False, outsiders=False)))


@pytest.mark.parametrize(
    "looked",
    [
        replace(LOST, lost=False),
        lost("谁", person=LI_LEI),
        lost("  "),
        lost("字" * 2001),
        lost("同屹轨道怎么样", person=None),
        lost("同屹轨道怎么样", person=replace(LI_LEI, left_on=date(2026, 1, 1))),
        lost("同屹轨道怎么样", audience=Audience(direct=False, outsiders=True)),
        lost("同屹轨道怎么样", audience=Audience(direct=False, outsiders=None)),
    ],
)
def test_others_are_not(looked: Looked) -> None:
    assert not worth_asking(looked)


def test_one_result_that_was_meant_to_be_all_is_the_answer() -> None:
    assert alone([result("a", whole=True)]) is not None
    assert alone([result("a", whole=True, allowed=False)]) is not None
    assert alone([result("a", whole=True, outcome=Outcome.UNKNOWN)]) is not None
    assert alone([result("a")]) is None
    assert alone([result("a", whole=True, outcome=Outcome.REFUSED)]) is None
    assert alone([result("a", whole=True), result("b", 2, whole=True)]) is None
    assert alone([]) is None


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([], "lost"),
        ([result("a")], "a"),
        ([result("a"), result("b", 2)], "a\n\nb"),
        ([result("a"), result("b", 2, round_=2)], "a"),
        ([result("b", round_=2)], "lost"),
        ([result("a", outcome=Outcome.REFUSED)], "lost"),
        ([result("no", allowed=False), result("a", 2)], "a"),
        ([result("no", allowed=False)], "no"),
        ([result(str(n), n) for n in range(1, 6)], "1\n\n2\n\n3"),
    ],
)
def test_else_what_was_called_before_any_result_was_read(results: list[Result], said: str) -> None:
    assert text_of(plainly(results, LOST)) == said


def test_sources_are_named_once_and_the_model_is_named() -> None:
    one, two = result("a"), result("b", 2)
    looked = composed([Statement("甲。", "· a。", "a", one), Statement("乙", "b", "b", two)], LOST)
    assert text_of(looked).splitlines() == [
        "以下由大模型整理，括号里是记录的原文：",
        "· 甲（“a”）",
        "· 乙（“b”）",
        "来源：CRM 导入 2026-01-03。",
    ]
    assert not looked.lost
    english = composed([Statement("A.", "a", "a", one)], lost("x y", "en"))
    assert text_of(english).splitlines() == [
        "Put together by the language model; the records' own words are in brackets:",
        "· A (“a”)",
        "Source: CRM 导入 2026-01-03.",
    ]
