from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.proposals.judge import by_deal, same_version, steps, version_key


@dataclass(frozen=True)
class Paper:
    deal_id: str
    version: str


FOUR = [Paper("D1", "V1.0"), Paper("D2", "V1"), Paper("D1", "V2.0"), Paper("D1", "V10")]


@pytest.mark.parametrize(("one", "other"), [("V2", "v2.0"), ("2", "第2版"), ("final", "Final"), ("1.2.0", "V1.2")])
def test_words_for_one_version(one: str, other: str) -> None:
    assert same_version(one, other)


@pytest.mark.parametrize(("one", "other"), [("V2", "V20"), ("V1.2", "V1.3"), ("draft", "final"), ("", "V1")])
def test_words_for_two_versions(one: str, other: str) -> None:
    assert not same_version(one, other)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=3), st.lists(st.integers(0, 99), min_size=1, max_size=3))
def test_versions_are_ordered_by_their_figures(one: list[int], other: list[int]) -> None:
    first, second = (version_key("V" + ".".join(map(str, figures))) for figures in (one, other))
    longest = max(len(one), len(other))
    filled = [figures + [0] * (longest - len(figures)) for figures in (one, other)]
    assert (first < second) == (filled[0] < filled[1])


def test_papers_of_one_deal_come_together_the_latest_deal_last() -> None:
    assert [[one.version for one in lot] for lot in by_deal(FOUR)] == [["V1"], ["V1.0", "V2.0", "V10"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], [("V1.0", "V2.0"), ("V2.0", "V10")]),
        (["v1", "V10"], [("V1.0", "V10")]),
        (["10", "1"], [("V10", "V1.0")]),
        (["V2"], [("V1.0", "V2.0")]),
        (["V1"], []),
        (["V1", "V1.0"], []),
        (["V1", "V3"], []),
    ],
)
def test_steps_between_versions(words: list[str], found: list[tuple[str, str]]) -> None:
    lot = by_deal(FOUR)[1]
    assert [(one.version, other.version) for one, other in steps(lot, words)] == found
    assert steps(lot[:1], words) == []
