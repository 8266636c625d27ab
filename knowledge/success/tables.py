"""The table of contracts: one row a contract, as last recorded."""

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
