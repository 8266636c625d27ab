"""The port of a digest: something told on a schedule."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.people.model import Lang
from notifiers.alert import Outgoing, Scene
from notifiers.notice import Notice


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest. `schedule` is a cron line in the team's time zone ("30 8 * * mon-fri").

    `compose` gets the slot it was due for (ISO 8601) and whether it comes late; `example` shows what it looks like.
    """

    name: str
    schedule: str
    compose: Callable[[Scene, str, bool], Iterable[Outgoing]]
    example: Callable[[Lang], Notice]
