"""Mails that anybody can send to stop a mailbox: each is read, or refused by name, within moments."""

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from capture.base import BadRow, FeedTrouble
from capture.mail.charsets import decoded
from capture.mail.cutting import cut
from capture.mail.headers import mailboxes_in
from capture.mail.html import as_text
from capture.mail.reading import read_mail
from knowledge.store.store import Store
from tests.unit.capture.mail.test_drop import ATTACHED
from tests.unit.capture.mail.test_imap import mailbox, numbered
from tests.unit.capture.mail.world import ZONE, Post
from tests.vendors.imap.server import ImapServer, mail

MOMENTS = 10
"""Seconds. Each of these took the best part of a minute, or hours, where it was read the plain way."""


@pytest.fixture
def _moments() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError("it takes longer than moments")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(MOMENTS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


pytestmark = pytest.mark.usefixtures("_moments")


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 200_000,
        "<a " * 200_000,
        '<a href="' * 100_000,
        "</a" * 200_000,
        "<![if" * 100_000,
        "<?" * 200_000,
        "".join(f"<a href='https://x.example/{number}'>y</a> " for number in range(40_000)),
    ],
    ids=["comments", "tags", "quotes", "ends", "declarations", "instructions", "links"],
)
def test_html_that_is_never_closed(html: str) -> None:
    assert as_text(f"<p>before</p>{html}").startswith("before")


def test_html_is_otherwise_read_as_before() -> None:
    assert as_text("<p>a<!-- no --> b &lt; c</p><![if !mso]><p>d</p><![endif]>e <") == "a b < c\n\nd\ne"


def test_a_link_is_told_once_a_line() -> None:
    twice = "<a href='https://x.example/1'>one</a> and <a href='https://x.example/1'>two</a>"
    assert as_text(twice) == "one https://x.example/1 and two"


def test_nothing_but_empty_lines() -> None:
    assert cut("hello" + "\n" * 100_000 + "li\n").text.endswith("li")


def test_a_chain_of_copied_heads() -> None:
    head = "From: a@b.example\nDate: Mon, 1 Jan 2026 10:00:00 +0800\nSubject: x\n\nbody\n"
    found = cut("mine\n\n" + head * 2_000)
    assert found.text == "mine"
    assert found.below is not None
    assert found.below.text == "body"


@pytest.mark.parametrize("value", ["a" * 150_000, "(" * 20_000, "a@" * 50_000])
def test_addresses_that_are_none(value: str) -> None:
    assert mailboxes_in(value) == ()


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain" + "; a*0=b" * 10_000,
        'Content-Type: text/plain; name="' + "=?utf-8?q?a?= " * 10_000 + '"',
        "Content-Disposition: attachment; filename=" + "x " * 100_000,
    ],
)
def test_headers_that_are_too_long(header: str) -> None:
    assert read_mail(f"From: tao@vantory.example\r\n{header}\r\n\r\nhello".encode(), ZONE).sender.name == ""


def test_a_codec_that_no_mail_is_written_in() -> None:
    assert decoded(b"a-zzzz", "punycode") == "a-zzzz"
    assert decoded(b"\\u4f60", "unicode_escape") == "\\u4f60"


def test_a_broken_word_in_a_header_is_shown_as_it_is() -> None:
    for rest in ("报价", "=?gb2312?B?sai82w==?="):
        raw = f"From: tao@vantory.example\r\nSubject: =?utf-8?B?a?= {rest}\r\n\r\nhello".encode()
        assert read_mail(raw, ZONE).subject == "=?utf-8?B?a?= 报价"


def test_500_parts_are_read_and_thousands_refused() -> None:
    part = b"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n"
    head = b"From: tao@vantory.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    assert len(read_mail(head + part * 500 + b"--x--", ZONE).attachments) == 500
    with pytest.raises(BadRow, match="parts"):
        read_mail(head + part * 1_500 + b"--x--", ZONE)


@pytest.mark.parametrize("poison", ["From: =?utf-8?B?a?= <x@y.example>", "From: " + "(" * 3_000])
async def test_one_such_mail_does_not_stop_the_mailbox(store: Store, tmp_path: Path, poison: str) -> None:
    server = ImapServer()
    server.inbox.put(mail(f"{poison}\nTo: li.lei@dazi.example\nSubject: =?utf-8?B?a?=\n\nhi\n"))
    server.inbox.put(numbered(2))
    with mailbox(server, store, tmp_path) as post:
        found = await post.arrive()
        assert (len(found.batches), found.passed_over) == (1, 1)
        assert (await post.arrive()).batches == []


async def test_a_full_disk_is_trouble_and_the_mail_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.eml").write_text(ATTACHED.format(data="x" * 10), encoding="utf-8")
    post = Post(store, tmp_path, {"drop": str(folder)})
    with monkeypatch.context() as patched:
        patched.setattr("capture.mail.rows.os.fsync", full)
        with pytest.raises(FeedTrouble, match="No space left"):
            await post.look()
    assert (folder / "a.eml").exists()
    assert len((await post.arrive()).batches) == 1
