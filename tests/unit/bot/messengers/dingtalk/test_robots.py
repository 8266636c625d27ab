"""Custom robots of groups: signed, slow, and without buttons."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.messengers.base import Dead, Pace, Retry, Sent
from bot.messengers.dingtalk.settings import DingTalkSettings
from config.errors import SettingsError
from config.sections import Where, validate_section
from notifiers.notice import Address, Attachment
from tests.unit.bot.messengers.dingtalk.stage import CARD, ROBOT_SECRET, TEXT, one_robot, staged

ROBOT = Address("dingtalk", "robot:east")


async def test_a_robot_speaks_in_its_group_and_says_where_to_answer(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        assert isinstance(await stage.send(CARD, ROBOT), Sent)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert shown.kind == "markdown"
        assert "Tell Dazi in your own chat with it:" in shown.text
        assert "1. Claim: “claim L021”" in shown.text
        assert stage.fake.quota_used == 0


async def test_a_robot_with_a_wrong_secret_is_dead_and_says_what_to_look_at(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=lambda token: [{**one_robot(token)[0], "secret": "SECother"}]) as stage:
        dead = await stage.send(TEXT, ROBOT)
        assert isinstance(dead, Dead)
        assert "check secret" in dead.why
        assert "SEC" not in dead.why


async def test_a_robot_that_is_not_in_the_settings_is_dead(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert isinstance(await stage.send(TEXT, ROBOT), Dead)


async def test_a_robot_that_was_too_fast_waits_for_ten_minutes(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        answers = [await stage.send(TEXT, ROBOT, f"outbox-{number}") for number in range(21)]
        assert [type(one) for one in answers] == [Sent] * 20 + [Retry]
        assert isinstance(answers[-1], Retry)
        assert answers[-1].after == 600


async def test_robots_have_a_pace_that_never_gets_them_blocked(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        pace = stage.messenger.pace(ROBOT.room_id)
        assert pace == Pace(4.0, 5)
        assert pace.burst + 60 / pace.interval <= 20
        assert stage.messenger.pace(stage.east.room_id).interval < pace.interval


async def test_a_text_file_is_read_out_and_a_chart_is_named(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        for number, file in enumerate(
            (Attachment("list.txt", "text/plain", b"L021"), Attachment("a.png", "image/png", b"x"))
        ):
            for part in stage.messenger.render(replace(TEXT, attachment=file), ROBOT.room_id):
                assert isinstance(await stage.messenger.send(part, ROBOT, f"outbox-{number}", None), Sent)
        shown = stage.fake.shown(stage.east.room_id)
        assert "Attached: list.txt\nL021" in shown
        assert "The file a.png cannot be sent here" in shown


def test_two_robots_of_one_name_are_refused() -> None:
    robot = {"name": "east", "access_token": "t", "secret": ROBOT_SECRET}
    with pytest.raises(SettingsError, match="robots"):
        validate_section(DingTalkSettings, {"client_id": "k", "client_secret": "s", "robots": [robot, robot]}, Where())


def test_settings_show_no_secret() -> None:
    robot = {"name": "east", "access_token": "token-of-the-robot", "secret": ROBOT_SECRET}
    section = {"client_id": "k", "client_secret": "application-secret", "robots": [robot]}
    shown = repr(validate_section(DingTalkSettings, section, Where()))
    assert not any(secret in shown for secret in (ROBOT_SECRET, "token-of-the-robot", "application-secret"))
