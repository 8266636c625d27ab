"""What a file says, where it is shown instead of handed over."""

import pytest

from bot.messengers.base import Limits
from bot.messengers.local.render import ATTACHED_BYTES
from bot.messengers.local.render import render as on_the_page
from bot.messengers.terminal.render import render as in_the_terminal
from bot.wire.attached import attached_text
from notifiers.notice import Attachment, Notice

LIST = Attachment("alerts.txt", "text/plain", "1. 华东光伏\r\n\r\n2. Acme\r\n".encode("utf-8-sig"))
CHART = Attachment("chart.png", "image/png", b"\x89PNG")
LIMITS = Limits(60_000, 20)


def with_file(file: Attachment) -> Notice:
    return Notice("folded", "1", 1, "en", title="2 alerts", foot="foot", attachment=file)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (LIST, "1. 华东光伏\n\n2. Acme"),
        (CHART, ""),
        (None, ""),
        (Attachment("a.csv", "text/csv; charset=utf-8", b"\xff,1"), "\ufffd,1"),
    ],
)
def test_only_texts_have_words(file: Attachment | None, text: str) -> None:
    assert attached_text(file) == text


def test_a_terminal_prints_a_text_after_the_message() -> None:
    lines = in_the_terminal(with_file(LIST))["lines"]
    assert lines == ["2 alerts", "  foot", "  + alerts.txt", "    1. 华东光伏", "    2. Acme"]


def test_a_terminal_names_what_it_cannot_show() -> None:
    assert in_the_terminal(with_file(CHART))["lines"] == ["2 alerts", "  foot", "  + chart.png"]


def test_the_page_gets_the_text_within_what_its_server_takes() -> None:
    assert on_the_page(with_file(LIST), LIMITS)["attached"] == {"name": "alerts.txt", "text": attached_text(LIST)}
    long = on_the_page(with_file(Attachment("a.txt", "text/plain", b"x" * 1_000_000)), LIMITS)["attached"]
    assert isinstance(long, dict)
    assert len(long["text"]) <= ATTACHED_BYTES
    assert long["text"].endswith("… (cut, too long)")


def test_without_a_file_the_page_gets_none() -> None:
    assert on_the_page(Notice("k", "1", 1, "en", text="hi"), LIMITS)["attached"] is None
