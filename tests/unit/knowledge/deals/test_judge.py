"""How alike two customers are, as far as selling goes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deals.judge import SIZE_FACTOR, is_similar, likeness
from knowledge.deals.model import Likeness, Profile, Trait

ONE = Profile("A", "光伏", "华东", 1000, "G", frozenset({"SunWatch"}))
profiles = st.builds(
    Profile,
    st.sampled_from("ABC"),
    st.sampled_from(["", "光伏", "食品"]),
    st.sampled_from(["", "华东", "华南"]),
    st.none() | st.integers(1, 10_000),
    st.sampled_from(["", "A", "G"]),
    st.frozensets(st.sampled_from(["SunWatch", "LineSight"])),
)


def test_the_same_in_everything_is_one() -> None:
    assert likeness(ONE, replace(ONE, customer_id="B")) == Likeness(1.0, tuple(Trait))


@pytest.mark.parametrize(
    ("other", "score", "traits"),
    [
        (Profile("B", "光伏"), 4 / 12, (Trait.INDUSTRY,)),
        (Profile("B", "光伏", "华东"), 5 / 12, (Trait.INDUSTRY, Trait.REGION)),
        (Profile("B", "食品", "华南", 3000), 2 / 12, (Trait.SIZE,)),
        (Profile("B", "食品", "华南", 3001), 0.0, ()),
        (Profile("B", products=frozenset({"SunWatch", "FieldCare"})), 3 / 12, (Trait.PRODUCT,)),
        (Profile("G"), 2 / 12, (Trait.GROUP,)),
        (Profile("B", parent_id="G"), 2 / 12, (Trait.GROUP,)),
    ],
)
def test_what_counts(other: Profile, score: float, traits: tuple[Trait, ...]) -> None:
    found = likeness(ONE, other)
    assert found == Likeness(round(score, 3), traits)


def test_what_is_not_known_of_the_first_counts_neither_way() -> None:
    assert likeness(Profile("A", "光伏"), Profile("B", "光伏", "华东", 50)) == Likeness(1.0, (Trait.INDUSTRY,))
    assert likeness(Profile("A"), Profile("B", "光伏")).score == 0.0


def test_size_and_region_alone_say_nothing() -> None:
    assert not is_similar(likeness(Profile("A", "", "华东", 100), Profile("B", "", "华东", 100)))
    assert is_similar(likeness(Profile("A", "光伏", "华东", 100), Profile("B", "光伏", "华南", 90)))


@given(profiles, profiles)
def test_between_none_and_all_and_size_goes_both_ways(one: Profile, other: Profile) -> None:
    found, back = likeness(one, other), likeness(other, one)
    assert 0.0 <= found.score <= 1.0
    assert (Trait.SIZE in found.traits) == (Trait.SIZE in back.traits)
    if one.employees and other.employees and Trait.SIZE in found.traits:
        assert one.employees <= SIZE_FACTOR * other.employees
