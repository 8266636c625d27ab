"""What a recorded meeting is to the team: a touch of the customer whose calendar entry it is, and a recording heard."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from capture.base import BadRow, FileRef, Heard, Overheard
from capture.conferences.model import Recorded, recorded_of
from knowledge.graph.touchpoints import (
    TouchKind,
    Touchpoint,
    meetings_around,
    record_touchpoint,
)
from knowledge.people.model import Handle, Room
from knowledge.people.view import persons_called
from knowledge.store.feeds import Refusal, refuse
from knowledge.store.unit import Reader, Unit

AROUND = timedelta(minutes=30)
"""A meeting begins so much earlier or later than its calendar entry says."""


def row(recorded: Recorded, feed: str, person: str) -> dict[str, Any]:
    """A recorded meeting as the body of a row."""
    return {"feed": feed, "person": person, "recorded": recorded.plain()}


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Note the meeting where a calendar knows its customer; {"touchpoints", "files"}."""
    recorded, feed, host = _read(unit, body)
    if not host:
        refuse(unit, feed, [_nobodys(recorded)])
    found = _customers(unit, recorded, host)
    noted = sum(record_touchpoint(unit, _touchpoint(recorded, feed, one, host)) for one in found)
    return {"touchpoints": noted, "files": len(recorded.files)}


def hears(reader: Reader, body: Mapping[str, Any]) -> Iterator[Overheard]:
    """The recording, as if its host had shared it with the bot: they are told what comes of it."""
    recorded, feed, host = _read(reader, body)
    sound = next((one for one in recorded.files if one.media_type.startswith(("audio/", "video/"))), None)
    if not host or sound is None:
        return
    key = f"{feed}:{recorded.meeting_id}"
    yield Overheard(
        Heard(
            message_id=key,
            room=Room(feed, key, direct=False, title=recorded.title),
            sender=Handle(feed, recorded.host),
            said_at=recorded.started_at + timedelta(seconds=recorded.seconds),
            text=recorded.title,
            sender_id=host,
            sender_name=recorded.host_name,
            thread=key,
            files=(FileRef(sound.file_id, sound.name, sound.size, sound.media_type, sound.access),),
        ),
        host,
        tuple(one.customer_id for one in _customers(reader, recorded, host)),
    )


def _customers(reader: Reader, recorded: Recorded, host: str) -> list[Touchpoint]:
    """The calendar's meetings at this time that are of the same name, else of the same host alone."""
    near = meetings_around(reader, recorded.started_at, AROUND)
    named = [one for one in near if one.subject.strip().casefold() == recorded.title.strip().casefold() != ""]
    hosted = [one for one in near if host and one.person_id == host]
    found = named or (hosted if len({one.thread for one in hosted}) == 1 else [])
    return list({one.customer_id: one for one in found}.values())


def _touchpoint(recorded: Recorded, feed: str, planned: Touchpoint, host: str) -> Touchpoint:
    return Touchpoint(
        key=f"{feed}:{planned.customer_id}:{recorded.meeting_id}",
        kind=TouchKind.MEETING,
        at=planned.at,
        until=recorded.started_at + timedelta(seconds=recorded.seconds),
        customer_id=planned.customer_id,
        person_id=planned.person_id or host,
        contact_id=planned.contact_id,
        subject=recorded.title or planned.subject,
        thread=planned.thread,
        source={"what": "meeting", "where": feed, "at": recorded.started_at.isoformat()},
    )


def _read(reader: Reader, body: Mapping[str, Any]) -> tuple[Recorded, str, str]:
    """The meeting, its feed, and the id of who hosted it: by e-mail or id, else whoever the settings name."""
    try:
        recorded, feed = recorded_of(body["recorded"]), str(body["feed"])
        names = [recorded.host, recorded.host_name, body.get("person", "")]
    except (KeyError, TypeError, ValueError) as error:
        raise BadRow(f"not a row of a recorded meeting: {error!r}") from error
    found = (persons_called(reader, name) for name in names if name)
    return recorded, feed, next((some[0].person_id for some in found if len(some) == 1), "")


def _nobodys(recorded: Recorded) -> Refusal:
    day = recorded.started_at.date().isoformat()
    return Refusal(
        f"{recorded.meeting_id} {day}",
        {
            "zh": f"会议《{recorded.title}》（{day}）的主持人 {recorded.host} 不在团队里，录音没有取。",
            "en": f"The host of “{recorded.title}” ({day}), {recorded.host}, is nobody of the team; "
            "its recording was not fetched.",
        },
    )
