"""What a mail is to the team: a touch of each customer in it, by whom, with whom, in which direction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from capture.mail.model import Mail
from capture.mail.rows import mails_in
from knowledge.graph.parties import Party, parties
from knowledge.graph.touchpoints import Direction, TouchKind, Touchpoint, touchpoint
from knowledge.store.unit import Reader

SKEW = timedelta(hours=1)
"""A mail may say that it was sent so much later than it came: clocks differ. Beyond that it is not believed."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A touch of one customer, and the mail it stands in."""

    mail: Mail
    touchpoint: Touchpoint


def touches(reader: Reader, mail: Mail, received_at: datetime, domains: Sequence[str]) -> list[Touch]:
    """Every touch in a mail and in those inside it. What a machine wrote touches nobody."""
    found = [] if mail.automatic else list(mails_in(mail))
    known = parties(reader, (address for one in found for address in one.addresses), domains)
    return [touch for one in found for touch in _of_one(reader, one, received_at, known)]


def _of_one(reader: Reader, mail: Mail, received_at: datetime, known: Mapping[str, Party]) -> Iterator[Touch]:
    sender = known.get(mail.sender.address, Party(mail.sender.address))
    receivers = [known[one.address] for one in mail.receivers if one.address in known]
    customers = dict.fromkeys(one.customer_id for one in (sender, *receivers) if one.customer_id)
    for customer_id in customers:
        theirs = [one for one in (sender, *receivers) if one.customer_id == customer_id]
        ours = [one.person_id for one in (sender, *receivers) if one.person_id]
        yield Touch(
            mail,
            Touchpoint(
                key=key_of(mail.message_id, customer_id),
                kind=TouchKind.MAIL,
                at=_when(mail, received_at),
                customer_id=customer_id,
                subject=mail.subject,
                direction=Direction.IN if sender.customer_id == customer_id else Direction.OUT,
                person_id=next(iter(ours), ""),
                contact_id=next((one.contact_id for one in theirs if one.contact_id), ""),
                thread=_thread(reader, mail, customer_id),
                source={"what": "mail", "where": mail.message_id, "at": received_at.isoformat()},
            ),
        )


def key_of(message_id: str, customer_id: str) -> str:
    """The key of a mail's touch of a customer."""
    return f"mail:{customer_id}:{message_id}"


def _when(mail: Mail, received_at: datetime) -> datetime:
    if mail.sent_at is None or mail.sent_at > received_at + SKEW:
        return received_at
    return mail.sent_at


def _thread(reader: Reader, mail: Mail, customer_id: str) -> str:
    """The conversation; a reply that names only the mail before it belongs where that one does."""
    before = touchpoint(reader, key_of(mail.in_reply_to, customer_id)) if mail.in_reply_to else None
    return before.thread if before and before.thread else mail.thread
