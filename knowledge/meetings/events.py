"""What happens to meetings; reactions and alerts hear of it in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetingTranscribed:
    """The transcript of a meeting is there."""

    meeting_id: str


@dataclass(frozen=True, slots=True)
class MinutesReady:
    """The minutes of a meeting are there, or were made anew (`again`): with the customer known, by better means."""

    meeting_id: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class CommitmentMade:
    """Somebody promised something in a meeting, and it is new to us."""

    item_id: str
    meeting_id: str


@dataclass(frozen=True, slots=True)
class CommitmentChanged:
    """A commitment was corrected, dropped, or is settled."""

    item_id: str
    meeting_id: str


@dataclass(frozen=True, slots=True)
class CommitmentsChecked:
    """A later meeting said how commitments of earlier ones stand."""

    meeting_id: str


@dataclass(frozen=True, slots=True)
class MeetingChanged:
    """Somebody said whom a meeting was with, or that the participants agreed to be recorded."""

    meeting_id: str


@dataclass(frozen=True, slots=True)
class ItemChanged:
    """An item of the minutes was corrected, dropped, or is settled."""

    item_id: str
    meeting_id: str
