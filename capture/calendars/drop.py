"""A folder into which single .ics files are put: read, then moved to done/ or rejected/."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from capture.base import BadRow, Batch, FeedTrouble, Pulled, Rejected

MOST_FILES = 50
MOST_BYTES = 5_000_000

Read = Callable[[bytes, datetime], tuple[Sequence[Batch], Sequence[Rejected]]]


@dataclass(slots=True)
class InvitationFolder:
    """The folder, and how one file is read (it raises BadRow). It remembers from look to `settle` where each goes."""

    folder: Path
    read: Read
    _verdicts: dict[Path, str] = field(default_factory=dict)

    def look(self, cursor: str, now: datetime) -> Pulled:
        """What lies there. Raises FeedTrouble where the folder cannot be read."""
        files = self._waiting()
        batches: list[Batch] = []
        rejected: list[Rejected] = []
        self._verdicts = {}
        for file in files[:MOST_FILES]:
            try:
                found, refused = self.read(_bytes(file), now)
            except BadRow as bad:
                rejected.append(Rejected(file.name, bad.say))
                self._verdicts[file] = "rejected"
            else:
                batches += found
                rejected += refused
                self._verdicts[file] = "done"
        return Pulled(batches, cursor, rejected, now if batches else None, more=len(files) > MOST_FILES)

    def check(self) -> None:
        """Raises FeedTrouble where the folder cannot be used."""
        self._waiting()

    def settle(self, _pulled: Pulled) -> None:
        """Move the files of the last look away, now that what they hold is stored. Raises FeedTrouble."""
        try:
            for file, kind in self._verdicts.items():
                (self.folder / kind).mkdir(exist_ok=True)
                file.replace(self.folder / kind / file.name)
        except OSError as error:
            raise self._trouble(error) from error
        self._verdicts = {}

    def _waiting(self) -> list[Path]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return sorted(one for one in self.folder.iterdir() if one.suffix.lower() == ".ics" and one.is_file())
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
