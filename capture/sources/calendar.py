"""Meetings with customers from calendars: a whole one at an address or in a file, or single invitations in a folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from capture.base import BadRow, Batch, Context, FeedRoom, FeedTrouble, Pull, Pulled, Rejected, Source
from capture.calendars.drop import InvitationFolder
from capture.calendars.model import Occurrence
from capture.calendars.reading import Window, read_calendar
from capture.calendars.tying import documents_of, key_of, owner_of, touchpoint_of
from capture.records.place import digest_of, read_place
from config.calendars import CalendarSettings
from config.sections import Where, validate_section
from knowledge.graph.touchpoints import cancel_missing, record_touchpoint, touchpoints_of_thread
from knowledge.store.unit import Reader, Unit

NAME = "calendar"
CHUNK = 200
"""Meetings in one row."""


def pull(section: Mapping[str, Any], where: Where, room: FeedRoom) -> Pull:
    """Open a calendar. Raises SettingsError."""
    settings = validate_section(CalendarSettings, section, where)
    calendar = _Calendar(settings, room)
    if settings.drop is not None:
        drop = InvitationFolder(settings.drop, calendar.invitation)
        return Pull(settings.every, drop.look, drop.settle, drop.check)
    return Pull(settings.every, calendar.look, check=calendar.check)


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Record the meetings of a row; of a whole calendar also that those it no longer has are off. {"changed"}."""
    try:
        feed, at = body["feed"], body["at"]
        found = [touchpoint_of(one, feed, at) for one in body.get("meetings", ())]
        changed = sum(record_touchpoint(unit, one) for one in found)
        if "whole" in body:
            first, last = (datetime.fromisoformat(one) for one in body["window"])
            unread = [f"calendar:{uid}" for uid in body.get("unread", ())]
            spared = [one.key for thread in unread for one in touchpoints_of_thread(unit, thread)]
            known = [*body["whole"], *spared]
            changed += cancel_missing(unit, f"calendar:{feed}:", known, max(first, unit.now), last)
        return {"changed": changed}
    except (KeyError, TypeError, ValueError) as error:
        raise BadRow(f"not a row of a calendar: {error!r}") from error


@dataclass(frozen=True, slots=True)
class _Calendar:
    """A calendar and where it stands."""

    settings: CalendarSettings
    room: FeedRoom

    def look(self, cursor: str, now: datetime) -> Pulled:
        """The meetings of the whole calendar, where it, or the day, is another one than at the look before."""
        raw = read_place(self.settings, self._folder)
        state = f"{digest_of(raw)}:{now.astimezone(self.room.zone).date()}"
        if state == cursor:
            return Pulled((), cursor)
        try:
            found, rejected = read_calendar(raw, self.room.zone, self._window(now))
        except BadRow as bad:
            raise FeedTrouble(bad.say["zh"], bad.say["en"]) from bad
        documents = self._documents(found, now)
        rows = self._rows(documents, now, [one.where for one in rejected])
        return Pulled(rows, state, rejected, now, len(found) - len(documents))

    def check(self) -> None:
        """Raises FeedTrouble where the calendar cannot be had."""
        read_place(self.settings, self._folder)

    def invitation(self, raw: bytes, now: datetime) -> tuple[Sequence[Batch], Sequence[Rejected]]:
        """What a single .ics file becomes. Raises BadRow."""
        found, rejected = read_calendar(raw, self.room.zone, self._window(now))
        documents = self._documents(found, now)
        return self._chunks(documents, now), rejected

    @property
    def _folder(self) -> Path:
        return self.room.data_dir / "feeds" / (self.room.name or NAME)

    def _window(self, now: datetime) -> Window:
        return Window(now - timedelta(days=self.settings.past_days), now + timedelta(days=self.settings.ahead_days))

    def _documents(self, found: Sequence[Occurrence], now: datetime) -> list[dict[str, Any]]:
        def tie(reader: Reader) -> list[dict[str, Any]]:
            today = now.astimezone(self.room.zone).date()
            context = Context(reader, lambda: self.room.names(reader), self.room.zone, today, now)
            owner = owner_of(context, self.settings.person)
            return list(documents_of(found, self.settings.domains, owner, context))

        return self.room.ask(tie)

    def _rows(self, documents: Sequence[Mapping[str, Any]], now: datetime, unread: Sequence[str]) -> list[Batch]:
        """The meetings, and behind them the list of all, so that what is missing is known to be off; but not those
        whose entry could not be read (`unread` are their UIDs).
        """
        feed, window = self.room.name or NAME, self._window(now)
        whole = sorted(key_of(one, feed) for one in documents)
        body = {
            "feed": feed,
            "at": now.isoformat(),
            "whole": whole,
            "unread": list(unread),
            "window": [window.first.isoformat(), window.last.isoformat()],
        }
        last = Batch(_event_id(now, body), f"calendar:{feed}", body)
        return [*self._chunks(documents, now), last]

    def _chunks(self, documents: Sequence[Mapping[str, Any]], now: datetime) -> list[Batch]:
        feed = self.room.name or NAME
        chunks = [documents[first : first + CHUNK] for first in range(0, len(documents), CHUNK)]
        bodies = [{"feed": feed, "at": now.isoformat(), "meetings": chunk} for chunk in chunks]
        return [Batch(_event_id(now, body), f"calendar:{feed}", body, len(body["meetings"])) for body in bodies]


def _event_id(now: datetime, body: Mapping[str, object]) -> str:
    """The look and what it brought: a calendar that is changed back to what it was is news."""
    return f"{now.isoformat()}:{sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:24]}"


SOURCE = Source(NAME, take, pull=pull)
