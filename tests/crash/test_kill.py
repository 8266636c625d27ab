"""kill -9 at random points while events arrive and notices leave; then everything is counted."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.crash.bot_process import BotProcess
from tests.crash.feeder import Fed, Feeder
from tests.crash.outbox import being_sent, failed_rows, rows, work_left
from tests.crash.verdict import Verdict, judge
from tests.patience import LONG_ENOUGH
from tests.vendors.sink.process import RunningSink, running_sink

pytestmark = pytest.mark.crash

SEED = 20260112
KILLS = 12
ROUGH = {"busy": 0.03, "refused": 0.03, "drop": 0.01, "half": 0.005, "slow": 0.2}
"""How the sink misbehaves while the bot is killed."""


async def test_nothing_is_lost_when_the_bot_is_killed(tmp_path: Path) -> None:
    chance = Random(SEED)
    with running_sink(tmp_path / "sink.jsonl", "--seed", str(SEED), "--no-find") as sink:
        bot = BotProcess(tmp_path, sink.url)
        bot.bring_team()
        feeder = Feeder(bot.url, chance, pause=0.5)
        try:
            async with asyncio.timeout(5 * LONG_ENOUGH):
                doubted = await _torment(bot, sink, feeder, chance)
                await _drained(bot)
                assert await bot.terminate() == 0
        finally:
            bot.let_go()
        verdict = judge(feeder.fed.rooms, feeder.fed.leads, rows(bot.database), sink.received(), doubted)
    _print(feeder.fed, verdict)
    assert failed_rows(bot.database) == 0, bot.log()
    assert feeder.fed.events > 200
    assert len(doubted) > 3, "no kill hit a send: the test proves nothing"
    assert verdict.lost == []
    assert verdict.wrong_doubles == []
    assert verdict.unknown_untold == []
    assert verdict.dead == []
    assert verdict.out_of_order == []


async def _torment(bot: BotProcess, sink: RunningSink, feeder: Feeder, chance: Random) -> set[str]:
    """Feed and kill; the keys of everything that was being sent when the bot was killed."""
    doubted: set[str] = set()
    await bot.start()
    feeding = asyncio.create_task(feeder.run())
    for number in range(KILLS):
        sink.mood({"chances": ROUGH, "find": number % 4 == 3})
        await asyncio.sleep(chance.uniform(0.1, 1.2))
        if number % 2:
            await _until_one_is_out(sink)
        await bot.kill()
        doubted |= being_sent(bot.database)
        await bot.start()
    feeder.enough.set()
    await feeding
    sink.mood({})
    return doubted


async def _until_one_is_out(sink: RunningSink) -> None:
    """Wait until the sink has a message whose sender does not know it yet."""
    sink.mood({"chances": {"slow": 1.0}, "slow": (0.5, 1.0), "find": False})
    before = len(sink.received())
    for _ in range(100):
        if len(sink.received()) > before:
            return
        await asyncio.sleep(0.02)


async def _drained(bot: BotProcess) -> None:
    for _ in range(int(LONG_ENOUGH) * 10):
        if not await asyncio.to_thread(work_left, bot.database):
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"{work_left(bot.database)} rows still wait\n{bot.log()}")


def _print(fed: Fed, verdict: Verdict) -> None:
    print(
        f"\nkills {KILLS}, events acknowledged {fed.events} (redelivered {fed.again}), leads {len(fed.leads)};"
        f" replies {verdict.replies}, alerts {verdict.alerts}; lost {len(verdict.lost)},"
        f" doubles {len(verdict.allowed_doubles)} (against the policy {len(verdict.wrong_doubles)}),"
        f" in doubt {verdict.in_doubt}, unknown {len(verdict.unknown)}, order violations {len(verdict.out_of_order)}"
    )
