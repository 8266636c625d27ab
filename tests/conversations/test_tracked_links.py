"""A tracked link from the bot: taken, previewed by a messenger, opened by a person, opened again, muted."""

from collections.abc import Mapping
from datetime import timedelta

import aiohttp

from bot.web.opens import COOKIE
from knowledge.proposals.documents import document, opens_of, shares_of
from knowledge.proposals.opens.view import link_called, uncounted_of
from tests.conversations.stage import Json, Stage, labels, text_of

PLAN = "https://docs.qq.com/doc/DTHlVb3R1aWNl?pwd=x1%2By"
WECHAT: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/WIFI Language/zh_CN",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "zh-CN,zh-Hans;q=0.9",
}
CHROME: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Safari/537.36",
    "Accept": "text/html",
    "Accept-Language": "en-US,en;q=0.9",
}
SLACKBOT = {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Accept": "*/*"}


def link_in(said: str) -> str:
    return next(line.rpartition(" ")[2] for line in said.splitlines() if "/t/" in line)


async def told(stage: Stage, person: str, text: str) -> str:
    """Say something to the bot alone; its answer, beside which stands the card of the document."""
    await stage.says(person, "direct", text)
    return text_of((await stage.news("direct", person))[0])


async def opened_cards(stage: Stage, person: str) -> list[Json]:
    """The messages about opens, as they stand now."""
    found = await stage.cards("direct", person)
    return [one for one in found if "编号 doc" not in text_of(one) and "Number doc" not in text_of(one)]


async def calls(stage: Stage, link: str, headers: Mapping[str, str], cookie: str = "") -> str:
    """Somebody's program calls a link; the cookie that it was given, or sent."""
    await stage.later(stage.clock.now())
    sent = {**headers, **({"Cookie": f"{COOKIE}={cookie}"} if cookie else {})}
    jar = aiohttp.DummyCookieJar()
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as session,
        session.get(link, headers=sent, allow_redirects=False) as answer,
    ):
        assert (answer.status, answer.headers["Location"]) == (302, PLAN)
        given = answer.cookies.get(COOKIE)
    await stage.quiet()
    return given.value if given else cookie


async def later(stage: Stage, **step: float) -> None:
    await stage.later(stage.clock.now() + timedelta(**step))


async def test_taken_previewed_opened_again_and_muted(stage: Stage) -> None:
    said = await told(stage, "li.lei", f"给我一个追踪链接 {PLAN} 给华东光伏")
    assert said.splitlines()[0] == "给华东光伏的追踪链接："
    assert "365 天内有效" in said
    link = link_in(said)
    await later(stage, minutes=5)
    await calls(stage, link, SLACKBOT)
    assert await stage.everywhere() == ""
    cookie = await calls(stage, link, WECHAT)
    card = await stage.answer("direct", "li.lei")
    shown = text_of(card)
    assert shown.startswith("📄 客户打开\n澄溪华东光伏")
    assert "打开 1 次，2026-01-12 09:05" in shown
    assert "用 微信 · iPhone" in shown
    token = link.rpartition("/")[2]
    known = await stage.runtime.store.read(lambda reader: link_called(reader, token))
    assert known is not None
    of_id = known.taken.document_id
    assert await stage.runtime.store.read(lambda reader: document(reader, of_id)) is not None
    assert len(await stage.runtime.store.read(lambda reader: opens_of(reader, [of_id]))) == 1
    assert labels(card) == ["静音这份文档", "静音这家客户", "是我们自己"]
    await later(stage, minutes=10)
    await calls(stage, link, WECHAT, cookie)
    assert await stage.news("direct", "li.lei") == []
    (again,) = await opened_cards(stage, "li.lei")
    assert again["id"] == card["id"]
    assert "打开 2 次，最后 2026-01-12 09:15" in text_of(again)
    await stage.presses("li.lei", again, "静音这份文档")
    (quiet,) = await opened_cards(stage, "li.lei")
    assert "这份文档的打开已静音，照常记录" in text_of(quiet)
    assert labels(quiet) == ["取消静音", "是我们自己"]
    await later(stage, hours=2)
    await calls(stage, link, WECHAT, cookie)
    assert await opened_cards(stage, "li.lei") == [quiet]
    await stage.presses("li.lei", quiet, "取消静音")
    await later(stage, hours=2)
    await calls(stage, link, WECHAT, cookie)
    newest = (await opened_cards(stage, "li.lei"))[-1]
    assert "来过 之前 2 回" in text_of(newest)


async def test_in_english_and_by_words(stage: Stage) -> None:
    question = await told(stage, "emma.thorne", f"track this link {PLAN}")
    assert question.startswith("Which customer is it for")
    said = await told(stage, "emma.thorne", "Hollowell")
    assert said.startswith("The tracked link for Hollowell")
    link = link_in(said)
    await later(stage, minutes=5)
    await calls(stage, link, CHROME)
    card = await stage.answer("direct", "emma.thorne")
    assert text_of(card).startswith("📄 Opened\n")
    assert "With Chrome · Windows" in text_of(card)
    assert labels(card) == ["Mute this document", "Mute this customer", "It was us"]
    assert (await told(stage, "emma.thorne", "mute opens of Hollowell")).startswith(
        "Fine: I won't tell you when Hollowell"
    )
    await later(stage, hours=2)
    await calls(stage, link, WECHAT)
    assert await stage.everywhere() == ""
    assert (await told(stage, "emma.thorne", "unmute opens of Hollowell")).startswith("Fine: I'll tell you again")
    assert (await told(stage, "emma.thorne", "unmute opens of Hollowell")).startswith("Nothing of Hollowell")


async def test_ones_own_opens_do_not_count(stage: Stage) -> None:
    said = await told(stage, "li.lei", f"给我一个追踪链接 {PLAN} 给华东光伏")
    link = link_in(said)
    await calls(stage, link, WECHAT)
    assert await stage.everywhere() == "", "nobody can have been sent it within seconds"
    await later(stage, minutes=5)
    cookie = await calls(stage, link, WECHAT)
    assert "打开 1 次" in text_of((await opened_cards(stage, "li.lei"))[0])
    assert (await told(stage, "li.lei", "刚才是我自己打开的")).startswith("好，这次打开不计入客户的")
    settled = (await opened_cards(stage, "li.lei"))[0]
    assert "是自己人打开的，不计入" in text_of(settled)
    await later(stage, hours=3)
    await calls(stage, link, WECHAT, cookie)
    assert (await opened_cards(stage, "li.lei"))[0] == settled
    token = link.rpartition("/")[2]
    known = await stage.runtime.store.read(lambda reader: link_called(reader, token))
    assert known is not None
    counted = await stage.runtime.store.read(lambda reader: uncounted_of(reader, known.link_id))
    assert {one.reason: one.calls for one in counted} == {"too_soon": 1, "ours": 1}
    await stage.presses("li.lei", settled, "是客户打开的")
    assert "📄 客户打开" in text_of((await opened_cards(stage, "li.lei"))[0])


async def test_what_gets_no_link_and_who(stage: Stage) -> None:
    assert (await told(stage, "li.lei", "追踪这个链接")).startswith("没找到链接。说“给我一个追踪链接")
    said = await told(stage, "li.lei", f"给我一个追踪链接 {PLAN} 给华东光伏")
    again = await told(stage, "li.lei", f"追踪这个链接 {link_in(said)}")
    assert again == "这已经是我给的追踪链接了，直接发给客户就行。"
    assert link_in(await told(stage, "li.lei", f"给我一个追踪链接 {PLAN} 给华东光伏")) == link_in(said)
    bad = await told(stage, "li.lei", "给我一个追踪链接 https://user:pw@docs.qq.com/doc/1")
    assert bad == "这个网址不能用来做追踪链接，请换一个。"
    await stage.says("li.lei", "partner-heqiao", f"@搭子 给我一个追踪链接 {PLAN} 给华东光伏")
    assert "/t/" not in await stage.reply("partner-heqiao"), "people from outside sit there"
    assert "/t/" in text_of((await stage.news("direct", "li.lei"))[0])
    await stage.event("somebody", {"id": "east-pv", "direct": False}, f"@搭子 给我一个追踪链接 {PLAN} 给华东光伏")
    assert (await stage.everywhere()).startswith("我还不认识你")


async def test_what_a_link_is_taken_for_is_that_customers_proposal_and_nobody_is_asked(stage: Stage) -> None:
    await stage.says("li.lei", "direct", f"给我一个追踪链接 {PLAN} 给华东光伏")
    answer, card = [text_of(one) for one in await stage.news("direct", "li.lei")]
    assert "澄溪华东光伏" in card
    assert "方案 V" in card
    assert "追踪链接是为这家客户取的" in card
    await stage.says("li.lei", "direct", f"客户要的 {link_in(answer)} 发过去了")
    assert await stage.news("direct", "li.lei") == []
    token = link_in(answer).rpartition("/")[2]
    known = await stage.runtime.store.read(lambda reader: link_called(reader, token))
    assert known is not None
    of_id = known.taken.document_id
    shares = (await stage.runtime.store.read(lambda reader: shares_of(reader, [of_id])))[of_id]
    assert len(shares) == 2


async def test_a_contract_by_tracked_link_is_no_proposal(stage: Stage) -> None:
    await stage.says("li.lei", "direct", f"给我一个追踪链接 {PLAN} 给华东光伏，是合同")
    (answer,) = await stage.news("direct", "li.lei")
    await stage.says("li.lei", "east-pv", f"华东光伏的合同 {link_in(text_of(answer))}")
    assert await stage.everywhere() == ""
