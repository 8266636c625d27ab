"""Recordings that people share by file or by link: what is ordered, and what is left alone."""

from dataclasses import replace

import pytest

from capture.base import Context, FileRef, Heard
from config.documents import DocumentSettings
from handlers.hearings.recordings import HEARING
from knowledge.meetings.ordering import OrderTranscription
from knowledge.store.files import LINK
from tests.unit.handlers.hearings.test_links import context, said

CALL = FileRef("f1", "衡岳风能 周会.m4a", 10, "audio/mp4", {"key": "k"})
ALLOWED = DocumentSettings(recording_hosts=("media.example", "*.meet.example"))


def ordered(message: Heard, around: Context | None = None) -> list[OrderTranscription]:
    found = list(HEARING.hear(message, around or replace(context(), documents=ALLOWED)))
    assert all(isinstance(one, OrderTranscription) for one in found)
    return [one for one in found if isinstance(one, OrderTranscription)]


def test_a_recording_is_ordered_with_who_shared_it_and_whose_it_is() -> None:
    (order,) = ordered(said("今天的周会", files=(CALL,)))
    shared = order.recording
    assert (shared.file_id, shared.name, shared.access) == ("f1", "衡岳风能 周会.m4a", {"key": "k"})
    assert (order.about["customer_id"], order.about["shared_by"]) == ("K01", "lin.qiao")
    assert order.tell["name"] == "衡岳风能 周会.m4a"


def test_the_same_message_edited_orders_nothing() -> None:
    assert ordered(said("今天的周会", files=(CALL,), edited=True)) == []


@pytest.mark.parametrize("name", ["合同.jpg", "方案.pptx", "数据.xlsx"])
def test_other_files_are_nothing_of_ours(name: str) -> None:
    assert ordered(said("看一下", files=(FileRef("f1", name, 10),))) == []


@pytest.mark.parametrize("url", ["https://media.example/hengyue/call.mp3", "https://a.meet.example/r/2.mp4?t=1"])
def test_a_link_to_a_recording_at_an_allowed_host_is_fetched(url: str) -> None:
    (order,) = ordered(said(f"衡岳的录音 {url}"))
    assert order.recording.holder == LINK
    assert order.recording.file_id.startswith("https://")
    assert order.about["customer_id"] == "K01"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/call.mp3",
        "https://media.example/page.html",
        "http://media.example/call.mp3",
        "https://user:pass@media.example/call.mp3",
        "https://169.254.169.254/call.mp3",
        "https://localhost/call.mp3",
    ],
)
def test_no_other_link_is_fetched(url: str) -> None:
    assert ordered(said(f"录音 {url}")) == []


def test_without_allowed_hosts_no_link_is_fetched() -> None:
    assert ordered(said("录音 https://media.example/call.mp3"), context()) == []
