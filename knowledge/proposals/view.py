"""Reads about kept links. A room sees its own; a person, alone, also what they had kept anywhere."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import bindparam, func, or_, select

from knowledge.proposals.model import Link, Origin, SavedLink
from knowledge.proposals.tables import links
from knowledge.store.encoding import fitting
from knowledge.store.unit import Reader, Row

_SEEN = (
    or_(links.c.room == bindparam("room"), links.c.saved_by == bindparam("person_id")),
    links.c.replaced_at.is_(None),
)
_NEWEST = select(links).where(*_SEEN).order_by(links.c.saved_at.desc(), links.c.id.desc()).limit(bindparam("most"))
_COUNT = select(func.count()).select_from(links).where(*_SEEN)
_SAME = (
    select(links).where(*_SEEN, links.c.url_hash.in_(bindparam("hashes", expanding=True))).order_by(links.c.id.desc())
)
_OF_MESSAGE = (
    select(links)
    .where(links.c.room == bindparam("room"), links.c.message_id == bindparam("message_id"))
    .order_by(links.c.id)
)


def saved_links(reader: Reader, room: str, person_id: str, most: int) -> list[SavedLink]:
    """What was kept in a room (by its key), and where `person_id` is not empty, by that person; newest first."""
    return [_saved(row) for row in reader.rows(_NEWEST, room=room, person_id=person_id, most=most)]


def count_saved(reader: Reader, room: str, person_id: str) -> int:
    """How many `saved_links` there are in all."""
    return int(reader.value(_COUNT, room=room, person_id=person_id))


def already_saved(reader: Reader, urls: Sequence[str], room: str, person_id: str) -> dict[str, SavedLink]:
    """Those of `urls` that are among `saved_links`, by URL; the first time where it was more than once."""
    found = reader.rows(_SAME, room=room, person_id=person_id, hashes=[url_hash(url) for url in urls]) if urls else ()
    return {row["url"]: _saved(row) for row in found}


def links_of_message(reader: Reader, room: str, message_id: str) -> list[SavedLink]:
    """What was ever kept of one message, replaced ones too."""
    return [_saved(row) for row in reader.rows(_OF_MESSAGE, room=room, message_id=stored_id(message_id))]


def url_hash(url: str) -> str:
    """What a link is found by: an index takes no text as long as links may be."""
    return sha256(url.encode("utf-8", "replace")).hexdigest()


def stored_id(message_id: str) -> str:
    """A message's id as the column takes it."""
    return fitting(message_id, 200)


def _saved(row: Row) -> SavedLink:
    return SavedLink(
        Link(row["url"], row["line"]),
        Origin(row["room"], row["message_id"], row["shared_by"], row["shared_at"]),
        row["saved_by"],
        row["saved_at"],
        row["replaced_at"],
    )
