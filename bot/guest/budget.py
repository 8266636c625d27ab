"""How many tokens the model may take a day: counted in the database, for all processes, over restarts."""

from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.telling import Telling
from knowledge.store.keeping import held_value, keep_value
from knowledge.store.store import Store
from knowledge.store.unit import Unit

_OF, _NAME = "llm", "budget"


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
        day, spent = self._today(unit)
        self._keep(unit, day, max(0, spent - tokens))

    def _take(self, tokens: int, unit: Unit) -> bool:
        day, spent = self._today(unit)
        if spent + tokens > self.tokens_per_day:
            self.telling.tell_operator(unit, "llm_spent", day, tokens=f"{self.tokens_per_day:,}")
            return False
        self._keep(unit, day, spent + tokens)
        return True

    def day(self, unit: Unit) -> str:
        """The day that is counted now."""
        return unit.now.astimezone(self.zone).date().isoformat()

    def _today(self, unit: Unit) -> tuple[str, int]:
        day = self.day(unit)
        kept = held_value(unit, _OF, _NAME)
        return day, int(kept["spent"]) if kept.get("day") == day else 0

    def _keep(self, unit: Unit, day: str, spent: int) -> None:
        keep_value(unit, _OF, _NAME, {"day": day, "spent": spent})
