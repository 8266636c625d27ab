"""Promises as people make them in meetings, and what only sounds like one. Said on Wednesday, 4 March 2026."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from capture.minutes.model import Setting
from knowledge.meetings.model import ItemKind
from tests.unit.capture.minutes.saying import KNOWN, kinds, minutes, promises

US, THEM = "us 李雷: ", "them 周敏: "


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("周五前给您一版新的报价。", "2026-03-06"),
        ("我明天把合同发您邮箱。", "2026-03-05"),
        ("下周三我们带着样机再过来一趟。", "2026-03-11"),
        ("这个我回去跟老板申请一下，月底前答复您。", "2026-03-31"),
        ("三天之内我把测试报告发到群里。", "2026-03-07"),
        ("对比说明我来写。", None),
        ("我查一下库存。", None),
        ("你放心，这事包在我身上。", None),
        ("回头我让技术部把接口文档整理一下。", None),
        ("收到货以后我们安排工程师上门安装。", None),
        ("两个工作日内我给您回话", "2026-03-06"),
        ("五一之前我们保证上线。", "2026-04-30"),
        ("今天下班前把账号开好。", "2026-03-04"),
    ],
)
def test_promised_in_chinese(said: str, due: str | None) -> None:
    assert promises(US + said) == [("李雷", due, False)]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("I'll send you the contract by Friday.", "2026-03-06"),
        ("We will ship the samples on March 20th.", "2026-03-20"),
        ("Let me check with our lawyers and I'll get back to you tomorrow.", "2026-03-05"),
        ("I'm going to forward you the deck tonight.", "2026-03-04"),
        ("You'll have it by the end of next week.", "2026-03-13"),
        ("I'm sending you the invoice tomorrow.", "2026-03-05"),
        ("We'll deliver the first batch two weeks from today.", "2026-03-18"),
        ("I can get you a demo account by the fifteenth.", "2026-03-15"),
        ("Sure, leave it with me.", None),
        ("I'd be happy to introduce you to our head of support.", None),
        ("um so i will uh send someone over on monday", "2026-03-09"),
        ("Okay, will do.", None),
        ("If legal is through, I'll sign it on Thursday.", "2026-03-05"),
    ],
)
def test_promised_in_english(said: str, due: str | None) -> None:
    assert promises(f"us Tom Baker: {said}") == [("Tom Baker", due, False)]


@pytest.mark.parametrize(
    "said",
    [
        "报价我上周五已经发给您了。",
        "我们不会再降价了。",
        "这个方案你们什么时候能发给我们？",
        "您提前把身份证号发我。",
        "他说下周给我们答复。",
        "我跟您说实话，这个价格已经是底价了。",
        "我觉得下个月上线没问题。",
        "要是做不成，我请您吃饭，哈哈。",
        "合同是十二月十五号到期。",
        "今天我们主要对一下进度。",
        "I sent you the contract yesterday.",
        "I won't send anything before Monday.",
        "Can you send me the deck by Friday?",
        "He said he'd sign it next week.",
        "I'll be quick.",
        "We'll see.",
        "I'll be honest with you, that's too much.",
        "Depends on how we'll do the migration.",
        "The pilot went well overall.",
        "We'll take twenty units.",
        "I'll buy you a beer, haha.",
    ],
)
def test_no_promise(said: str) -> None:
    assert promises(f"us 李雷: {said}") == []


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("我们尽量下周五之前交货。", "2026-03-13"),
        ("原则上我可以给您延到六十天。", None),
        ("我再去跟工厂协调一下，争取提前一周。", None),
        ("I'll try to get it to you by Friday.", "2026-03-06"),
        ("We should be able to deliver by Monday.", "2026-03-09"),
        ("I'll see what I can do on the price.", None),
    ],
)
def test_only_tried_or_in_principle(said: str, due: str | None) -> None:
    assert promises(f"us 李雷: {said}") == [("李雷", due, True)]


def test_a_firm_day_beside_a_try_is_firm() -> None:
    assert promises(US + "我砍一砍，争取控制在三十万以内，下周五前出第二版。") == [("李雷", "2026-03-13", False)]


def test_who_is_to_do_it() -> None:
    assert promises(THEM + "我让小刘月底前导出来给你。") == [("小刘", "2026-03-31", False)]
    assert promises(US + "我让法务周五前过一遍。") == [("李雷", "2026-03-06", False)]
    assert promises("them Sarah Cole: Leo will send you the draft tomorrow.") == [("Leo", "2026-03-05", False)]
    assert promises("them Sarah Cole: Our CFO is going to sign it on Friday.") == [("CFO", "2026-03-06", False)]


def test_known_people_have_their_ids() -> None:
    ours, theirs = kinds(minutes(US + "明天发您。", THEM + "我下周给你们付款。"), ItemKind.COMMITMENT)
    assert (ours.person_id, ours.contact_id) == ("li.lei", "")
    assert (theirs.person_id, theirs.contact_id) == ("", "c.zhou")


def test_one_thing_is_one_promise_and_two_are_two() -> None:
    assert promises(US + "我回去跟领导申请一下，周五前给您新报价。") == [("李雷", "2026-03-06", False)]
    assert promises("us Tom Baker: I'll rework the scope tonight and send it over tomorrow.") == [
        ("Tom Baker", "2026-03-05", False)
    ]
    assert promises("us Tom Baker: I'll send the quote on Friday. I'll book the room for Monday.") == [
        ("Tom Baker", "2026-03-06", False),
        ("Tom Baker", "2026-03-09", False),
    ]


def test_the_day_may_stand_beside_it() -> None:
    assert promises("us Tom Baker: We're going to add that in the next sprint, so by March ninth.") == [
        ("Tom Baker", "2026-03-09", False)
    ]
    assert promises("them Sarah Cole: end of march i think i will let you know") == [
        ("Sarah Cole", "2026-03-31", False)
    ]
    assert promises(US + "周五之前，我给您答复。") == [("李雷", "2026-03-06", False)]


def test_a_request_agreed_to_is_a_promise_with_the_request_s_day() -> None:
    (item,) = kinds(minutes(THEM + "周五前把资质发我一份。", US + "好的，没问题。"), ItemKind.COMMITMENT)
    assert (item.who, str(item.due_on), item.quote, item.why) == (
        "李雷",
        "2026-03-06",
        "好的，没问题",
        "agreed_when_asked",
    )
    assert "资质" in item.text
    asked = "them Sarah Cole: Could you send us the report by Monday?"
    assert promises(asked, "us Tom Baker: Sure, no problem.") == [("Tom Baker", "2026-03-09", False)]
    assert promises(asked, "us Tom Baker: That depends on the lab, they are quite busy these days.") == []
    assert promises(asked, "us Tom Baker: Sure, I'll send it.") == [("Tom Baker", "2026-03-09", False)]


def test_an_offer_counts_once_somebody_agrees() -> None:
    offer = US + "下周一给您方案行不行？"
    assert promises(offer, THEM + "不行，太晚了。") == []
    assert promises(offer, THEM + "可以。") == [("李雷", "2026-03-09", False)]
    moved = kinds(minutes(offer, THEM + "周一我不在，周二吧。", US + "好，那就周二上午。"), ItemKind.COMMITMENT)
    assert [(item.line, str(item.due_on), item.why) for item in moved] == [(2, "2026-03-10", "offer_moved")]


def test_the_day_is_counted_where_the_meeting_is() -> None:
    late = Setting(datetime(2026, 3, 4, 23, 30, tzinfo=ZoneInfo("UTC")), ZoneInfo("Asia/Shanghai"), KNOWN)
    assert promises(US + "我明天发您。", setting=late) == [("李雷", "2026-03-06", False)]


def test_of_an_unknown_side_we_is_nobody_in_particular() -> None:
    assert promises("? A: we'll look at the disk quotas") == []
    assert promises("? A: i'll look at the disk quotas by friday") == [("A", "2026-03-06", False)]
    assert promises("? A: we'll send you the disk quotas") == [("A", None, False)]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("我回去把你们的意见带给领导。", None),
        ("合同我今天就走流程。", "2026-03-04"),
        ("价格我再去磨一磨。", None),
        ("放心，出了问题我们负责到底。", None),
        ("尾款七月份之前给你们结清。", "2026-07-31"),
        ("我先把立项单提了。", None),
        ("那我就按两百套报上去。", None),
        ("I owe you the reference list.", None),
        ("I have to check with my boss and come back to you.", None),
        ("Give me two days and you'll have it.", "2026-03-06"),
        ("Marie from legal will send you the redlines on Friday.", "2026-03-06"),
    ],
)
def test_promised_in_other_words(said: str, due: str | None) -> None:
    ((_, day, _),) = promises(f"us 李雷: {said}")
    assert day == due


@pytest.mark.parametrize(
    "said",
    [
        "我来补充一下。",
        "我们公司给很多大客户做过项目。",
        "我现在给您演示一下。",
        "比如我们给客户发一个链接，他就能看到。",
        "当时我们去找了好几家供应商。",
        "这就是我们和别家不一样的地方。",
        "这个价格我做不了主。",
        "We'll have volume and then channel buttons.",
        "So we need to check their specifications.",
        "You'll see two peaks there.",
    ],
)
def test_told_explained_or_done_now_is_no_promise(said: str) -> None:
    assert promises(f"us 李雷: {said}") == []
