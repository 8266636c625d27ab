import asyncio

from bot.wake import Wake
from tests.patience import LONG_ENOUGH


async def test_a_ring_ends_the_wait() -> None:
    wake = Wake()
    waiting = asyncio.create_task(wake.wait(2 * LONG_ENOUGH))
    await asyncio.sleep(0)
    wake.set()
    async with asyncio.timeout(LONG_ENOUGH):
        await waiting


async def test_a_ring_before_the_wait_is_kept_and_used_up() -> None:
    wake = Wake()
    wake.set()
    wake.set()
    async with asyncio.timeout(LONG_ENOUGH):
        await wake.wait(2 * LONG_ENOUGH)
    second = asyncio.create_task(wake.wait(2 * LONG_ENOUGH))
    await asyncio.sleep(0)
    assert not second.done()
    second.cancel()


async def test_the_wait_ends_by_itself() -> None:
    wake = Wake()
    async with asyncio.timeout(LONG_ENOUGH):
        await wake.wait(0)
        await wake.wait(0.001)
