"""The server: folders with numbered mails, one login, and the ways in which real ones misbehave."""

import base64
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIELDS = re.compile(rb"BODY(\.PEEK)?\[HEADER\.FIELDS \(([^)]*)\)\]")


@dataclass(slots=True)
class Stored:
    """A mail in a folder: its bytes, the day it came, and whether it was read."""

    raw: bytes
    came: date
    seen: bool = False


@dataclass(slots=True)
class Folder:
    """Mails by number. A new `validity` makes all numbers void."""

    validity: int = 1
    next_uid: int = 1
    mails: dict[int, Stored] = field(default_factory=dict)

    def put(self, raw: bytes, came: date = date(2026, 1, 12)) -> int:
        """Let a mail come; its number."""
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.mails[uid] = Stored(raw, came)
        return uid


@dataclass(slots=True)
class ImapServer:
    """`folders` by their name on the wire. `drop_at`: the connection breaks in the midst of that mail, once.

    `silent`: it takes connections and says nothing. `wants_id`: it opens no folder to who does not say who it is.
    """

    username: str = "sales@dazi.example"
    password: str = "app-password"
    folders: dict[str, Folder] = field(default_factory=lambda: {"INBOX": Folder()})
    drop_at: int | None = None
    silent: bool = False
    wants_id: bool = False
    tls: ssl.SSLContext | None = None
    start_tls: ssl.SSLContext | None = None
    said_sizes: dict[int, int] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def inbox(self) -> Folder:
        """The folder that every mailbox has."""
        return self.folders["INBOX"]

    @contextmanager
    def running(self) -> Iterator[int]:
        """Serve on a free port of this machine; the port."""
        listener = socket.create_server(("127.0.0.1", 0))
        stopping = threading.Event()
        thread = threading.Thread(target=self._accept, args=(listener, stopping), daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            stopping.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            thread.join(5)

    def _accept(self, listener: socket.socket, stopping: threading.Event) -> None:
        open_ones: list[socket.socket] = []
        while not stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                break
            self.connections += 1
            open_ones.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()
        for connection in open_ones:
            connection.close()

    def _serve(self, connection: socket.socket) -> None:
        if self.silent:
            return
        with suppress(OSError, ValueError):
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            talk = _Talk(self, connection)
            try:
                talk.run()
            finally:
                talk.close()
        connection.close()


class _Talk:
    """One connection."""

    def __init__(self, server: ImapServer, connection: socket.socket) -> None:
        self._server, self._connection = server, connection
        self._file: IO[bytes] | Any = connection.makefile("rwb")
        self._folder: Folder | None = None
        self._read_only = False
        self._told_who = False

    def run(self) -> None:
        """Until the client leaves."""
        self._say(b"* OK IMAP4rev1 at your service")
        while line := self._file.readline():
            tag, _, rest = line.strip().partition(b" ")
            name, _, arguments = rest.partition(b" ")
            verb = name.upper().decode()
            self._server.commands.append(f"{verb} {arguments.decode(errors='replace')}".strip())
            if verb == "LOGOUT":
                self._say(b"* BYE see you", tag + b" OK done")
                return
            if not self._handle(tag, verb, arguments):
                return

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError, ValueError):
            self._file.close()
        self._connection.close()

    def _handle(self, tag: bytes, verb: str, arguments: bytes) -> bool:
        """Answer a command; whether the connection goes on."""
        match verb:
            case "CAPABILITY":
                extra = b" STARTTLS" if self._server.start_tls else b""
                self._say(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN ID" + extra, tag + b" OK done")
            case "NOOP":
                self._say(tag + b" OK done")
            case "STARTTLS":
                self._say(tag + b" OK go on")
                self._secure()
            case "LOGIN":
                self._log_in(tag, [_unquoted(part) for part in _words(arguments)])
            case "AUTHENTICATE":
                self._say(b"+ ")
                answer = base64.b64decode(self._file.readline().strip()).decode().split("\0")
                self._log_in(tag, answer[1:])
            case "ID":
                self._told_who = True
                self._say(b'* ID ("name" "test")', tag + b" OK done")
            case "SELECT" | "EXAMINE":
                self._open(tag, verb, _unquoted(arguments))
            case "UID":
                kind, _, rest = arguments.partition(b" ")
                return self._search(tag, rest) if kind.upper() == b"SEARCH" else self._fetch(tag, rest)
            case _:
                self._say(tag + b" BAD what is that")
        return True

    def _secure(self) -> None:
        assert self._server.start_tls is not None
        self._file.close()
        self._connection = self._server.start_tls.wrap_socket(self._connection, server_side=True)
        self._file = self._connection.makefile("rwb")

    def _log_in(self, tag: bytes, given: list[str]) -> None:
        if given == [self._server.username, self._server.password]:
            self._say(tag + b" OK logged in")
        else:
            self._say(tag + b" NO [AUTHENTICATIONFAILED] Invalid credentials")

    def _open(self, tag: bytes, verb: str, name: str) -> None:
        folder = self._server.folders.get(name)
        if self._server.wants_id and not self._told_who:
            self._say(tag + b" NO EXAMINE Unsafe Login. Please contact us for help")
            return
        if folder is None:
            self._say(tag + b" NO no such folder")
            return
        self._folder, self._read_only = folder, verb == "EXAMINE"
        self._say(
            f"* {len(folder.mails)} EXISTS".encode(),
            f"* OK [UIDVALIDITY {folder.validity}] valid".encode(),
            f"* OK [UIDNEXT {folder.next_uid}] next".encode(),
            tag + (b" OK [READ-ONLY] done" if self._read_only else b" OK [READ-WRITE] done"),
        )

    def _search(self, tag: bytes, criterion: bytes) -> bool:
        folder = self._opened()
        words = criterion.decode().split()
        if words[0].upper() == "UID":
            first = int(words[1].partition(":")[0])
            found = [uid for uid in folder.mails if uid >= first] or sorted(folder.mails)[-1:]
        else:
            day, month, year = words[1].split("-")
            since = date(int(year), _MONTHS.index(month) + 1, int(day))
            found = [uid for uid, mail in folder.mails.items() if mail.came >= since]
        self._say(" ".join(["* SEARCH", *map(str, found)]).encode(), tag + b" OK done")
        return True

    def _fetch(self, tag: bytes, arguments: bytes) -> bool:
        folder = self._opened()
        uids, _, items = arguments.partition(b" ")
        for number, uid in enumerate(map(int, uids.split(b",")), 1):
            if uid in folder.mails and not self._hand_out(number, uid, folder.mails[uid], items):
                return False
        self._say(tag + b" OK done")
        return True

    def _hand_out(self, number: int, uid: int, mail: Stored, items: bytes) -> bool:
        fields = _FIELDS.search(items)
        head, _, _ = mail.raw.partition(b"\r\n\r\n")
        if fields is not None:
            name, data = b"BODY[HEADER.FIELDS (" + fields[2] + b")]", _some(mail.raw, fields[2].decode().split())
        elif b"[HEADER]" in items:
            name, data = b"BODY[HEADER]", head + b"\r\n\r\n"
        else:
            name, data = b"BODY[]", mail.raw
        if b".PEEK" not in items and not self._read_only:
            mail.seen = True
        size = self._server.said_sizes.get(uid, len(mail.raw))
        begin = f"* {number} FETCH (UID {uid} RFC822.SIZE {size} ".encode() + name
        self._file.write(begin + f" {{{len(data)}}}\r\n".encode())
        if name == b"BODY[]" and self._server.drop_at == uid:
            self._server.drop_at = None
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            return False
        self._file.write(data + b")\r\n")
        self._file.flush()
        return True

    def _opened(self) -> Folder:
        assert self._folder is not None, "no folder is open"
        return self._folder

    def _say(self, *lines: bytes) -> None:
        for line in lines:
            self._file.write(line + b"\r\n")
        self._file.flush()


def _some(raw: bytes, names: list[str]) -> bytes:
    """The headers of these names, as they stand in a mail, with the lines that continue them."""
    head = raw.partition(b"\r\n\r\n")[0]
    wanted = {name.lower().encode() for name in names}
    kept = [one for one in re.split(rb"\r\n(?![ \t])", head) if one.partition(b":")[0].lower() in wanted]
    return b"\r\n".join([*kept, b"", b""])


def _words(arguments: bytes) -> list[bytes]:
    return re.findall(rb'"(?:[^"\\]|\\.)*"|\S+', arguments)


def _unquoted(word: bytes | str) -> str:
    text = word.decode() if isinstance(word, bytes) else word
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def mail(text: str, *, charset: str = "utf-8") -> bytes:
    """A mail as it goes over the wire, of a text with its headers."""
    return text.lstrip("\n").replace("\r\n", "\n").replace("\n", "\r\n").encode(charset)


def day(text: str) -> date:
    """A day of a test."""
    return datetime.fromisoformat(text).date()
