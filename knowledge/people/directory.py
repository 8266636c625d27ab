"""The writer of accounts: what messengers say of them, whose they are, who was greeted, who is gone."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import bindparam, or_, update

from knowledge.people.accounts import KnownAccount, known_account, owner_of
from knowledge.people.events import AccountClosed, AccountReopened, AccountTied
from knowledge.people.matching import matched
from knowledge.people.model import Account, Handle
from knowledge.people.tables import accounts, handles
from knowledge.store.errors import StaleWrite
from knowledge.store.unit import Unit, insert_or_ignore, upsert

DIRECTORY = "directory"
"""The actor of what the directory finds out by itself."""

SPOKE_STEP = timedelta(days=1)
"""When somebody last spoke is kept this exactly."""

_SAID = ["name", "email", "mobile", "language", "timezone", "outsider", "active", "checked_at"]
_KEEP = upsert(accounts, ["messenger", "user_id"], _SAID)
_MEET = upsert(accounts, ["messenger", "user_id"], ["checked_at"])
_THIS = (accounts.c.messenger == bindparam("of"), accounts.c.user_id == bindparam("who"))
_CLOSE = update(accounts).where(*_THIS, accounts.c.closed_at.is_(None)).values(closed_at=bindparam("moment"))
_REOPEN = update(accounts).where(*_THIS).values(closed_at=None)
_GREET = update(accounts).where(*_THIS, accounts.c.greeted_at.is_(None)).values(greeted_at=bindparam("moment"))
_TIE = insert_or_ignore(handles)
_SPOKE = (
    update(handles)
    .where(
        handles.c.messenger == bindparam("of"),
        handles.c.user_id == bindparam("who"),
        or_(handles.c.spoke_at.is_(None), handles.c.spoke_at < bindparam("before")),
    )
    .values(spoke_at=bindparam("moment"))
)


def record_account(unit: Unit, account: Account) -> str | None:
    """Keep what a messenger says of an account, and find its owner by e-mail or mobile where it has none; their id.

    Emits AccountTied; AccountClosed, once, for an owner's account, and AccountReopened. An outsider's is never tied.
    """
    before = known_account(unit, account.handle)
    now = _completed(account, before)
    _keep(unit, now)
    owner = owner_of(unit, now.handle) or _matched(unit, now)
    if now.active and before is not None and before.closed_at is not None:
        unit.run(_REOPEN, of=now.handle.messenger, who=now.handle.user_id)
        unit.audit(DIRECTORY, "reopen_account", _named(now.handle), person=owner or "")
        unit.emit(AccountReopened(now.handle))
    elif owner is not None and not now.active:
        _close(unit, now.handle, owner)
    return owner


def record_silence(unit: Unit, handle: Handle, name: str) -> None:
    """A messenger was asked about an account and did not tell."""
    row = _row(Account(handle, name=name))
    unit.run(_MEET, **row, checked_at=unit.now)


def tie_account(unit: Unit, handle: Handle, person_id: str, how: str, actor: str) -> bool:
    """Make an account a person's; False where it is somebody else's already. Emits AccountTied."""
    added = unit.run(_TIE, messenger=handle.messenger, user_id=handle.user_id, person_id=person_id)
    if not added:
        return owner_of(unit, handle) == person_id
    unit.audit(actor, "tie_account", _named(handle), person=person_id, how=how)
    unit.emit(AccountTied(handle, person_id, how))
    return True


def note_spoke(unit: Unit, handle: Handle) -> None:
    """Somebody spoke from this account; kept to the day."""
    before = unit.now - SPOKE_STEP
    unit.run(_SPOKE, of=handle.messenger, who=handle.user_id, before=before, moment=unit.now)


@dataclass(frozen=True, slots=True)
class MarkGreeted:
    """Somebody unknown is asked who they are."""

    handle: Handle
    name: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Remember that they were asked. Raises StaleWrite where they had been."""
        if known_account(unit, self.handle) is None:
            record_silence(unit, self.handle, self.name)
        if not unit.run(_GREET, of=self.handle.messenger, who=self.handle.user_id, moment=unit.now):
            raise StaleWrite(f"{self.handle} was greeted")
        unit.audit(actor, "greet_account", _named(self.handle))


def _matched(unit: Unit, account: Account) -> str | None:
    if account.outsider or not account.active:
        return None
    found = matched(unit, account, unit.now.date())
    if found is None or not tie_account(unit, account.handle, found.person_id, found.how, DIRECTORY):
        return None
    return found.person_id


def _close(unit: Unit, handle: Handle, owner: str) -> None:
    if unit.run(_CLOSE, of=handle.messenger, who=handle.user_id, moment=unit.now):
        unit.audit(DIRECTORY, "close_account", _named(handle), person=owner)
        unit.emit(AccountClosed(owner, handle))


def _completed(account: Account, before: KnownAccount | None) -> Account:
    """The account as it is said to be now, with what was known where nothing is said."""
    if before is None:
        return account
    known = before.account
    return replace(
        account,
        name=account.name or known.name,
        email=account.email or known.email,
        mobile=account.mobile or known.mobile,
        language=account.language or known.language,
        timezone=account.timezone or known.timezone,
        outsider=known.outsider if account.outsider is None else account.outsider,
    )


def _keep(unit: Unit, account: Account) -> None:
    unit.run(_KEEP, **_row(account), checked_at=unit.now)


def _row(account: Account) -> dict[str, object]:
    return {
        "messenger": account.handle.messenger,
        "user_id": account.handle.user_id,
        "name": account.name,
        "email": account.email.strip().lower(),
        "mobile": account.mobile,
        "language": account.language,
        "timezone": account.timezone,
        "outsider": None if account.outsider is None else int(account.outsider),
        "active": int(account.active),
    }


def _named(handle: Handle) -> str:
    return f"{handle.messenger}:{handle.user_id}"
