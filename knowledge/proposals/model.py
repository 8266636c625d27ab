"""Links that people shared and had kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the web, and the words beside it (at most 200 characters, maybe none)."""

    url: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that links stand in. `room` is the room's key; `message_id` is empty where it is not known.

    `shared_by` is a person's id, or the name or account of somebody who is none of the team.
    """

    room: str
    message_id: str = ""
    shared_by: str = ""
    shared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedLink:
    """A link that `saved_by` (a person's id) had kept. `replaced_at`: when an edit took it out of its message."""

    link: Link
    origin: Origin
    saved_by: str
    saved_at: datetime
    replaced_at: datetime | None = None
