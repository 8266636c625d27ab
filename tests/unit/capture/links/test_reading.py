"""The labelled messages: what is recognised, and whose it is taken to be; and chat in which there is nothing."""

import gzip
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from capture.links.reading import Known, Outcome, documents_in
from tests.unit.capture.links.labelled import MENDED, heard, messages, read, scored, world

SHARED = Path(os.environ.get("DAZI_SHARED", Path(__file__).resolve().parents[5] / "shared"))
NOISE = SHARED / "data" / "chat_slack_racket" / "racket-general-2017.xml.gz"
DECK = "https://docs.google.com/presentation/d/1Deck/edit"


def message(text: str, **more: object) -> dict[str, object]:
    return {
        "id": "m",
        "room": "华东销售群",
        "sender": "meng.yang",
        "at": "2026-01-12T10:00:00+08:00",
        "text": text,
        **more,
    }


def test_there_are_enough_messages_half_of_them_with_nothing() -> None:
    both = [*messages("dev"), *messages("held")]
    outcomes = [one["outcome"] for each in both for one in each["expect"]]
    assert len(both) >= 300
    assert 0.4 <= outcomes.count("none") / len(outcomes) <= 0.6


def test_messages_that_no_rule_was_made_for() -> None:
    score = scored("unseen")
    assert score.f1 >= 0.95, score.wrong
    assert score.attached_right == score.attached, score.wrong
    assert score.without_asking >= 0.85, score.wrong


@pytest.mark.parametrize("half", MENDED)
def test_what_is_recognised_and_whose(half: str) -> None:
    score = scored(half)
    assert score.f1 >= 0.97, score.wrong
    assert score.attached_right == score.attached, score.wrong
    assert score.without_asking >= 0.85, score.wrong  # a document that no word names is asked about


@pytest.mark.parametrize("half", ["dev", "held"])
def test_the_version_that_a_message_states(half: str) -> None:
    texts = {one["id"]: one["text"] for one in messages(half)}
    told = []
    for one in messages(half):
        found = {each.shared.raw: each for each in read(one, texts)}
        for wanted in one["expect"]:
            got = found.get(wanted.get("link") or wanted["file"])
            if "version" in wanted and got is not None and got.outcome is not Outcome.NONE:
                told.append((one["text"], got.sorted.version, wanted["version"]))
    assert len(told) > 60
    assert [one for one in told if one[1] != one[2]] == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"衡岳，按8折重新算的 {DECK}", Outcome.ASK),
        (f"take 3 for Northgate {DECK}", Outcome.ASK),
        ("Northgate got this an hour ago https://docsend.com/view/abcdefgh12345678", Outcome.ASK),
        ("衡岳的一些资料 https://docs.qq.com/doc/DQ1abcdefghij", Outcome.NONE),
        (f"衡岳信息科给的机房图 {DECK}", Outcome.NONE),
        (f"Northgate sent over some background {DECK}", Outcome.NONE),
        (f"case study on Calloway, marketing wants quotes {DECK}", Outcome.ASK),
        (f"方案写得好的几个要点 {DECK}", Outcome.ASK),
        (f"找到一份友商的标书，报价页都在 {DECK}", Outcome.NONE),
    ],
)
def test_signs_are_enough_to_ask_and_doubt_too_much_to_attach(text: str, outcome: Outcome) -> None:
    (found,) = read(message(text), {})
    assert found.outcome is outcome, found


def test_only_whose_customers_the_sender_has_is_asked_about() -> None:
    (found,) = read(message(f"方案放这了 {DECK}", sender="xu.tang"), {})
    (alone,) = read(message(f"方案放这了 {DECK}", sender="xu.tang", room="dm:xu.tang"), {})
    assert (found.outcome, found.whose.customer_id) == (Outcome.ASK, "K03")
    assert (alone.outcome, alone.whose.customer_id) == (Outcome.ATTACH, "K03")


def test_a_list_names_each_customer_right_before_their_document() -> None:
    other = DECK.replace("1Deck", "1Other")
    found = read(message(f"江桥、启泰两家的报价都更新过了 江桥 {DECK} 启泰 {other}"), {})
    assert [(one.outcome, one.whose.customer_id) for one in found] == [
        (Outcome.ATTACH, "K02"),
        (Outcome.ATTACH, "K09"),
    ]


def test_chat_about_other_things_has_nothing_in_it() -> None:
    if not NOISE.exists():
        pytest.skip(f"no {NOISE.name}: the data sets are not here")
    with gzip.open(NOISE) as file:
        texts = [one.findtext("text") or "" for one in ET.parse(file).getroot().iter("message")]  # noqa: S314  a set of ours
    linked = [text for text in texts if "http" in text][:400]
    assert len(linked) == 400
    found = [one for text in linked for one in read(message(text), {}) if one.outcome is not Outcome.NONE]
    assert found == []


def test_a_document_on_record_keeps_its_customer_unless_the_message_says_otherwise() -> None:
    known = {"google:1Deck": Known("K01")}
    outcomes = {}
    for text in (DECK, f"江桥乳业的方案 {DECK}", f"衡岳的方案 {DECK}"):
        (found,) = documents_in(heard(message(text)), world().context(), world().settings, known=known)
        outcomes[text] = (found.outcome, found.whose.customer_id)
    assert list(outcomes.values()) == [(Outcome.ATTACH, "K01"), (Outcome.ASK, ""), (Outcome.ATTACH, "K01")]


def test_what_was_dismissed_is_not_asked_about_again() -> None:
    known = {"google:1Deck": Known(dismissed=True)}
    (found,) = documents_in(heard(message(f"衡岳的方案 {DECK}")), world().context(), world().settings, known=known)
    assert found.outcome is Outcome.NONE


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"弄到了一份云帆科技给衡岳的报价 {DECK}", Outcome.NONE),
        (f"Finally got hold of Brackwater's proposal for Calloway {DECK}", Outcome.NONE),
        (f"云帆科技给衡岳的方案 {DECK}", Outcome.ASK),
        (f"Brackwater's offer for Calloway {DECK}", Outcome.ASK),
        (f"got hold of Helen Marsh, Northgate proposal v2 {DECK}", Outcome.ASK),
        (f"Northgate's proposal {DECK}", Outcome.ATTACH),
        (f"Marco's quote for Calloway {DECK}", Outcome.ATTACH),
        (f"Legal's version of the quote for Calloway {DECK}", Outcome.ATTACH),
        (f"Alder & Finch's proposal {DECK}", Outcome.ATTACH),
        (f"Today's proposal for Calloway {DECK}", Outcome.ATTACH),
        (f"昨晚弄到三点，衡岳的方案 {DECK}", Outcome.ATTACH),
        (f"我们公司给衡岳的方案 {DECK}", Outcome.ATTACH),
    ],
)
def test_a_paper_of_somebody_nobody_knows_is_not_taken_for_ours(text: str, outcome: Outcome) -> None:
    (found,) = read(message(text), {})
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"Calloway proposal, 20 minutes before the deadline {DECK}", Outcome.ATTACH),
        (f"Calloway minutes {DECK}", Outcome.NONE),
        (f"各家报价都在这 {DECK}", Outcome.NONE),
        (f"win/loss of the proposals {DECK}", Outcome.NONE),
    ],
)
def test_times_are_no_minutes_and_many_papers_no_paper(text: str, outcome: Outcome) -> None:
    (found,) = read(message(text), {})
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    ("sender", "room", "text", "outcome"),
    [
        ("raj", "华东销售群", f"quote sent to the hospital board {DECK}", Outcome.ATTACH),
        ("raj", "华东销售群", f"quote for the office chairs {DECK}", Outcome.ASK),
        ("raj", "华东销售群", f"the quote from our landlord, sent today {DECK}", Outcome.NONE),
        ("xu.tang", "华东销售群", f"给新客户写的方案，报价9折 {DECK}", Outcome.ASK),
        ("raj", "华东销售群", f"whose proposal is this? sent in March {DECK}", Outcome.ASK),
        ("helen.marsh", "Northgate x us", f"Tessa, your quote {DECK} says 12 units", Outcome.ATTACH),
        ("helen.marsh", "Northgate x us", f"Please base your quote on this {DECK}", Outcome.NONE),
        ("shen.qiao", "南浦港对接群", f"你们这份报价单 {DECK} 含税吗", Outcome.ATTACH),
        ("shen.qiao", "南浦港对接群", f"请你们报价 {DECK}", Outcome.NONE),
    ],
)
def test_who_speaks_tells_whose_it_is_where_the_words_bear_it_out(
    sender: str, room: str, text: str, outcome: Outcome
) -> None:
    (found,) = read(message(text, sender=sender, room=room), {})
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        (f"江桥周五交，赤岩下周。赤岩的方案先放这 {DECK}", "K07"),
        (f"Calloway is on hold. Brightmoor next. The Brightmoor proposal is here: {DECK}", "K25"),
        (f"江桥和赤岩都要。方案在这 {DECK}", ""),
        (f"上次给赤岩做的方案 {DECK} 拿来给衡岳改改", ""),
    ],
)
def test_of_several_customers_the_links_own_sentence_may_name_one(text: str, customer: str) -> None:
    (found,) = read(message(text), {})
    assert found.whose.customer_id == customer


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"泰格给江桥的报价，客户偷偷给的 {DECK}", Outcome.NONE),
        (f"someone leaked us the Vexmar offer to Calloway {DECK}", Outcome.NONE),
        (f"卓羽给启泰报的价 {DECK}", Outcome.ASK),
        (f"江桥方案，别外传 {DECK}", Outcome.ATTACH),
    ],
)
def test_what_leaked_from_somebody_unknown_is_a_competitors(text: str, outcome: Outcome) -> None:
    (found,) = read(message(text), {})
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    ("sender", "text", "outcome"),
    [
        ("he.wen", f"客户（云锦物流）自己做的仓库改造方案，给我们参考 {DECK}", Outcome.NONE),
        ("lin.qiao", f"江桥自己写的立项建议书 {DECK}", Outcome.NONE),
        ("tessa", f"Northgate's own draft proposal for their board {DECK}", Outcome.NONE),
        ("he.wen", f"客户（瑞禾）要的方案，我自己写的 {DECK}", Outcome.ATTACH),
        ("tessa", f"proposal for Northgate's own-brand line {DECK}", Outcome.ATTACH),
        ("tessa", f"the printer's quote for our flyers, pls approve {DECK}", Outcome.NONE),
        ("he.wen", f"印刷厂给我们报的价，画册500本 {DECK}", Outcome.NONE),
        ("tessa", f"the shipper's quote for Alder & Finch {DECK}", Outcome.ATTACH),
        ("tessa", f"owner's quote {DECK}", Outcome.ASK),
        ("olive", f"office move proposal, vote by thu {DECK}", Outcome.NONE),
        ("raj", f"office automation proposal for Brightmoor {DECK}", Outcome.ATTACH),
        ("xu.tang", f"星垣方案简版，给客户老板那边的 {DECK}", Outcome.ATTACH),
        ("he.wen", f"他们给总部那边的汇报，赤岩 {DECK}", Outcome.NONE),
    ],
)
def test_who_wrote_it_and_for_whom(sender: str, text: str, outcome: Outcome) -> None:
    (found,) = read(message(text, sender=sender), {})
    assert found.outcome is outcome, found


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"WPS通知：许棠 将文件《星垣洁净室监控方案》的查看权限授予你 {DECK}", Outcome.ATTACH),
        (f'Google Docs: Ingrid mentioned you in a comment on "Brightmoor tender response v2" {DECK}', Outcome.ATTACH),
        (f"钉钉文档：林峤 分享给你《启泰医疗销售合同》 {DECK}", Outcome.NONE),
        (f"飞书：林峤 邀请你参加「江桥方案评审会」 {DECK}", Outcome.NONE),
        (f"对「江桥冷链方案」的修改意见 {DECK}", Outcome.NONE),
        (f"江桥嫌方案没写流程，流程文档在这 {DECK}", Outcome.NONE),
        (f"third-party proposal, please leave proposal here {DECK}", Outcome.ASK),
        (f"the retailer's quote {DECK}", Outcome.ASK),
    ],
)
def test_what_a_tool_tells_is_its_title_and_what_may_be_ours_is_asked_about(text: str, outcome: Outcome) -> None:
    (found,) = read(message(text), {})
    assert found.outcome is outcome, found


def test_what_comes_with_a_customers_mail_is_theirs() -> None:
    text = "Fwd from Helen Marsh (Northgate):\n> please find our energy bills per site so you can prepare your quote.\n"
    (theirs,) = read(message(text, files=["bills 2025.xlsx"]), {})
    assert theirs.outcome is Outcome.NONE
