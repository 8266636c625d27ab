"""What customer success reports: measurements as usage.csv has them, and contracts."""

from capture.changes.envelope import ChangeMapping
from capture.exports.formats import CONTRACTS, USAGE
from capture.exports.mapping import Entry, ExportMapping, MappedColumn

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
