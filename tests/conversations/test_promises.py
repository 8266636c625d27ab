"""Promises in chat: heard, noted, reminded of, kept by saying so; a customer's; edited; tentative ones; none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.message import Message
from tests.conversations.stage import SHANGHAI, Json, Stage, labels, text_of

EAST = {"id": "east-pv", "direct": False, "language": "zh"}
WEDNESDAY = datetime(2026, 1, 14, 9, 0, tzinfo=SHANGHAI)


@pytest.fixture
def editing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The local messenger as it were with edits."""
    local = stage.runtime.messengers["local"]
    plain = local.decode

    def decode(body: Mapping[str, Any]) -> Message:
        message = plain(body)
        assert isinstance(message, Message)
        return replace(message, edited=bool(body.get("edited")))

    monkeypatch.setattr(local, "decode", decode)
    return stage


async def promise_card(stage: Stage, room: str, person: str = "") -> Json:
    found = await stage.news(room, person)
    cards = [one for one in found if one["payload"]["card"]]
    assert len(cards) == 1, [text_of(one) for one in found]
    return cards[0]


async def test_from_the_sentence_to_the_task_to_the_reminder_to_done(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "华东光伏的报价我周三前给他们发过去")
    card = await promise_card(stage, "east-pv")
    said = text_of(card)
    assert "华东光伏的报价我给他们发过去" in said
    assert "李雷" in said
    assert "2026-01-14（周三）" in said
    assert labels(card) == ["已完成", "改日期", "不是承诺"]
    assert "发过去" in await stage.told("li.lei", "我还欠哪些？")
    await stage.later(WEDNESDAY - timedelta(minutes=1))
    assert await stage.news("direct", "li.lei") == []
    await stage.later(WEDNESDAY)
    reminder = await promise_card(stage, "direct", "li.lei")
    assert "今天到期" in text_of(reminder)
    await stage.says("li.lei", "east-pv", "报价发了")
    now = next(one for one in await stage.cards("east-pv") if one["id"] == card["id"])
    assert "李雷于" in text_of(now)
    assert "“报价发了”" in text_of(now)
    assert labels(now) == ["撤回"]
    assert "发过去" not in await stage.told("li.lei", "我还欠哪些？")
    await stage.later(WEDNESDAY + timedelta(days=1))
    assert await stage.news("direct", "li.lei") == []


async def test_in_english_overdue_and_settled_by_a_button(stage: Stage) -> None:
    await stage.says("emma.thorne", "international", "I'll send Vantory the revised quote by Tuesday")
    card = await promise_card(stage, "international")
    assert "send Vantory the revised quote" in text_of(card)
    assert "Tue 2026-01-13" in text_of(card)
    await stage.later(datetime(2026, 1, 13, 9, 0, tzinfo=SHANGHAI) + timedelta(hours=8))
    assert "Due today" in text_of(await promise_card(stage, "direct", "emma.thorne"))
    await stage.later(datetime(2026, 1, 14, 17, 0, tzinfo=SHANGHAI))
    late = await promise_card(stage, "direct", "emma.thorne")
    assert "Overdue" in text_of(late)
    await stage.presses("emma.thorne", late, "Done")
    assert "Done by Emma Thorne" in text_of((await stage.cards("direct", "emma.thorne"))[-1])


async def test_the_day_is_changed_and_the_promise_taken_back(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "合同我周三前寄给华东光伏")
    card = await promise_card(stage, "east-pv")
    await stage.presses("li.lei", card, "改日期")
    await stage.says("li.lei", "east-pv", "@搭子 下周五")
    now = (await stage.cards("east-pv"))[0]
    assert "2026-01-23" in text_of(now)
    await stage.later(WEDNESDAY)
    assert await stage.news("direct", "li.lei") == []
    await stage.presses("han.mei", now, "不是承诺")
    assert "只有本人" in await stage.everywhere()
    await stage.presses("li.lei", (await stage.cards("east-pv"))[0], "不是承诺")
    assert "李雷于" in text_of((await stage.cards("east-pv"))[0])
    assert "合同我寄给" not in await stage.told("li.lei", "我还欠哪些？")


async def test_an_edited_message_corrects_its_task_and_takes_it_away(editing: Stage) -> None:
    stage = editing
    said = {"message_id": "m9"}
    await stage.event("li.lei", EAST, "周三前给华东光伏报价", mentions_bot=False, **said)
    assert "2026-01-14" in text_of(await promise_card(stage, "east-pv"))
    await stage.event("li.lei", EAST, "周五前给华东光伏报价", mentions_bot=False, edited=True, **said)
    assert "2026-01-16" in text_of((await stage.cards("east-pv"))[0])
    await stage.event("li.lei", EAST, "周三是华东光伏的年会", mentions_bot=False, edited=True, **said)
    assert "原话改了" in text_of((await stage.cards("east-pv"))[0])
    await stage.event("li.lei", EAST, "周五前给华东光伏报价", mentions_bot=False, edited=True, **said)
    assert labels((await stage.cards("east-pv"))[0]) == ["已完成", "改日期", "不是承诺"]


async def test_before_customers_only_its_owner_is_told(stage: Stage) -> None:
    await stage.says("li.lei", "partner-heqiao", "明天把方案发给你们，华东光伏那边我来催")
    assert await stage.news("partner-heqiao") == []
    assert "方案" in text_of(await promise_card(stage, "direct", "li.lei"))


async def test_a_customers_promise_reminds_the_owner(stage: Stage) -> None:
    await stage.says("lu.ning", "partner-heqiao", "华东光伏的盖章合同我周三前寄给你们")
    assert await stage.news("partner-heqiao") == []
    card = await promise_card(stage, "direct", "li.lei")
    assert "陆宁（客户）" in text_of(card)
    await stage.later(WEDNESDAY)
    assert "盖章合同" in text_of(await promise_card(stage, "direct", "li.lei"))
    await stage.says("lu.ning", "partner-heqiao", "合同已寄出")
    assert "合同已寄出" in text_of((await stage.cards("direct", "li.lei"))[0])
    assert await stage.news("partner-heqiao") == []


async def test_a_tentative_one_is_asked_about_once(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "争取周三给华东光伏结果")
    assert await stage.news("east-pv") == []
    asked = await promise_card(stage, "direct", "li.lei")
    assert "要记成任务吗" in text_of(asked)
    assert "给华东光伏结果" not in await stage.told("li.lei", "我还欠哪些？")
    await stage.presses("li.lei", asked, "记成任务")
    assert "给华东光伏结果" in await stage.told("li.lei", "我还欠哪些？")


async def test_what_is_no_promise_is_left_alone(stage: Stage) -> None:
    for text in (
        "周三前能给我报价吗？",
        "王总说周五给盖章合同",
        "报价昨天发了",
        "这周给不了报价",
        "请周五前把合同发我",
    ):
        await stage.says("li.lei", "east-pv", text)
        assert await stage.everywhere() == ""


async def test_which_one_is_done_is_asked(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "周三前给华东光伏报价")
    await stage.says("li.lei", "east-pv", "周五前给同屹重工报价")
    await stage.says("li.lei", "east-pv", "报价发了")
    asked = await stage.answer("direct", "li.lei")
    assert "说的是哪一件" in text_of(asked)
    await stage.presses("li.lei", asked, "给同屹重工")
    assert "给同屹重工报价" not in await stage.told("li.lei", "我还欠哪些？")


async def test_said_again_it_is_one_task(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "周三前给华东光伏报价")
    await stage.says("li.lei", "east-pv", "周五前给华东光伏报价")
    assert len(await stage.cards("east-pv")) == 1
    assert "2026-01-16" in text_of((await stage.cards("east-pv"))[0])


async def test_who_names_a_colleague_gives_them_the_task(stage: Stage) -> None:
    await stage.says("han.mei", "partner-heqiao", "小李周三前给您发华东光伏的报价")
    assert await stage.news("direct", "han.mei") == []
    assert "李雷" in text_of(await promise_card(stage, "direct", "li.lei"))


async def test_done_is_said_to_the_bot_alone(stage: Stage) -> None:
    await stage.says("li.lei", "east-pv", "周三前给华东光伏报价")
    await stage.says("li.lei", "direct", "报价发了")
    assert labels((await stage.cards("east-pv"))[0]) == ["撤回"]
    assert await stage.news("direct", "li.lei") == []


async def test_titles_do_what_buttons_do(stage: Stage) -> None:
    await stage.says("emma.thorne", "international", "I'll send Vantory the contract by Wednesday")
    assert "which day that is" in await stage.told("emma.thorne", "move “send Vantory the contract” to whenever")
    said = await stage.told("emma.thorne", "move “send Vantory the contract” to Friday")
    assert said == "All right: “send Vantory the contract” is due Fri 2026-01-16."
    assert "is done" in await stage.told("emma.thorne", "“send Vantory the contract” is done")
    assert "is open again" in await stage.told("emma.thorne", "“send Vantory the contract” is not done yet")
    assert "off the list" in await stage.told("emma.thorne", "“send Vantory the contract” is no promise")
    assert "can't find that promise" in await stage.told("emma.thorne", "“fly to the moon” is done")
