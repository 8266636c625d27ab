"""A request's events, each with the rows that it feeds and what of it is at fault; and what its sender is told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from capture.base import BadRow
from capture.changes.envelope import ChangeMapping
from capture.changes.events import BadChange, Change, read_changes
from capture.changes.rows import ChangedRow, readers, rows_of
from capture.exports.formats import USED, Format


@dataclass(frozen=True, slots=True)
class Report:
    """One event. `change` is None where it could not be read at all."""

    change: Change | None
    rows: Sequence[ChangedRow]
    bad: Sequence[BadChange]

    @property
    def event_id(self) -> str:
        """Under which it is stored; "" where there is nothing to store: no row, no fault of a thing that is ours."""
        if self.rows and self.change is not None:
            return self.change.event_id
        return next((f"rejected-{one.event_id}" for one in self.bad if one.event_id), "")


def read_reports(raw: bytes, mapping: ChangeMapping, zone: tzinfo, formats: tuple[Format, ...] = USED) -> list[Report]:
    """Every event of a request's body. Raises BadRow where the body as a whole cannot be read."""
    reading, found = readers(zone), []
    for place, change in enumerate(read_changes(raw, mapping.envelope, zone), 1):
        if isinstance(change, BadChange):
            found.append(Report(None, (), [change]))
            continue
        parts = list(rows_of(change, place, mapping.entries, reading, formats))
        rows = [one for one in parts if isinstance(one, ChangedRow)]
        found.append(Report(change, rows, [one for one in parts if isinstance(one, BadChange)]))
    return found


def assert_something(reports: Sequence[Report]) -> None:
    """Raises BadRow, about the first fault, where nothing of a request can be taken."""
    faults = [bad for report in reports for bad in report.bad]
    if faults and not any(report.rows for report in reports):
        bad = faults[0]
        where = (f"，{bad.field}", f", {bad.field}") if bad.field else ("", "")
        raise BadRow(f"Event {bad.place}{where[1]}: {bad.why.en}.", f"第 {bad.place} 个事件{where[0]}：{bad.why.zh}。")


def answer_to(reports: Sequence[Report]) -> str:
    """What the sender is told, as JSON: how many events were taken, and what is at fault."""
    rejected = [bad.plain() for report in reports for bad in report.bad]
    taken = sum(bool(report.rows) for report in reports)
    return json.dumps({"ok": True, "accepted": taken, "rejected": rejected}, ensure_ascii=False)
