from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.messengers.base import Check
from bot.messengers.wecom.messenger import WeComMessenger, open_wecom
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.wecom import ROBOT_KEY, SECRET, section, surroundings
from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.fake import FakeWeCom


async def findings(messenger: WeComMessenger) -> Mapping[str, Check]:
    return {one.name: one for one in await messenger.check()}


@pytest.fixture
def now_clock() -> FakeClock:
    """Agrees with the fake's Date header, which a real server writes."""
    return FakeClock(SystemClock().now())


async def test_all_is_well(messenger: WeComMessenger) -> None:
    found = await findings(messenger)
    assert {name for name, one in found.items() if not one.ok} <= {"wecom clock"}
    assert found.keys() == {
        "wecom token",
        "wecom app",
        "wecom callback",
        "wecom clock",
        "wecom robot east",
        "wecom ai bot",
    }


async def test_a_clock_that_is_off_is_found(messenger: WeComMessenger) -> None:
    assert not (await findings(messenger))["wecom clock"].ok


async def test_a_clock_that_is_right_is_well(fake: FakeWeCom, now_clock: FakeClock, tmp_path: Path) -> None:
    opened = open_wecom(section(fake, "ai_bot"), Where(), surroundings(now_clock, tmp_path))
    assert (await findings(opened))["wecom clock"].ok
    await opened.close()


async def test_a_wrong_secret_says_where_to_look(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.world.apps[1_000_002].secret = "another"
    check = (await findings(messenger))["wecom token"]
    assert not check.ok
    assert "app.secret" in check.advice["en"]
    assert SECRET not in repr(check)


async def test_an_address_that_is_not_trusted_is_named(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.trusts_caller = False
    check = (await findings(messenger))["wecom trusted ip"]
    assert "127.0.0.1" in check.advice["zh"]
    assert "127.0.0.1" in check.advice["en"]


async def test_another_apps_id_is_found(fake: FakeWeCom, clock: FakeClock, tmp_path: Path) -> None:
    settings = section(fake, "ai_bot")
    settings["app"]["agent_id"] = 1_000_009
    opened = open_wecom(settings, Where(), surroundings(clock, tmp_path))
    assert "agent_id" in (await findings(opened))["wecom app"].advice["en"]
    await opened.close()


async def test_an_app_that_nobody_sees_is_found(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.world.apps[1_000_002].visible = set()
    assert not (await findings(messenger))["wecom app"].ok


@pytest.mark.parametrize("public_url", ["", "http://bot.example.com"])
async def test_a_callback_that_wecom_cannot_reach_is_found(
    fake: FakeWeCom, clock: FakeClock, tmp_path: Path, public_url: str
) -> None:
    opened = open_wecom(section(fake, "ai_bot"), Where(), surroundings(clock, tmp_path, public_url))
    assert not (await findings(opened))["wecom callback"].ok
    await opened.close()


async def test_a_robots_key_is_looked_at_and_nothing_is_posted(
    fake: FakeWeCom, clock: FakeClock, tmp_path: Path
) -> None:
    settings = {**section(fake, "ai_bot"), "robots": [{"name": "east", "key": f"https://x/?key={ROBOT_KEY}"}]}
    opened = open_wecom(settings, Where(), surroundings(clock, tmp_path))
    check = (await findings(opened))["wecom robot east"]
    assert not check.ok
    assert ROBOT_KEY not in repr(check)
    assert fake.journal.named("webhook/send") == []
    await opened.close()


async def test_a_running_bot_is_not_thrown_out(
    messenger: WeComMessenger, fake: FakeWeCom, bot: AiBot, clock: FakeClock, tmp_path: Path
) -> None:
    assert messenger.receives
    beside = open_wecom(section(fake), Where(), surroundings(clock, tmp_path))
    assert (await findings(beside))["wecom ai bot"].ok
    assert bot.subscribes == 1
    await beside.close()


async def test_without_a_network_it_says_so_and_ends(fake: FakeWeCom, clock: FakeClock, tmp_path: Path) -> None:
    settings = {**section(fake, "ai_bot"), "api_url": "http://127.0.0.1:9/cgi-bin"}
    opened = open_wecom(settings, Where(), surroundings(clock, tmp_path))
    assert not (await findings(opened))["wecom token"].ok
    await opened.close()
