"""Tracked links, the sittings in which people from outside opened what is behind them, and what is kept quiet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.people.model import Lang


@dataclass(frozen=True, slots=True)
class Taken:
    """What a tracked link is to lead to, and for whom: `url` is called as it is. `document_id` is "" where the document
    is not known; `contact_id` where the link is for nobody in particular. `token` cannot be guessed.
    """

    token: str
    url: str
    customer_id: str
    taken_by: str
    contact_id: str = ""
    document_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TrackedLink:
    """A link that somebody of the team took from the bot, to be sent to a customer; it works until `expires_at`."""

    link_id: int
    taken: Taken
    taken_at: datetime
    expires_at: datetime

    @property
    def subject(self) -> str:
        """What it leads to, for muting: the document, else the link itself."""
        return self.taken.document_id or f"link:{self.link_id}"


@dataclass(frozen=True, slots=True)
class Opening:
    """One person's call of a link. `visitor` is their cookie, `trace` what tells their browser apart for a day.

    `known`: the call came with that cookie; otherwise it was given one only now. `device` is the browser and machine in
    both languages.
    """

    link_id: int
    at: datetime
    visitor: str
    trace: str
    known: bool
    device: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Opens of one visitor without a long pause. `version` counts its changes. `ours`: they were one of the team.

    `returning`: how many sittings of this visitor there were before, on this link.
    """

    sitting_id: int
    link_id: int
    visitor: str
    first_at: datetime
    last_at: datetime
    opens: int
    device: Mapping[Lang, str]
    ours: bool
    version: int
    returning: int = 0


@dataclass(frozen=True, slots=True)
class Mute:
    """`person_id` wants to hear no more of opens of a document, or of anything of a customer; one of both is ""."""

    person_id: str
    customer_id: str = ""
    document: str = ""
