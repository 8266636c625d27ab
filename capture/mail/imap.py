"""A mailbox over IMAP4rev1 (RFC 3501), read without a trace: EXAMINE and BODY.PEEK leave every \\Seen as it is."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date

from capture.base import FeedRefused, FeedTrouble
from config.mail import MailSettings

PORTS = {"tls": 993, "starttls": 143, "none": 143}
HEAD_FIELDS = "FROM SENDER TO CC BCC SUBJECT"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UID = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_NUMBER = re.compile(rb"(\d+)")
_NON_ASCII = re.compile(r"[^\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a mail before it is fetched: its size in bytes, and the raw headers that name people."""

    uid: int
    size: int
    headers: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it was opened: numbers of mails hold as long as `validity` does; the next mail gets `next_uid`."""

    validity: int
    next_uid: int


@contextmanager
def session(settings: MailSettings) -> Iterator[imaplib.IMAP4]:
    """A mailbox we are logged in to. Raises FeedTrouble, and FeedRefused where it does not take our credentials."""
    try:
        connection = _connected(settings)
    except (OSError, imaplib.IMAP4.error) as error:
        raise _unreachable(settings, error) from error
    try:
        _log_in(connection, settings)
        yield connection
    except imaplib.IMAP4.error as error:
        raise _broken_off(settings, error) from error
    except OSError as error:
        raise _unreachable(settings, error) from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            connection.logout()
        with suppress(OSError):
            connection.shutdown()  # a logout that fails leaves the socket open


def open_folder(connection: imaplib.IMAP4, name: str) -> Opened:
    """Open a folder for reading only. Raises FeedTrouble where there is none of that name."""
    state, _ = connection.select(_quoted(name), readonly=True)
    if state != "OK":
        raise FeedTrouble(f"邮箱里没有文件夹“{name}”。", f"The mailbox has no folder “{name}”.")
    return Opened(_told(connection, "UIDVALIDITY"), _told(connection, "UIDNEXT"))


def uids_from(connection: imaplib.IMAP4, first: int) -> list[int]:
    """Numbers of the mails from `first` on. A server gives the last mail also where all are older: it is left out."""
    return [uid for uid in _search(connection, f"UID {first}:*") if uid >= first]


def uids_since(connection: imaplib.IMAP4, day: date) -> list[int]:
    """Numbers of the mails that came on `day` or later."""
    return _search(connection, f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}")


def heads(connection: imaplib.IMAP4, uids: Sequence[int]) -> list[Head]:
    """What there is to know of mails before they are fetched; those that are gone by now are missing."""
    wanted = f"(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({HEAD_FIELDS})])"
    return [
        Head(uid, int(size[1]) if (size := _SIZE.search(told)) else 0, body)
        for uid, told, body in _fetched(connection, ",".join(map(str, uids)), wanted)
    ]


def whole(connection: imaplib.IMAP4, uid: int) -> bytes | None:
    """A mail's bytes; None where it is gone by now."""
    return next((body for found, _, body in _fetched(connection, str(uid), "(UID BODY.PEEK[])") if found == uid), None)


def head_only(connection: imaplib.IMAP4, uid: int) -> bytes | None:
    """A mail's headers, for one that is too large to be fetched."""
    found = _fetched(connection, str(uid), "(UID BODY.PEEK[HEADER])")
    return next((body for of, _, body in found if of == uid), None)


def _connected(settings: MailSettings) -> imaplib.IMAP4:
    port = settings.port or PORTS[settings.security]
    if settings.security == "tls":
        return imaplib.IMAP4_SSL(settings.host, port, ssl_context=_trust(settings), timeout=settings.timeout)
    connection = imaplib.IMAP4(settings.host, port, timeout=settings.timeout)
    if settings.security == "starttls":
        try:
            connection.starttls(_trust(settings))
        except (OSError, imaplib.IMAP4.error):
            with suppress(OSError):
                connection.shutdown()
            raise
    return connection


def _trust(settings: MailSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)


def _log_in(connection: imaplib.IMAP4, settings: MailSettings) -> None:
    secret = settings.password.get_secret_value() if settings.password else ""
    try:
        if secret.isascii() and settings.username.isascii():
            connection.login(settings.username, secret)
        else:
            both = f"\0{settings.username}\0{secret}".encode()
            connection.authenticate("PLAIN", lambda _challenge: both)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _refused(settings, str(error)) from error
    if "ID" in connection.capabilities:  # RFC 2971; NetEase opens no folder to a client that does not say who it is
        connection.xatom("ID", '("name" "dazi" "version" "1")')


def _search(connection: imaplib.IMAP4, criterion: str) -> list[int]:
    state, found = connection.uid("SEARCH", criterion)
    if state != "OK":
        raise FeedTrouble("邮箱不让搜索。", "The mailbox refuses to search.")
    return sorted(int(number) for line in found if isinstance(line, bytes) for number in _NUMBER.findall(line))


def _fetched(connection: imaplib.IMAP4, uids: str, what: str) -> Iterator[tuple[int, bytes, bytes]]:
    """Each mail's number, what was told around its literal, and the literal."""
    state, found = connection.uid("FETCH", uids, what)
    if state != "OK":
        raise FeedTrouble("邮箱不让读邮件。", "The mailbox refuses to hand a mail out.")
    for number, item in enumerate(found):
        if isinstance(item, tuple):
            after = found[number + 1] if number + 1 < len(found) else b""
            told = item[0] + (after if isinstance(after, bytes) else b"")
            uid = _UID.search(told)
            if uid is not None:
                yield int(uid[1]), told, item[1]


def _told(connection: imaplib.IMAP4, name: str) -> int:
    """A number that the server told when the folder was opened; 0 where it did not."""
    _, values = connection.response(name)
    found = _NUMBER.search(values[0]) if values and values[0] else None
    return int(found[1]) if found else 0


def _quoted(name: str) -> str:
    """A folder's name in modified UTF-7 (RFC 3501, 5.1.3), quoted."""
    coded = _NON_ASCII.sub(_shifted, name.replace("&", "&-"))
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(match: re.Match[str]) -> str:
    coded = base64.b64encode(match[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{coded}-"


def _refused(settings: MailSettings, why: str) -> FeedRefused:
    said = _short(why)
    return FeedRefused(
        f"邮箱 {settings.username} 登录被拒：{said}。请核对密码（多数服务商要用授权码）。",
        f"The mailbox {settings.username} refuses to log in: {said}. Check the password "
        "(most providers want an app password).",
    )


def _broken_off(settings: MailSettings, error: Exception) -> FeedTrouble:
    said = _short(str(error))
    return FeedTrouble(f"{settings.host} 中断了：{said}。", f"{settings.host} broke off: {said}.")


def _unreachable(settings: MailSettings, error: Exception) -> FeedTrouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FeedTrouble(
            f"不信任 {settings.host} 的证书；自建证书请设置 ca_file。",
            f"The certificate of {settings.host} is not trusted; set ca_file for one of your own.",
        )
    if isinstance(error, TimeoutError):
        return FeedTrouble(f"{settings.host} 没有回应。", f"{settings.host} does not answer.")
    said = _short(str(error))
    return FeedTrouble(f"连不上 {settings.host}：{said}。", f"{settings.host} cannot be reached: {said}.")


def _short(text: str) -> str:
    """What a server said, short and on one line."""
    plain = re.sub(r"^b['\"]|['\"]$", "", text.strip())
    return re.sub(r"\s+", " ", plain)[:160].rstrip(".。 ")


Cursor = Mapping[str, tuple[int, int]]
"""By folder: the validity of its numbers, and the number from which to read on."""
