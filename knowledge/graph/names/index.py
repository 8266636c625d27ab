"""The index over all names: large segments that stay, small ones that take what is new."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from knowledge.graph.names.model import Name
from knowledge.graph.names.segment import Segment

# Segments up to this many names are rebuilt on the fly (about a tenth of a second); larger ones only by compact().
SMALL = 10_000
# Of the saved arrays; another one is built anew. Raise it when keys or their meaning change.
FORMAT = 2
_STATE = "state.json"


class NameIndex:
    """Finds names by key and by similarity. One writer at a time; readers see the state before or after a change.

    A name added is findable at once: it enters a segment of its own, and small segments merge as they grow, so that
    there are never more than a few. Names are only ever added or removed, never altered.
    """

    __slots__ = ("_segments",)

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self._segments: tuple[Segment, ...] = tuple(segments)

    @classmethod
    def build(cls, names: Iterable[Name]) -> "NameIndex":
        """An index over `names`, in one segment."""
        return cls([Segment.of(names)])

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What a reader goes through, largest and oldest first."""
        return self._segments

    def __len__(self) -> int:
        """The number of names, without removed ones."""
        return sum(int(segment.alive.sum()) for segment in self._segments)

    def add(self, names: Iterable[Name]) -> None:
        """Add names; an entity may already have others. Findable when this returns."""
        segments = [*self._segments, Segment.of(names)]
        while len(segments) > 1 and _worth_merging(segments[-2], segments[-1]):
            newer, older = segments.pop(), segments.pop()
            segments.append(Segment.of([*older.names(), *newer.names()]))
        self._segments = tuple(segment for segment in segments if len(segment))

    def remove(self, kind: str, entity_id: str) -> int:
        """Forget all names of an entity; returns how many there were."""
        return sum(segment.remove(kind, entity_id) for segment in self._segments)

    def save(self, folder: Path, mark: str) -> None:
        """Write everything to `folder`, with a `mark` by which the caller knows its state again. Raises OSError.

        What was saved before stays until the new state is whole.
        """
        folder.mkdir(parents=True, exist_ok=True)
        before = {path for path in folder.iterdir() if path.is_dir()}
        place = Path(tempfile.mkdtemp(prefix="names-", dir=folder))
        for number, segment in enumerate(self._segments):
            part = place / str(number)
            part.mkdir()
            segment.save(part)
        state = {"format": FORMAT, "mark": mark, "place": place.name, "segments": len(self._segments)}
        draft = place / _STATE
        draft.write_text(json.dumps(state), encoding="utf-8")
        draft.replace(folder / _STATE)
        for old in before:
            shutil.rmtree(old, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> tuple["NameIndex", str] | None:
        """The saved index and its mark; None where there is none, or none that this version reads.

        Its arrays are mapped into memory: they are read from the disk as lookups need them.
        """
        try:
            state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
            if state["format"] != FORMAT:
                return None
            parts = [folder / state["place"] / str(number) for number in range(state["segments"])]
            return cls([Segment.load(part) for part in parts]), state["mark"]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def compact(self) -> "NameIndex":
        """The same names in one segment, removed ones gone: for a quiet moment, on another thread."""
        return NameIndex.build(name for segment in self._segments for name in segment.names())


def _worth_merging(older: Segment, newer: Segment) -> bool:
    return len(older) + len(newer) <= SMALL and len(older) <= 2 * len(newer)
