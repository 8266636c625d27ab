"""What was heard so far, in a file that survives a crash: one line a finished batch, on the disk before the next.

The first line says what was transcribed and how; a file that says otherwise is begun anew. A line that was being
written when the process died is cut off.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from capture.recordings.checks import Verdict
from capture.recordings.hearing import Piece
from capture.recordings.plain import plain_word, word_of

FILE = "pieces.jsonl"


@dataclass(slots=True)
class Journal:
    """The pieces in the order of the recording; `end` is the sample from which to go on."""

    file: Path
    pieces: list[Piece] = field(default_factory=list)
    end: int = 0

    @classmethod
    def open(cls, folder: Path, about: Mapping[str, Any]) -> "Journal":
        """What is there of the same work, else an empty one."""
        folder.mkdir(parents=True, exist_ok=True)
        journal = cls(folder / FILE)
        if not journal._resume(about):
            journal.pieces, journal.end = [], 0
            journal.file.write_bytes(b"")
            journal._append({"about": about})
        return journal

    def add(self, end: int, pieces: list[Piece]) -> None:
        """A finished batch. On the disk when this returns."""
        self._append({"end": end, "pieces": [_plain(piece) for piece in pieces]})
        self.pieces += pieces
        self.end = end

    def _append(self, line: Mapping[str, Any]) -> None:
        with self.file.open("ab") as out:
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())

    def _resume(self, about: Mapping[str, Any]) -> bool:
        if not self.file.exists():
            return False
        data = self.file.read_bytes()
        whole = data[: data.rfind(b"\n") + 1]
        try:
            head, *lines = [json.loads(line) for line in whole.splitlines()] or [{}]
            if head.get("about") != json.loads(json.dumps(about)):
                return False
            for line in lines:
                self.pieces += [_of_plain(piece) for piece in line["pieces"]]
                self.end = int(line["end"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        if len(whole) < len(data):
            os.truncate(self.file, len(whole))
        return True


def _plain(piece: Piece) -> dict[str, Any]:
    return {
        "start": piece.start,
        "end": piece.end,
        "speech": piece.speech,
        "language": piece.language,
        "verdict": piece.verdict.value,
        "unheard": [list(missed) for missed in piece.unheard],
        "words": [plain_word(word) for word in piece.words],
    }


def _of_plain(found: Mapping[str, Any]) -> Piece:
    return Piece(
        start=float(found["start"]),
        end=float(found["end"]),
        speech=float(found["speech"]),
        language=found["language"],
        words=tuple(word_of(word) for word in found["words"]),
        verdict=Verdict(found["verdict"]),
        unheard=tuple((float(start), float(end)) for start, end in found["unheard"]),
    )
