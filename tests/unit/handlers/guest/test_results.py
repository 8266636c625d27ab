"""What the model sees of an answer."""

from handlers.base import Answer, Outcome
from handlers.guest.results import LONGEST_RESULT, seen
from notifiers.notice import Choice, Evidence, Fact
from tests.unit.handlers.guest.results import result


def test_everything_an_answer_says_and_nothing_that_it_does() -> None:
    answer = Answer(
        Outcome.ANSWER,
        "text",
        title="title",
        facts=(Fact("label", "value"),),
        why=(Evidence("why", source="from there"),),
        choices=(Choice("press me", "hand_over", {"customer_id": "C001"}),),
    )
    assert seen(answer).splitlines() == ["title", "label value", "text", "why from there"]


def test_whole_lines_are_left_off_where_it_is_long() -> None:
    line = "华东光伏由李雷负责" * 10
    found = seen(Answer(Outcome.ANSWER, "\n".join([line] * 100)))
    assert 0 < len(found) <= LONGEST_RESULT
    assert set(found.splitlines()) == {line}
    assert len(seen(Answer(Outcome.ANSWER, "x" * 9000))) == LONGEST_RESULT


def test_what_is_not_allowed_says_nothing_else() -> None:
    assert result("secret", allowed=False).shown == {"result": 1, "outcome": "answer", "text": "not allowed"}
