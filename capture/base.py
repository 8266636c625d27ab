"""What the outside world hands in: signals and files, and the port of a source."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from knowledge.people.model import Lang
from knowledge.store.unit import Unit


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that a messenger or a feed holds for us. `size` is in bytes, 0 where it is not told.

    `access` is what its messenger needs to fetch it: an address, a key for these very bytes.
    """

    file_id: str
    name: str
    size: int
    media_type: str = "application/octet-stream"
    access: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something a visitor, lead or customer did, at the time it happened there."""

    source: str
    event_id: str
    kind: str
    at: datetime
    visitor_id: str = ""
    lead_id: str = ""
    customer_id: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """What becomes one inbox row of a feed: unique by `event_id`; rows of one `lane` are handled in order.

    `items` counts what the row holds, as its sender counts it.
    """

    event_id: str
    lane: str
    body: Mapping[str, object]
    items: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A feed.

    `take` writes what one inbox row holds, in the row's own unit, and returns its outcome: plain JSON with counts and
    rejections. `read` turns the body of a request to /hooks/<name> into rows, given the team's time zone; a feed
    without it has no hook. Both raise BadRow, `take` only where the row as a whole cannot be read.
    """

    name: str
    take: Callable[[Unit, Mapping[str, object]], Mapping[str, object]]
    read: Callable[[bytes, tzinfo], Sequence[Batch]] | None = None


class BadRow(ValueError):
    """Something handed in that cannot be read; `say` tells the sender what, in both languages."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self.say: Mapping[Lang, str] = {"zh": zh or en, "en": en}
