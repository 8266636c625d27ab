"""Who may let others see something and who may change that: asked when it is offered, and when it is written."""

from collections.abc import Set
from datetime import date

from config.access import AccessPolicy
from knowledge.access.judge import may_give, on_team
from knowledge.access.model import Grant, Kind
from knowledge.access.view import standing_of, superiors_above
from knowledge.graph.view import owned_by
from knowledge.people.model import Role
from knowledge.people.view import person
from knowledge.store.errors import UserMistake
from knowledge.store.unit import Reader


def check_giver(
    reader: Reader, policy: AccessPolicy, actor: str, kinds: Set[Kind], customer_id: str, today: date
) -> None:
    """Go on only where somebody may let others see `kinds` of a customer ("": of all they own). Raises UserMistake."""
    about = customer_id or first_owned(reader, actor, today)
    why = may_give(policy, person(reader, actor), kinds, standing_of(reader, about, today), today=today)
    if not about or why is not None:
        raise UserMistake("grant_not_yours")


def first_owned(reader: Reader, person_id: str, today: date) -> str:
    """A customer that somebody owns; "" where they own none."""
    owned = sorted(one.customer_id for one in owned_by(reader, person_id, today) if one.role is Role.REP)
    return next((one for one in owned if person_id in standing_of(reader, one, today).owners), "")


def may_end(reader: Reader, policy: AccessPolicy, actor: str, held: Grant, today: date) -> bool:
    """Whether somebody may end a grant: who gave or got it, and who could give it."""
    return actor in (held.giver_id, held.grantee_id) or may_extend(reader, policy, actor, held, today)


def may_extend(reader: Reader, policy: AccessPolicy, actor: str, held: Grant, today: date) -> bool:
    """Whether somebody may change a grant's last day: who could give it. One of all the giver's customers: the giver,
    who is over them, and admins.
    """
    who = person(reader, actor)
    if held.customer_id:
        standing = standing_of(reader, held.customer_id, today)
        return may_give(policy, who, held.kinds, standing, today=today) is None
    if who is None or on_team(who, today) is not None or actor == held.grantee_id:
        return False
    return who.role is Role.ADMIN or actor == held.giver_id or actor in superiors_above(reader, held.giver_id)
