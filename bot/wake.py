"""A bell for loops that sleep until there is work."""

import asyncio


class Wake:
    """Ring it from the loop's own thread; whoever waits goes on, and later rings are kept for the next wait."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        """There is work."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Until the bell rings, at most `seconds`; the ring is used up."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()
