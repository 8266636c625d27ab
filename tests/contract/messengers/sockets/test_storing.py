"""Nothing that the platform would bring again is lost, and nothing is stored twice."""

import asyncio

import pytest

from knowledge.store.errors import StoreTrouble
from tests.contract.messengers.sockets.scene import Scene, settled, until


async def test_what_is_said_is_stored(scene: Scene) -> None:
    await scene.serves("who owns Acme?")


async def test_it_is_stored_before_it_is_acknowledged(acknowledging: Scene) -> None:
    platform, host = acknowledging.platform, acknowledging.first.host
    host.gate.clear()
    await platform.say("keep this")
    await until(lambda: host.asked == 1)
    await settled()
    assert platform.acknowledged("keep this") == 0
    host.gate.set()
    await until(lambda: platform.acknowledged("keep this") == 1)
    assert acknowledging.first.heard() == ["keep this"]


async def test_what_the_database_refuses_is_not_acknowledged_and_is_stored_once_later(acknowledging: Scene) -> None:
    platform, host = acknowledging.platform, acknowledging.first.host
    host.refusing = StoreTrouble("busy")
    await platform.say("keep this")
    await until(lambda: host.asked > 0)
    await acknowledging.passes(40)
    assert platform.acknowledged("keep this") == 0
    host.refusing = None
    await platform.redeliver()
    await acknowledging.passes(300)
    assert acknowledging.first.heard() == ["keep this"]
    assert platform.acknowledged("keep this") >= 1


async def test_what_the_database_refuses_is_kept_where_nobody_brings_it_again(single: Scene) -> None:
    single.first.host.refusing = StoreTrouble("busy")
    for text in ("one", "two"):
        await single.platform.say(text)
    await single.passes(40)
    single.first.host.refusing = None
    await single.passes(120)
    assert single.first.heard() == ["one", "two"]


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_what_is_said_while_nobody_listens_is_stored_once(acknowledging: Scene, how: str) -> None:
    platform = acknowledging.platform
    await (platform.close() if how == "close" else _aborted(acknowledging))
    await until(lambda: platform.live() == 0)
    await platform.say("anybody there?")
    await acknowledging.passes(300)
    assert acknowledging.first.heard() == ["anybody there?"]
    assert platform.acknowledged("anybody there?") >= 1


async def test_what_was_stored_but_not_acknowledged_is_not_stored_again(acknowledging: Scene) -> None:
    platform, host = acknowledging.platform, acknowledging.first.host
    host.gate.clear()
    await platform.say("once only")
    await until(lambda: host.asked == 1)
    platform.abort()
    host.gate.set()
    await acknowledging.passes(300)
    assert acknowledging.first.heard() == ["once only"]
    assert host.asked >= 2
    assert platform.acknowledged("once only") >= 1


async def test_asked_to_move_it_hears_both_connections_and_drops_neither_too_early(moving: Scene) -> None:
    platform = moving.platform
    await platform.dismiss("on the old one")
    await until(lambda: platform.live() == 2)
    await until(lambda: platform.acknowledged("on the old one") == 1)
    await platform.let_go()
    await until(lambda: platform.live() == 1)
    await platform.say("on the new one")
    await until(lambda: platform.acknowledged("on the new one") == 1)
    assert moving.first.heard() == ["on the old one", "on the new one"]


async def _aborted(scene: Scene) -> None:
    scene.platform.abort()
    await asyncio.sleep(0)
