"""Leaving is quick, owes nothing, and leaves nothing behind; no log line on the way tells a secret."""

import asyncio
from pathlib import Path

import pytest
import structlog

from tests.clocks import FakeClock
from tests.contract.messengers.sockets.platform import Line, Outage
from tests.contract.messengers.sockets.scene import Process, Scene, SlowHost, logging_all, settled, until
from tests.patience import ANSWER

LEAVING_SECONDS = ANSWER - 5.0
"""Sooner than it would give up on a platform."""


async def test_hanging_up_and_closing_are_quick_and_leave_nothing(line: Line, clock: FakeClock, tmp_path: Path) -> None:
    async with line(tmp_path, clock) as platform:
        before = asyncio.all_tasks()
        scene = Scene(platform, clock, Process(platform.open(), SlowHost(clock)))
        await scene.first.start()
        await scene.connected()
        await scene.serves()
        async with asyncio.timeout(LEAVING_SECONDS):
            await scene.first.stop()
        await until(lambda: platform.live() == 0)
        await settled()
        assert asyncio.all_tasks() - before == set()
        assert clock.sleeping() == []
        assert scene.first.host.leases == {}


@pytest.mark.parametrize("outage", [Outage.SERVER_ERROR, Outage.NO_ANSWER])
async def test_it_can_leave_while_it_is_trying(line: Line, clock: FakeClock, tmp_path: Path, outage: Outage) -> None:
    async with line(tmp_path, clock) as platform:
        before = asyncio.all_tasks()
        platform.fail(outage, 1)
        process = Process(platform.open(), SlowHost(clock))
        await process.start()
        await until(lambda: len(platform.attempts()) == 1)
        async with asyncio.timeout(LEAVING_SECONDS):
            await process.stop()
        await until(lambda: asyncio.all_tasks() <= before)
        assert clock.sleeping() == []


async def test_what_is_being_stored_is_acknowledged_before_it_leaves(acknowledging: Scene) -> None:
    platform, host = acknowledging.platform, acknowledging.first.host
    host.gate.clear()
    await platform.say("last words")
    await until(lambda: host.asked == 1)
    leaving = asyncio.ensure_future(acknowledging.first.messenger.hang_up())
    await settled()
    host.gate.set()
    async with asyncio.timeout(LEAVING_SECONDS):
        await leaving
    await until(lambda: platform.acknowledged("last words") == 1)
    assert acknowledging.first.heard() == ["last words"]


async def test_what_is_being_stored_is_stored_before_it_leaves(single: Scene) -> None:
    host = single.first.host
    host.gate.clear()
    await single.platform.say("last words")
    await until(lambda: host.asked == 1)
    leaving = asyncio.ensure_future(single.first.messenger.hang_up())
    await settled()
    host.gate.set()
    async with asyncio.timeout(LEAVING_SECONDS):
        await leaving
    assert single.first.heard() == ["last words"]


@pytest.mark.hangs
async def test_no_secret_and_no_ticket_in_any_log_line(
    scene: Scene, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with logging_all():
        for outage in scene.platform.outages:
            scene.platform.fail(outage, 1)
            scene.platform.abort()
            await until(lambda: scene.platform.live() == 0)
            await scene.back()
        scene.platform.refuse_credentials(1)
        await scene.platform.close()
        await until(lambda: scene.platform.live() == 0)
        await scene.back()
        await scene.platform.put(scene.platform.wire(scene.platform.frame))
        await scene.serves()
        structlog.get_logger().info("messenger", messenger=repr(scene.first.messenger))
        await scene.first.stop()
    told = capsys.readouterr()
    said = told.err + told.out + caplog.text + repr(scene.first.host.reports)
    assert "connection ended" in said
    assert [secret for secret in scene.platform.secrets if secret in said] == []
