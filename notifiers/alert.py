"""The port of an alert: which events it listens to, and which notices it makes of them, for whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from config.access import AccessPolicy
from knowledge.access.view import Rights
from knowledge.people.model import Lang, Person, Room
from knowledge.store.unit import Reader
from notifiers.notice import Address, Notice

QUIET_DAYS = 30
"""What the team's rules have where they say nothing else."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a card says of the rule behind it: its name, and after how many quiet days it tells again."""

    name: Mapping[Lang, str]
    quiet_days: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What an alert may look at: the state after the event, the time, and how people are reached.

    `direct` gives a person's own room, None where no messenger knows them; `reads_at` gives the person whose own room
    an address is, None for a group. `rules` maps a rule's key to what is said of it.
    """

    reader: Reader
    now: datetime
    zone: ZoneInfo
    language: Lang
    direct: Callable[[Reader, str], Address | None]
    reads_at: Callable[[Reader, Address], Person | None]
    operator: Address | None
    rules: Mapping[str, RuleWords]
    policy: AccessPolicy = field(default_factory=AccessPolicy)

    @property
    def today(self) -> date:
        """The team's day."""
        return self.now.astimezone(self.zone).date()

    def rights(self) -> Rights:
        """Who may see what, as things are after the event."""
        return Rights(self.reader, self.policy, self.today)

    def rule(self, key: str) -> RuleWords:
        """What is said of a rule; one that is no longer there keeps its key as its name."""
        return self.rules.get(key) or RuleWords({"zh": key, "en": key}, QUIET_DAYS)

    def zone_of(self, person: Person) -> ZoneInfo:
        """The time zone a person reads times in."""
        return ZoneInfo(person.timezone) if person.timezone else self.zone

    def language_of(self, reads: Person | Room | None) -> Lang:
        """The language of a person or a room, else the team's."""
        return (reads.language if reads else None) or self.language


Outgoing = tuple[Notice, Address]


@dataclass(frozen=True, slots=True)
class Alert:
    """One kind of alert. `example` is an event's notice in both languages, for previews and golden files."""

    name: str
    events: tuple[type, ...]
    compose: Callable[[object, Scene], Iterable[Outgoing]]
    example: Callable[[Lang], Notice]
