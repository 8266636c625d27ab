"""Reads about accounts: what their messengers say of them, and what the bot has done about them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select

from knowledge.people.model import Account, Handle
from knowledge.people.tables import accounts, handles
from knowledge.store.unit import Reader, Row

_ACCOUNT = select(accounts).where(
    accounts.c.messenger == bindparam("messenger"), accounts.c.user_id == bindparam("user_id")
)
_OWNER = select(handles.c.person_id).where(
    handles.c.messenger == bindparam("messenger"), handles.c.user_id == bindparam("user_id")
)
_OPEN = (
    select(handles.c.messenger, handles.c.user_id, handles.c.spoke_at)
    .outerjoin(accounts, and_(accounts.c.messenger == handles.c.messenger, accounts.c.user_id == handles.c.user_id))
    .where(handles.c.person_id == bindparam("person_id"), or_(accounts.c.active.is_(None), accounts.c.active != 0))
    .order_by(handles.c.messenger, handles.c.user_id)
)


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account as last described, at `checked_at` (or asked for in vain). `closed_at`: its owner had left it by then.

    `greeted_at` is when the bot asked whose it is; it asks once.
    """

    account: Account
    checked_at: datetime
    greeted_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reachable:
    """An account of a person that is not closed, and when they last spoke from it (to the day)."""

    handle: Handle
    spoke_at: datetime | None


def known_account(reader: Reader, handle: Handle) -> KnownAccount | None:
    """What is known of an account."""
    row = reader.row(_ACCOUNT, messenger=handle.messenger, user_id=handle.user_id)
    return None if row is None else _known(row, handle)


def owner_of(reader: Reader, handle: Handle) -> str | None:
    """The id of the person whose account it is."""
    found: str | None = reader.value(_OWNER, messenger=handle.messenger, user_id=handle.user_id)
    return found


def reachable(reader: Reader, person_id: str) -> list[Reachable]:
    """The accounts of a person at which somebody still reads, by messenger."""
    rows = reader.rows(_OPEN, person_id=person_id)
    return [Reachable(Handle(row["messenger"], row["user_id"]), row["spoke_at"]) for row in rows]


def _known(row: Row, handle: Handle) -> KnownAccount:
    said = row["outsider"]
    account = Account(
        handle=handle,
        name=row["name"],
        email=row["email"],
        mobile=row["mobile"],
        language=row["language"],
        timezone=row["timezone"],
        outsider=None if said is None else bool(said),
        active=bool(row["active"]),
    )
    return KnownAccount(account, row["checked_at"], row["greeted_at"], row["closed_at"])
