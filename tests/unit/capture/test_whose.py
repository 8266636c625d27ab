"""Which customer something is about: the order of clues, and when to ask."""

from dataclasses import replace

import pytest

from capture.whose import SURE, Clue, Doubt, Pointer, Whose, customer_of, judge
from tests.unit.capture.links.labelled import heard, world


def said(text: str, room: str = "华东销售群", sender: str = "meng.yang", **more: object) -> Whose:
    message = {"id": "m", "room": room, "sender": sender, "at": "2026-01-12T10:00:00+08:00", "text": text}
    return customer_of(text, world().context(), heard(message), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "customer"),
    [
        ("衡岳的方案", "K01"),
        ("给江桥乳业集团股份有限公司报价", "K02"),
        ("参考江桥乳业那份，给瑞禾种业写一版", "K10"),
        ("瑞禾报价跟去年江桥的一样", "K10"),
        ("段思远要的报价", "K02"),
        ("Based on the Northgate one, here is the Tamworth proposal", "K23"),
        ("Piotr Nowak wanted it", "K23"),
    ],
)
def test_the_sentence_says_it(text: str, customer: str) -> None:
    assert (said(text).customer_id, said(text).sure) == (customer, True)


def test_a_name_for_two_is_asked_about_unless_the_sender_works_with_one() -> None:
    found = said("云锦的方案")
    assert (found.customer_id, found.doubt, set(found.candidates)) == ("", Doubt.SEVERAL, {"K04", "K05"})
    assert judge([Pointer(Clue.SENTENCE, ("K04", "K05"))], ("K05",)).customer_id == "K05"


def test_the_room_and_the_thread_stand_in_for_a_name() -> None:
    assert said("方案", room="衡岳风能项目群").why == (Clue.ROOM,)
    assert said("这份", earlier=("星垣的价格报了吗",)).customer_id == "K03"


def test_where_they_disagree_it_is_asked() -> None:
    found = said("江桥乳业的报价", room="衡岳风能项目群")
    assert (found.customer_id, found.doubt, found.candidates) == ("", Doubt.DISAGREE, ("K02", "K01"))
    found = said("江桥乳业的报价", title="星垣_报价.xlsx")
    assert (found.doubt, found.candidates) == (Doubt.DISAGREE, ("K02", "K03"))


def test_a_units_room_is_not_a_customers() -> None:
    message = {"id": "m", "room": "衡岳单元", "sender": "meng.yang", "at": "2026-01-12T10:00:00+08:00", "text": "方案"}
    shared = heard(message)
    shared = replace(shared, room=replace(shared.room, unit="衡岳单元"))
    assert customer_of("方案", world().context(), shared).doubt is Doubt.NOTHING


def test_the_senders_only_customer_is_theirs_of_several_one_is_asked() -> None:
    alone, several = said("方案", sender="xu.tang"), said("方案", sender="lin.qiao")
    assert (alone.customer_id, alone.why) == ("K03", (Clue.SENDER,))
    assert alone.sure
    assert (several.customer_id, several.doubt) == ("", Doubt.SEVERAL)


def test_a_stranger_named_is_not_taken_for_the_senders_own() -> None:
    found = said("给天枢航天的方案", sender="xu.tang")
    assert (found.customer_id, found.doubt) == ("", Doubt.STRANGER)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("给远岫光学的方案", {"room": "衡岳风能项目群"}),
        ("给北辰重工的方案", {"room": "衡岳风能项目群"}),
        ("Quote for Saltmarsh Boats", {"room": "Northgate deal room", "sender": "tessa"}),
        ("", {"sender": "xu.tang", "title": "北辰重工 技术方案.pptx"}),
        ("", {"sender": "raj", "title": "Saltmarsh Boats quote.pdf"}),
    ],
)
def test_neither_the_room_nor_the_sender_speaks_against_a_strangers_name(text: str, more: dict[str, str]) -> None:
    assert said(text, **more).doubt is Doubt.STRANGER


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("给林总的方案", {"room": "衡岳风能项目群"}),
        ("给张工的方案", {"room": "衡岳风能项目群"}),
        ("Proposal for review", {"room": "Northgate deal room", "sender": "tessa"}),
        ("", {"sender": "xu.tang", "title": "最新 技术方案.pptx"}),
        ("", {"sender": "raj", "title": "Final proposal.pdf"}),
    ],
)
def test_who_is_no_customer_is_no_stranger(text: str, more: dict[str, str]) -> None:
    assert said(text, **more).sure


def test_a_name_that_is_only_alike_needs_a_second_witness() -> None:
    alike = Pointer(Clue.SENTENCE, ("K01",), firm=False)
    assert judge([alike]).doubt is Doubt.ALIKE
    assert judge([alike], ("K01", "K02")).doubt is Doubt.ALIKE, "the sender has many customers; a guess is asked about"
    assert judge([alike, Pointer(Clue.ROOM, ("K01",))]).customer_id == "K01"
    assert judge([alike, Pointer(Clue.ROOM, ("K02",))]).doubt is Doubt.DISAGREE


def test_a_record_decides_before_all_but_what_is_said_of_it() -> None:
    record, room = Pointer(Clue.DOCUMENT, ("K01",)), Pointer(Clue.ROOM, ("K02",))
    assert judge([record, room]).customer_id == "K01"
    assert judge([record, Pointer(Clue.SENTENCE, ("K02",))]).doubt is Doubt.DISAGREE


def test_more_clues_make_it_surer_and_none_makes_it_nothing() -> None:
    one, two = judge([Pointer(Clue.ROOM, ("K01",))]), judge([Pointer(Clue.ROOM, ("K01",))], ("K01", "K02"))
    assert SURE <= one.confidence < two.confidence < 1
    assert judge([]).doubt is Doubt.NOTHING


def test_without_a_message_the_text_alone_counts() -> None:
    assert customer_of("衡岳的方案", world().context()).customer_id == "K01"
    assert customer_of("", world().context()).doubt is Doubt.NOTHING
