"""Leases: what only one process at a time may do, such as hold the one connection a platform allows."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, or_, select

from knowledge.store.tables import leases
from knowledge.store.unit import Unit, insert_or_ignore

_ADD = insert_or_ignore(leases)
_TAKE = (
    leases.update()
    .where(
        leases.c.name == bindparam("lease"),
        or_(leases.c.owner == bindparam("me"), leases.c.held_until < bindparam("now")),
    )
    .values(owner=bindparam("me"), held_until=bindparam("until"))
)
_OWNER = select(leases.c.owner).where(leases.c.name == bindparam("lease"))
_GIVE_BACK = delete(leases).where(leases.c.name == bindparam("lease"), leases.c.owner == bindparam("me"))


def hold_lease(unit: Unit, name: str, me: str, seconds: float) -> bool:
    """Take a lease that is free or run out, or keep one's own for longer; whether it is ours now."""
    until = unit.now + timedelta(seconds=seconds)
    unit.run(_ADD, name=name, owner=me, held_until=until)
    unit.run(_TAKE, lease=name, me=me, now=unit.now, until=until)
    return bool(unit.value(_OWNER, lease=name) == me)


def give_back_lease(unit: Unit, name: str, me: str) -> None:
    """Let others have it at once."""
    unit.run(_GIVE_BACK, lease=name, me=me)
