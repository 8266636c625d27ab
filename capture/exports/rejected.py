"""Rows that were not taken, each with its reason, and the file that lists them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capture.exports.reasons import Phrase

COLUMNS = ("file", "line", "column", "value", "reason_zh", "reason_en")
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row (or, at line 0, a whole file) that was not taken. `value` is cut at 200 characters."""

    file: str
    line: int
    column: str
    value: str
    reason: Phrase

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        reason = {"zh": self.reason.zh, "en": self.reason.en}
        return {"file": self.file, "line": self.line, "column": self.column, "value": self.value, "reason": reason}


def rejection(file: str, line: int, column: str, value: str, reason: Phrase) -> Rejection:
    """A rejection whose value can be stored and shown, whatever bytes it came from."""
    shown = value[:LONGEST_VALUE].encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
    return Rejection(file, line, column, shown, reason)


def from_plain(document: Mapping[str, Any]) -> Rejection:
    """What `Rejection.plain` made."""
    reason = Phrase(document["reason"]["zh"], document["reason"]["en"])
    return Rejection(document["file"], document["line"], document["column"], document["value"], reason)


def write_rejected(path: Path, rejections: Iterable[Rejection]) -> int:
    """Write the list as UTF-8 CSV with a BOM, so that spreadsheets show Chinese; how many rows. Raises OSError."""
    rows = [(one.file, one.line, one.column, one.value, one.reason.zh, one.reason.en) for one in rejections]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)
