"""Minutes as people read them: what matters most first, numbered through, with its time."""

from dataclasses import replace
from datetime import date

from knowledge.meetings.model import Check, Finding, Item, ItemKind, ItemState, Line
from notifiers.minutes_text import check_lines, clock, minutes_lines, ordered, transcript_text

MONDAY = date(2026, 1, 12)


def item(kind: ItemKind, text: str, at: float = 0.0, **more: object) -> Item:
    return Item(kind, text, text, int(at), at, "1", 0.9, "rule", **more)  # type: ignore[arg-type]


ITEMS = [
    item(ItemKind.POINT, "先做两个电站", 47),
    item(ItemKind.OBJECTION, "贵了百分之十五。", 15),
    item(ItemKind.COMMITMENT, "发新的报价单", 21, who="韩梅", due_on=date(2026, 1, 15)),
    item(ItemKind.COMMITMENT, "尽量降价", 30, who="韩梅", vague=True),
    item(ItemKind.COMMITMENT, "给测试报告", 33, who="孙浩", state=ItemState.DONE),
]


def test_commitments_come_first_with_who_and_until_when() -> None:
    assert minutes_lines(ITEMS, "zh", MONDAY) == [
        "谁答应了什么",
        "1. 韩梅：发新的报价单，2026-01-15（周四）前（00:21）",
        "2. 韩梅：尽量降价（说得含糊，没记成任务）（00:30）",
        "3. 孙浩：给测试报告 ✓ 已完成（00:33）",
        "客户的顾虑",
        "4. 贵了百分之十五（00:15）",
        "要点",
        "5. 先做两个电站（00:47）",
    ]


def test_in_english() -> None:
    said = item(ItemKind.COMMITMENT, "send the quote.", 3601, who="Emma", due_on=date(2026, 1, 15))
    assert minutes_lines([said], "en", MONDAY) == [
        "Who committed to what",
        "1. Emma: send the quote, by Thu 2026-01-15 (1:00:01)",
    ]


def test_what_does_not_fit_is_counted_and_stands_in_the_file() -> None:
    assert minutes_lines(ITEMS, "zh", MONDAY, most=2)[-1] == "……还有 3 条，在全文文件里"
    whole = transcript_text(ITEMS, [Line(0, 2, "韩梅", "us", "您好。")], "zh", MONDAY)
    assert "5. 先做两个电站（00:47）" in whole
    assert whole.endswith("—— 全文 ——\n00:00 韩梅：您好。\n")


def test_a_meeting_without_anything_says_so() -> None:
    assert minutes_lines([], "en", MONDAY) == [
        "I heard no commitments, decisions or objections. The whole text is in the file."
    ]


def test_numbers_on_the_card_are_those_of_the_order() -> None:
    assert [one.kind for one in ordered(ITEMS)][:3] == [ItemKind.COMMITMENT] * 3


def test_how_earlier_commitments_stand() -> None:
    checks = [Check("a", "m", Finding.DONE), Check("b", "m", Finding.NOT_MENTIONED), Check("gone", "m", Finding.DONE)]
    quote = item(ItemKind.COMMITMENT, "发报价。")
    items = {"a": quote, "b": item(ItemKind.COMMITMENT, "写验收标准")}
    assert check_lines(checks, items, "zh") == ["上次答应的“发报价”：这次说已完成", "上次答应的“写验收标准”：这次没提"]
    items["a"] = replace(quote, state=ItemState.DONE)
    assert check_lines(checks, items, "en")[0] == "Committed before, “发报价”: done"


def test_a_place_in_a_recording() -> None:
    assert [clock(0), clock(61.9), clock(3661)] == ["00:00", "01:01", "1:01:01"]
