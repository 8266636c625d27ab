"""What doctor finds at DingTalk, and what it says to do."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.messengers.base import Check
from tests.unit.bot.messengers.dingtalk.stage import Stage, one_robot, staged
from tests.vendors.http.faults import Hang


async def findings(stage: Stage) -> Mapping[str, Check]:
    return {one.name: one for one in await stage.messenger.check()}


def wrong(found: Mapping[str, Check]) -> set[str]:
    """What is not well; the machine's clock is not the one that the tests move."""
    return {name for name, one in found.items() if not one.ok} - {"dingtalk time"}


async def test_all_is_well_without_having_been_started(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False) as stage:
        found = await findings(stage)
        assert wrong(found) == set()
        assert {
            "dingtalk token",
            "dingtalk stream",
            "dingtalk sending",
            "dingtalk contacts",
            "dingtalk cards",
        } <= found.keys()
        assert stage.fake.gateway.opened == 0
        assert stage.fake.shown(stage.east.room_id) == ""


async def test_a_wrong_secret_is_told_with_where_to_find_the_right_one(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False, client_secret="another") as stage:
        found = await findings(stage)
        assert wrong(found) == {"dingtalk token", "dingtalk stream"}, found
        assert all("open-dev.dingtalk.com" in say for say in found["dingtalk token"].advice.values())
        assert "another" not in repr(found)


async def test_each_permission_that_is_missing_is_named(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False) as stage:
        stage.fake.gate.denied |= {"qyapi_robot_sendmsg", "qyapi_get_member", "Card.Instance.Write"}
        found = await findings(stage)
        assert wrong(found) == {"dingtalk sending", "dingtalk contacts", "dingtalk cards"}
        assert "qyapi_robot_sendmsg" in found["dingtalk sending"].advice["zh"]


async def test_a_callback_wants_an_address_that_the_world_reaches(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False) as stage:
        found = await findings(stage)
        assert wrong(found) == {"dingtalk callback"}
        assert "/messengers/dingtalk/callback" in found["dingtalk callback"].advice["en"]


async def test_with_both_ways_shut_nothing_comes_in(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False, stream=False) as stage:
        assert wrong(await findings(stage)) == {"dingtalk receiving"}


async def test_the_clock_is_held_against_theirs(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False) as stage:
        assert not (await findings(stage))["dingtalk time"].ok


def three_robots(token: str) -> list[Mapping[str, str]]:
    return [
        *one_robot(token),
        {"name": "wrong-secret", "access_token": token, "secret": "SECother"},
        {"name": "unknown", "access_token": "nothing", "secret": "SECother"},
    ]


async def test_custom_robots_are_tried_without_a_word(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False, robots=three_robots) as stage:
        found = await findings(stage)
        assert wrong(found) == {"dingtalk group robot wrong-secret", "dingtalk group robot unknown"}
        assert found["dingtalk group robot east"].ok
        assert stage.fake.shown(stage.east.room_id) == ""


@pytest.mark.hangs
async def test_a_platform_that_hangs_is_told_and_waited_for_no_longer_than_the_timeout(tmp_path: Path) -> None:
    async with staged(tmp_path, start=False, callback=False) as stage:
        stage.fake.faults.next("oauth2/accessToken", Hang())
        assert "dingtalk network" in wrong(await findings(stage))


async def test_the_months_calls_are_told_where_the_bot_runs(tmp_path: Path) -> None:
    async with staged(tmp_path, callback=False, monthly_calls=10) as stage:
        await stage.host.keep("quota", {"month": "2026-01", "calls": 9})
        await stage.messenger.start(stage.host)
        assert "dingtalk quota" in wrong(await findings(stage))
