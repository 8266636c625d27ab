"""Reads about grants and requests: those that hold, and those that were."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from sqlalchemy import Select, bindparam, or_, select

from knowledge.access.collaborations import Part
from knowledge.access.model import AccessRequest, Asked, Grant, Kind, Standing
from knowledge.access.tables import access_requests, collaborations, grants
from knowledge.access.view import grant_of_row, standing_of
from knowledge.people.model import Role
from knowledge.store.unit import Reader, Row

_ORDER = (grants.c.given_at, grants.c.key)
_LIVE = (grants.c.ended_at.is_(None), grants.c.until >= bindparam("today"))
_GRANT = select(grants).where(grants.c.key == bindparam("key"))
_SOURCE = select(grants.c.source).where(grants.c.key == bindparam("key"))
_GIVEN = select(grants).where(grants.c.giver_id == bindparam("person_id"), *_LIVE).order_by(*_ORDER)
_HELD = select(grants).where(grants.c.grantee_id == bindparam("person_id"), *_LIVE).order_by(*_ORDER)
_ABOUT = (
    select(grants)
    .where(
        or_(
            grants.c.customer_id == bindparam("customer_id"),
            (grants.c.customer_id == "") & grants.c.giver_id.in_(bindparam("givers", expanding=True)),
        )
    )
    .order_by(*_ORDER)
)
_OF_DEALS = select(grants).where(grants.c.deal_id.in_(bindparam("ids", expanding=True)), grants.c.ended_at.is_(None))
_OF_ROOM = select(grants).where(
    grants.c.grantee_id == bindparam("person_id"),
    grants.c.room_key == bindparam("room_key"),
    grants.c.ended_at.is_(None),
)
_OF_PERSON = select(grants).where(
    or_(grants.c.giver_id == bindparam("person_id"), grants.c.grantee_id == bindparam("person_id")),
    grants.c.ended_at.is_(None),
)
_REQUEST = select(access_requests).where(access_requests.c.key == bindparam("key"))
_OF_ASKER = (
    select(access_requests)
    .where(
        access_requests.c.asker_id == bindparam("asker_id"), access_requests.c.customer_id == bindparam("customer_id")
    )
    .order_by(access_requests.c.asked_at)
)
_OPEN = select(access_requests).where(
    access_requests.c.asker_id == bindparam("asker_id"), access_requests.c.state == Asked.OPEN.value
)
_REQUESTS_ABOUT = (
    select(access_requests)
    .where(access_requests.c.customer_id == bindparam("customer_id"), access_requests.c.state != Asked.DRAFT.value)
    .order_by(access_requests.c.asked_at)
)
_PARTS = (
    select(collaborations)
    .where(
        collaborations.c.customer_id == bindparam("customer_id"),
        or_(collaborations.c.until.is_(None), collaborations.c.until >= bindparam("day")),
    )
    .order_by(collaborations.c.part_id)
)


def grant(reader: Reader, key: str) -> Grant | None:
    """The grant with this key, ended ones too."""
    row = reader.row(_GRANT, key=key)
    return grant_of_row(row) if row else None


def given_by(reader: Reader, person_id: str, today: date) -> list[Grant]:
    """What somebody lets others see, as of `today`; the first given first."""
    return _grants(reader, _GIVEN, person_id=person_id, today=today)


def granted_to(reader: Reader, person_id: str, today: date) -> list[Grant]:
    """What others let somebody see, as of `today`."""
    return _grants(reader, _HELD, person_id=person_id, today=today)


def grants_about(reader: Reader, customer_id: str, givers: Iterable[str]) -> list[Grant]:
    """Every grant there ever was of a customer, and of all customers of `givers`."""
    return _grants(reader, _ABOUT, customer_id=customer_id, givers=sorted(givers) or [""])


def grants_of_deals(reader: Reader, deal_ids: Sequence[str]) -> list[Grant]:
    """Grants that end with one of these deals."""
    return _grants(reader, _OF_DEALS, ids=list(deal_ids))


def grants_of_room(reader: Reader, room_key: str, person_id: str) -> list[Grant]:
    """Grants to somebody that last while they are in a room."""
    return _grants(reader, _OF_ROOM, room_key=room_key, person_id=person_id)


def grants_of_person(reader: Reader, person_id: str) -> list[Grant]:
    """Grants from or to somebody that have not ended."""
    return _grants(reader, _OF_PERSON, person_id=person_id)


def extensions_of(reader: Reader, key: str) -> list[tuple[str, datetime, str, str]]:
    """How a grant's last day was changed: by whom, when, from which day to which."""
    source = reader.value(_SOURCE, key=key) or {}
    noted = source.get("extended", ())
    return [(one["by"], datetime.fromisoformat(one["at"]), one["from"], one["to"]) for one in noted]


def request(reader: Reader, key: str) -> AccessRequest | None:
    """The request with this key."""
    row = reader.row(_REQUEST, key=key)
    return _request(row) if row else None


def requests_of(reader: Reader, asker_id: str, customer_id: str, kind: Kind) -> list[AccessRequest]:
    """What somebody asked, or was offered to ask, to see of a customer, the newest last."""
    found = [_request(row) for row in reader.rows(_OF_ASKER, asker_id=asker_id, customer_id=customer_id)]
    return [one for one in found if one.kind is kind]


def open_requests(reader: Reader, asker_id: str) -> list[AccessRequest]:
    """Somebody's requests that nobody has settled."""
    return [_request(row) for row in reader.rows(_OPEN, asker_id=asker_id)]


def requests_about(reader: Reader, customer_id: str) -> list[AccessRequest]:
    """Every request there ever was about a customer."""
    return [_request(row) for row in reader.rows(_REQUESTS_ABOUT, customer_id=customer_id)]


def parts_of(reader: Reader, customer_id: str, day: date) -> list[Part]:
    """Who works with a customer through deals and contracts that were not over before `day`."""
    rows = reader.rows(_PARTS, customer_id=customer_id, day=day)
    names = tuple(Part.__slots__)
    return [Part(**{**{name: row[name] for name in names}, "role": Role(row["role"])}) for row in rows]


def standing_then(reader: Reader, customer_id: str, day: date, zone: tzinfo) -> Standing:
    """What people had to do with a customer on a day that is over, by the grants of that day, ended ones too.

    Who works with it through deals, units and superiors are as they are known now.
    """
    standing = standing_of(reader, customer_id, day)
    held = [one for one in grants_about(reader, customer_id, standing.owners) if held_then(one, day, zone)]
    return replace(standing, grants=tuple(replace(one, ended_at=None) for one in held))


def held_then(one: Grant, day: date, zone: tzinfo) -> bool:
    """Whether a grant let see anything on a day, also where it ended later."""
    ended = one.ended_at.astimezone(zone).date() if one.ended_at else None
    return one.since <= day <= one.until and (ended is None or day <= ended)


def _grants(reader: Reader, statement: Select[tuple[object, ...]], **params: object) -> list[Grant]:
    return [grant_of_row(row) for row in reader.rows(statement, **params)]


def _request(row: Row) -> AccessRequest:
    values = {name: row[name] for name in AccessRequest.__slots__}
    return AccessRequest(**{**values, "kind": Kind(row["kind"]), "state": Asked(row["state"])})
