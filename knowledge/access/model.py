"""Who listens, what kind of thing is told, and the verdict with its reason."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of facts that access distinguishes."""

    OWNERSHIP = "ownership"
    DEAL = "deal"
    LEAD = "lead"
    QUOTE = "quote"
    CONTRACT = "contract"
    CONTACT = "contact"
    TASK = "task"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that would be told: its kind and what it is about."""

    kind: Kind
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hears the answer. `outsiders` is None where the room's members are not known."""

    direct: bool
    outsiders: bool | None = False


class Why(StrEnum):
    """The reason of a verdict."""

    TEAM_MEMBER = "team_member"
    UNKNOWN_PERSON = "unknown_person"
    LEFT_THE_TEAM = "left_the_team"
    OUTSIDERS_LISTEN = "outsiders_listen"
    MEMBERS_UNKNOWN = "members_unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it may be told, and why or why not."""

    allowed: bool
    why: Why
