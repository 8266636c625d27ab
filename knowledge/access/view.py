"""Reads about access: what people have to do with a customer, and the verdicts of one look."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, or_, select

from config.access import AccessPolicy
from knowledge.access.judge import NOTHING_KNOWN, may_see, not_for_room, on_team
from knowledge.access.model import Audience, Grant, Kind, Standing, Told, Verdict, Why
from knowledge.access.tables import collaborations, grants
from knowledge.graph.merged import standing as merged_into
from knowledge.graph.owning import DISPUTED
from knowledge.graph.view import ownerships
from knowledge.people.model import Person, Role
from knowledge.people.view import people
from knowledge.store.unit import Reader, Row

HIGHEST = 8
"""So many superiors, one above the other, are looked at."""

ALONE = Audience(direct=True)

_GRANTS = select(grants).where(
    grants.c.ended_at.is_(None),
    grants.c.since <= bindparam("today"),
    grants.c.until >= bindparam("today"),
    or_(
        grants.c.customer_id == bindparam("customer_id"),
        (grants.c.customer_id == "") & grants.c.giver_id.in_(bindparam("owners", expanding=True)),
    ),
)
_PARTS = select(collaborations.c.person_id, collaborations.c.role).where(
    collaborations.c.customer_id == bindparam("customer_id"),
    or_(collaborations.c.until.is_(None), collaborations.c.until >= bindparam("today")),
)


class Rights:
    """Who may see what, in one snapshot on one day; what people have to do with a customer is read once."""

    def __init__(self, reader: Reader, policy: AccessPolicy, today: date) -> None:
        self._reader, self._policy, self._today = reader, policy, today
        self._standings: dict[str, Standing] = {"": NOTHING_KNOWN}

    def verdict(self, person: Person | None, kind: Kind, customer_id: str, audience: Audience = ALONE) -> Verdict:
        """Whether somebody may be told `kind` of a customer ("": of none in particular) before an audience."""
        told, standing = Told(kind, customer_id), self.standing(customer_id)
        return may_see(self._policy, person, told, audience, standing, today=self._today)

    def sees(self, person: Person | None, kind: Kind, customer_id: str = "") -> bool:
        """Whether somebody may be told it for themselves."""
        return self.verdict(person, kind, customer_id).allowed

    def of_own(self, person: Person | None, kind: Kind, customer_id: str, audience: Audience = ALONE) -> Verdict:
        """The same for what is somebody's own (a task, a deal of theirs): they know it; whoever else listens counts."""
        told, standing = Told(kind, customer_id), self.standing(customer_id)
        why = on_team(person, self._today)
        why = why or not_for_room(self._policy, told, audience, standing, today=self._today)
        return Verdict(allowed=why is None, why=why or Why.TEAM_MEMBER, told=told)

    def not_for_room(self, told: Told, audience: Audience) -> Why | None:
        """Why a room may not hear something that nobody in it asked for; None where it may."""
        return not_for_room(self._policy, told, audience, self.standing(told.customer_id), today=self._today)

    def standing(self, customer_id: str) -> Standing:
        """What people have to do with a customer."""
        if customer_id not in self._standings:
            self._standings[customer_id] = standing_of(self._reader, customer_id, self._today)
        return self._standings[customer_id]


def standing_of(reader: Reader, customer_id: str, today: date) -> Standing:
    """What people have to do with a customer on `today`: by its facts, its deals and contracts, and by grants.

    One that was merged stands as the customer it was merged into: it has no facts of its own any more, and would look
    as if nobody owned it. Whoever left still owns what nobody took over: it is for their superiors and their unit, not
    for everybody. The same goes for owners whom the team's list does not have.
    """
    customer_id = merged_into(reader, {customer_id}).get(customer_id, customer_id)
    owners, roles = _parts(reader, customer_id, today)
    team = _with_superiors(reader, owners)
    given = reader.rows(_GRANTS, customer_id=customer_id, today=today, owners=sorted(owners) or [""])
    return Standing(
        customer_id,
        frozenset(owners),
        superiors_of(team, owners),
        frozenset(team[one].unit for one in owners if one in team and team[one].unit),
        {one: frozenset(found) for one, found in roles.items()},
        tuple(grant_of_row(row) for row in given),
    )


def superiors_of(team: dict[str, Person], ids: Iterable[str]) -> dict[str, str]:
    """Everybody above somebody of `ids`, with the one of these they are over; `team` holds all of them."""
    found: dict[str, str] = {}
    for one in sorted(ids):
        member = team.get(one)
        for _ in range(HIGHEST):
            above = member.manager_id if member else ""
            if not above or above == one:
                break
            found.setdefault(above, one)
            member = team.get(above)
    return found


def superiors_above(reader: Reader, person_id: str) -> set[str]:
    """Everybody above one person."""
    return set(superiors_of(_with_superiors(reader, [person_id]), [person_id]))


def grant_of_row(row: Row) -> Grant:
    """A stored grant as a value."""
    values = {name: row[name] for name in Grant.__slots__}
    return Grant(**{**values, "kinds": frozenset(Kind(one) for one in row["kinds"])})


def _parts(reader: Reader, customer_id: str, today: date) -> tuple[set[str], dict[str, set[Role]]]:
    """The owners, and the roles of everybody else who works with a customer on that day.

    Whoever only claims to own it, against what is recorded, gets no rights by that.
    """
    owners: set[str] = set()
    roles: dict[str, set[Role]] = {}
    sure = [one for one in ownerships(reader, customer_id) if one.confidence > DISPUTED]
    held = [(one.person_id, one.role) for one in sure if one.holds_on(today)]
    also = [(row["person_id"], Role(row["role"])) for row in reader.rows(_PARTS, customer_id=customer_id, today=today)]
    for person_id, role in (*held, *also):
        if role is Role.REP:
            owners.add(person_id)
        else:
            roles.setdefault(person_id, set()).add(role)
    return owners, roles


def _with_superiors(reader: Reader, ids: Iterable[str]) -> dict[str, Person]:
    """These people and everybody above them, by id."""
    found: dict[str, Person] = {}
    wanted = sorted(set(ids))
    for _ in range(HIGHEST + 1):
        if not wanted:
            break
        found |= people(reader, wanted)
        above = {found[one].manager_id for one in wanted if one in found}
        wanted = sorted(one for one in above if one and one not in found)
    return found
