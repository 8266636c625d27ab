"""Who may give, and until when, whatever the relations are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from config.access import AccessPolicy
from knowledge.access.judge import last_day, may_give, may_see
from knowledge.access.model import Grant, Kind, NotGiven, Standing, Told
from knowledge.access.view import ALONE
from knowledge.people.model import Person, Role

TODAY = date(2026, 1, 12)
POLICY = AccessPolicy()
PEOPLE = ("a", "b", "c", "d")

people = st.sampled_from(PEOPLE)
some_kinds = st.frozensets(st.sampled_from(list(Kind)), min_size=1)
members = st.builds(
    Person,
    people,
    st.just("x"),
    st.sampled_from(list(Role)),
    unit=st.sampled_from(["", "east"]),
    left_on=st.sampled_from([None, TODAY, TODAY - timedelta(days=1)]),
)
some_grants = st.builds(
    Grant,
    st.uuids().map(str),
    people,
    people,
    some_kinds,
    st.just(TODAY),
    st.sampled_from([TODAY, TODAY + timedelta(days=9)]),
    st.sampled_from(["", "C1"]),
)
standings = st.builds(
    Standing,
    st.just("C1"),
    st.frozensets(people, max_size=2),
    st.dictionaries(people, people, max_size=2),
    st.frozensets(st.just("east")),
    st.dictionaries(people, st.frozensets(st.sampled_from([Role.PRESALES, Role.CSM]), min_size=1), max_size=2),
    st.lists(some_grants, max_size=3).map(tuple),
)


@given(members, some_kinds, standings)
def test_nobody_gives_what_they_do_not_see_or_only_got(giver: Person, kinds: frozenset[Kind], held: Standing) -> None:
    why = may_give(POLICY, giver, kinds, held, today=TODAY)
    if why is None:
        assert all(may_see(POLICY, giver, Told(kind, "C1"), ALONE, held, today=TODAY).allowed for kind in kinds)
        without = Standing("C1", held.owners, held.superiors, held.units, held.collaborators)
        assert may_give(POLICY, giver, kinds, without, today=TODAY) is None  # no grant made it so
    if giver.left_on == TODAY - timedelta(days=1):
        assert why is NotGiven.NOT_THEIRS


@given(members, some_kinds, standings)
def test_owners_superiors_and_admins_may_and_nobody_else(giver: Person, kinds: frozenset[Kind], held: Standing) -> None:
    theirs = giver.person_id in held.owners or giver.person_id in held.superiors or giver.role is Role.ADMIN
    theirs = theirs or (not held.owners and giver.role is Role.MANAGER)
    on_team = giver.left_on != TODAY - timedelta(days=1)
    assert (may_give(POLICY, giver, kinds, held, today=TODAY) is None) == (theirs and on_team)


def test_why_not() -> None:
    got = Grant("g", "a", "b", frozenset({Kind.QUOTE}), TODAY, TODAY, "C1")
    held = Standing("C1", frozenset({"a"}), grants=(got,))
    quote = {Kind.QUOTE}
    assert may_give(POLICY, Person("b", "b", Role.REP), quote, held, today=TODAY) is NotGiven.PASSED_ON
    assert may_give(POLICY, Person("c", "c", Role.REP), quote, held, today=TODAY) is NotGiven.NOT_THEIRS
    assert may_give(POLICY, None, quote, held, today=TODAY) is NotGiven.NOT_THEIRS


@given(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 90), st.integers(90, 700))
def test_no_grant_is_longer_than_the_team_lets_it_be(wanted: date | None, usual: int, most: int) -> None:
    policy = AccessPolicy(grant_days=usual, most_grant_days=most)
    last = last_day(policy, TODAY, wanted)
    assert last <= TODAY + timedelta(days=most)
    assert last == (wanted or TODAY + timedelta(days=usual)) or last == TODAY + timedelta(days=most)


@given(some_grants, st.integers(-20, 20))
def test_a_grant_holds_from_its_first_day_to_its_last(one: Grant, ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    assert one.holds_on(day) == (one.since <= day <= one.until)
