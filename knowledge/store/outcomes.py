"""What became of rows of the inbox, asked by what handed them in."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.store.lists import padded, pieces
from knowledge.store.tables import inbox
from knowledge.store.unit import Reader

_OF = select(inbox.c.event_id, inbox.c.state, inbox.c.outcome).where(
    inbox.c.source == bindparam("of"), inbox.c.event_id.in_(bindparam("ids", expanding=True))
)
FAILED: Mapping[str, Any] = {"failed": True}


def outcomes_of(reader: Reader, source: str, event_ids: Sequence[str]) -> list[Mapping[str, Any]] | None:
    """The outcome of each row, in the order of `event_ids`; None while one of them is still to be handled, FAILED for
    one that was given up. Rows that are not there count as still to be handled.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for piece in pieces(event_ids):
        for row in reader.rows(_OF, of=source, ids=padded(piece)):
            if row["state"] in ("done", "failed"):
                found[row["event_id"]] = (row["outcome"] or {}) if row["state"] == "done" else FAILED
    return [found[one] for one in event_ids] if all(one in found for one in event_ids) else None
