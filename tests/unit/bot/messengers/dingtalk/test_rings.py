"""Whom a notice rings at DingTalk: by webhooks, with the words in the text without which none of them rings."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.messengers.base import Sent
from notifiers.notice import EVERYBODY, Notice, Ring
from tests.unit.bot.messengers.dingtalk.stage import CARD, TEXT, one_robot, staged
from tests.unit.bot.messengers.dingtalk.test_robots import ROBOT

LI, HAN = Ring("li.lei", "Li Lei"), Ring("han.mei", "Han Mei")
ODD = Ring("[x](https://evil.example)", "@all **Han**")


@pytest.mark.parametrize(
    ("notice", "text"), [(TEXT, "@li.lei Li Lei owns it."), (CARD, "@li.lei  \n### Hot lead Acme")]
)
async def test_a_custom_robot_rings(notice: Notice, text: str, tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        assert isinstance(await stage.send(replace(notice, rings=(LI, LI)), ROBOT), Sent)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert shown.at == ("Li Lei",)
        assert text in shown.text


async def test_a_custom_robot_rings_everybody_where_the_composer_says_so(tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        await stage.send(replace(TEXT, rings=(Ring(EVERYBODY, "everybody"),)), ROBOT)
        assert stage.fake.messages(stage.east.room_id)[-1].at == ("所有人",)


async def test_an_answer_rings_who_asked_and_who_is_meant_each_once(tmp_path: Path) -> None:
    async with staged(tmp_path, card_template_id="") as stage:
        east = stage.fake.group("East 2", stage.li, stage.fake.person("han.mei", "Han Mei"))
        await stage.fake.say(stage.li, "@搭子 谁负责华东光伏？", east.room_id)
        heard, room = await stage.heard(), replace(stage.group, room_id=east.room_id)
        for rings in ((HAN, LI), ()):
            assert isinstance(await stage.send(replace(TEXT, rings=rings), room, path=heard.reply), Sent)
        both, one = stage.fake.messages(east.room_id)[-2:]
        assert (set(both.at), one.at) == ({"Li Lei", "Han Mei"}, ("Li Lei",))
        assert both.text.startswith("@li.lei @han.mei Li Lei owns it.")


async def test_the_robot_api_and_cards_name_and_ring_nobody(tmp_path: Path) -> None:
    async with staged(tmp_path) as carded, staged(tmp_path, card_template_id="") as bare:
        for stage in (carded, bare):
            for notice in (TEXT, CARD):
                assert isinstance(await stage.send(replace(notice, rings=(LI,)), stage.group), Sent)
            for shown in stage.fake.messages(stage.east.room_id)[-2:]:
                assert shown.at == ()
                assert "＠Li Lei" in shown.text


@pytest.mark.parametrize("notice", [replace(TEXT, version=2, rings=(LI,)), replace(TEXT, rings=(ODD,))])
async def test_edits_and_what_is_no_userid_ring_nobody(notice: Notice, tmp_path: Path) -> None:
    async with staged(tmp_path, robots=one_robot) as stage:
        await stage.send(notice, ROBOT)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert shown.at == ()
        assert shown.text.startswith("＠")
        assert "**" not in shown.text


async def test_alone_with_somebody_nobody_is_called(tmp_path: Path) -> None:
    async with staged(tmp_path, card_template_id="") as stage:
        assert stage.messenger.render(replace(TEXT, rings=(LI,)), stage.alone.room_id) == stage.messenger.render(
            TEXT, stage.alone.room_id
        )
