"""Mail over IMAP on a real socket: a proposal, a promise, a mail that says a wrong encoding, one nobody can read."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from knowledge.store.feeds import refusals_since
from tests.conversations.stage import MONDAY, playing, text_of
from tests.conversations.test_mail_and_meetings import looked
from tests.vendors.imap.server import ImapServer

DAWN = MONDAY - timedelta(hours=9)
LI, TAO = "李雷 <li.lei@dazi-team.example>", "陶然 <tao.ran@huadong-pv.example>"


def headers(number: int, sender: str, to: str, subject: str) -> dict[str, str]:
    sent = f"Mon, 12 Jan 2026 08:{number:02}:00 +0800"
    return {"From": sender, "To": to, "Subject": subject, "Date": sent, "Message-ID": f"<{number}@test.example>"}


def offer() -> bytes:
    """Our own, with a deck and a promise."""
    mail = EmailMessage()
    for name, value in headers(10, LI, TAO, "华东光伏项目").items():
        mail[name] = value
    mail.set_content("陶总您好，\n方案见附件。我周三前把报价发给您。\n\n李雷\n")
    mail.add_attachment(
        b"PK a deck", maintype="application", subtype="octet-stream", filename="华东光伏 运维方案 V4.pptx"
    )
    return mail.as_bytes().replace(b"\n", b"\r\n")


def in_disguise() -> bytes:
    """The customer's, in GB18030 though it says UTF-8, its subject broken off in the midst of a character."""
    told = headers(20, "tao.ran@huadong-pv.example", "li.lei@dazi-team.example", "=?utf-8?B?5pa55qGI5pS25Yiw5?=")
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n".encode() + "方案收到，明天回复。".encode("gb18030")


def unreadable() -> bytes:
    """The customer's, cut into so many parts that nobody wrote it."""
    told = headers(15, "tao.ran@huadong-pv.example", "li.lei@dazi-team.example", "x")
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    part = "--x\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return f"{head}Content-Type: multipart/mixed; boundary=x\r\n\r\n{part * 1_500}--x--\r\n".encode()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_mailbox_is_read_over_imap(team_url: str, tmp_path: Path) -> None:
    server = ImapServer()
    for one in (offer(), unreadable(), in_disguise()):
        server.inbox.put(one)
    with server.running() as port:
        box = {"host": "127.0.0.1", "port": port, "security": "none"}
        sources = {"mail": {**box, "username": server.username, "password": server.password}}
        async with playing(team_url, tmp_path, sources=sources) as stage:
            await looked(stage, "mail")
            await stage.quiet()
            told = [text_of(one) for one in await stage.cards("direct", "li.lei")]
            assert len(told) == 3
            assert any(
                "华东光伏科技股份有限公司 方案 V4" in one and "发出 李雷，2026-01-12 08:10" in one for one in told
            )
            assert any("“我周三前把报价发给您”" in one and "2026-01-14（周三）" in one for one in told)
            assert any("“明天回复”" in one and "2026-01-13（周二）" in one for one in told), (
                "read in spite of its label"
            )
            said = await stage.told("li.lei", "上次联系华东光伏是什么时候？")
            assert "李雷去信《华东光伏项目》" in said
            assert "客户来信" in said
            count, refused = await stage.runtime.store.read(lambda reader: refusals_since(reader, "mail", DAWN))
    assert (count, refused[0].item, refused[0].say["zh"]) == (1, "INBOX 2", "这封邮件超过 1000 个部分。")
    assert not any(mail.seen for mail in server.inbox.mails.values())
