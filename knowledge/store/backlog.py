"""What waits: for scripts that play a day, and for figures."""

from sqlalchemy import func, select

from knowledge.store.tables import inbox, outbox
from knowledge.store.unit import Reader

_INBOX = select(func.count()).select_from(inbox).where(inbox.c.state == "new")
_OUTBOX = select(func.count()).select_from(outbox).where(outbox.c.state.in_(("waiting", "sending")))


def waiting_now(reader: Reader) -> int:
    """Inbox rows not handled and outbox rows not settled."""
    return int(reader.value(_INBOX)) + int(reader.value(_OUTBOX))
