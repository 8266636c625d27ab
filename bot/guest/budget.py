"""How many tokens the model may take a day: counted in the database, for all processes, over restarts."""

from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.telling import Telling
from capture.llm.budget import day_of, give_back_tokens, take_tokens
from knowledge.store.store import Store
from knowledge.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Budget:
    """The tokens of a day of the team's `zone`. They are taken before a request and given back where it took less.

    A process that dies in between leaves them taken: the budget errs on the side of less.
    """

    store: Store
    telling: Telling
    zone: ZoneInfo
    tokens_per_day: int

    async def take(self, tokens: int) -> bool:
        """Take tokens from today; False where there are not that many left, which the operator hears once a day."""
        return await self.store.write(partial(self._take, tokens))

    def give_back(self, unit: Unit, tokens: int) -> None:
        """Tokens taken today that were not needed."""
        give_back_tokens(unit, self.day(unit), tokens)

    def _take(self, tokens: int, unit: Unit) -> bool:
        day = self.day(unit)
        taken = take_tokens(unit, day, tokens, self.tokens_per_day)
        if not taken:
            self.telling.tell_operator(unit, "llm_spent", day, tokens=f"{self.tokens_per_day:,}")
        return taken

    def day(self, unit: Unit) -> str:
        """The day that is counted now."""
        return day_of(unit, self.zone)
