"""How the sink answers: by chance, or by a script that is used up request by request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any


class Mode(StrEnum):
    """One way to treat a request. All but REFUSED and BUSY take the message."""

    OK = "ok"
    SLOW = "slow"
    BUSY = "busy"
    REFUSED = "refused"
    DROP = "drop"
    HALF = "half"
    HANG = "hang"

    @property
    def accepts(self) -> bool:
        """Whether the message is taken, whatever the bot hears of it."""
        return self not in (Mode.BUSY, Mode.REFUSED)


@dataclass(frozen=True, slots=True)
class Mood:
    """`chances` of each mode but OK; `script` goes first. `slow` bounds the seconds a SLOW answer takes.

    `retry_after` is what a BUSY answer (429) says, in seconds; `find`: whether the sink can tell what it has.
    """

    chances: Mapping[Mode, float] = field(default_factory=dict)
    script: Sequence[Mode] = ()
    slow: tuple[float, float] = (0.05, 0.3)
    retry_after: float = 0.2
    find: bool = True

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Mood":
        """The mood that a control request describes. Raises ValueError for a mode that there is not."""
        chances = {Mode(name): float(chance) for name, chance in plain.get("chances", {}).items()}
        low, high = plain.get("slow", (0.05, 0.3))
        return cls(
            chances=chances,
            script=tuple(Mode(name) for name in plain.get("script", ())),
            slow=(float(low), float(high)),
            retry_after=float(plain.get("retry_after", 0.2)),
            find=bool(plain.get("find", True)),
        )


class Moods:
    """The mood of now, and what it makes of the next request."""

    def __init__(self, mood: Mood, chance: Random) -> None:
        self._chance = chance
        self.change(mood)

    def change(self, mood: Mood) -> None:
        """Answer like this from now on."""
        self.now = mood
        self._script = list(mood.script)

    def next(self) -> Mode:
        """How the next request is treated."""
        if self._script:
            return self._script.pop(0)
        drawn = self._chance.random()
        for mode, chance in self.now.chances.items():
            if drawn < chance:
                return mode
            drawn -= chance
        return Mode.OK

    def delay(self) -> float:
        """How long a slow answer takes, in seconds."""
        return self._chance.uniform(*self.now.slow)
