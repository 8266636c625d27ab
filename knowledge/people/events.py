"""What happens to accounts and rooms; reactions and alerts hear of it in the same transaction."""

from dataclasses import dataclass

from knowledge.people.model import Handle


@dataclass(frozen=True, slots=True)
class AccountTied:
    """An account was found to be a person's. `how`: "email", "mobile", or "confirmed" by somebody who knows them."""

    handle: Handle
    person_id: str
    how: str


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """A person's account no longer exists in its messenger."""

    person_id: str
    handle: Handle


@dataclass(frozen=True, slots=True)
class AccountReopened:
    """An account that had been closed is there again."""

    handle: Handle


@dataclass(frozen=True, slots=True)
class QuestionChanged:
    """A question about an account was put to those who can decide it, or somebody decided it."""

    topic: str
    handle: Handle


@dataclass(frozen=True, slots=True)
class LeftTeam:
    """Somebody has left, or will: their last day is known. Whether it is over, whoever hears of it looks."""

    person_id: str


@dataclass(frozen=True, slots=True)
class RoomJoined:
    """The bot was added to a room."""

    messenger: str
    room_id: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody is no longer in a room: they left it, or were removed."""

    messenger: str
    room_id: str
    handle: Handle

    @property
    def room_key(self) -> str:
        """The room as one string, as Room.key has it."""
        return f"{self.messenger}:{self.room_id}"


@dataclass(frozen=True, slots=True)
class OutsiderHeard:
    """Somebody from outside spoke in a room that was taken for internal. `told_by` had said so, "" for nobody."""

    messenger: str
    room_id: str
    speaker: Handle
    told_by: str
