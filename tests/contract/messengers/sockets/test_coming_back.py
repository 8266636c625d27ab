"""Every way to lose a connection leads back, at a pace the platform can live with."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

import pytest

from tests.contract.messengers.sockets.platform import Outage
from tests.contract.messengers.sockets.scene import Process, Scene, until

BEGINNING, MOST_AT_FIRST = 5.0, 3
LONGEST_AWAY = 60.0
REAL_SECONDS = {Outage.NO_ANSWER: 3}
"""Attempts that nobody answers take real time: there are fewer of them."""


def is_bearable(attempts: Sequence[float], since: float) -> bool:
    """Not too many at first, and never too long a pause."""
    at = [one - since for one in attempts if one >= since]
    early = len([one for one in at if one <= BEGINNING])
    return early <= MOST_AT_FIRST and all(later - sooner <= LONGEST_AWAY for sooner, later in pairwise([0.0, *at]))


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("how", ["close", "abort"])
async def test_a_lost_connection_is_there_again_soon(scene: Scene, how: str, share: float) -> None:
    scene.clock.share = share
    if how == "close":
        await scene.platform.close()
    else:
        scene.platform.abort()
    await until(lambda: scene.platform.live() == 0)
    await scene.back(BEGINNING)
    await scene.serves()


@pytest.mark.parametrize("share", [0.0, 1.0])
async def test_an_outage_is_outlived_without_hammering(scene: Scene, outage: Outage, share: float) -> None:
    scene.clock.share = share
    lost, times = scene.clock.monotonic(), REAL_SECONDS.get(outage, 8)
    scene.platform.fail(outage, times)
    scene.platform.abort()
    await until(lambda: scene.platform.live() == 0)
    await scene.back()
    attempts = scene.platform.attempts()[1:]
    assert len(attempts) == times + 1
    assert is_bearable(attempts, lost)
    assert scene.first.host.reports == []
    await scene.serves()


async def test_a_platform_that_is_down_at_the_start_is_waited_for(still: Scene, outage: Outage) -> None:
    still.clock.share = 0.0
    still.platform.fail(outage, REAL_SECONDS.get(outage, 5))
    await still.first.start()
    await still.back()
    assert is_bearable(still.platform.attempts(), 0.0)


async def test_connections_that_never_last_do_not_hammer_either(scene: Scene) -> None:
    scene.clock.share = 0.0
    for _ in range(6):
        await scene.platform.close()
        await until(lambda: scene.platform.live() == 0)
        await scene.back(LONGEST_AWAY)
    assert is_bearable(scene.platform.attempts()[1:], 0.0)


async def test_asked_to_move_again_and_again_it_does_not_hammer_either(moving: Scene) -> None:
    moving.clock.share = 0.0
    for times in range(1, 7):
        await moving.platform.dismiss(f"move {times}")
        await moving.passes(LONGEST_AWAY, partial(_attempted, moving, times + 1))
        await moving.platform.let_go()
        await until(lambda: moving.platform.live() == 1)
    assert is_bearable(moving.platform.attempts()[1:], 0.0)


def _attempted(scene: Scene, times: int) -> bool:
    return len(scene.platform.attempts()) >= times


async def test_a_silent_connection_is_replaced(still: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    if still.platform.heartbeat:
        monkeypatch.setattr(still.platform.heartbeat, 0.2)
    await still.first.start()
    await still.connected()
    still.platform.silence()
    await still.passes(240, lambda: still.platform.live() > 0)
    assert still.platform.live() == 1
    assert len(still.platform.attempts()) == 2
    still.platform.notice()
    await still.serves()


async def test_refused_credentials_wait_five_minutes_and_are_told_once(scene: Scene) -> None:
    scene.platform.refuse_credentials(3)
    scene.platform.abort()
    await until(lambda: scene.platform.live() == 0)
    await scene.back()
    _, *refused, taken = scene.platform.attempts()
    assert [later - sooner for sooner, later in pairwise([*refused, taken])] == [300.0, 300.0, 300.0]
    assert [trouble for trouble, *_ in scene.first.host.reports] == ["messenger_refused"]


async def test_kicked_out_it_gives_the_lease_back_tells_once_and_stays_away(single: Scene) -> None:
    host, kicked = single.first.host, single.clock.monotonic()
    for times in (1, 2):
        await single.platform.kick()
        await until(lambda: host.leases == {} and bool(host.reports))
        await single.back()
        assert single.platform.attempts()[-1] - kicked >= 60.0 * times
    assert [trouble for trouble, *_ in host.reports] == ["messenger_kicked"]


@pytest.mark.parametrize("end", ["stop", "die"])
async def test_a_second_process_takes_over_and_only_one_is_connected(single: Scene, end: str) -> None:
    second = single.another("second")
    await second.start()
    await single.passes(120)
    assert (single.platform.live(), len(single.platform.attempts())) == (1, 1)
    gone = single.clock.monotonic()
    await (single.first.stop() if end == "stop" else die(single.first))
    await until(lambda: single.platform.live() == 0)
    await single.back(LONGEST_AWAY)
    assert single.clock.monotonic() - gone <= 30.0
    await single.platform.say("who is there?")
    await until(lambda: second.heard() == ["who is there?"])
    assert (single.platform.live(), single.first.host.taken) == (1, [])
    await second.stop()


async def die(process: Process) -> None:
    """It ends without giving its lease back."""
    leases = dict(process.host.leases)
    await process.stop()
    process.host.leases.update(leases)
