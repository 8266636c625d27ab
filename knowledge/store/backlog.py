"""What waits: for scripts that play a day, and for figures."""

from sqlalchemy import func, select

from knowledge.store.jobs import jobs_waiting
from knowledge.store.tables import files, inbox, outbox
from knowledge.store.unit import Reader

_INBOX = select(func.count()).select_from(inbox).where(inbox.c.state == "new")
_OUTBOX = select(func.count()).select_from(outbox).where(outbox.c.state.in_(("waiting", "sending")))
_FILES = select(func.count()).select_from(files).where(files.c.state == "wanted")


def waiting_now(reader: Reader) -> int:
    """Inbox rows not handled and outbox rows not settled."""
    return int(reader.value(_INBOX)) + int(reader.value(_OUTBOX))


def work_waiting(reader: Reader) -> int:
    """Files not brought and jobs not done."""
    return int(reader.value(_FILES)) + jobs_waiting(reader)
