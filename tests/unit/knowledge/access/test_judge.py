"""Who may be told what, before whom: every relation, kind, audience and day, against a table written by hand."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.access import COMMON, AccessPolicy
from knowledge.access.judge import may_see, not_for_room
from knowledge.access.model import Audience, Grant, Kind, Relation, Standing, Told, Verdict, Why
from knowledge.people.model import Person, Role

DEFAULT = AccessPolicy()
SINCE, UNTIL = date(2026, 1, 12), date(2026, 1, 16)
BEFORE, FIRST, LAST, AFTER = SINCE - timedelta(days=1), SINCE, UNTIL, UNTIL + timedelta(days=1)
DAYS = (BEFORE, FIRST, LAST, AFTER)

ALL = "ownership deal lead proposal quote contract contact task card"
WORKING = "ownership lead card deal proposal contact task"
SEES = {
    "owner": ALL,
    "manager of the owner": ALL,
    "manager of that manager": ALL,
    "admin": ALL,
    "presales": WORKING,
    "csm": WORKING + " contract",
    "delivery": WORKING + " contract",
    "same unit": WORKING,
    "finance": "ownership lead card deal quote contract",
    "legal": "ownership lead card deal quote contract proposal",
    "granted quotes": "ownership lead card quote",
    "granted all of the owner's": "ownership lead card contract contact",
    "granted another customer": "ownership lead card",
    "granted by one who owns nothing here": "ownership lead card",
    "taken back": "ownership lead card",
    "other unit": "ownership lead card",
    "manager of another unit": "ownership lead card",
    "claims to own it": "ownership lead card",
    "leaver": "",
    "leaver who owned it": "",
    "stranger": "",
}
"""What everybody sees of a customer that somebody owns, while the grants hold."""

ONLY_GRANTED = {"granted quotes", "granted all of the owner's"}
OF_NOBODYS = {
    "manager of the owner": ALL,
    "manager of that manager": ALL,
    "manager of another unit": ALL,
    "admin": ALL,
    "finance": WORKING + " quote contract",
    "legal": WORKING + " quote contract",
    "granted quotes": WORKING + " quote",
    "granted all of the owner's": WORKING,
    "leaver": "",
    "leaver who owned it": "",
    "stranger": "",
}
"""The same where nobody owns it; whoever is not named sees WORKING."""

IN_GENERAL = {"admin": ALL, "finance": SEES["finance"], "legal": SEES["legal"], "leaver": "", "stranger": ""}
"""The same where no customer is meant; whoever is not named sees what every colleague does."""


def _person(role: Role, person_id: str, unit: str = "west", **more: object) -> Person:
    return Person(person_id, person_id, role, unit=unit, **more)  # type: ignore[arg-type]


PEOPLE: dict[str, Person | None] = {
    "owner": _person(Role.REP, "owner", "east", manager_id="manager"),
    "manager of the owner": _person(Role.MANAGER, "manager", "head", manager_id="boss"),
    "manager of that manager": _person(Role.MANAGER, "boss", "head"),
    "admin": _person(Role.ADMIN, "admin", ""),
    "presales": _person(Role.PRESALES, "presales"),
    "csm": _person(Role.CSM, "csm"),
    "delivery": _person(Role.DELIVERY, "delivery"),
    "same unit": _person(Role.REP, "neighbour", "east"),
    "finance": _person(Role.FINANCE, "finance", ""),
    "legal": _person(Role.LEGAL, "legal", ""),
    "granted quotes": _person(Role.PRESALES, "quotes"),
    "granted all of the owner's": _person(Role.PRESALES, "all"),
    "granted another customer": _person(Role.PRESALES, "another"),
    "granted by one who owns nothing here": _person(Role.PRESALES, "elsewhere"),
    "taken back": _person(Role.PRESALES, "taken"),
    "other unit": _person(Role.REP, "other"),
    "manager of another unit": _person(Role.MANAGER, "head", "south"),
    "claims to own it": _person(Role.REP, "claimer"),
    "leaver": _person(Role.ADMIN, "leaver", "east", left_on=BEFORE - timedelta(days=1)),
    "leaver who owned it": _person(Role.REP, "gone", "east", left_on=BEFORE - timedelta(days=1)),
    "stranger": None,
}


def _grant(to: str, *kinds: Kind, giver: str = "owner", customer: str = "C1", taken: bool = False) -> Grant:
    ended = datetime(2026, 1, 12, tzinfo=UTC) if taken else None
    return Grant(f"g:{to}", giver, to, frozenset(kinds), SINCE, UNTIL, customer, ended_at=ended)


GRANTS = (
    _grant("quotes", Kind.QUOTE),
    _grant("all", Kind.CONTRACT, Kind.CONTACT, customer=""),
    _grant("another", Kind.QUOTE, customer="C2"),
    _grant("elsewhere", Kind.QUOTE, giver="other", customer=""),
    _grant("taken", Kind.QUOTE, taken=True),
)
PARTS = {"presales": Role.PRESALES, "csm": Role.CSM, "delivery": Role.DELIVERY}
OWNED = Standing(
    "C1",
    frozenset({"owner", "gone"}),
    {"manager": "owner", "boss": "owner"},
    frozenset({"east"}),
    {who: frozenset({role}) for who, role in PARTS.items()},
    GRANTS,
)
NOBODYS = Standing("C1", grants=GRANTS)
GENERAL = Standing()
STANDINGS = {"owned": OWNED, "nobody's": NOBODYS, "in general": GENERAL}


def kinds_seen(who: str, standing: str, day: date) -> set[str]:
    """The oracle: what the tables above say."""
    if standing == "in general":
        return set(IN_GENERAL.get(who, "" if "leaver" in who else "ownership lead card").split())
    table = SEES if standing == "owned" else {**dict.fromkeys(SEES, WORKING), **OF_NOBODYS}
    seen = set(table[who].split())
    if who in ONLY_GRANTED and day not in (FIRST, LAST):
        seen = set(("ownership lead card" if standing == "owned" else WORKING).split())
    if standing == "nobody's" and who in PARTS:
        return set(WORKING.split())
    return seen


def verdict(who: str, kind: Kind, standing: str, day: date, audience: Audience) -> Verdict:
    told = Told(kind, STANDINGS[standing].customer_id)
    return may_see(DEFAULT, PEOPLE[who], told, audience, STANDINGS[standing], today=day)


@dataclass
class Count:
    cases: int = 0
    told: int = 0

    def one(self, *, got: bool, due: bool, case: object) -> None:
        assert got is due, case
        self.cases += 1
        self.told += got

    def tell(self, what: str) -> None:
        sys.stdout.write(f"{self.cases:,} {what}, {self.told:,} of them told\n")
        assert 0 < self.told < self.cases


ALONE = Audience(direct=True)
OUTSIDE, UNSURE = Audience(direct=False, outsiders=True), Audience(direct=False, outsiders=None)
UNNAMED = Audience(direct=False, outsiders=False)


def everyone() -> Iterator[tuple[str, Kind, str, date]]:
    yield from product(PEOPLE, Kind, STANDINGS, DAYS)


def test_alone_everybody_sees_what_the_table_says() -> None:
    count = Count()
    for who, kind, standing, day in everyone():
        for outsiders in (True, False, None):
            found = verdict(who, kind, standing, day, Audience(direct=True, outsiders=outsiders))
            due = kind.value in kinds_seen(who, standing, day)
            count.one(got=found.allowed, due=due, case=(who, kind, standing, day, found))
            assert (found.tie is not None) == found.allowed
    count.tell("cases alone")


def test_in_a_room_only_what_every_member_sees() -> None:
    count = Count()
    for who, kind, standing, day in everyone():
        mine = kind.value in kinds_seen(who, standing, day)
        for other, third in ((one, two) for one in PEOPLE for two in ("owner", "other unit")):
            members = tuple(member for one in (who, other, third) if (member := PEOPLE[one]) is not None)
            theirs = all(kind.value in kinds_seen(one, standing, day) for one in (other, third) if PEOPLE[one])
            audience = Audience(direct=False, outsiders=False, members=members)
            found = verdict(who, kind, standing, day, audience)
            count.one(got=found.allowed, due=mine and theirs, case=(who, other, third, kind, standing, day, found))
            assert (found.why is Why.NOT_ALL_MAY) == (mine and not theirs)
    count.tell("cases in rooms of colleagues")


def test_in_other_rooms_only_what_is_safe_there() -> None:
    count = Count()
    room_safe = AccessPolicy(outsiders_hear=frozenset({"card"}), unknown_hear=frozenset({"card", "lead"}))
    for (who, kind, standing, day), audience in product(everyone(), (OUTSIDE, UNSURE, UNNAMED)):
        mine = kind.value in kinds_seen(who, standing, day)
        by_default = audience == UNNAMED and kind.value in {"ownership", "lead", "card"}
        found = verdict(who, kind, standing, day, audience)
        count.one(got=found.allowed, due=mine and by_default, case=(who, kind, standing, day, audience))
        safe = (
            {"card"}
            if audience == OUTSIDE
            else {"card", "lead"}
            if audience == UNSURE
            else {"ownership", "lead", "card"}
        )
        told = Told(kind, STANDINGS[standing].customer_id)
        found = may_see(room_safe, PEOPLE[who], told, audience, STANDINGS[standing], today=day)
        count.one(got=found.allowed, due=mine and kind.value in safe, case=(who, kind, standing, day, audience))
    count.tell("cases in other rooms")


def test_a_grant_holds_from_its_first_to_its_last_day() -> None:
    seen = [verdict("granted quotes", Kind.QUOTE, "owned", day, ALONE) for day in DAYS]
    assert [found.allowed for found in seen] == [False, True, True, False]
    assert seen[1].tie is not None
    assert (seen[1].tie.relation, seen[1].tie.through) == (Relation.GRANTED, "g:quotes")


def test_whoever_leaves_sees_things_on_the_last_day_and_not_after() -> None:
    leaver = Person("owner", "owner", Role.REP, left_on=FIRST)
    on_last = may_see(DEFAULT, leaver, Told(Kind.QUOTE, "C1"), ALONE, OWNED, today=FIRST)
    after = may_see(DEFAULT, leaver, Told(Kind.OWNERSHIP), ALONE, today=FIRST + timedelta(days=1))
    assert on_last.allowed
    assert (after.allowed, after.why) == (False, Why.LEFT_THE_TEAM)


@pytest.mark.parametrize(
    ("who", "audience", "why"),
    [
        ("stranger", ALONE, Why.UNKNOWN_PERSON),
        ("leaver", ALONE, Why.LEFT_THE_TEAM),
        ("other unit", ALONE, Why.NOT_WITH_CUSTOMER),
        ("owner", OUTSIDE, Why.OUTSIDERS_LISTEN),
        ("owner", UNSURE, Why.MEMBERS_UNKNOWN),
        ("owner", UNNAMED, Why.NOT_ALL_MAY),
    ],
)
def test_a_refusal_names_its_reason(who: str, audience: Audience, why: Why) -> None:
    found = verdict(who, Kind.QUOTE, "owned", FIRST, audience)
    assert (found.allowed, found.why, found.told) == (False, why, Told(Kind.QUOTE, "C1"))


def test_a_notice_for_a_room_is_judged_by_whoever_sits_there() -> None:
    told = Told(Kind.QUOTE, "C1")

    def of(*names: str) -> Why | None:
        members = tuple(member for one in names if (member := PEOPLE[one]))
        audience = Audience(direct=False, outsiders=False, members=members)
        return not_for_room(DEFAULT, told, audience, OWNED, today=FIRST)

    assert of("owner", "manager of the owner", "granted quotes") is None
    assert of("owner", "presales") is Why.NOT_ALL_MAY
    assert of("owner", "leaver") is Why.NOT_ALL_MAY


kinds = st.frozensets(st.sampled_from([kind.value for kind in Kind]))


@given(kinds, kinds, st.sampled_from(sorted(PEOPLE)), st.sampled_from(list(Kind)), st.sampled_from(DAYS))
def test_a_wider_policy_never_takes_anything_away(
    colleague: frozenset[str], more: frozenset[str], who: str, kind: Kind, day: date
) -> None:
    narrow, wide = (AccessPolicy.model_validate({"colleague": some | COMMON}) for some in (colleague, colleague | more))
    told = Told(kind, "C1")
    for audience in (ALONE, UNNAMED):
        before = may_see(narrow, PEOPLE[who], told, audience, OWNED, today=day).allowed
        assert not before or may_see(wide, PEOPLE[who], told, audience, OWNED, today=day).allowed


@given(st.lists(st.sampled_from(sorted(PEOPLE)), max_size=5), st.sampled_from(list(Kind)), st.sampled_from(DAYS))
def test_whoever_else_sits_down_only_makes_it_less(names: list[str], kind: Kind, day: date) -> None:
    members = tuple(member for one in names if (member := PEOPLE[one]))
    told = [
        may_see(
            DEFAULT,
            PEOPLE["owner"],
            Told(kind, "C1"),
            Audience(direct=False, outsiders=False, members=members[:count]),
            OWNED,
            today=day,
        ).allowed
        for count in range(len(members) + 1)
    ]
    assert told == sorted(told, reverse=True)
