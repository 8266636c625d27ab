"""Tables of customers, contacts, facts, nicknames and touchpoints. A fact is never deleted: it is closed or withdrawn.

`adjacency` is what can be reached from what in one step, both ways: every fact that is believed, and (with fact 0) what
the registers say: a contact's customer and superior, a customer's parent. It could be made anew from the others.
"""

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Document, Instant, Serial
from knowledge.store.tables import metadata

customers = Table(
    "customers",
    metadata,
    Column("customer_id", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Document, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("parent_id", String(120), nullable=False),
    Column("industry", Text, nullable=False),
    Column("region", String(120), nullable=False),
    Column("employees", Integer),
    Column("insured_employees", Integer),
    Column("registered_capital", Float),
    Column("website", Text, nullable=False),
    Column("status", String(60), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
)

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("buying_role", Text, nullable=False),
    Column("email", String(200), nullable=False),
    Column("phone", String(60), nullable=False),
    Column("reports_to", String(120), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_contacts_customer_id", "customer_id"),
    Index("ix_contacts_name", "name"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("subject_kind", String(20), nullable=False),
    Column("subject_id", String(120), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("object_kind", String(20), nullable=False),
    Column("object_id", String(120), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("recorded_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("source", Document, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("withdrawn_why", String(20)),
    Index("ix_facts_subject_kind", "subject_kind", "subject_id", "kind"),
    Index("ix_facts_object_kind", "object_kind", "object_id", "kind"),
)

adjacency = Table(
    "adjacency",
    metadata,
    Column("from_kind", String(20), primary_key=True),
    Column("from_id", String(120), primary_key=True),
    Column("relation", String(60), primary_key=True),
    Column("to_kind", String(20), primary_key=True),
    Column("to_id", String(120), primary_key=True),
    Column("fact_id", Serial, nullable=False),
    # Half the pages to write, and everything a search needs stands in the key.
    sqlite_with_rowid=False,
)

amendments = Table(
    "amendments",
    metadata,
    Column("key", String(250), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("actor_id", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("said", Document, nullable=False),
    Column("withdrawn", Document, nullable=False),
    Column("moved", Document, nullable=False),
    Column("details", Document, nullable=False),
    Column("undone_at", Instant),
    Column("undone_by", String(120)),
    Index("ix_amendments_subject_at", "subject", "at"),
)

merges = Table(
    "merges",
    metadata,
    Column("gone_id", String(120), primary_key=True),
    Column("kept_id", String(120), nullable=False),
    Column("key", String(250), nullable=False),
    Index("ix_merges_kept_id", "kept_id"),
)

nicknames = Table(
    "nicknames",
    metadata,
    Column("key", String(250), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("name", String(120), nullable=False),
    Column("said_by", String(120), nullable=False),
    Column("source", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_nicknames_customer_id", "customer_id"),
    Index("ix_nicknames_name", "name"),
)

touchpoints = Table(
    "touchpoints",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("key", String(250), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("until", Instant),
    Column("whole_day", Integer, nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("person_id", String(120), nullable=False),
    Column("contact_id", String(120), nullable=False),
    Column("subject", Text, nullable=False),
    Column("direction", String(10), nullable=False),
    Column("thread", String(200), nullable=False),
    Column("place", Text, nullable=False),
    Column("cancelled", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("source", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    UniqueConstraint("key"),
    Index("ix_touchpoints_customer_id_at", "customer_id", "at"),
    Index("ix_touchpoints_thread", "thread"),
)
