"""Who may see what: one pure function, asked when reading, when writing, and for each recipient of a notice."""

from collections.abc import Iterator, Mapping, Set
from datetime import date, timedelta

from config.access import ALL, AccessPolicy, Kinds
from knowledge.access.model import Audience, Grant, Kind, NotGiven, Relation, Standing, Tie, Told, Verdict, Why
from knowledge.people.model import Person, Role

NOTHING_KNOWN = Standing()
"""Where no particular customer is meant: nobody has more to do with it than any colleague."""

_EVERYWHERE: Mapping[Role, Relation] = {
    Role.ADMIN: Relation.ADMIN,
    Role.FINANCE: Relation.FINANCE,
    Role.LEGAL: Relation.LEGAL,
}
_BY_COLLABORATION: Mapping[Role, Relation] = {
    Role.PRESALES: Relation.PRESALES,
    Role.CSM: Relation.CSM,
    Role.DELIVERY: Relation.DELIVERY,
}
_GIVES = frozenset({Relation.OWNER, Relation.SUPERIOR, Relation.ADMIN})
"""Whoever has one of these ties may let others see."""


def may_see(
    policy: AccessPolicy,
    person: Person | None,
    told: Told,
    audience: Audience,
    standing: Standing = NOTHING_KNOWN,
    *,
    today: date,
) -> Verdict:
    """Whether `person` may be told something before `audience` on `today`.

    First the person: unknown people and leavers nothing, else what their ties to the customer let see. Then whoever
    else listens: every known member of the room must be allowed it too; where outsiders sit or the members are not
    known, only what the policy calls safe there.
    """
    own = _alone(policy, person, told, standing, today)
    if not own.allowed:
        return own
    why = not_for_room(policy, told, audience, standing, today=today)
    return own if why is None else Verdict(allowed=False, why=why, told=told)


def not_for_room(
    policy: AccessPolicy, told: Told, audience: Audience, standing: Standing = NOTHING_KNOWN, *, today: date
) -> Why | None:
    """Why those who listen, besides whoever asks, may not hear it; None where they may."""
    kind = told.kind.value
    if audience.direct:
        return None
    if audience.outsiders:
        return None if kind in policy.outsiders_hear else Why.OUTSIDERS_LISTEN
    if audience.outsiders is None:
        return None if kind in policy.unknown_hear else Why.MEMBERS_UNKNOWN
    if audience.members is None:
        return None if kind in policy.colleague else Why.NOT_ALL_MAY
    everyone = all(_alone(policy, member, told, standing, today).allowed for member in audience.members)
    return None if everyone else Why.NOT_ALL_MAY


def on_team(person: Person | None, today: date) -> Why | None:
    """Why somebody is not of the team on `today`; None where they are."""
    if person is None:
        return Why.UNKNOWN_PERSON
    return Why.LEFT_THE_TEAM if person.left_on is not None and person.left_on < today else None


def ties(person: Person, standing: Standing, *, today: date) -> Iterator[Tie]:
    """What somebody of the team has to do with a customer on `today`, the closest first."""
    if person.person_id in standing.owners:
        yield Tie(Relation.OWNER)
    if person.person_id in standing.superiors:
        yield Tie(Relation.SUPERIOR, standing.superiors[person.person_id])
    if person.role in _EVERYWHERE:
        yield Tie(_EVERYWHERE[person.role], person.role)
    roles = standing.collaborators.get(person.person_id, frozenset())
    yield from (Tie(relation, role) for role, relation in _BY_COLLABORATION.items() if role in roles)
    mine = [grant for grant in standing.grants if grant.grantee_id == person.person_id]
    yield from (Tie(Relation.GRANTED, one.key) for one in mine if _holds(one, standing, today))
    if person.unit and person.unit in standing.units:
        yield Tie(Relation.UNIT, person.unit)
    if standing.customer_id and not standing.owners:
        yield Tie(Relation.SUPERIOR if person.role is Role.MANAGER else Relation.UNOWNED)
    yield Tie(Relation.COLLEAGUE)


def kinds_by(policy: AccessPolicy, tie: Tie, standing: Standing) -> Kinds:
    """The kinds of facts that a tie lets see."""
    match tie.relation:
        case Relation.OWNER | Relation.SUPERIOR | Relation.ADMIN:
            return ALL
        case Relation.GRANTED:
            given = next(one for one in standing.grants if one.key == tie.through)
            return frozenset(kind.value for kind in given.kinds)
        case _:
            kinds: Kinds = getattr(policy, tie.relation.value)
            return kinds


def may_give(
    policy: AccessPolicy, giver: Person | None, kinds: Set[Kind], standing: Standing, *, today: date
) -> NotGiven | None:
    """Why `giver` may not let others see `kinds` of a customer; None where they may.

    Owners, their superiors and admins may, and only what they see themselves; what one sees by a grant cannot be
    passed on.
    """
    if giver is None or on_team(giver, today) is not None:
        return NotGiven.NOT_THEIRS
    theirs = list(ties(giver, standing, today=today))
    own = [tie for tie in theirs if tie.relation in _GIVES]
    if not own:
        granted = any(tie.relation is Relation.GRANTED for tie in theirs)
        return NotGiven.PASSED_ON if granted else NotGiven.NOT_THEIRS
    seen = frozenset[str]().union(*(kinds_by(policy, tie, standing) for tie in own))
    return None if {kind.value for kind in kinds} <= seen else NotGiven.NOT_SEEN


def last_day(policy: AccessPolicy, today: date, wanted: date | None) -> date:
    """The last day of a grant given or made longer today: the one wanted, no later than the team's rule lets it be; the
    rule's own where none is.
    """
    latest = today + timedelta(days=policy.most_grant_days)
    return min(wanted or today + timedelta(days=policy.grant_days), latest)


def _alone(policy: AccessPolicy, person: Person | None, told: Told, standing: Standing, today: date) -> Verdict:
    missing = on_team(person, today)
    if person is None or missing is not None:
        return Verdict(allowed=False, why=missing or Why.UNKNOWN_PERSON, told=told)
    for tie in ties(person, standing, today=today):
        if told.kind.value in kinds_by(policy, tie, standing):
            return Verdict(allowed=True, why=Why.TEAM_MEMBER, tie=tie, told=told)
    return Verdict(allowed=False, why=Why.NOT_WITH_CUSTOMER, told=told)


def _holds(grant: Grant, standing: Standing, today: date) -> bool:
    """What was given of all customers holds where the giver owns this one; of one customer, until it ends."""
    reaches = grant.customer_id == standing.customer_id if grant.customer_id else grant.giver_id in standing.owners
    return reaches and grant.holds_on(today)
