"""Minutes of recordings that people share: shown, put right, filed, checked at the next meeting, asked about."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conversations.prepared import Prepared, spoken
from tests.conversations.stage import Json, Stage, labels, text_of

one_database = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
"""For all but the first conversation, which is played on both."""

CALL = (
    "1: 邵经理您好，我是韩梅。",
    "2: 您好，你们的价格比别家贵了百分之十五。",
    "1: 我周四之前给您新的报价单。",
    "2: 好的，盖章合同我周五前寄给你们。",
)
NEXT = ("1: 您好，我是韩梅。", "2: 新的报价单收到了，谢谢。", "1: 那就好。")
SHORT = ("1: 您好，我是韩梅。", "1: 我周四之前给您新的报价单。")
PV, LANYU = "澄溪华东光伏科技股份有限公司", "望海蓝屿组件制造有限公司"
ELECTRONICS, FOODS = "云浦北禾电子科技有限公司", "鹭洲北禾食品股份有限公司"


class Calls:
    """What is recorded and shared, and the cards of its minutes."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self._folder, self._shared = stage, folder, 0
        self._prepared = Prepared(folder).does_the_work_of(stage.runtime.runner)

    async def shares(self, person: str, room: str, text: str, said: tuple[str, ...], language: str = "zh") -> None:
        """A recording in which that is said."""
        self._shared += 1
        file = self._folder / f"call{self._shared}.wav"
        file.write_bytes(f"RIFF call {self._shared}".encode())
        self._prepared.outcome(file.name, done=spoken(*said, language=language))
        await self.stage.shares(person, room, file, text)

    async def cards(self, room: str, person: str = "", *, title: str = "会议纪要") -> list[Json]:
        """The minutes shown in a room, as they stand now."""
        found = await self.stage.cards(room, person)
        return [one for one in found if title in one["payload"]["card"]["title"]]


@pytest.fixture
def calls(stage: Stage, tmp_path: Path) -> Calls:
    return Calls(stage, tmp_path)


async def test_from_the_call_to_the_card_the_tasks_and_the_answer(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "刚跟华东光伏邵经理通的电话", CALL)
    (card,) = await calls.cards("east-pv")
    said = text_of(card)
    assert f"{PV} 会议纪要" in said
    assert "1. 韩梅：我周四之前给您新的报价单，2026-01-15（周四）前（00:20）" in said
    assert "2. 邵宇：盖章合同我周五前寄给你们，2026-01-16（周五）前（00:31）" in said
    assert "客户的顾虑" in said
    assert "“我周四之前给您新的报价单”" in said
    assert "录音来自 韩梅" in said
    assert await calls.cards("direct", "li.lei") == []  # its owner reads it in the room
    assert "报价单，2026-01-15（周四）到期" in await stage.told("han.mei", "我还有什么没做完")
    assert "盖章合同我周五前寄给你们，2026-01-16（周五）到期，对方邵宇答应的" in await stage.told(
        "li.lei", "我还有什么没做完"
    )
    answer = await stage.told("han.mei", "华东光伏上次会议纪要")
    assert "华东光伏最近一次会：2026-01-12" in answer
    assert "1. 韩梅：我周四之前给您新的报价单" in answer
    assert "来源：韩梅分享的录音“call1”。" in answer


@one_database
async def test_items_are_put_right_by_their_numbers(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "刚跟华东光伏通的电话", CALL)
    before = await calls.cards("east-pv")
    assert "第 1 条改到 2026-01-16（周五）" in await asked(stage, "纪要第1条改成周五")
    assert "第 1 条由孙浩负责" in await asked(stage, "纪要第1条由孙浩负责")
    assert "第 3 条删掉了" in await asked(stage, "drop minutes 3")
    assert "没有第 9 条" in await asked(stage, "删掉纪要第9条")
    (card,) = await calls.cards("east-pv")
    said = text_of(card)
    assert card["id"] == before[0]["id"]
    assert "1. 孙浩：我周四之前给您新的报价单，2026-01-16（周五）前" in said
    assert "客户的顾虑" not in said
    assert "新的报价单，2026-01-16（周五）到期" in await stage.told("sun.hao", "我还有什么没做完")
    assert "新的报价单" not in await stage.told("han.mei", "我还有什么没做完")
    await asked(stage, "纪要第1条做完了")
    assert "新的报价单" not in await stage.told("sun.hao", "我还有什么没做完")


async def asked(stage: Stage, text: str) -> str:
    """What 韩梅 is answered in the room."""
    await stage.says("han.mei", "east-pv", f"@搭子 {text}")
    return text_of((await stage.news("east-pv"))[0])


@one_database
async def test_that_they_knew_is_noted_with_who_says_so(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "刚跟华东光伏通的电话", CALL)
    (card,) = await calls.cards("east-pv")
    assert "录音告知 还没有记录" in text_of(card)
    assert labels(card) == ["对方知道在录音", "不是这个客户"]
    await stage.presses("han.mei", card, "对方知道在录音")
    (now,) = await calls.cards("east-pv")
    assert "录音告知 韩梅 确认已告知对方" in text_of(now)
    assert labels(now) == ["不是这个客户"]


@one_database
async def test_another_customer_is_named_and_the_minutes_are_made_anew(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("li.lei", "east-pv", "刚跟华东光伏通的电话", CALL)
    (card,) = await calls.cards("east-pv")
    await stage.presses("li.lei", card, "不是这个客户")
    assert "这场会是和哪家客户开的" in await stage.everywhere()
    await stage.says("li.lei", "east-pv", "@搭子 同屹轨道")
    (now,) = await calls.cards("east-pv")
    assert now["id"] == card["id"]
    assert "霁川同屹轨道装备有限公司 会议纪要" in text_of(now)
    await stage.says("li.lei", "east-pv", "@搭子 这场会是和蓝屿组件开的")
    (there,) = await calls.cards("east-pv")
    assert f"已归到{LANYU}" in text_of(there)  # not everybody in that room works with them
    assert "报价单" not in text_of(there)
    assert labels(there) == []
    (mine,) = await calls.cards("direct", "li.lei")
    assert f"{LANYU} 会议纪要" in text_of(mine)
    assert "没有华东光伏的会议录音" in await stage.told("li.lei", "华东光伏上次会议纪要")


@one_database
async def test_where_the_customer_is_unclear_the_sharer_is_asked_alone(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "跟北禾的电话", SHORT)
    assert await calls.cards("east-pv") == []
    (card,) = await calls.cards("direct", "han.mei")
    assert "这场会是和哪个客户开的？" in text_of(card)
    assert labels(card) == [ELECTRONICS, FOODS, "不是这个客户"]
    await stage.presses("han.mei", card, "不是这个客户")
    await stage.says("han.mei", "direct", "华东光伏")
    (there,) = await calls.cards("east-pv")
    assert "1. 韩梅：我周四之前给您新的报价单" in text_of(there)


@one_database
async def test_filed_under_somebody_elses_customer_they_get_the_minutes(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "跟北禾的电话", SHORT)
    (card,) = await calls.cards("direct", "han.mei")
    await stage.presses("han.mei", card, ELECTRONICS)
    (mine,) = await calls.cards("direct", "han.mei")
    assert f"已归到{ELECTRONICS}" in text_of(mine)
    assert labels(mine) == []
    (theirs,) = await calls.cards("direct", "chen.jing")
    assert "我周四之前给您新的报价单" in text_of(theirs)
    assert await calls.cards("east-pv") == []


@one_database
async def test_a_room_with_people_from_outside_sees_none_of_it(calls: Calls) -> None:
    await calls.shares("li.lei", "partner-heqiao", "刚跟华东光伏邵经理通的电话", CALL)
    assert await calls.stage.news("partner-heqiao") == []
    assert await calls.stage.cards("partner-heqiao") == []
    (progress,) = await calls.cards("direct", "li.lei", title="录音听写")
    assert "完成" in text_of(progress)
    (card,) = await calls.cards("direct", "li.lei")
    assert "我周四之前给您新的报价单" in text_of(card)
    await calls.shares("han.mei", "partner-heqiao", "又跟华东光伏通了电话", SHORT)
    assert len(await calls.cards("direct", "li.lei")) == 2  # its owner, though they sit in that room
    assert len(await calls.cards("direct", "han.mei")) == 1


@one_database
async def test_the_next_meeting_says_how_the_commitments_stand(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "刚跟华东光伏通的电话", CALL)
    await stage.later(stage.clock.now() + timedelta(days=4))
    await calls.shares("han.mei", "east-pv", "华东光伏第二次电话", NEXT)
    _, card = await calls.cards("east-pv")
    assert "上次答应的“我周四之前给您新的报价单”：这次说已完成" in text_of(card)
    assert "上次答应的“盖章合同我周五前寄给你们”：这次没提" in text_of(card)
    assert labels(card)[0] == "做完了：我周四之前给您新的报价单"
    assert "报价单" in await stage.told("han.mei", "我还有什么没做完")
    await stage.presses("han.mei", card, "做完了")
    first, card = await calls.cards("east-pv")
    assert "上次答应的“我周四之前给您新的报价单”：已完成" in text_of(card)
    assert "做完了：我周四之前给您新的报价单" not in labels(card)
    assert "✓ 已完成" in text_of(first)
    assert "报价单" not in await stage.told("han.mei", "我还有什么没做完")
    assert "没有核对过" in await asked(stage, "上次答应的第五条做完了")
    kept = [line for line in text_of(card).splitlines() if line.startswith("上次答应的")].index(
        "上次答应的“我周四之前给您新的报价单”：已完成"
    )
    assert "已经处理过" in await asked(stage, f"上次答应的第{'一二'[kept]}条做完了")


@one_database
async def test_in_english(calls: Calls) -> None:
    stage = calls.stage
    said = (
        "1: Hello, this is Emma Thorne.",
        "2: Hi Emma, your price is fifteen percent above the others.",
        "1: I'll send you the revised quote by Thursday.",
    )
    await calls.shares("emma.thorne", "direct", "call with Vantory", said, "en")
    (card,) = await calls.cards("direct", "emma.thorne", title="Minutes")
    text = text_of(card)
    assert "Minutes: Vantory Glass S.p.A." in text
    assert "Who committed to what" in text
    assert "1. Emma Thorne: I'll send you the revised quote by Thursday, by Thu 2026-01-15 (00:20)" in text
    assert labels(card) == ["They knew", "Another customer"]
    await stage.says("emma.thorne", "direct", "minutes 1 is due Friday")
    assert "Number 1 is due Fri 2026-01-16." in await stage.everywhere()
    answer = await stage.told("emma.thorne", "minutes of the last meeting with Vantory")
    assert "by Fri 2026-01-16" in answer
    assert "From the recording “call1” that Emma Thorne shared." in answer


@one_database
async def test_who_has_nothing_to_do_with_it_changes_nothing(calls: Calls) -> None:
    stage = calls.stage
    await calls.shares("han.mei", "east-pv", "跟北禾的电话", SHORT)
    await stage.says("sun.hao", "east-pv", "@搭子 对方知道在录音")
    assert "分享录音的人" in await stage.everywhere()
    await stage.says("xu.lan", "east-pv", "@搭子 删掉纪要第1条")
    assert "删掉了" not in await stage.everywhere()
    (card,) = await calls.cards("direct", "han.mei")
    assert "1. 韩梅：我周四之前给您新的报价单" in text_of(card)
