"""What WeCom delivers to its app and to its AI bot, over the real protocol: fetched, decrypted, taken, said so."""

from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest

from tests.conversations.abroad import CHAT, ZH, Abroad
from tests.conversations.prepared import Prepared, seen, spoken
from tests.vendors.wecom.screen import Shown

pytestmark = [
    pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True),
    pytest.mark.parametrize("cast", [ZH], indirect=True, ids=["zh"]),
]

LINK = "https://docs.google.com/presentation/d/1ofTheTests/edit"
AMR, MP3, JPG = b"#!AMR\n a voice", b"ID3 a recording", b"\xff\xd8\xff a page"
CONTRACT = seen("contract", ["设备维保合同"], 1, company="朗原电力工程有限公司", date="2026-01-12")
PREVIEW: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Mobile "
    "Safari/537.36 MicroMessenger/8.0 mpcrawler",
    "Accept": "text/html",
    "Accept-Language": "zh-CN",
}
PHONE: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 wxwork/4.1.20 MicroMessenger/7.0.1 Language/zh",
    "Accept": "text/html",
    "Accept-Language": "zh-CN",
}


def member(play: Abroad, person: str) -> str:
    return str(play.team[person]["wecom_id"])


def the_one(play: Abroad, room: str, *words: str) -> Shown:
    """The one message of the bot's there that says all that."""
    told = [one for one in play.wecom.messages(room) if not one.by_person]
    found = [one for one in told if all(word in "\n".join(one.lines()) for word in words)]
    assert len(found) == 1, play.wecom.shown(room)
    return found[0]


def kept(folder: Path) -> set[bytes]:
    """What the files are that were brought here."""
    return {one.read_bytes() for one in (folder / "files").rglob("*") if one.is_file()}


async def opened(link: str, agent: Mapping[str, str]) -> None:
    """A program calls a link, without cookies."""
    jar = aiohttp.DummyCookieJar()
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as session,
        session.get(link, headers=agent, allow_redirects=False) as answer,
    ):
        assert (answer.status, answer.headers["Location"]) == (302, LINK)


async def test_what_is_forwarded_to_the_app(play: Abroad, tmp_path: Path) -> None:
    me = member(play, "han.mei")
    chat, prepared = play.wecom.app_chat(me), Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner)
    prepared.outcome("voice.amr", done=spoken("1: 您好，我是韩梅。", "1: 我周四之前给您新的报价单。"))
    await chat.send_voice(AMR)
    await play.quiet()
    the_one(play, me, "录音听写：voice.amr", "完成")
    the_one(play, me, "会议纪要", "1. 韩梅：我周四之前给您新的报价单，2026-01-15（周四）前")

    await play.later(minutes=1)
    prepared.outcome("朗原电力 拜访.mp3", done=spoken("1: 您好，我是韩梅。", "1: 我周五之前把合同发给您。"))
    await chat.send_file("朗原电力 拜访.mp3", MP3)
    await play.quiet()
    the_one(play, me, "会议纪要", "客户: 澄溪朗原电力工程有限公司", "我周五之前把合同发给您，2026-01-16（周五）前")

    await play.later(minutes=1)
    prepared.outcome("image.jpg", done=CONTRACT)
    await chat.send_image(JPG)
    await play.quiet()
    card = the_one(play, me, "合同：image.jpg")
    assert list(card.buttons()) == ["记为签约证据", "不算", "别的客户"]
    await chat.press("记为签约证据")
    await play.quiet()
    assert (card.edits, card.buttons()) == (1, {})
    the_one(play, me, "已作证据", "韩梅 记为“签约”证据")

    await play.later(minutes=1)
    await chat.share_link("朗原电力 方案", LINK)
    await play.quiet()
    the_one(play, me, "📄 方案", "澄溪朗原电力工程有限公司 方案 V3", "发出: 韩梅，2026-01-12")
    assert kept(tmp_path) >= {AMR, MP3, JPG}


async def test_what_is_quoted_to_the_bot_in_a_group(play: Abroad, tmp_path: Path) -> None:
    me, chat, other = member(play, "han.mei"), play.chat("han.mei"), play.chat("sun.hao")
    prepared = Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner)
    asked = await chat.say("记一下", quote=other.mutter(f"朗原电力的方案更新了 {LINK}"))
    assert await asked.finished() == "收到。", "the room's members are not told: the card goes to who quoted it"
    await play.quiet()
    the_one(play, me, "澄溪朗原电力工程有限公司 方案 V3", "发出: 韩梅", "引用转来，最初是谁发的看不到")

    prepared.outcome("拜访.mp3", done=spoken("1: 您好，我是孙浩。", "1: 我周五之前把合同发给您。"))
    asked = await chat.say("整理一下，华东光伏的", quote=other.drop_file("拜访.mp3", MP3))
    await asked.finished()
    await play.quiet()
    the_one(play, CHAT, "录音听写：拜访.mp3", "完成")
    the_one(play, me, "会议纪要", "客户: 澄溪华东光伏科技股份有限公司", "孙浩：我周五之前把合同发给您")
    the_one(play, member(play, "li.lei"), "会议纪要", "录音来自: 韩梅")

    prepared.outcome("image.png", done=CONTRACT)
    asked = await chat.say("签回来了", quote=other.drop_file("page.jpg", JPG, "image"))
    await asked.finished()
    await play.quiet()
    the_one(play, me, "要记为“签约”的证据吗？")
    assert kept(tmp_path) >= {MP3, JPG}


async def test_a_link_taken_from_the_app_is_told_of_once_people_open_it(play: Abroad) -> None:
    me = member(play, "li.lei")
    await play.wecom.app_chat(me).say(f"给我一个追踪链接 {LINK} 给华东光伏")
    await play.quiet()
    said = the_one(play, me, "给华东光伏的追踪链接：").lines()[0]
    link = next(line for line in said.splitlines() if "/t/" in line)
    await play.later(minutes=5)
    await opened(link, PREVIEW)
    await play.quiet()
    assert "客户打开" not in play.wecom.shown(me)
    await opened(link, PHONE)
    await play.quiet()
    card = the_one(play, me, "📄 客户打开", "打开: 1 次", "企业微信 · iPhone")
    await play.later(minutes=5)
    await opened(link, PHONE)
    await play.quiet()
    assert the_one(play, me, "📄 客户打开", "打开: 2 次") is card
    assert card.edits == 1
