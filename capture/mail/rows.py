"""A mail as a row of the inbox: plain JSON, its attachments as files beside the database."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from capture.base import Batch, FeedTrouble, FileRef, Rejected
from capture.mail.model import Attachment, Mail, Mailbox
from config.mail import MailSettings

FOLDER = "mail"
"""Below the data folder: where attachments lie until the bot has taken them over."""

Plain = dict[str, Any]


def batch_of(mail: Mail, received_at: datetime, data_dir: Path, settings: MailSettings) -> tuple[Batch, list[Rejected]]:
    """The row, and the attachments that are too large to be kept. Writes the others into the data folder.

    Raises FeedTrouble where they cannot be stored.
    """
    rejected: list[Rejected] = []
    body = {
        "mail": _plain(mail, data_dir, settings.max_attachment_bytes, rejected),
        "received_at": received_at.isoformat(),
        "domains": list(settings.domains),
    }
    identity = sha256(mail.message_id.encode(errors="replace")).hexdigest()[:40]
    return Batch(f"mail-{identity}", f"mail:{mail.thread}", body), rejected


def mail_of(document: Mapping[str, Any]) -> Mail:
    """The mail of a row, without its attachments' bytes."""
    return Mail(
        message_id=document["id"],
        sender=Mailbox(*document["sender"]),
        receivers=tuple(Mailbox(*one) for one in document["receivers"]),
        sent_at=datetime.fromisoformat(document["sent_at"]) if document["sent_at"] else None,
        subject=document["subject"],
        text=document["text"],
        in_reply_to=document["in_reply_to"],
        references=(document["thread"],),
        forwarded=tuple(mail_of(one) for one in document["forwarded"]),
        automatic=document["automatic"],
    )


def files_of(document: Mapping[str, Any]) -> tuple[FileRef, ...]:
    """The attachments of a row's mail."""
    return tuple(
        FileRef(one["id"], one["name"], one["size"], one["media_type"], {"path": one["path"]})
        for one in document["files"]
    )


def documents(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A row's mail and all those inside it."""
    yield document
    for inner in document["forwarded"]:
        yield from documents(inner)


def mails_in(mail: Mail) -> Iterator[Mail]:
    """A mail and all those inside it."""
    yield mail
    for inner in mail.forwarded:
        yield from mails_in(inner)


def addresses_in(mails: Sequence[Mail]) -> list[str]:
    """Everybody whom mails name, also those inside them."""
    return [address for mail in mails for one in mails_in(mail) for address in one.addresses]


def _plain(mail: Mail, data_dir: Path, most_bytes: int, rejected: list[Rejected]) -> Plain:
    kept = [one for one in mail.attachments if len(one.data) <= most_bytes]
    rejected += [_too_large(mail, one, most_bytes) for one in mail.attachments if len(one.data) > most_bytes]
    return {
        "id": mail.message_id,
        "sender": [mail.sender.address, mail.sender.name],
        "receivers": [[one.address, one.name] for one in mail.receivers],
        "sent_at": mail.sent_at.isoformat() if mail.sent_at else None,
        "subject": mail.subject,
        "text": mail.text,
        "in_reply_to": mail.in_reply_to,
        "thread": mail.thread,
        "automatic": mail.automatic,
        "files": [_on_disk(one, data_dir) for one in kept],
        "forwarded": [_plain(inner, data_dir, most_bytes, rejected) for inner in mail.forwarded],
    }


def _on_disk(one: Attachment, data_dir: Path) -> Plain:
    try:
        return _kept(one, data_dir)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FeedTrouble(f"附件存不下来：{why}。", f"An attachment cannot be stored: {why}.") from error


def _kept(one: Attachment, data_dir: Path) -> Plain:
    """An attachment written to the disk, whole or not at all; named by its digest, so that it lies there once."""
    digest = sha256(one.data).hexdigest()
    place = Path(FOLDER) / digest
    target = data_dir / place
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        with part.open("wb") as file:
            file.write(one.data)
            os.fsync(file.fileno())
        part.replace(target)
    size = len(one.data)
    return {"id": digest, "name": one.name, "media_type": one.media_type, "size": size, "path": place.as_posix()}


def _too_large(mail: Mail, one: Attachment, most_bytes: int) -> Rejected:
    most = f"{most_bytes / 1e6:g} MB"
    return Rejected(
        f"{mail.message_id}: {one.name}",
        {
            "zh": f"邮件《{mail.subject}》的附件 {one.name} 有 {len(one.data) / 1e6:.1f} MB，超过 {most}，没有保存。",
            "en": f"{one.name} of “{mail.subject}” is {len(one.data) / 1e6:.1f} MB, more than {most}; it was not kept.",
        },
    )
