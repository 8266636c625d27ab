"""Files whose name does not say what they are: their title is read in a child process, and they are judged anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from capture.base import FileRef, Heard
from knowledge.people.model import Handle, Room
from knowledge.store.files import SharedFile, keep_file
from knowledge.store.jobs import put_job
from knowledge.store.unit import Unit

TITLE = "title"
"""The kind of job."""

_READ = frozenset({".pptx", ".docx", ".pdf"})


def may_tell_more(file: FileRef) -> bool:
    """Whether a title can be read inside such a file."""
    return PurePosixPath(file.name).suffix.lower() in _READ


def about(file: FileRef, heard: Heard) -> dict[str, object]:
    """The message as the job carries it, with this file alone."""
    return {
        "name": file.name,
        "size": file.size,
        "holder_id": file.file_id,
        "text": heard.text,
        "messenger": heard.room.messenger,
        "room_id": heard.room.room_id,
        "direct": heard.room.direct,
        "message_id": heard.message_id,
        "thread": heard.thread,
        "sender": [heard.sender.messenger, heard.sender.user_id],
        "sender_id": heard.sender_id,
        "sender_name": heard.sender_name,
        "outsider": heard.outsider,
        "said_at": heard.said_at.isoformat(),
        "handed_by": [heard.handed_by.messenger, heard.handed_by.user_id] if heard.handed_by else [],
        "handed_by_id": heard.handed_by_id,
        "beside": heard.beside,
    }


def heard_again(args: Mapping[str, Any]) -> Heard:
    """The message that `about` took apart."""
    return Heard(
        message_id=args["message_id"],
        room=Room(args["messenger"], args["room_id"], bool(args["direct"])),
        sender=Handle(*args["sender"]),
        said_at=datetime.fromisoformat(args["said_at"]),
        text=args["text"],
        sender_id=args["sender_id"],
        sender_name=args["sender_name"],
        outsider=bool(args["outsider"]),
        thread=args["thread"],
        files=(FileRef(args["holder_id"], args["name"], int(args["size"])),),
        handed_by=Handle(*args["handed_by"]) if args.get("handed_by") else None,
        handed_by_id=args.get("handed_by_id", ""),
        beside=args.get("beside", ""),
    )


@dataclass(frozen=True, slots=True)
class OrderTitle:
    """Have a file brought here and its title read. `about` goes to whoever takes it."""

    file: SharedFile
    about: Mapping[str, object]

    def apply(self, unit: Unit, actor: str) -> None:
        """Order it, once for the same file."""
        file_id = keep_file(unit, self.file)
        if put_job(unit, TITLE, f"{self.file.holder}:{self.file.file_id}", dict(self.about), file_id=file_id):
            unit.audit(actor, "order_title", str(file_id), name=self.file.name)
