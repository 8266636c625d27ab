"""A meeting that a meeting system has a recording of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file of a recording. `access` is what it takes to fetch it: an address and its key, or the user to ask as."""

    file_id: str
    name: str
    media_type: str
    size: int = 0
    access: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The meeting, who hosted it (an e-mail or a user id of theirs, and a name), and the files to listen to."""

    meeting_id: str
    title: str
    started_at: datetime
    seconds: float
    host: str
    host_name: str
    files: tuple[RecordedFile, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain JSON."""
        return {**asdict(self), "started_at": self.started_at.isoformat()}


def recorded_of(document: Mapping[str, Any]) -> Recorded:
    """What `Recorded.plain` made. Raises KeyError, TypeError and ValueError."""
    files = tuple(RecordedFile(**one) for one in document["files"])
    return Recorded(**{**document, "started_at": datetime.fromisoformat(document["started_at"]), "files": files})
