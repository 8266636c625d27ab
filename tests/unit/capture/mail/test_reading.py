"""Mails as programs really write them: encodings, nesting, forwards, attachments, and what is broken."""

import base64
import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.base import BadRow
from capture.mail.model import Mail
from capture.mail.reading import read_mail
from capture.mail.times import told_time
from tests.unit.capture.mail.world import ZONE


def read(text: str, charset: str = "utf-8") -> Mail:
    return read_mail(text.encode(charset, "surrogateescape"), ZONE)


def word(text: str, charset: str, label: str = "") -> str:
    return f"=?{label or charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


HEAD = "From: a@vantory.example\nTo: b@dazi.example\n"


@pytest.mark.parametrize(
    ("charset", "label"),
    [("gb18030", "gb2312"), ("gb18030", "GBK"), ("gb18030", ""), ("gb18030", "utf-8"), ("utf-8", "us-ascii"),
     ("utf-8", "no-such-charset"), ("big5", "big5"), ("utf-8", ""), ("gb18030", "unknown-8bit")],
)  # fmt: skip
def test_chinese_text_is_read_whatever_it_says_it_is(charset: str, label: str) -> None:
    said = f'Content-Type: text/plain; charset="{label}"\n' if label else ""
    text = "報價單請查收" if charset == "big5" else "朱镕先生：报价单请查收，周五前签。"
    mail = read_mail(f"{HEAD}{said}Content-Transfer-Encoding: 8bit\n\n".encode() + text.encode(charset), ZONE)
    assert mail.text == text


@pytest.mark.parametrize(
    "subject",
    [
        word("关于镕基大厦的报价", "gb18030", "gb2312"),
        word("关于镕基", "gb18030", "GB2312") + "\n " + word("大厦的报价", "gb18030", "GB2312"),
        word("关于镕基大厦的报价", "utf-8"),
        "关于镕基大厦的报价",
    ],
)
def test_subjects_are_decoded(subject: str) -> None:
    assert read(f"Subject: {subject}\n{HEAD}\n\nx").subject == "关于镕基大厦的报价"


def test_a_character_cut_in_two_by_encoded_words_is_whole_again() -> None:
    data = "关于报价".encode("gb18030")
    halves = [f"=?gb2312?B?{base64.b64encode(part).decode()}?=" for part in (data[:3], data[3:])]
    assert read(f"Subject: {halves[0]}\n {halves[1]}\n{HEAD}\n\nx").subject == "关于报价"


def test_raw_gbk_headers_are_read() -> None:
    raw = "From: 李雷 <li@a.example>\nSubject: 报价\n\nx".encode("gb18030")
    mail = read_mail(raw, ZONE)
    assert (mail.sender.name, mail.sender.address, mail.subject) == ("李雷", "li@a.example", "报价")


def test_names_with_commas_and_semicolons_between_addresses() -> None:
    mail = read('From: a@x.example\nTo: "Wang, Fang" <F@X.example>; c@x.example\nCc: broken, d@x.example\n\nx')
    assert [one.address for one in mail.receivers] == ["f@x.example", "c@x.example", "d@x.example"]


def test_without_a_date_or_an_id() -> None:
    mail = read(f"{HEAD}Date: sometime\n\nx")
    assert mail.sent_at is None
    assert mail.message_id.startswith("digest-")
    assert read(f"{HEAD}Date: sometime\n\nx").message_id == mail.message_id
    assert read(f"{HEAD}\n\ny").message_id != mail.message_id


def test_the_plain_part_of_nested_ones_is_shown_and_html_where_there_is_no_other() -> None:
    link = "<a href='https://docs.example/1'>the offer</a>"
    html = f"<html><head><style>p [color: red]</style></head><body><p>Hi&nbsp;Tao,</p><p>see {link}</p></body></html>"
    nested = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=A\n\n--A\n"
        "Content-Type: multipart/alternative; boundary=B\n\n"
        f"--B\nContent-Type: text/plain\n\n{{plain}}\n"
        f"--B\nContent-Type: text/html; charset=utf-8\n\n{html}\n--B--\n--A--\n"
    )
    assert read(nested.format(plain="Hello")).text == "Hello"
    assert read(nested.format(plain="")).text == "Hi Tao,\n\nsee the offer https://docs.example/1"


def lines(*given: str) -> str:
    return "\n".join(given)


ON = "On Mon, 12 Jan 2026 at 09:00, Tao"
UNDERLINE = "_" * 32


@pytest.mark.parametrize(
    "quoted",
    [
        lines(f"{ON} <tao@vantory.example> wrote:", "> old"),
        lines(f"{ON} Ran of Vantory", "<tao@vantory.example>", "wrote:", "", "> old"),
        lines("陶然 <tao@vantory.example> 于2026年1月12日周一 09:00写道：", "", "> old"),
        lines('在 2026-01-12 09:00:00，"陶然" <tao@vantory.example> 写道：', "", "old"),
        lines("-----Original Message-----", "From: Tao", "Sent: Monday", "To: Li", "Subject: x", "", "old"),
        lines("----------- 原始邮件 -----------", '发件人: "陶然";', "发送时间: 2026年1月12日", "主题: x", "", "old"),
        lines(UNDERLINE, "From: Tao <tao@vantory.example>", "Sent: 12 January 2026", "To: Li", "Subject: x", "", "old"),
        lines("发件人：陶然 <tao@vantory.example>", "日期：2026年1月12日", "收件人：李雷", "主题：x", "", "old"),
        lines("> old", "> older"),
    ],
)
@pytest.mark.parametrize(
    "signature",
    ["", "-- \nLi Lei\nDazi", "Best regards,\nLi Lei\n+86 10 1234", "发自我的iPhone", "祝好\n李雷"],
)
def test_what_is_quoted_and_signed_is_cut(quoted: str, signature: str) -> None:
    mail = read(f"{HEAD}Subject: Re: x\n\n周三前给您报价。\n请看附件。\n\n{signature}\n\n{quoted}\n")
    assert mail.text == "周三前给您报价。\n请看附件。"
    assert mail.forwarded == ()


@pytest.mark.parametrize(
    "text",
    [
        "谢谢！\n\n不过价格还要再谈：\n" + "\n".join(f"第 {n} 条意见" for n in range(12)),
        "From: the office you get it by train.\nTo: the station it is near.",
        "在 3 月前写道：这不是引用",
        "To: do list\n- call",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert read(f"{HEAD}Subject: x\n\n{text}\n").text == text


TAO, LI = "<tao@vantory.example>", "<li@dazi.example>"


@pytest.mark.parametrize(
    "below",
    [
        lines(
            "---------- Forwarded message ---------",
            *(f"From: Tao {TAO}", "Date: Mon, Jan 12, 2026 at 10:30 AM", "Subject: Deal", f"To: Li {LI}"),
        ),
        lines(
            "Begin forwarded message:",
            *(f"> From: Tao {TAO}", "> Date: 12 January 2026 at 10:30:00 CST", "> Subject: Deal", f"> To: {LI}"),
        ),
        lines(f"发件人：陶然 {TAO}", "发送时间：2026年1月12日 10:30", f"收件人：李雷 {LI}", "主题：Deal"),
        lines(
            "-------- 转发邮件信息 --------",
            *(f'发件人："陶然" {TAO}', "发送日期：2026-01-12 10:30:00", f"收件人：{LI}", "主题：Deal"),
        ),
        lines(
            "-----原始邮件-----",
            *(f"发件人:陶然 {TAO}", "发送时间:2026-01-12 10:30:00 (星期一)", f"收件人: {LI}", "主题: Deal"),
        ),
        lines(
            UNDERLINE,
            *(f"*From:* Tao {TAO}", "*Sent:* Monday, January 12, 2026 10:30 AM", f"*To:* {LI}", "*Subject:* Deal"),
        ),
    ],
)
def test_a_mail_forwarded_in_the_text_is_read_as_one_of_its_own(below: str) -> None:
    outer = "From: li@dazi.example\nTo: han@dazi.example\nSubject: 转发：Deal\n\nFYI\n\n"
    mail = read(f"{outer}{below}\n\nWe sign on Friday.\n")
    (inner,) = mail.forwarded
    assert mail.text == "FYI"
    assert inner.sender.address == "tao@vantory.example"
    assert [one.address for one in inner.receivers] == ["li@dazi.example"]
    assert inner.subject == "Deal"
    assert inner.sent_at == datetime(2026, 1, 12, 2, 30, tzinfo=UTC)
    assert inner.text == "We sign on Friday."


def test_a_mail_attached_to_another_is_read_as_one_of_its_own() -> None:
    inner = "From: tao@vantory.example\nTo: li@dazi.example\nMessage-ID: <in@vantory.example>\nSubject: Deal\n\nFriday."
    outer = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain\n\nsee\n"
        f"--A\nContent-Type: message/rfc822\n\n{inner}\n--A--\n"
    )
    (found,) = read(outer).forwarded
    assert (found.message_id, found.text) == ("in@vantory.example", "Friday.")
    coded = base64.b64encode(inner.encode()).decode()
    part = f'Content-Type: application/octet-stream; name="a.eml"\nContent-Transfer-Encoding: base64\n\n{coded}\n'
    (named,) = read(f"{HEAD}Content-Type: multipart/mixed; boundary=A\n\n--A\n{part}--A--\n").forwarded
    assert named.message_id == "in@vantory.example"


def attached(name: str, data: bytes, more: str = "attachment") -> str:
    return (
        f"{HEAD}Content-Type: multipart/mixed; boundary=A\n\n--A\nContent-Type: text/plain\n\nhi\n--A\n"
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: {more}; {name}\n\n"
        f"{base64.b64encode(data).decode()}\n--A--\n"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('filename="offer.pdf"', "offer.pdf"),
        (f'filename="{word("报价单.pdf", "gb18030", "gb2312")}"', "报价单.pdf"),
        ("filename*=utf-8''%E6%8A%A5%E4%BB%B7.pdf", "报价.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\temp\\\\x.doc"', "x.doc"),
        ('filename=".."', "attachment"),
    ],
)
def test_names_of_attachments(name: str, expected: str) -> None:
    (one,) = read(attached(name, b"data")).attachments
    assert (one.name, one.data) == (expected, b"data")


def test_an_archive_stays_closed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", bytes(20_000_000))
    (one,) = read(attached('filename="bomb.zip"', packed.getvalue())).attachments
    assert len(one.data) == len(packed.getvalue()) < 50_000


def test_pictures_of_a_signature_are_no_attachments() -> None:
    text = attached('filename="logo.png"', b"tiny", "inline").replace("application/octet-stream", "image/png")
    assert read(text).attachments == ()
    large = attached('filename="photo.png"', b"x" * 50_000, "inline").replace("application/octet-stream", "image/png")
    assert len(read(large).attachments) == 1


@pytest.mark.parametrize("head", ["Auto-Submitted: auto-replied", "Precedence: bulk"])
def test_what_a_machine_wrote_is_told(head: str) -> None:
    assert read(f"{HEAD}{head}\n\nI am away").automatic
    assert not read(f"{HEAD}Auto-Submitted: no\n\nHi").automatic


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026年1月12日 星期一 上午10:30", 2), ("2026年1月12日 下午 3:30", 7), ("2026/1/12 10:30:05", 2),
        ("Monday, January 12, 2026 3:30 PM", 7), ("12 Jan 2026 10:30", 2), ("Mon, 12 Jan 2026 10:30:00 +0000", 10),
        ("2026年1月12日 12:30 AM", 16), ("2026年1月12日 中午12:30", 4),
    ],
)  # fmt: skip
def test_times_of_copied_mails(text: str, hour: int) -> None:
    found = told_time(text, ZONE)
    assert found is not None
    assert (found.hour, found.minute) == (hour, 30)


@pytest.mark.parametrize("text", ["", "gestern", "2026年13月40日 10:30", "2026年1月12日"])
def test_times_that_are_none(text: str) -> None:
    assert told_time(text, ZONE) is None


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"no headers at all", b"\n\nbody"])
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRow) as bad:
        read_mail(raw, ZONE)
    assert "邮件" in bad.value.say["zh"]


def test_parts_within_parts_without_end_are_no_trouble() -> None:
    deep = HEAD + "".join(f"Content-Type: multipart/mixed; boundary=B{n}\n\n--B{n}\n" for n in range(3000)) + "\n\nx"
    with suppress(BadRow):
        assert read(deep).text == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_a_mail_or_refused(data: bytes) -> None:
    for raw in (data, HEAD.encode() + data):
        try:
            mail = read_mail(raw, ZONE)
        except BadRow:
            continue
        assert "\0" not in mail.text + mail.subject
        (mail.text + mail.subject + mail.sender.name).encode()
