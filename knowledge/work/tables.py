"""The table of tasks: one row a task, as last recorded."""

from sqlalchemy import Column, Date, Index, String, Table, Text

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
