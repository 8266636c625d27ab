"""A person's own day: what they hold, what waits for them, what comes back today, which of their customers are hot."""

from datetime import datetime

from tests.conversations.stage import SHANGHAI, Stage, buttons, hot_visit, labels, text_of

NIGHT = datetime(2026, 1, 12, 22, 0, tzinfo=SHANGHAI)
LATE = datetime(2026, 1, 13, 8, 0, tzinfo=SHANGHAI)


async def heat(stage: Stage, *leads: str) -> None:
    for lead in leads:
        await stage.signal(*hot_visit(f"v-{lead}", lead_id=lead))


async def test_a_quiet_day_says_so(stage: Stage) -> None:
    await stage.says("wang.qiang", "direct", "我的今天")
    answer = await stage.answer("direct", "wang.qiang")
    said = text_of(answer)
    assert "你的今天：2026-01-12（周一）" in said
    assert answer["payload"]["text"] == "今天没有热线索等你，也没有到时的提醒。"
    assert "等人认领的热线索 0" in said
    assert labels(answer) == []
    said = await stage.told("diego.fuentes", "what's on today?")
    assert "Your day: Sun 2026-01-11" in said  # it is evening yet in Chicago
    assert "No hot leads wait for you today, and no reminders are due." in said


async def test_what_waits_is_listed_with_why_and_since_when_and_can_be_claimed(stage: Stage) -> None:
    await heat(stage, "L006", "L011")
    await stage.says("li.lei", "direct", "今天有什么事？")
    answer = await stage.answer("direct", "li.lei")
    assert answer["payload"]["text"].splitlines() == [
        "等人认领的热线索：",
        "· 霁川远矩仪表有限公司 L011：提交表单 maintenance（2026-01-12 09:00 提醒）",
        "· 临舟嘉木智能装备有限公司 L006：提交表单 maintenance（2026-01-12 09:00 提醒）",
    ]
    assert labels(answer) == ["认领 L011", "认领 L006"]
    await stage.presses("li.lei", answer, "认领 L011")
    assert await stage.news("direct", "li.lei") == []
    later = (await stage.messages("dm:li.lei"))[-1]
    assert later["id"] == answer["id"]
    assert later["payload"]["text"].splitlines() == [
        "等人认领的热线索：",
        "· 临舟嘉木智能装备有限公司 L006：提交表单 maintenance（2026-01-12 09:00 提醒）",
        "你认领的热线索：",
        "· 霁川远矩仪表有限公司 L011：提交表单 maintenance（2026-01-12 09:00 认领）",
    ]
    assert labels(later) == ["认领 L006"]
    card = await stage.card("east-pv")
    assert "李雷" in card["payload"]["card"]["settled"]


async def test_a_lead_that_somebody_else_took_meanwhile(stage: Stage) -> None:
    await heat(stage, "L011")
    await stage.says("li.lei", "direct", "我的今天")
    answer = await stage.answer("direct", "li.lei")
    await stage.told("han.mei", "认领 L011")
    await stage.presses("li.lei", answer, "认领 L011")
    assert (await stage.reply("direct", "li.lei")).startswith("这条线索韩梅已在 09:00 认领。")


async def test_of_a_region_only_what_nobody_owns_but_a_manager_sees_all(stage: Stage) -> None:
    await heat(stage, "L006", "L011", "L012")
    said = await stage.told("han.mei", "我的今天")
    assert "L011" in said
    assert "L006" not in said
    assert "L012" not in said
    said = await stage.told("zhou.min", "我的今天")
    assert "L006：提交表单 maintenance（2026-01-12 09:00 提醒，负责人李雷）" in said
    assert "L011" in said
    assert "L012" not in said
    assert "L011" not in await stage.told("sun.hao", "我的今天")


async def test_in_english_with_a_customer_that_is_hot(stage: Stage) -> None:
    form = {"email": "ann@acme.example", "company": "Acme", "name": "Ann Ray", "region": "International"}
    await stage.signal(*hot_visit("v-acme", **form))
    await stage.says("emma.thorne", "direct", "my day")
    answer = await stage.answer("direct", "emma.thorne")
    (open_one,) = buttons(answer)
    assert open_one["label"].startswith("Claim web-")
    said = text_of(answer)
    assert "Hot leads nobody has claimed:\n· Acme web-" in said
    assert "Sent the form maintenance (alert of 2026-01-12 01:00)" in said
    assert "Of these, hot now:\n· Acme: Sent the form maintenance (2026-01-12 01:00)" in said
    assert "Customers you own 11" in said
    await stage.presses("emma.thorne", answer, "Claim")
    later = text_of((await stage.messages("dm:emma.thorne"))[-1])
    assert "Hot leads you hold:\n· Acme web-" in later
    assert "Hot leads nobody has claimed 0" in later


async def test_a_reminder_of_today(stage: Stage) -> None:
    stage.clock.set(NIGHT)
    await heat(stage, "L006")
    await stage.presses("li.lei", await stage.card("direct", "li.lei"), "明早再说")
    assert "今天没有热线索等你" in await stage.told("li.lei", "我的今天")
    stage.clock.set(LATE)
    said = await stage.told("li.lei", "我的今天")
    assert "今天到时的提醒：\n· 2026-01-13 09:00 临舟嘉木智能装备有限公司 L006：提交表单 maintenance" in said


async def test_more_than_ten_are_counted(stage: Stage) -> None:
    for number in range(12):
        form = {"email": f"a{number}@new.example", "company": f"New {number}", "region": "International"}
        await stage.signal(*hot_visit(f"v-{number}", **form))
    await stage.says("emma.thorne", "direct", "my day")
    answer = await stage.answer("direct", "emma.thorne")
    said = answer["payload"]["text"]
    assert said.count("\n· ") == 10
    assert said.endswith("… and 2 more")
    assert len(labels(answer)) == 3


async def test_in_a_room_without_buttons_and_where_outsiders_sit_in_private(stage: Stage) -> None:
    await heat(stage, "L011")
    await stage.says("li.lei", "east-pv", "@搭子 我的今天")
    answer = await stage.answer("east-pv")
    assert "L011" in text_of(answer)
    assert labels(answer) == []
    await stage.says("li.lei", "partner-heqiao", "@搭子 我的今天")
    assert "L011" not in await stage.reply("partner-heqiao")
    assert "L011" in await stage.reply("direct", "li.lei")


async def test_a_stranger_has_no_day(stage: Stage) -> None:
    await stage.event("somebody", {"id": "east-pv", "direct": False}, "@搭子 我的今天")
    assert "我还不认识你" in await stage.everywhere()


async def test_pressed_without_anything_said(stage: Stage) -> None:
    press = {"action": "my_day", "args": {}, "version": 1, "message_id": "home"}
    room = {"id": "dm:li.lei", "direct": True}
    assert await stage.event("li.lei", room, "", kind="pressed", press=press) == 200
    assert "你的今天" in await stage.reply("direct", "li.lei")
