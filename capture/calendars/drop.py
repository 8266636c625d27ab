"""A folder into which single .ics files are put: read, then moved to done/ or rejected/, the reason beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from capture.base import BadRow, Batch, FeedTrouble, Pulled, Rejected
from capture.drops.putting_away import DONE, REJECTED, move_away
from capture.drops.waiting import quiet_files

MOST_FILES = 50
MOST_BYTES = 5_000_000

_NEVER = datetime.fromtimestamp(0, UTC)

Read = Callable[[bytes, datetime], tuple[Sequence[Batch], Sequence[Rejected]]]


@dataclass(slots=True)
class InvitationFolder:
    """The folder, and how one file is read (it raises BadRow). It remembers from look to `settle` where each goes."""

    folder: Path
    read: Read
    _verdicts: dict[Path, tuple[str, str]] = field(default_factory=dict)

    def look(self, cursor: str, now: datetime) -> Pulled:
        """What lies there. Raises FeedTrouble where the folder cannot be read."""
        files = self._waiting(now)
        batches: list[Batch] = []
        rejected: list[Rejected] = []
        self._verdicts = {}
        for file in files[:MOST_FILES]:
            try:
                found, refused = self.read(_bytes(file), now)
            except BadRow as bad:
                rejected.append(Rejected(file.name, bad.say))
                self._verdicts[file] = (REJECTED, f"{bad.say['zh']}\n{bad.say['en']}\n")
            else:
                batches += found
                rejected += refused
                self._verdicts[file] = (DONE, "")
        return Pulled(batches, cursor, rejected, now if batches else None, more=len(files) > MOST_FILES)

    def check(self) -> None:
        """Raises FeedTrouble where the folder cannot be used."""
        self._waiting(_NEVER)

    def settle(self, _pulled: Pulled) -> None:
        """Move the files of the last look away, now that what they hold is stored. Raises FeedTrouble."""
        try:
            for file, (kind, why) in self._verdicts.items():
                move_away(file, self.folder / kind, why)
        except OSError as error:
            raise self._trouble(error) from error
        self._verdicts = {}

    def _waiting(self, now: datetime) -> list[Path]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return quiet_files(self.folder, ".ics", now)
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> FeedTrouble:
        said = error.strerror or "?"
        return FeedTrouble(
            f"文件夹 {self.folder} 用不了：{said}。", f"The folder {self.folder} cannot be used: {said}."
        )


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadRow("The file is larger than 5 MB.", "文件超过 5 MB。")
        return file.read_bytes()
    except OSError as error:
        raise BadRow(f"The file cannot be read: {error.strerror}.", f"文件读不了：{error.strerror}。") from error
