"""Where a fact is known from, as the document that is stored with it."""

from datetime import datetime

Document = dict[str, object]


def from_import(file: str, line: int, at: datetime) -> Document:
    """A row of an imported file, `line` counted from 1."""
    return {"what": "import", "where": f"{file} line {line}", "at": at.isoformat()}


def from_message(room: str, message_id: str, by: str, at: datetime) -> Document:
    """A message in a room (its key), said by a person at a time."""
    return {"what": "message", "where": room, "at": at.isoformat(), "by": by, "message_id": message_id}


def from_meeting(meeting_id: str, offset: float, by: str, at: datetime) -> Document:
    """A meeting that began at `at`; said `offset` seconds into its recording."""
    return {"what": "meeting", "where": meeting_id, "at": at.isoformat(), "by": by, "offset": offset}


def from_photo(file_id: str, by: str, at: datetime) -> Document:
    """A photo or scan that a person sent."""
    return {"what": "photo", "where": file_id, "at": at.isoformat(), "by": by}
