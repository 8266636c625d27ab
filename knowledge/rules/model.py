"""What rules look at and what they find: events, matches, and the episodes people were told about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a lead or customer. `at` is aware and is the event's own time."""

    event_id: str
    kind: str
    at: datetime
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A condition that held.

    `completed_at` is the latest moment at which it held, `evidence` the events that make it hold there, newest
    first, and `started` the oldest of them. `moments` are the times of all relevant events, oldest first.
    """

    started: datetime
    completed_at: datetime
    evidence: tuple[Event, ...]
    moments: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A stretch of activity about which people were told once. `last_event_at` is its latest relevant event so far."""

    opened_at: datetime
    last_event_at: datetime


class Reason(StrEnum):
    """Why a match is announced, or why it is not."""

    FIRST = "first"
    """Nobody was told about this lead and rule before: alert."""

    AGAIN_AFTER_QUIET = "again_after_quiet"
    """The last episode ended with the rule's quiet time without a relevant event: alert again."""

    SAME_EPISODE = "same_episode"
    """People were told, and relevant events kept coming: no second alert."""

    @property
    def alerts(self) -> bool:
        """Whether people are told."""
        return self is not Reason.SAME_EPISODE
