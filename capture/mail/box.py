"""One look at a mailbox: which mails came, which of them are about customers, and those whole. The rest stays there."""

import imaplib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from email.parser import BytesParser

from capture.base import BadRow, Batch, FeedRoom, Pulled, Rejected
from capture.mail.headers import POLICY, mailboxes, text_of
from capture.mail.imap import Head, Opened, head_only, heads, open_folder, session, uids_from, uids_since, whole
from capture.mail.model import Mail
from capture.mail.reading import FORWARDING, read_mail
from capture.mail.rows import addresses_in, batch_of
from config.mail import MailSettings
from knowledge.graph.parties import is_our_domain, parties
from knowledge.store.unit import Reader

MOST_MAILS = 50
MOST_BYTES = 20_000_000
"""A look takes no more; what is left comes with the next one, at once."""

Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class MailBox:
    """A mailbox and where what it brings is put."""

    settings: MailSettings
    room: FeedRoom

    def look(self, cursor: str, now: datetime) -> Pulled:
        """What came since the cursor. Raises FeedTrouble, and then nothing has moved on."""
        haul = _Haul(now, _places(cursor))
        with session(self.settings) as connection:
            for folder in self.settings.folders:
                self._from_folder(connection, folder, haul)
        return haul.pulled()

    def check(self) -> None:
        """Log in and open every folder. Raises FeedTrouble."""
        with session(self.settings) as connection:
            for folder in self.settings.folders:
                open_folder(connection, folder)

    def _from_folder(self, connection: imaplib.IMAP4, folder: str, haul: "_Haul") -> None:
        opened = open_folder(connection, folder)
        uids = self._new(connection, opened, haul.places.get(folder), haul.now)
        taken = uids[: max(0, MOST_MAILS - haul.seen)]
        last = self._take(connection, folder, taken, haul)
        if last < len(uids):
            haul.more = True
            haul.places[folder] = [opened.validity, uids[last]]
        else:
            haul.places[folder] = [opened.validity, max(opened.next_uid, uids[-1] + 1 if uids else 1)]

    def _new(self, connection: imaplib.IMAP4, opened: Opened, place: Sequence[int] | None, now: datetime) -> list[int]:
        """Numbers of the mails to look at, in order. A folder whose numbers hold no longer is looked at from anew."""
        if place is not None and place[0] == opened.validity:
            return uids_from(connection, place[1])
        return uids_since(connection, (now - timedelta(days=self.settings.first_days)).date())

    def _take(self, connection: imaplib.IMAP4, folder: str, uids: Sequence[int], haul: "_Haul") -> int:
        """Take what is ours of these mails; how many of them were dealt with before there was enough."""
        found = {head.uid: head for head in (heads(connection, uids) if uids else [])}
        ours = self.room.ask(lambda reader: self._promising(reader, found))
        for number, uid in enumerate(uids):
            if haul.bytes > MOST_BYTES:
                return number
            haul.seen += 1
            if uid in ours:
                self._take_one(connection, folder, found[uid], haul)
            elif uid in found:
                haul.passed_over += 1
        return len(uids)

    def _promising(self, reader: Reader, found: Mapping[int, Head]) -> set[int]:
        """Which mails to fetch: those with somebody of a customer, and what colleagues pass on."""
        read = {uid: BytesParser(policy=POLICY).parsebytes(head.headers) for uid, head in found.items()}
        named = {uid: [one.address for one in mailboxes(head, *_NAMES)] for uid, head in read.items()}
        known = parties(reader, (one for some in named.values() for one in some), self.settings.domains)
        return {
            uid
            for uid, addresses in named.items()
            if any(known[one].known for one in addresses if one in known) or self._is_passed_on(reader, read[uid])
        }

    def _is_passed_on(self, reader: Reader, head: Message) -> bool:
        """Whether a colleague forwards something: only then a mail among colleagues is looked into."""
        senders = [one.address for one in mailboxes(head, "from")]
        receivers = [one.address for one in mailboxes(head, "to", "cc")]
        passed = FORWARDING.match(text_of(head, "subject")) or self.settings.username.lower() in receivers
        return bool(passed) and any(is_our_domain(reader, one, self.settings.domains) for one in senders)

    def _take_one(self, connection: imaplib.IMAP4, folder: str, head: Head, haul: "_Haul") -> None:
        large = head.size > self.settings.max_mail_bytes
        raw = head_only(connection, head.uid) if large else whole(connection, head.uid)
        if raw is None:
            return
        haul.bytes += len(raw)
        where = f"{folder} {head.uid}"
        if large:
            haul.rejected.append(_too_large(where, head.size, self.settings.max_mail_bytes))
        try:
            mail = read_mail(raw, self.room.zone)
        except BadRow as bad:
            haul.rejected.append(Rejected(where, bad.say))
            return
        if self.room.ask(lambda reader: concerns_customers(reader, mail, self.settings)):
            batch, refused = batch_of(mail, haul.now, self.room.data_dir, self.settings)
            haul.add(batch, mail, refused)
        else:
            haul.passed_over += 1


def concerns_customers(reader: Reader, mail: Mail, settings: MailSettings) -> bool:
    """Whether somebody of a customer is named in a mail, or in one inside it; what a machine wrote concerns nobody."""
    if mail.automatic:
        return False
    found = parties(reader, addresses_in([mail]), settings.domains)
    return any(one.known for one in found.values())


@dataclass(slots=True)
class _Haul:
    """What one look has brought so far, and from where to go on in each folder."""

    now: datetime
    places: Places
    batches: list[Batch] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    newest: datetime | None = None
    seen: int = 0
    bytes: int = 0
    passed_over: int = 0
    more: bool = False

    def add(self, batch: Batch, mail: Mail, refused: Sequence[Rejected]) -> None:
        self.batches.append(batch)
        self.rejected += refused
        if mail.sent_at is not None and mail.sent_at <= self.now:
            self.newest = max(self.newest or mail.sent_at, mail.sent_at)

    def pulled(self) -> Pulled:
        cursor = json.dumps(self.places, ensure_ascii=False, sort_keys=True)
        return Pulled(self.batches, cursor, self.rejected, self.newest, self.passed_over, self.more)


_NAMES = ("from", "sender", "to", "cc", "bcc")


def _places(cursor: str) -> Places:
    return {name: list(place) for name, place in _pairs(cursor)}


def _pairs(cursor: str) -> Iterator[tuple[str, list[int]]]:
    yield from json.loads(cursor).items() if cursor else ()


def _too_large(where: str, size: int, most: int) -> Rejected:
    return Rejected(
        where,
        {
            "zh": f"邮件有 {size / 1e6:.0f} MB，超过 {most / 1e6:g} MB，只取了邮件头。",
            "en": f"The mail is {size / 1e6:.0f} MB, more than {most / 1e6:g} MB; only its head was taken.",
        },
    )
