"""Reads about promises."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.store.unit import Reader, Row
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from knowledge.work.tables import promises

_ONE = select(promises).where(promises.c.promise_id == bindparam("promise_id"))
_OF_MESSAGE = (
    select(promises)
    .where(
        promises.c.messenger == bindparam("messenger"),
        promises.c.room_id == bindparam("room_id"),
        promises.c.message_id == bindparam("message_id"),
    )
    .order_by(promises.c.place)
)
_OPEN_OF = (
    select(promises)
    .where(promises.c.owner_id == bindparam("owner_id"), promises.c.state == PromiseState.OPEN.value)
    .order_by(promises.c.said_at, promises.c.promise_id)
)
_OF_PERSON = (
    select(promises)
    .where(promises.c.owner_id == bindparam("owner_id"), promises.c.state.in_(bindparam("states", expanding=True)))
    .order_by(promises.c.said_at.desc(), promises.c.promise_id)
    .limit(200)
)
_OPEN_OF_ROOM = (
    select(promises)
    .where(
        promises.c.messenger == bindparam("messenger"),
        promises.c.room_id == bindparam("room_id"),
        promises.c.side == bindparam("side"),
        promises.c.state == PromiseState.OPEN.value,
    )
    .order_by(promises.c.said_at, promises.c.promise_id)
)
_SOME = select(promises).where(promises.c.promise_id.in_(bindparam("ids", expanding=True)))
_BOOLEANS = ("conditional", "vague", "asks")
_OF_DRAFT = tuple(Draft.__slots__)


def promise(reader: Reader, promise_id: str) -> Promise | None:
    """The promise with this id."""
    row = reader.row(_ONE, promise_id=promise_id)
    return _promise(row) if row else None


def promises_of_message(reader: Reader, messenger: str, room_id: str, message_id: str) -> list[Promise]:
    """What was read from a message, dropped ones too, in its order."""
    rows = reader.rows(_OF_MESSAGE, messenger=messenger, room_id=room_id, message_id=message_id)
    return [_promise(row) for row in rows]


def open_promises_of(reader: Reader, owner_id: str) -> list[Promise]:
    """The promises that somebody still has to keep, or to chase, the oldest first."""
    return [_promise(row) for row in reader.rows(_OPEN_OF, owner_id=owner_id)]


def promises_of(reader: Reader, owner_id: str, states: Sequence[PromiseState]) -> list[Promise]:
    """Somebody's promises in these states, the latest first."""
    rows = reader.rows(_OF_PERSON, owner_id=owner_id, states=[one.value for one in states])
    return [_promise(row) for row in rows]


def open_promises_by_customers(reader: Reader, messenger: str, room_id: str) -> list[Promise]:
    """What people from outside promised in a room and have not kept yet, the oldest first."""
    rows = reader.rows(_OPEN_OF_ROOM, messenger=messenger, room_id=room_id, side=Side.CUSTOMER.value)
    return [_promise(row) for row in rows]


def some_promises(reader: Reader, ids: Sequence[str]) -> dict[str, Promise]:
    """Those of `ids` that exist, by id."""
    found = [_promise(row) for row in reader.rows(_SOME, ids=list(ids))] if ids else []
    return {one.promise_id: one for one in found}


def _promise(row: Row) -> Promise:
    values: dict[str, Any] = {name: bool(row[name]) if name in _BOOLEANS else row[name] for name in _OF_DRAFT}
    values["side"] = Side(row["side"])
    return Promise(
        promise_id=row["promise_id"],
        said=Said(row["messenger"], row["room_id"], row["thread"], row["message_id"], row["said_at"]),
        draft=Draft(**values),
        state=PromiseState(row["state"]),
        version=row["version"],
        corrected=bool(row["corrected"]),
        actor_id=row["actor_id"],
        acted_at=row["acted_at"],
        done_quote=row["done_quote"],
    )
