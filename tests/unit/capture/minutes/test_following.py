"""The open commitments of earlier meetings, as the next meeting speaks of them."""

from dataclasses import replace
from datetime import date

import pytest

from capture.minutes.following import followed
from knowledge.meetings.model import Check, Finding, Item, ItemKind
from tests.unit.capture.minutes.saying import turns

REPORT = Item(
    ItemKind.COMMITMENT,
    "周五前给您一版新的报价",
    "周五前给您一版新的报价",
    4,
    30.0,
    "李雷",
    0.9,
    "zh.to_you",
    "李雷",
    item_id="m1/1",
)
GUIDE = replace(
    REPORT, text="I'll send you the SSO setup guide by Friday", quote="I'll send you the SSO setup guide by Friday"
)
COMPARED = replace(
    REPORT, text="对比说明我来写，明天下班前发您邮箱", quote="对比说明我来写，明天下班前发您邮箱", item_id="m1/2"
)


def check(item: Item, *said: str) -> Check:
    (found,) = followed([item], turns(*said), "m2")
    return found


@pytest.mark.parametrize(
    ("said", "finding", "quote"),
    [
        ("us 李雷: 新的报价上周五已经发给您了。", Finding.DONE, "新的报价上周五已经发给您了。"),
        ("them 周敏: 报价收到了，谢谢。", Finding.DONE, "报价收到了，谢谢。"),
        ("them 周敏: 新报价我还没收到呢。", Finding.STILL_OPEN, "新报价我还没收到呢。"),
        ("us 李雷: 报价领导还没批下来。", Finding.STILL_OPEN, "报价领导还没批下来。"),
        ("them 周敏: 新的报价最低能做到多少？", Finding.STILL_OPEN, "新的报价最低能做到多少？"),
        ("them 周敏: 今天我们聊一下工期。", Finding.NOT_MENTIONED, ""),
    ],
)
def test_in_chinese(said: str, finding: Finding, quote: str) -> None:
    found = check(REPORT, "us 李雷: 周总好。", said)
    assert (found.finding, found.quote) == (finding, quote)
    assert (found.item_id, found.meeting_id) == ("m1/1", "m2")
    assert (found.line, found.at >= 10) == ((1, True) if quote else (-1, False))


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ("us Tom: I sent the SSO setup guide on Thursday.", Finding.DONE),
        ("them Sarah: We got the setup guide for SSO, thanks.", Finding.DONE),
        ("them Sarah: We still haven't received the SSO setup guide.", Finding.STILL_OPEN),
        ("us Tom: The SSO setup guide, I'll get it to you today.", Finding.STILL_OPEN),
        ("them Sarah: Let's talk about the roadmap.", Finding.NOT_MENTIONED),
    ],
)
def test_in_english(said: str, finding: Finding) -> None:
    assert check(GUIDE, "us Tom: Hi.", said).finding is finding


def test_the_answer_may_stand_behind_the_question() -> None:
    found = check(REPORT, "them 周敏: 新的报价呢？", "us 李雷: 昨天已经发了。")
    assert (found.finding, found.line, found.speaker) == (Finding.DONE, 1, "李雷")


def test_each_commitment_is_checked_by_itself() -> None:
    said = turns("us 李雷: 报价已经发您了。", "them 周敏: 对比说明还没看到。")
    found = followed([REPORT, COMPARED], said, "m2")
    assert [one.finding for one in found] == [Finding.DONE, Finding.STILL_OPEN]
    assert followed([], said, "m2") == []


def test_a_commitment_without_a_telling_word_is_never_said_to_be_done() -> None:
    vague = replace(REPORT, text="好的，没问题", quote="好的，没问题", due_on=date(2026, 3, 6))
    assert check(vague, "us 李雷: 好的，没问题，已经发了。").finding is Finding.NOT_MENTIONED
