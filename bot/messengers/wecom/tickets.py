"""What an answer under one of the AI bot's callbacks needs: worth something on one connection, for a while."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """`link` names the connection that brought the callback `req_id`, at `at`."""

    link: str
    req_id: str
    at: datetime

    @property
    def text(self) -> str:
        """As a reply path's token keeps it."""
        return f"{self.link} {int(self.at.timestamp())} {self.req_id}"


def ticket_of(text: str) -> Ticket | None:
    """The ticket that `text` is; None for anything else."""
    link, _, rest = text.partition(" ")
    stamp, _, req_id = rest.partition(" ")
    if not (link and req_id and stamp.isascii() and stamp.isdigit() and len(stamp) <= 11):
        return None
    return Ticket(link, req_id, datetime.fromtimestamp(int(stamp), UTC))
