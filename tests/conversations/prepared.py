"""Long work whose outcome is prepared: the child process tells it at once, or when it is let go on.

    prepared = Prepared(folder).does_the_work_of(stage.runtime.runner)
    prepared.outcome("call.wav", done=spoken("1: 周五前给您报价"))

As a program (`python -m tests.conversations.prepared FOLDER`) it is that child. What is about no file, it does really:
asking a language model.
"""

import fcntl
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from capture.photos.model import (
    Box,
    Colour,
    Field,
    FieldKind,
    Ground,
    Judged,
    Kind,
    Line,
    Look,
    Origin,
    Page,
    Reading,
    Seal,
    Shape,
)
from capture.photos.plain import plain

if TYPE_CHECKING:
    from bot.jobs import JobRunner

Json = dict[str, Any]
NOWHERE = Box(0, 0, 1, 1)
FIELD_KINDS = frozenset(kind.value for kind in FieldKind)
SECONDS = 10.0
"""Between the lines of what was said."""


class Prepared:
    """What comes of the files that are shared, by their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "prepared"
        self._folder.mkdir()

    def does_the_work_of(self, runner: "JobRunner") -> Self:
        """From now on the runner's jobs end as prepared."""
        runner._child = (sys.executable, "-m", "tests.conversations.prepared", str(self._folder))
        return self

    def outcome(self, name: str, *told: Mapping[str, object], **last: object) -> None:
        """What the child tells of that file: whatever comes before, then its end."""
        (self._folder / f"{name}.json").write_text(json.dumps([*told, last], ensure_ascii=False), encoding="utf-8")

    @contextmanager
    def held_back(self, name: str) -> Iterator[None]:
        """Within the block the child tells how far it is, and waits there."""
        with (self._folder / f"{name}.gate").open("wb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield


def spoken(*said: str, language: str = "zh") -> Json:
    """A transcript, as the recogniser hands it in, of "1: …" lines: who speaks, and what."""
    lines = [line.partition(": ") for line in said]
    starts = [SECONDS * number for number in range(len(lines) + 1)]
    segments = [
        {"start": start, "end": end - 1, "text": text, "language": language, "speaker": who, "words": []}
        for (who, _, text), (start, end) in zip(lines, pairwise(starts), strict=True)
    ]
    coverage = {"speech": starts[-1], "unheard": []}
    told: Json = {"language": language, "duration": starts[-1], "segments": segments, "coverage": coverage}
    return told | {"repairs": [], "remarks": []}


def seen(kind: str, text: Sequence[str] = (), seals: int = 0, **fields: str) -> Json:
    """What was read off a picture: its kind, its fields by their kinds, its lines. `amount_other` is the value that
    does not agree with `amount`, and so with the other kinds.
    """
    others = {name.removesuffix("_other"): value for name, value in fields.items() if name.endswith("_other")}
    told = [_told_by_label(name, value, others.get(name, "")) for name, value in fields.items() if name in FIELD_KINDS]
    stamp = Seal(Shape.ROUND, Colour.RED, 0.9, NOWHERE)
    lines = tuple(Line(one, 0.99, NOWHERE) for one in text)
    page = Page(1, 800, 1100, 0, Origin.OCR, Look(), lines, (stamp,) * seals)
    return plain(Reading("", 1, (page,), Judged(Kind(kind), 0.9, tuple(text[:1])), tuple(told)))


def _told_by_label(kind: str, value: str, other: str) -> Field:
    why = Ground.SPELLED_DIFFERS if other else Ground.LABEL
    return Field(FieldKind(kind), value, value, "", 0.9, 1, NOWHERE, why, other=other)


def main() -> None:
    """Tell what is prepared for the file that stdin names; where there is a gate, wait before the end."""
    order, folder = json.loads(sys.stdin.readline()), Path(sys.argv[1])
    name = order["args"].get("name")
    if name is None:
        return _really(order)
    *told, last = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    for one in told:
        _tell(one)
    if (held := folder / f"{name}.gate").exists():
        with held.open("rb") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
    _tell(last)
    return None


def _really(order: Mapping[str, Any]) -> None:
    """As the bot's own child does it (bot/child.py)."""
    from bot.child import _worked
    from capture.jobs.minutes import JOB

    _tell(_worked(JOB, order, lambda share: _tell({"share": share})))


def _tell(said: Mapping[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(said, ensure_ascii=False)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
