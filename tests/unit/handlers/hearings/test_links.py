"""The hearing of proposals: next to nothing for most messages, one command for each proposal."""

import time
from dataclasses import replace

import pytest

from capture.base import Context, FileRef, Heard
from handlers.hearings.links import HEARING
from knowledge.proposals.capturing import CaptureDocument, WithdrawDocuments
from knowledge.proposals.model import Paper, State
from knowledge.proposals.talk import NoteTalk
from tests.unit.capture.links.labelled import heard, world

DECK = "https://docs.google.com/presentation/d/1Deck/edit"


def said(text: str, **more: object) -> Heard:
    message = {"id": "m", "room": "华东销售群", "sender": "lin.qiao", "at": "2026-01-12T10:00:00+08:00", "text": text}
    return replace(heard(message), **more)  # type: ignore[arg-type]


def context() -> Context:
    return world().context()


def test_a_proposal_becomes_a_command_with_all_that_is_known() -> None:
    (command,) = HEARING.hear(said(f"衡岳的报价 V3 {DECK}"), context())
    assert isinstance(command, CaptureDocument)
    one = command.found
    assert (one.key, one.url) == ("google:1Deck", "https://docs.google.com/presentation/d/1Deck")
    assert (one.state, one.customer_id, one.paper, one.stated) == (State.ATTACHED, "K01", Paper.QUOTATION, 3)
    assert (one.title, one.first.shared_by, one.first.channel) == ("报价", "lin.qiao", "华东销售群")
    assert one.why == ("words", "customer", "version", "by_sentence", "by_sender")


def test_what_is_not_clear_is_asked_with_candidates() -> None:
    (command,) = HEARING.hear(said(f"方案 {DECK}"), context())
    assert isinstance(command, CaptureDocument)
    assert (command.found.state, command.found.customer_id) == (State.ASKED, "")
    assert command.found.candidates == ("K01", "K02", "K06", "K09")


def test_a_file_is_a_document_too() -> None:
    deck = FileRef("f1", "衡岳风能_方案_V2.pptx", 10)
    (command,) = HEARING.hear(said("", files=(deck,)), context())
    assert isinstance(command, CaptureDocument)
    assert (command.found.title, command.found.customer_id) == ("衡岳风能 方案 V2.pptx", "K01")


def test_an_older_version_named_as_such_is_no_confusion() -> None:
    (command,) = HEARING.hear(said(f"衡岳方案的旧版，供对比 {DECK}"), context())
    assert isinstance(command, CaptureDocument)
    assert command.knowing


def test_talk_is_kept_other_messages_are_not() -> None:
    assert [type(one) for one in HEARING.hear(said("江桥的方案谁有？"), context())] == [NoteTalk]
    for text in ("好的收到", "明天见", "江桥的方案谁有？" * 60):
        assert list(HEARING.hear(said(text), context())) == []
    assert list(HEARING.hear(said("江桥的方案谁有？", to_bot=True), context())) == []


def test_an_edit_without_a_link_takes_nothing_where_nothing_was() -> None:
    found = list(HEARING.hear(said("方案稍后", edited=True), context()))
    assert [one for one in found if isinstance(one, WithdrawDocuments | CaptureDocument)] == []


def test_a_message_without_a_document_costs_next_to_nothing() -> None:
    plain, around = said("收到，我下午三点到客户那边，回来再说" * 3), context()
    best = min(_seconds(plain, around) for _ in range(20))
    assert best < 50e-6


def _seconds(message: Heard, around: Context) -> float:
    start = time.process_time()
    list(HEARING.hear(message, around))
    return time.process_time() - start


def test_whoever_shares_several_versions_at_once_mixes_nothing_up() -> None:
    other = "https://docs.google.com/presentation/d/1Other/edit"
    both = HEARING.hear(said(f"衡岳方案 V1 {DECK} 衡岳方案 V2 {other}"), context())
    assert [one.knowing for one in both if isinstance(one, CaptureDocument)] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"https://docs.qq.com/doc/D{number}" for number in range(300_000)),
        "https://x.example/" + ")" * 200_000,
        "based on the proposal for " * 3_500 + DECK,
    ],
    ids=["links", "brackets", "words"],
)
def test_a_message_of_any_length_is_read_in_no_time(text: str) -> None:
    assert _seconds(said(text), context()) < 2


def test_what_is_asked_for_as_a_tracked_link_is_not_shared() -> None:
    assert list(HEARING.hear(said(f"追踪这个链接 {DECK} 衡岳的方案", to_bot=True), context())) == []
    quoted = said(f"衡岳的方案 {DECK}", to_bot=True, beside="追踪这个链接")
    assert list(HEARING.hear(quoted, context())) == []
    assert [type(one) for one in HEARING.hear(said(f"衡岳的方案 {DECK}", to_bot=True), context())] == [CaptureDocument]
