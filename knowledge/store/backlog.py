"""What waits: for scripts that play a day, and for figures."""

from sqlalchemy import func, select

from knowledge.store.jobs import jobs_waiting
from knowledge.store.tables import files, inbox, outbox
from knowledge.store.unit import Reader

_INBOX = select(func.count()).select_from(inbox).where(inbox.c.state == "new")
_OUTBOX = select(func.count()).select_from(outbox).where(outbox.c.state.in_(("waiting", "sending")))
_FILES = select(func.count()).select_from(files).where(files.c.state == "wanted")


def waiting_now(reader: Reader) -> int:
    """Inbox rows not handled, outbox rows not settled, files not brought, jobs not done."""
    return sum(int(reader.value(one)) for one in (_INBOX, _OUTBOX, _FILES)) + jobs_waiting(reader)
