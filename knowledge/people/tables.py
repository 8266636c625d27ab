"""Tables of people, their accounts in messengers, and rooms."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

persons = Table(
    "persons",
    metadata,
    Column("person_id", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("email", String(200), nullable=False),
    Column("mobile", String(40), nullable=False),
    Column("role", String(20), nullable=False),
    Column("unit", String(120), nullable=False),
    Column("region", String(120), nullable=False),
    Column("manager_id", String(120), nullable=False),
    Column("language", String(2)),
    Column("timezone", String(60), nullable=False),
    Column("left_on", Date),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_persons_email", "email"),
    Index("ix_persons_unit", "unit"),
)

handles = Table(
    "handles",
    metadata,
    Column("messenger", String(40), primary_key=True),
    Column("user_id", String(120), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column("spoke_at", Instant),
    Index("ix_handles_person_id", "person_id"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("messenger", String(40), primary_key=True),
    Column("user_id", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", String(200), nullable=False),
    Column("mobile", String(40), nullable=False),
    Column("language", String(2)),
    Column("timezone", String(60), nullable=False),
    Column("outsider", Integer),
    Column("active", Integer, nullable=False),
    Column("checked_at", Instant, nullable=False),
    Column("greeted_at", Instant),
    Column("closed_at", Instant),
)

rooms = Table(
    "rooms",
    metadata,
    Column("messenger", String(40), primary_key=True),
    Column("room_id", String(160), primary_key=True),
    Column("direct", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("region", String(120), nullable=False),
    Column("unit", String(120), nullable=False),
    Column("outsiders", Integer),
    Column("language", String(2)),
    Column("told_by", String(120)),
    Column("checked_at", Instant),
    Column("members_at", Instant),
    Index("ix_rooms_region", "region"),
)

# Who sits in a room, as far as is known. `kind` "account": its messenger named them, or they spoke there; "person": the
# settings name them, by the person's id; "unit": everybody of a unit, as somebody declared. `rooms.members_at` is when
# the messenger named all accounts last; NULL: never.
room_members = Table(
    "room_members",
    metadata,
    Column("messenger", String(40), primary_key=True),
    Column("room_id", String(160), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("user_id", String(120), primary_key=True),
    Column("since", Instant, nullable=False),
    Index("ix_room_members_user_id", "messenger", "user_id"),
)
