"""Objections, decisions, prices, competitors, open questions, next steps and key points, as people say them."""

import pytest

from knowledge.meetings.model import Item, ItemKind
from tests.unit.capture.minutes.saying import kinds, minutes

US, THEM = "us 李雷: ", "them 周敏: "


def of(kind: ItemKind, *said: str) -> list[Item]:
    return kinds(minutes(*said), kind)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("价格太高了，我们批不下来。", "objection.price"),
        ("你们比拓维贵了不少。", "objection.price"),
        ("两周太久了，等不了。", "objection.time"),
        ("报表太慢，客服都在抱怨。", "objection.product"),
        ("我们担心数据安全。", "objection.trust"),
        ("账期九十天，三十天接受不了。", "objection.terms"),
        ("That's way too expensive for us.", "objection.price"),
        ("Six weeks is too long.", "objection.time"),
        ("Our security team is worried about the audit.", "objection.trust"),
        ("We can't accept that liability cap.", "objection.terms"),
    ],
)
def test_what_the_customer_holds_against_it(said: str, why: str) -> None:
    (item,) = of(ItemKind.OBJECTION, THEM + said)
    assert item.why == why
    assert item.quote in said


def test_our_own_doubts_and_questions_are_no_objections() -> None:
    assert of(ItemKind.OBJECTION, US + "价格太高了，拓维肯定便宜。") == []
    assert of(ItemKind.OBJECTION, THEM + "是不是太贵了？") == []
    (unsure,) = of(ItemKind.OBJECTION, "? A: 价格太高了。")
    (sure,) = of(ItemKind.OBJECTION, THEM + "价格太高了。")
    assert unsure.confidence < sure.confidence


@pytest.mark.parametrize(
    "said",
    [
        "那就这么定了，先上两个仓。",
        "验收标准按国标来，这个我们定了。",
        "我们决定六月一号启动试点。",
        "行，这条写到合同里。",
        "Let's go with the enterprise plan.",
        "We've decided to postpone phase two.",
        "Okay, we'll take twenty units.",
        "Quarterly billing it is.",
    ],
)
def test_what_is_settled(said: str) -> None:
    (item,) = of(ItemKind.DECISION, THEM + said)
    assert item.quote == said


@pytest.mark.parametrize("said", ["这个还没定。", "定了吗？", "We haven't decided yet.", "Did you decide on a plan?"])
def test_what_is_not_settled(said: str) -> None:
    assert of(ItemKind.DECISION, THEM + said) == []


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("预算是一百二十万。", 1_200_000, ""),
        ("一个坐席一年三千六。", 3600, ""),
        ("一台四十六万八。", 468_000, ""),
        ("一台一个月少三百块。", 300, "CNY"),
        ("报价是¥12.5万。", 125_000, "CNY"),
        ("大概多三万块钱。", 30_000, "CNY"),
        ("按分钟是一毛二。", 0.12, "CNY"),
        ("三五万的代金券应该可以。", None, ""),
        ("You quoted us eighteen thousand a year.", 18_000, ""),
        ("It's $1.2M in total.", 1_200_000, "USD"),
        ("The kit is nineteen hundred euros per rack.", 1900, "EUR"),
        ("Our budget is a hundred and forty thousand.", 140_000, ""),
        ("Six fifty per van is the list price.", None, ""),
        ("The price is 85k.", 85_000, ""),
    ],
)
def test_prices(said: str, amount: float | None, currency: str) -> None:
    (item,) = of(ItemKind.PRICE, THEM + said)
    assert (item.amount, item.currency) == (amount, currency)


@pytest.mark.parametrize(
    "said",
    [
        "一共一百二十个人。",
        "设备到货要三周。",
        "漏检率是千分之二。",
        "we did nine million labels",
        "It took forty seconds.",
    ],
)
def test_numbers_that_are_no_prices(said: str) -> None:
    assert of(ItemKind.PRICE, THEM + said) == []


def test_competitors_by_known_names_only() -> None:
    (item,) = of(ItemKind.COMPETITOR, THEM + "拓维也来找过我们。")
    assert item.text.startswith("拓维")
    assert of(ItemKind.COMPETITOR, THEM + "brightline came in lower.")
    assert of(ItemKind.COMPETITOR, THEM + "We saw the brightlines on the road.") == []
    assert of(ItemKind.COMPETITOR, THEM + "别家也来找过我们。") == []


def test_questions_nobody_answered() -> None:
    asked = THEM + "教材的版权归谁？"
    (put_off,) = of(ItemKind.QUESTION, asked, US + "这个我不太确定，我问一下法务。")
    assert (put_off.quote, put_off.why) == ("教材的版权归谁？", "question.put_off")
    assert of(ItemKind.QUESTION, asked, US + "归你们。") == []
    (last,) = of(ItemKind.QUESTION, "them Sarah Cole: Who pays for the licences?")
    assert last.why == "question.at_the_end"
    (english,) = of(ItemKind.QUESTION, "them Sarah Cole: Is SSO included?", "us Tom Baker: Let me check that.")
    assert english.why == "question.put_off"


def test_what_happens_next() -> None:
    (item,) = of(ItemKind.NEXT_STEP, THEM + "我们十五号要上会。")
    assert item.why == "next_step.with_a_day"
    assert of(ItemKind.NEXT_STEP, "them Sarah Cole: Let's sync again in two weeks.")
    assert of(ItemKind.NEXT_STEP, THEM + "我们上次开过会了。") == []
    assert of(ItemKind.NEXT_STEP, US + "下周三我再过来演示一次。") == []


def test_key_points_are_what_says_most_and_is_nothing_else() -> None:
    items = minutes(
        US + "周总好，听得到吗？",
        THEM + "听得到。",
        THEM + "我们最关键的要求是六月三十号之前必须并网，一共四个厂区。",
        US + "好的。",
        THEM + "价格太高了。",
    )
    (point,) = kinds(items, ItemKind.POINT)
    assert "并网" in point.quote


def test_who_said_it_has_their_id() -> None:
    (item,) = of(ItemKind.OBJECTION, THEM + "价格太高了。")
    assert (item.who, item.contact_id, item.person_id) == ("周敏", "c.zhou", "")
