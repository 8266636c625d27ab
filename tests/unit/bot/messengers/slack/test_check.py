"""What doctor says: one finding a thing, with where to click."""

from pathlib import Path

import pytest

from bot.messengers.base import Check
from bot.messengers.slack.messenger import open_slack
from config.sections import Where
from knowledge.people.model import Room
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.slack import settings, surroundings
from tests.unit.bot.messengers.slack.bench import Bench, bench
from tests.vendors.http.faults import Hang


async def checks(at: Bench, **more: object) -> dict[str, Check]:
    """The findings, by name; the messenger was never started."""
    public = str(more.pop("public_url", "https://bot.example.com"))
    around = surroundings(at.clock, Path("unused"), public)
    messenger = open_slack(settings(at.slack, **more), Where(), around)
    assert messenger is not None
    await messenger.meet([], [Room("slack", at.room.id, direct=False, title="East")])
    found = {check.name: check for check in await messenger.check()}
    await messenger.close()
    assert all({"zh", "en"} == set(check.advice) for check in found.values() if check.advice)
    assert not any("{" in text for check in found.values() for text in check.advice.values())
    return found


async def test_all_is_well_but_a_clock_that_stands_still(at: Bench) -> None:
    found = await checks(at)
    assert {name for name, check in found.items() if not check.ok} == {"slack clock"}
    assert found["slack token"].advice["en"] == "Acme · @dazi"
    assert "https://bot.example.com/messengers/slack/events" in found["slack address"].advice["en"]


async def test_a_token_that_slack_does_not_take(at: Bench) -> None:
    found = await checks(at, bot_token="xoxb-of-another-app")
    assert not found["slack token"].ok
    assert "(invalid_auth)" in found["slack token"].advice["zh"]
    assert "xoxb-of-another-app" not in repr(found)


async def test_a_missing_scope_names_what_does_not_work(at: Bench) -> None:
    for scope in ("files:read", "reactions:read"):
        at.slack.workspaces["T1"].scopes.remove(scope)
    found = (await checks(at))["slack scopes"]
    assert not found.ok
    assert "files:read (reads recordings, photos and files)" in found.advice["en"]
    assert "reactions:read" not in found.advice["en"]


async def test_an_address_that_slack_cannot_reach(at: Bench) -> None:
    for public in ("", "http://bot.example.com"):
        assert not (await checks(at, public_url=public))["slack address"].ok


async def test_a_room_without_the_bot(at: Bench) -> None:
    at.room.members.remove("UBOTT1")
    found = (await checks(at))["slack rooms"]
    assert not found.ok
    assert "East" in found.advice["zh"]


@pytest.mark.hangs
async def test_slack_that_does_not_answer_is_no_reason_to_wait_for_ever(at: Bench) -> None:
    at.slack.faults.next("auth.test", Hang())
    found = await checks(at)
    assert not found["slack token"].ok
    assert "cannot be reached" in found["slack token"].advice["en"]


@pytest.mark.parametrize(("app_token", "ok"), [("xapp-1-long", False), ("xapp-tests", True)])
async def test_socket_mode_is_tried(at: Bench, app_token: str, ok: bool) -> None:  # noqa: FBT001
    at.slack.app_token = "xapp-tests"
    found = await checks(at, app_token=app_token, public_url="")
    assert found["slack socket"].ok is ok
    assert "slack address" not in found


async def test_several_workspaces_are_told_where_to_install(tmp_path: Path) -> None:
    more = {"bot_token": None, "client_id": "1.2", "client_secret": "client-secret"}
    async with bench(tmp_path, FakeClock(), **more) as at:
        found = {check.name: check for check in await at.messenger.check()}
        assert found["slack install"].advice["en"].endswith("https://bot.example.com/messengers/slack/install")
