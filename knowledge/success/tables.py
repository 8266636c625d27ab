"""Tables of contracts and of what is measured about customers: one row a thing, as last recorded."""

from sqlalchemy import Column, Date, Float, Index, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

contracts = Table(
    "contracts",
    metadata,
    Column("contract_no", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("sla", Text, nullable=False),
    Column("signed_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("value", Float),
    Column("csm_id", String(120), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_contracts_customer_id", "customer_id"),
)

metrics = Table(
    "metrics",
    metadata,
    Column("customer_id", String(120), primary_key=True),
    Column("contract_no", String(120), primary_key=True),
    Column("metric", String(120), primary_key=True),
    Column("measured_on", Date, primary_key=True),
    Column("value", Float, nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_metrics_metric_measured_on", "metric", "measured_on"),
)
