"""Who may be told what, before whom."""

from datetime import date
from itertools import product

import pytest

from knowledge.access.judge import may_see
from knowledge.access.model import Audience, Kind, Told, Why
from knowledge.people.model import Person, Role

TODAY = date(2026, 1, 12)
MEMBER = Person("li.lei", "李雷", Role.REP)
ALONE, TEAM = Audience(direct=True), Audience(direct=False, outsiders=False)
OUTSIDE, UNSURE = Audience(direct=False, outsiders=True), Audience(direct=False, outsiders=None)


@pytest.mark.parametrize("audience", [ALONE, TEAM])
@pytest.mark.parametrize("kind", list(Kind))
def test_members_of_the_team_see_everything_among_themselves(kind: Kind, audience: Audience) -> None:
    verdict = may_see(MEMBER, Told(kind, "C001"), audience, today=TODAY)
    assert (verdict.allowed, verdict.why) == (True, Why.TEAM_MEMBER)


@pytest.mark.parametrize(("audience", "why"), [(OUTSIDE, Why.OUTSIDERS_LISTEN), (UNSURE, Why.MEMBERS_UNKNOWN)])
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_where_others_listen_or_may(kind: Kind, audience: Audience, why: Why) -> None:
    verdict = may_see(MEMBER, Told(kind), audience, today=TODAY)
    assert (verdict.allowed, verdict.why) == (False, why)


@pytest.mark.parametrize("audience", [ALONE, TEAM, OUTSIDE, UNSURE])
def test_strangers_see_nothing_anywhere(audience: Audience) -> None:
    verdict = may_see(None, Told(Kind.OWNERSHIP), audience, today=TODAY)
    assert (verdict.allowed, verdict.why) == (False, Why.UNKNOWN_PERSON)


def test_whoever_leaves_sees_things_on_the_last_day_and_not_after() -> None:
    leaver = Person("zhao.peng", "赵鹏", Role.REP, left_on=TODAY)
    assert may_see(leaver, Told(Kind.DEAL), ALONE, today=TODAY).allowed
    after = may_see(leaver, Told(Kind.DEAL), ALONE, today=date(2026, 1, 13))
    assert (after.allowed, after.why) == (False, Why.LEFT_THE_TEAM)


def test_a_private_talk_is_private_whatever_the_room_says() -> None:
    for outsiders, role in product((True, False, None), Role):
        member = Person("p", "P", role)
        assert may_see(member, Told(Kind.LEAD), Audience(direct=True, outsiders=outsiders), today=TODAY).allowed
