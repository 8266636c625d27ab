"""What DingTalk delivers to its robot, over the real stream: quoted in a group, or sent and forwarded to it alone."""

from pathlib import Path

import pytest

from tests.conversations.abroad import ZH, Abroad
from tests.conversations.prepared import Prepared, seen, spoken
from tests.vendors.dingtalk.world import Person, Shown

pytestmark = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
    pytest.mark.parametrize("cast", [ZH], indirect=True, ids=["zh"]),
]

LINK = "https://docs.google.com/presentation/d/1ofTheTests/edit"
OTHER = "https://docs.qq.com/slide/DofTheTests"
MP3, JPG = b"ID3 a recording", b"\xff\xd8\xff a page"
CONTRACT = seen("contract", ["设备维保合同"], 1, company="朗原电力工程有限公司", date="2026-01-12")


def the_one(play: Abroad, room: str, *words: str) -> Shown:
    """The one message of the bot's there that says all that."""
    told = [one for one in play.dingtalk.messages(room) if one.by == play.dingtalk.bot_name]
    found = [one for one in told if all(word in one.as_text() for word in words)]
    assert len(found) == 1, play.dingtalk.shown(room)
    return found[0]


def cast_of(play: Abroad) -> tuple[Person, Person, str]:
    """Who hands in, whose messages these are, and the group."""
    return play.employee("han.mei"), play.employee("sun.hao"), play.group.room_id


async def test_what_is_quoted_in_a_group(play: Abroad, tmp_path: Path) -> None:
    (me, other, group), ding = cast_of(play), play.dingtalk
    prepared = Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner)
    await ding.say(other, f"朗原电力的方案更新了 {LINK}", group)
    await ding.quote(me, "@搭子 记一下", ding.messages(group)[-1], group)
    await play.quiet()
    the_one(play, group, "收到，已私信孙浩。")
    the_one(play, other.user_id, "朗原电力工程有限公司 方案 V3", "孙浩，2026-01-12")

    await ding.say(me, f"@搭子 曜日新能源的方案 {OTHER}", group)
    prepared.outcome("拜访.mp3", done=spoken("1: 您好，我是孙浩。", "1: 我周五之前把合同发给您。"))
    await ding.file(other, "拜访.mp3", MP3, group)
    await ding.quote(me, "@搭子 整理一下，华东光伏的", ding.messages(group)[-1], group)
    await play.quiet()
    the_one(play, me.user_id, "曜日新能源有限公司 方案")
    the_one(play, group, "录音听写：拜访.mp3", "完成")
    the_one(play, me.user_id, "会议纪要", "华东光伏", "孙浩：我周五之前把合同发给您")


async def test_what_is_sent_and_forwarded_to_the_robot_alone(play: Abroad, tmp_path: Path) -> None:
    (me, other, group), ding = cast_of(play), play.dingtalk
    prepared = Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner)
    prepared.outcome("picture.jpg", done=CONTRACT)
    await ding.picture(me, JPG)
    await play.quiet()
    card = the_one(play, me.user_id, "合同：picture.jpg", "要记为“签约”的证据吗？")
    await ding.press(me, "记为签约证据")
    await play.quiet()
    assert the_one(play, me.user_id, "已作证据", "韩梅 记为“签约”证据").card == card.card

    await ding.say(me, "华东光伏的合同我周五前发过去")
    await ding.audio(me, b"#!AMR", "谁负责华东光伏？")
    await play.quiet()
    the_one(play, me.user_id, "📌 记成任务", "2026-01-16（周五）")
    the_one(play, me.user_id, "华东光伏由李雷负责")

    await ding.say(other, f"朗原电力的方案 {LINK}", group)
    await ding.say(other, "朗原电力的报价我周四前给出来", group)
    await ding.forward(me, *ding.messages(group)[-2:])
    await play.quiet()
    the_one(play, me.user_id, "收到，已私信孙浩。")
    the_one(play, other.user_id, "朗原电力工程有限公司 方案 V3", "孙浩，2026-01-12")
    the_one(play, other.user_id, "📌 记成任务", "朗原电力的报价我周四前给出来", "2026-01-15（周四）")

    await ding.link(me, "华东光伏 方案 V4", OTHER)
    await play.quiet()
    the_one(play, me.user_id, "华东光伏科技股份有限公司 方案 V4", "韩梅，2026-01-12")

    await ding.say(me, f"曜日新能源的方案 {OTHER}2", group)
    await ding.forward(me, ding.messages(group)[-1])
    await play.quiet()
    the_one(play, me.user_id, "曜日新能源有限公司 方案")
    the_one(play, me.user_id, "收到，")  # once: here the card itself is the answer
