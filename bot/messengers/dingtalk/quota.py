"""The organisation's API calls of this month, counted, so that somebody hears of it before they run out."""

import asyncio
from datetime import timedelta, timezone

import structlog

from bot.clock import Clock
from bot.messengers.base import Host
from bot.messengers.dingtalk.fields import number_in
from knowledge.store.errors import StoreTrouble

BATCH = 20
"""So many calls are written down at once: a call need not wait for the database."""

SHARES = (90, 100)
"""At these percentages the operator is told."""

_KEPT = "quota"
_BEIJING = timezone(timedelta(hours=8))

log = structlog.get_logger(__name__)


class Quota:
    """Counts calls of all processes together, by the calendar month of Beijing. `monthly` 0: no limit, no reports."""

    def __init__(self, clock: Clock, monthly: int) -> None:
        self._clock, self.monthly = clock, monthly
        self._month, self._known, self._fresh = self._now(), 0, 0
        self._told: set[str] = set()
        self._host: Host | None = None
        self._saving = asyncio.Lock()

    @property
    def used(self) -> int | None:
        """Calls of this month as far as known here; None where nothing is known because the bot does not run."""
        return self._known + self._fresh if self._host is not None and self._month == self._now() else None

    async def start(self, host: Host) -> None:
        """Go on from what was counted before."""
        self._host = host
        await self.save()

    async def called(self) -> None:
        """One call more."""
        self._fresh += 1
        if self._fresh >= BATCH:
            await self.save()

    async def spent(self) -> None:
        """DingTalk says that nothing is left, whatever was counted here."""
        await self._tell(SHARES[-1])

    async def save(self) -> None:
        """Write down what was counted; where that fails it is counted on and written later."""
        if self._host is None:
            return
        async with self._saving:
            fresh, self._fresh = self._fresh, 0
            try:
                await self._add(self._host, fresh)
            except StoreTrouble as error:
                self._fresh += fresh
                log.warning("calls not written down", why=str(error))
        if self.monthly:
            for share in (one for one in SHARES if self._known * 100 >= one * self.monthly):
                await self._tell(share)

    async def _add(self, host: Host, fresh: int) -> None:
        month, kept = self._now(), await host.kept(_KEPT) or {}
        before = number_in(kept, "calls") if kept.get("month") == month else 0
        if fresh:
            await host.keep(_KEPT, {"month": month, "calls": before + fresh})
        self._month, self._known = month, before + fresh

    async def _tell(self, share: int) -> None:
        subject = f"{self._month}-{share}"
        if self._host is None or subject in self._told:
            return
        self._told.add(subject)
        why = f"{share} % · {self._known + self._fresh} / {self.monthly or '?'} · {self._month}"
        try:
            await self._host.report("messenger_quota", subject, messenger="DingTalk", why=why)
        except StoreTrouble as error:
            self._told.discard(subject)
            log.warning("quota not reported", why=str(error))

    def _now(self) -> str:
        return self._clock.now().astimezone(_BEIJING).strftime("%Y-%m")
