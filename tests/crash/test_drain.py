"""SIGTERM while events arrive and notices leave: what is at work is finished, and nothing is left in doubt."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.crash.bot_process import BotProcess
from tests.crash.feeder import Feeder
from tests.crash.outbox import being_sent, rows
from tests.patience import LONG_ENOUGH
from tests.vendors.sink.process import running_sink

pytestmark = pytest.mark.crash

ROUNDS = 4


async def test_sigterm_finishes_what_is_at_work(tmp_path: Path) -> None:
    chance = Random(7)
    with running_sink(tmp_path / "sink.jsonl", "--chance", "slow=1.0") as sink:
        bot = BotProcess(tmp_path, sink.url)
        bot.bring_team()
        feeder = Feeder(bot.url, chance, pause=0.1)
        try:
            async with asyncio.timeout(3 * LONG_ENOUGH):
                await bot.start()
                feeding = asyncio.create_task(feeder.run())
                for _ in range(ROUNDS):
                    await asyncio.sleep(chance.uniform(0.3, 1.0))
                    assert await bot.terminate() == 0, bot.log()
                    assert being_sent(bot.database) == set()
                    await bot.start()
                feeder.enough.set()
                await feeding
                assert await bot.terminate() == 0, bot.log()
                assert "not everything was finished in time" not in bot.log()
        finally:
            bot.let_go()
        left = rows(bot.database)
        posted = [one.key for one in sink.received() if one.posted]
    assert len(posted) == len(set(posted)) > 0
    assert {row.key for row in left if row.state == "sent"} == set(posted)
    assert {row.state for row in left} <= {"sent", "waiting"}
