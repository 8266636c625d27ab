"""Mail with customers: read over IMAP or from a folder of .eml files; a touch of the customer, and heard like chat."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from capture.base import BadRow, FeedRoom, Heard, Overheard, Pull, Source
from capture.mail.box import MailBox
from capture.mail.drop import DropFolder
from capture.mail.model import Mail
from capture.mail.rows import documents, files_of, mail_of
from capture.mail.touching import touches
from config.mail import MailSettings
from config.sections import Where, validate_section
from knowledge.graph.touchpoints import record_touchpoint, touchpoint
from knowledge.people.model import Handle, Room
from knowledge.store.files import SharedFile, keep_file
from knowledge.store.unit import Reader, Unit

NAME = "mail"


def pull(section: Mapping[str, Any], where: Where, room: FeedRoom) -> Pull:
    """Open a mailbox or a drop-in folder. Raises SettingsError."""
    settings = validate_section(MailSettings, section, where)
    if settings.drop is not None:
        drop = DropFolder(settings, room, settings.drop)
        return Pull(settings.every, drop.look, drop.settle, drop.check)
    box = MailBox(settings, room)
    return Pull(settings.every, box.look, check=box.check)


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Record the touches in one mail and have its attachments brought; {"touchpoints", "files"}."""
    mail, received_at = _read(body)
    found = touches(unit, mail, received_at, body.get("domains", ()))
    recorded = sum(record_touchpoint(unit, one.touchpoint) for one in found)
    files = [one for document in documents(body["mail"]) for one in files_of(document)] if found else []
    for file in files:
        keep_file(unit, SharedFile(NAME, file.file_id, file.name, file.size, file.media_type, file.access))
    return {"touchpoints": recorded, "files": len(files)}


def hears(reader: Reader, body: Mapping[str, Any]) -> Iterable[Overheard]:
    """What the mail, and those inside it, say: each once, however many mailboxes it came through."""
    mail, received_at = _read(body)
    files = {one["id"]: files_of(one) for one in documents(body["mail"])}
    told: dict[str, list[str]] = {}
    said: dict[str, Overheard] = {}
    for touch in touches(reader, mail, received_at, body.get("domains", ())):
        one, at = touch.mail, touch.touchpoint
        if at.person_id and touchpoint(reader, at.key) is None:
            told.setdefault(one.message_id, []).append(at.customer_id)
            from_us = at.direction == "out"
            heard = Heard(
                message_id=one.message_id,
                room=Room(NAME, at.thread, direct=False, title=one.subject, outsiders=True),
                sender=Handle(NAME, one.sender.address),
                said_at=at.at,
                text=one.text,
                sender_id=at.person_id if from_us else "",
                sender_name=one.sender.name or one.sender.address,
                outsider=not from_us,
                thread=at.thread,
                files=files.get(one.message_id, ()),
            )
            said[one.message_id] = Overheard(heard, at.person_id, tuple(told[one.message_id]))
    return said.values()


def _read(body: Mapping[str, Any]) -> tuple[Mail, datetime]:
    try:
        return mail_of(body["mail"]), datetime.fromisoformat(body["received_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadRow(f"not a row of mail: {error!r}") from error


SOURCE = Source(NAME, take, pull=pull, hears=hears)
