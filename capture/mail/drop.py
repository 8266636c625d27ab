"""A folder into which .eml files are put: read, then moved to done, unknown or rejected, the reason beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from capture.base import BadRow, Batch, FeedRoom, FeedTrouble, Pulled, Rejected
from capture.drops.putting_away import DONE, REJECTED, move_away
from capture.drops.waiting import quiet_files
from capture.mail.box import concerns_customers
from capture.mail.reading import read_mail
from capture.mail.rows import batch_of
from config.mail import MailSettings

MOST_FILES = 50
UNKNOWN = "unknown"
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(slots=True)
class DropFolder:
    """A drop-in folder. Between a look and its `settle` it remembers where each file is to go."""

    settings: MailSettings
    room: FeedRoom
    folder: Path
    _verdicts: dict[Path, tuple[str, str]] = field(default_factory=dict)

    def look(self, cursor: str, now: datetime) -> Pulled:
        """The mails that lie there. Raises FeedTrouble where the folder cannot be read."""
        files = self._waiting(now)
        batches: list[Batch] = []
        rejected: list[Rejected] = []
        self._verdicts = {}
        newest: datetime | None = None
        for file in files[:MOST_FILES]:
            try:
                found = self._read(file, now)
            except BadRow as bad:
                rejected.append(Rejected(file.name, bad.say))
                self._verdicts[file] = (REJECTED, f"{bad.say['zh']}\n{bad.say['en']}\n")
                continue
            self._verdicts[file] = (DONE if found else UNKNOWN, "")
            if found:
                batches.append(found[0])
                rejected += found[1]
                newest = max(filter(None, (newest, found[2])), default=None)
        passed_over = sum(kind == UNKNOWN for kind, _ in self._verdicts.values())
        return Pulled(batches, cursor, rejected, newest, passed_over, more=len(files) > MOST_FILES)

    def check(self) -> None:
        """Raises FeedTrouble where the folder cannot be used."""
        self._waiting(_NEVER)

    def settle(self, _pulled: Pulled) -> None:
        """Move the files of the last look away, now that what they hold is stored. Raises FeedTrouble."""
        for file, (kind, why) in self._verdicts.items():
            try:
                move_away(file, self.folder / kind, why)
            except OSError as error:
                raise _trouble(self.folder, error) from error
        self._verdicts = {}

    def _waiting(self, now: datetime) -> Sequence[Path]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return quiet_files(self.folder, ".eml", now)
        except OSError as error:
            raise _trouble(self.folder, error) from error

    def _read(self, file: Path, now: datetime) -> tuple[Batch, list[Rejected], datetime | None] | None:
        """What a file becomes; None where it is about nobody known. Raises BadRow."""
        try:
            size = file.stat().st_size
            if size > self.settings.max_mail_bytes:
                raise _too_large(size, self.settings.max_mail_bytes)
            mail = read_mail(file.read_bytes(), self.room.zone)
        except OSError as error:
            raise BadRow(f"The file cannot be read: {error.strerror}.", f"文件读不了：{error.strerror}。") from error
        if not self.room.ask(lambda reader: concerns_customers(reader, mail, self.settings)):
            return None
        batch, rejected = batch_of(mail, now, self.room.data_dir, self.settings)
        return batch, rejected, mail.sent_at if mail.sent_at and mail.sent_at <= now else None


def _trouble(folder: Path, error: OSError) -> FeedTrouble:
    said = error.strerror or "?"
    return FeedTrouble(f"文件夹 {folder} 用不了：{said}。", f"The folder {folder} cannot be used: {said}.")


def _too_large(size: int, most: int) -> BadRow:
    return BadRow(
        f"The mail is {size / 1e6:.0f} MB, more than {most / 1e6:g} MB.",
        f"邮件有 {size / 1e6:.0f} MB，超过 {most / 1e6:g} MB。",
    )
