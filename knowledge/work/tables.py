"""The tables of tasks, one row a task as last recorded, and of the promises that became some of them."""

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

tasks = Table(
    "tasks",
    metadata,
    Column("task_id", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("title", Text, nullable=False),
    Column("assignee_id", String(120), nullable=False),
    Column("due_on", Date),
    Column("done_at", Instant),
    Column("after", String(120), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_tasks_customer_id", "customer_id"),
    Index("ix_tasks_assignee_id", "assignee_id"),
)

promises = Table(
    "promises",
    metadata,
    Column("promise_id", String(120), primary_key=True),
    Column("messenger", String(40), nullable=False),
    Column("room_id", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("side", String(20), nullable=False),
    Column("promiser_id", String(120), nullable=False),
    Column("promiser_name", Text, nullable=False),
    Column("owner_id", String(120), nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("due_on", Date),
    Column("conditional", Integer, nullable=False),
    Column("vague", Integer, nullable=False),
    Column("asks", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("actor_id", String(120), nullable=False),
    Column("acted_at", Instant),
    Column("done_quote", Text, nullable=False),
    Index("ix_promises_message", "messenger", "room_id", "message_id"),
    Index("ix_promises_owner", "owner_id", "state"),
)
