"""What customer success reports: measurements as usage.csv has them, and contracts."""

from capture.changes.envelope import ChangeMapping
from capture.exports.formats import CONTRACTS, Column, Format, Kind
from capture.exports.mapping import Entry, ExportMapping, MappedColumn

USAGE = Format(
    "usage.csv",
    "usage",
    (
        Column("metric", Kind.NAME, 120, needed=True),
        Column("customer_id", Kind.NAME, 120),
        Column("contract_no", Kind.NAME, 120),
        Column("value", Kind.NUMBER, needed=True),
        Column("measured_on", Kind.DAY, needed=True),
    ),
    ("metric", "customer_id", "contract_no", "measured_on"),
)
FORMATS = (CONTRACTS, USAGE)

OWN_WORDS = ChangeMapping(
    entries=ExportMapping(
        tuple(
            Entry(of.table, of.file, {column.name: MappedColumn(column.name) for column in of.columns}, named=False)
            for of in FORMATS
        )
    )
)
"""The mapping of a system that speaks our own words: objects "usage" and "contracts"."""
