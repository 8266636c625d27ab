"""A folder into which files are put: what lies there whole is imported, then moved to done/ or rejected/."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from capture.base import FeedRoom, FeedTrouble, Pull, Pulled, Rejected, Source
from capture.drops.lot import Lot, open_lot
from capture.drops.putting_away import put_away
from capture.drops.waiting import Seen, Stable
from capture.exports.mapping import ExportMapping, MappingError, load_mapping
from capture.exports.reasons import Phrase
from capture.exports.rejected import Rejection, rejection
from capture.sources.export import take as take_chunk
from config.drop_folder import DropSettings
from config.errors import SettingsError
from config.sections import Where, validate_section
from knowledge.store.feeds import Refusal, refuse
from knowledge.store.outcomes import outcomes_of
from knowledge.store.unit import Unit

NAME = "drop_folder"


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Record one chunk like an import; what could not be recorded is kept for the operator, too."""
    found = take_chunk(unit, body)
    rejected = found["rejected"]
    for one in rejected if isinstance(rejected, list) else ():
        where = f"{one['file']}:{one['line']} {one['column']} {one['value']}"
        refuse(unit, str(body["feed"]), [Refusal(where, one["reason"])])
    return found


def pull(section: Mapping[str, Any], where: Where, room: FeedRoom) -> Pull:
    """The folder of one section. Raises SettingsError."""
    settings = validate_section(DropSettings, section, where)
    mapping = ExportMapping()
    if settings.mapping is not None:
        try:
            mapping = load_mapping(settings.mapping)
        except MappingError as bad:
            place = where.below("mapping").place
            raise SettingsError(f"{place.en}: {bad.say['en']}", f"{place.zh}：{bad.say['zh']}") from bad
    return Pull(settings.every, _Folder(settings, mapping, room).look)


class _Folder:
    """One folder, from look to look: files are waited for, handed over as a lot, and put away once it was handled."""

    def __init__(self, settings: DropSettings, mapping: ExportMapping, room: FeedRoom) -> None:
        self._settings, self._mapping, self._room = settings, mapping, room
        self._feed, self._path = room.name or NAME, settings.path
        self._stable = Stable()
        self._lot: Lot | None = None

    def look(self, cursor: str, now: datetime) -> Pulled:
        """One look. Raises FeedTrouble where the folder cannot be read."""
        try:
            return self._looked(cursor, now)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise FeedTrouble(f"文件夹 {self._path} 用不了：{why}。", f"The folder {self._path}: {why}.") from error

    def _looked(self, cursor: str, now: datetime) -> Pulled:
        if self._lot is None:
            self._path.mkdir(parents=True, exist_ok=True)
            whole = self._fitting(self._stable.whole(self._path), now)
            if not whole:
                return Pulled((), cursor)
            self._lot = open_lot(self._feed, whole, self._staging, self._mapping, self._room.zone)
        lot = self._lot
        batches = lot.batches()
        if batches:
            return Pulled(batches, cursor, newest=lot.newest, more=True)
        return self._ended(lot, cursor, now)

    def _ended(self, lot: Lot, cursor: str, now: datetime) -> Pulled:
        """Everything was handed over: put the files away once all of it was handled."""
        ids = [self._stored_as(one) for one in lot.event_ids]
        outcomes = self._room.ask(partial(outcomes_of, source=NAME, event_ids=ids))
        if outcomes is None:
            return Pulled((), cursor)
        rejections = lot.all_rejected(outcomes)
        for file in lot.files:
            put_away(self._path, file, rejections, now, self._room.zone)
        self._lot = None
        return Pulled((), cursor, [_told(one) for one in lot.rejected])

    def _fitting(self, files: list[Seen], now: datetime) -> list[Seen]:
        """Those that are not too large; the others are put aside at once."""
        most = self._settings.most_bytes
        for one in (file for file in files if file.size > most):
            why = Phrase(f"超过 {most} 字节", f"larger than {most} bytes")
            put_away(self._path, one, [rejection(one.path.name, 0, "", "", why)], now, self._room.zone)
        return [one for one in files if one.size <= most]

    def _stored_as(self, event_id: str) -> str:
        """The id under which the inbox has a row of this feed."""
        return event_id if self._feed == NAME else f"{self._feed}:{event_id}"

    @property
    def _staging(self) -> Path:
        return self._room.data_dir / "drops" / self._feed


def _told(one: Rejection) -> Rejected:
    where = f"{one.file}:{one.line} {one.column} {one.value}".strip()
    return Rejected(where, {"zh": one.reason.zh, "en": one.reason.en})


SOURCE = Source(NAME, take, pull=pull)
