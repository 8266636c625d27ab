"""A mail's bytes as a Mail: any encoding, any nesting, and what is forwarded in it."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from hashlib import sha256
from itertools import islice
from pathlib import PurePosixPath

from capture.base import BadRow
from capture.mail.charsets import clean, decoded
from capture.mail.cutting import Copied, cut
from capture.mail.headers import POLICY, ids_of, mailboxes, mailboxes_in, sent_at, text_of, unfolded
from capture.mail.html import as_text
from capture.mail.model import Attachment, Mail, Mailbox
from capture.mail.times import told_time

DEEPEST = 20
"""Parts within parts, and mails within mails, are looked into no deeper."""

MOST_PARTS = 1_000
"""A mail of more parts is none that a person wrote."""

LONGEST_TEXT = 200_000
"""So many characters of a mail's text are read."""

SMALL_PICTURE = 40_000
"""An inline picture of fewer bytes belongs to a signature."""

FORWARDING = re.compile(r"^\s*(?:fw|fwd|转发|轉寄|转寄|wg)\s*[:：]", re.IGNORECASE)
"""How the subject of a mail that passes another one on begins."""

_TROUBLES = (LookupError, ValueError, TypeError, AttributeError, RecursionError, AssertionError, MessageError)
"""What the standard library's parser is known to raise on mails that are broken in ways it does not expect."""


def read_mail(raw: bytes, zone: tzinfo) -> Mail:
    """The mail in some bytes. Raises BadRow where there is none in them."""
    try:
        message = BytesParser(policy=POLICY).parsebytes(raw)
        if not list(message.raw_items()):
            raise BadRow("This is no mail: it has no headers.", "这不是邮件：没有邮件头。")
        return _mail(message, raw, zone, DEEPEST)
    except _TROUBLES as error:
        if isinstance(error, BadRow):
            raise
        raise BadRow(
            f"This mail is broken and cannot be read ({type(error).__name__}).",
            f"这封邮件已损坏，读不了（{type(error).__name__}）。",
        ) from error


def _mail(message: Message, raw: bytes, zone: tzinfo, depth: int) -> Mail:
    sender = next(iter(mailboxes(message, "from") or mailboxes(message, "sender", "return-path")), Mailbox(""))
    subject = text_of(message, "subject")
    parts = list(islice(_leaves(message, depth), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise BadRow(f"This mail has more than {MOST_PARTS} parts.", f"这封邮件超过 {MOST_PARTS} 个部分。")
    parted = cut(_body(parts)[:LONGEST_TEXT])
    inside = [one for part in parts if (one := _attached_mail(part, zone, depth))]
    if parted.below is not None and (parted.forwarded or FORWARDING.match(subject)):
        inside += _copied_mail(parted.below, raw, zone)
    return Mail(
        message_id=next(iter(ids_of(message, "message-id")), "") or f"digest-{sha256(raw).hexdigest()[:32]}",
        sender=sender,
        receivers=mailboxes(message, "to", "cc", "bcc"),
        sent_at=sent_at(message),
        subject=subject,
        text=parted.text,
        in_reply_to=next(iter(ids_of(message, "in-reply-to")), ""),
        references=ids_of(message, "references"),
        attachments=tuple(found for part in parts if (found := _attachment(part))),
        forwarded=tuple(inside),
        automatic=_is_automatic(message),
    )


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold something. A mail within the mail is one of them: it is not taken apart here."""
    if part.get_content_type() == "message/rfc822" or not part.is_multipart():
        yield part
        return
    if depth > 0:
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _leaves(inner, depth - 1)


def _body(parts: list[Message]) -> str:
    """The text that a reader is shown: plain where there is any in it, else of HTML."""
    shown = [part for part in parts if not _file_name(part) and part.get_content_disposition() != "attachment"]
    for kind, read in (("text/plain", _plain), ("text/html", _html)):
        texts = [read(part) for part in shown if part.get_content_type() == kind]
        if any(text.strip() for text in texts):
            return "\n".join(texts)
    return ""


def _plain(part: Message) -> str:
    return decoded(_data(part), _charset(part))


def _html(part: Message) -> str:
    data = _data(part)
    said = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    return clean(as_text(decoded(data, _charset(part) or (said[1].decode("ascii") if said else ""))))


def _data(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(part: Message) -> str:
    return str(part.get_param("charset", "") or "") if not isinstance(part.get_param("charset", ""), tuple) else ""


def _attached_mail(part: Message, zone: tzinfo, depth: int) -> Mail | None:
    """The mail that hangs on another one, as a part of its own or as a file."""
    if depth <= 0:
        return None
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        found = inner[0] if isinstance(inner, list) and inner else None
        return _mail(found, found.as_bytes(), zone, depth - 1) if isinstance(found, Message) else None
    if _file_name(part).lower().endswith(".eml"):
        data = _data(part)
        message = BytesParser(policy=POLICY).parsebytes(data)
        return _mail(message, data, zone, depth - 1) if mailboxes(message, "from") else None
    return None


def _copied_mail(copied: Copied, raw: bytes, zone: tzinfo) -> list[Mail]:
    """The mail copied into a text, as far as its head tells of it."""
    sender = next(iter(mailboxes_in(copied.fields.get("from", ""))), None)
    if sender is None:
        sender = Mailbox("", copied.fields.get("from", "").strip(" <>\"'"))
    receivers = (*mailboxes_in(copied.fields.get("to", "")), *mailboxes_in(copied.fields.get("cc", "")))
    if not (sender.address or receivers):
        return []
    identity = sha256(repr(sorted(copied.fields.items())).encode() + copied.text.encode() or raw).hexdigest()[:32]
    when = told_time(copied.fields.get("date", ""), zone)
    subject = copied.fields.get("subject", "")
    return [Mail(f"copied-{identity}", sender, receivers, when, subject, copied.text)]


def _attachment(part: Message) -> Attachment | None:
    """The file that a part holds; None for the text that is shown, a mail, and the small pictures of a signature."""
    name, kind = _file_name(part), part.get_content_type()
    if kind == "message/rfc822" or name.lower().endswith(".eml"):
        return None
    apart = part.get_content_disposition() == "attachment"
    if not (name or apart) or (kind in ("text/plain", "text/html") and not apart and not name):
        return None
    data = _data(part)
    inline = part.get_content_disposition() == "inline" or part["content-id"] is not None
    if not data or (kind.startswith("image/") and inline and len(data) < SMALL_PICTURE):
        return None
    return Attachment(name or f"attachment{_suffix(kind)}", kind, data)


def _file_name(part: Message) -> str:
    """What a file is called, without folders; "" where it has no name."""
    name = part.get_filename() or ""
    told = unfolded(name) if "=?" in name or not name.isascii() else name
    last = PurePosixPath(clean(told).replace("\\", "/").replace("\n", " ").replace("\t", " ")).name.strip()
    return "" if last in (".", "..") else last[-200:]


def _suffix(kind: str) -> str:
    return {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/calendar": ".ics"}.get(kind, "")


def _is_automatic(message: Message) -> bool:
    """Whether a machine wrote it: an absence notice, a bounce, a newsletter (RFC 3834)."""
    said = text_of(message, "auto-submitted").lower()
    precedence = text_of(message, "precedence").lower()
    bounce = message.get_content_type() == "multipart/report"
    return (said not in ("", "no")) or precedence in ("bulk", "junk", "list", "auto_reply") or bounce
