"""Files that lay in the folder together: planned like an import, handed over piece by piece, followed to the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from capture.base import Batch
from capture.drops.waiting import Seen
from capture.exports.mapping import ExportMapping
from capture.exports.plan import ImportPlan, plan_import
from capture.exports.reasons import ExportError, Phrase
from capture.exports.rejected import Rejection, from_plain, rejection

MOST_ROWS = 20
"""Chunks of 500 rows that one look hands over."""

UNKNOWN = Phrase("不认得这个文件名（见导入格式，或写映射）", "not a file of the import format, nor of the mapping")

_UNUSED = {
    "unknown_file": UNKNOWN,
    "not_used_yet": Phrase("认得这个文件，但导入还用不到它", "known, but not used by imports yet"),
}


@dataclass(slots=True)
class Lot:
    """Some files, and what became of them. `batches` hands them over piece by piece; `event_ids` are those so far."""

    feed: str
    files: Sequence[Seen]
    plan: ImportPlan | None
    refused: list[Rejection]
    event_ids: list[str] = field(default_factory=list)
    _chunks: Iterator[Mapping[str, object]] = field(default_factory=lambda: iter(()))

    @property
    def rejected(self) -> list[Rejection]:
        """What could not be read, so far."""
        return [*self.refused, *(self.plan.rejected if self.plan else ())]

    @property
    def newest(self) -> datetime:
        """When the newest of the files was written."""
        return datetime.fromtimestamp(max(one.changed for one in self.files) / 1e9, UTC)

    def batches(self) -> list[Batch]:
        """The next rows for the inbox; none once everything was handed over."""
        found: list[Batch] = []
        for chunk in islice(self._chunks, MOST_ROWS):
            event_id = f"{self._name()}-{len(self.event_ids)}"
            self.event_ids.append(event_id)
            rows = chunk["rows"]
            count = len(rows) if isinstance(rows, list) else 1
            found.append(Batch(event_id, f"feed:{self.feed}", {**chunk, "feed": self.feed}, count))
        return found

    def _name(self) -> str:
        """The same files, left lying as they were, make the same rows; written once more, they count once more."""
        written = "\n".join(f"{one.path.name}|{one.size}|{one.changed}" for one in self.files)
        return f"drop-{sha256(written.encode(errors='replace')).hexdigest()[:24]}"

    def all_rejected(self, outcomes: Sequence[Mapping[str, Any]]) -> list[Rejection]:
        """What could not be read, and what could not be recorded."""
        late = [from_plain(one) for outcome in outcomes for one in outcome.get("rejected", ())]
        failed = [
            rejection(
                one.path.name, 0, "", "", Phrase("处理出错，已告诉运维", "handling it failed; the operator was told")
            )
            for one in self.files
            if any(outcome.get("failed") for outcome in outcomes)
        ]
        return [*self.rejected, *late, *failed]


def open_lot(feed: str, files: Sequence[Seen], staging: Path, mapping: ExportMapping, zone: tzinfo) -> Lot:
    """Plan the import of some files; `staging` is a folder that is made anew for them. Raises OSError."""
    staging.mkdir(parents=True, exist_ok=True)
    for old in staging.iterdir():
        old.unlink()
    for one in files:
        (staging / one.path.name).symlink_to(one.path.absolute())
    try:
        plan = plan_import(staging, mapping, zone)
    except ExportError:
        return Lot(feed, files, None, [rejection(one.path.name, 0, "", "", UNKNOWN) for one in files])
    why = {note.file: _UNUSED[note.code] for note in plan.notes if note.code in _UNUSED}
    names = [one.path.name for one in files if one.path.name in why]
    refused = [rejection(name, 0, "", "", why[name]) for name in names]
    lot = Lot(feed, files, plan, refused)
    lot._chunks = plan.chunks()  # noqa: SLF001  its own maker
    return lot
