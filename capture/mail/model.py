"""A mail as it was read: who, when, what it says without what it repeats, and what hangs on it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody in a header: an address in lower case, and the name beside it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail. An archive stays closed: nothing in it is ever unpacked."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. `message_id` is a digest of the mail where it has none; `sent_at` is None where it tells no time.

    `text` is what its writer wrote, without quoted mails and signature. `forwarded` are the mails inside it, attached
    or copied into its text.
    """

    message_id: str
    sender: Mailbox
    receivers: tuple[Mailbox, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    text: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple["Mail", ...] = ()
    automatic: bool = False

    @property
    def thread(self) -> str:
        """What all mails of one conversation share: the id of its first."""
        return next(iter((*self.references, self.in_reply_to, self.message_id)), "") or self.message_id

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody it names, each once."""
        return tuple(dict.fromkeys(one.address for one in (self.sender, *self.receivers) if one.address))
