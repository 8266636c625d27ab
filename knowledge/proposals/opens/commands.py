"""The writers of tracked links, of sittings, and of what is muted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.proposals.documents import OURS
from knowledge.proposals.opens.events import DocumentOpened, SittingChanged
from knowledge.proposals.opens.model import Mute, Opening, Sitting, Taken, TrackedLink
from knowledge.proposals.opens.tables import muted_opens, our_visitors, sittings, tracked_links, uncounted_calls
from knowledge.proposals.opens.view import as_sitting, sitting, tracked_link
from knowledge.proposals.tables import document_opens
from knowledge.store.encoding import fitting
from knowledge.store.unit import PerDialect, Unit, insert_or_ignore, upsert

LONGEST_WHO = 60
OPEN = "open"
"""What document_opens calls an open."""

_TAKE = upsert(tracked_links, ["token"], ["expires_at"])
_MUTE, _IS_OURS = insert_or_ignore(muted_opens), insert_or_ignore(our_visitors)
_UNMUTE = muted_opens.delete().where(
    muted_opens.c.person_id == bindparam("of_person"),
    muted_opens.c.customer_id == bindparam("of_customer"),
    muted_opens.c.document == bindparam("of_document"),
)
_NOT_OURS = our_visitors.delete().where(our_visitors.c.visitor == bindparam("of_visitor"))
_BEGIN = sittings.insert().returning(sittings.c.id)
_LATEST = (
    select(sittings)
    .where(
        sittings.c.link_id == bindparam("of_link"),
        or_(
            sittings.c.visitor == bindparam("of_visitor"),
            and_(
                bindparam("known") == 0,
                sittings.c.trace == bindparam("of_trace"),
                sittings.c.proved == 0,
                sittings.c.last_at >= bindparam("since", type_=sittings.c.last_at.type),
            ),
        ),
    )
    .order_by(sittings.c.last_at.desc(), sittings.c.id.desc())
    .limit(1)
)
_FURTHER = (
    sittings.update()
    .where(sittings.c.id == bindparam("sitting_id"))
    .values(
        last_at=bindparam("moment", type_=sittings.c.last_at.type),
        visitor=bindparam("cookie"),
        proved=bindparam("is_proved"),
        opens=sittings.c.opens + bindparam("more"),
        version=sittings.c.version + bindparam("more"),
    )
)
_SETTLE = (
    sittings.update()
    .where(sittings.c.id == bindparam("sitting_id"))
    .values(ours=bindparam("is_ours"), version=sittings.c.version + 1)
)
_CHANGE = sittings.update().where(sittings.c.id == bindparam("sitting_id")).values(version=sittings.c.version + 1)
_SEEN = document_opens.insert()
_RENAME = (
    document_opens.update()
    .where(document_opens.c.document == bindparam("of_document"), document_opens.c.visitor == bindparam("before"))
    .values(visitor=bindparam("now_called"))
)
_COUNTED = {"calls": uncounted_calls.c.calls + 1}
_KEYS = ["link_id", "reason"]
_LITE, _POST = sqlite.insert(uncounted_calls), postgresql.insert(uncounted_calls)
_NOT_COUNTED = PerDialect(
    _LITE.on_conflict_do_update(
        index_elements=_KEYS, set_={**_COUNTED, "who": _LITE.excluded.who, "last_at": _LITE.excluded.last_at}
    ),
    _POST.on_conflict_do_update(
        index_elements=_KEYS, set_={**_COUNTED, "who": _POST.excluded.who, "last_at": _POST.excluded.last_at}
    ),
)


@dataclass(frozen=True, slots=True)
class TakeLink:
    """Somebody takes a tracked link; taken once more, it lasts longer."""

    taken: Taken
    lasting: timedelta

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it."""
        row = {name: getattr(self.taken, name) for name in Taken.__slots__}
        unit.run(_TAKE, **row, taken_at=unit.now, expires_at=unit.now + self.lasting)
        about = self.taken.document_id or self.taken.customer_id
        unit.audit(actor, "take_link", about, customer=self.taken.customer_id, contact=self.taken.contact_id)


@dataclass(frozen=True, slots=True)
class MuteOpens:
    """Somebody wants to hear no more of some opens. `sitting_id` is the one whose card said so; 0: none."""

    mute: Mute
    sitting_id: int = 0

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it; opens are recorded as before."""
        one = self.mute
        unit.run(_MUTE, person_id=one.person_id, customer_id=one.customer_id, document=one.document, muted_at=unit.now)
        unit.audit(actor, "mute_opens", one.customer_id or one.document)
        _changed(unit, self.sitting_id)


@dataclass(frozen=True, slots=True)
class UnmuteOpens:
    """Somebody wants to hear of them again."""

    mute: Mute
    sitting_id: int = 0

    def apply(self, unit: Unit, actor: str) -> None:
        """Take it back."""
        one = self.mute
        unit.run(_UNMUTE, of_person=one.person_id, of_customer=one.customer_id, of_document=one.document)
        unit.audit(actor, "unmute_opens", one.customer_id or one.document)
        _changed(unit, self.sitting_id)


@dataclass(frozen=True, slots=True)
class SayWhose:
    """Somebody says that a visitor was one of the team (`ours`), or was not: their opens do not count, or do again."""

    sitting_id: int
    ours: bool

    def apply(self, unit: Unit, actor: str) -> None:
        """Settle this sitting, and know the browser again."""
        known = sitting(unit, self.sitting_id)
        if known is None or known.ours is self.ours:
            return
        if self.ours:
            unit.run(_IS_OURS, visitor=known.visitor, said_by=actor, said_at=unit.now)
        else:
            unit.run(_NOT_OURS, of_visitor=known.visitor)
        unit.run(_SETTLE, sitting_id=self.sitting_id, is_ours=int(self.ours))
        self._correct_opens(unit, known)
        unit.audit(actor, "say_whose_opens", str(self.sitting_id), ours=self.ours)
        unit.emit(SittingChanged(self.sitting_id))

    def _correct_opens(self, unit: Unit, known: Sitting) -> None:
        """What the team itself opened, the customer has not seen."""
        link = tracked_link(unit, known.link_id)
        if link is None or not link.taken.document_id:
            return
        theirs, ours = _seen_in(known.sitting_id), f"{OURS}{known.sitting_id}"
        before, now = (theirs, ours) if self.ours else (ours, theirs)
        unit.run(_RENAME, of_document=link.taken.document_id, before=before, now_called=now)


def latest_sitting(unit: Unit, opening: Opening, gap: timedelta) -> Sitting | None:
    """The visitor's last sitting with a link: by their cookie; or where they came without one, by their trace within
    `gap`, unless that browser has shown that it keeps cookies.
    """
    row = unit.row(
        _LATEST,
        of_link=opening.link_id,
        of_visitor=opening.visitor,
        of_trace=opening.trace,
        known=int(opening.known),
        since=opening.at - gap,
    )
    return as_sitting(row) if row else None


def begin_sitting(unit: Unit, link: TrackedLink, opening: Opening) -> None:
    """A visitor opens a link after a pause, or for the first time."""
    row = {
        "link_id": link.link_id,
        "visitor": opening.visitor,
        "trace": opening.trace,
        "proved": int(opening.known),
        "first_at": opening.at,
        "last_at": opening.at,
        "opens": 1,
        "device": dict(opening.device),
        "ours": 0,
        "version": 1,
    }
    _opened(unit, link, unit.returning(_BEGIN, row)[0]["id"], opening, 1)


def open_further(unit: Unit, link: TrackedLink, known: Sitting, opening: Opening) -> None:
    """The visitor of a sitting opens the link once more."""
    _moved(unit, known, opening, 1)
    _opened(unit, link, known.sitting_id, opening, known.opens + 1)


def same_open(unit: Unit, known: Sitting, opening: Opening) -> None:
    """The same open once more; its browser may have shown by now that it keeps cookies."""
    _moved(unit, known, opening, 0)


def count_not(unit: Unit, link_id: int, reason: str, who: str, at: datetime) -> None:
    """A call that was no open is counted by its reason."""
    unit.run(
        _NOT_COUNTED, link_id=link_id, reason=reason, calls=1, who=fitting(who, LONGEST_WHO)[:LONGEST_WHO], last_at=at
    )


def _moved(unit: Unit, known: Sitting, opening: Opening, more: int) -> None:
    moment = max(opening.at, known.last_at)
    unit.run(
        _FURTHER,
        sitting_id=known.sitting_id,
        moment=moment,
        cookie=opening.visitor,
        is_proved=int(opening.known),
        more=more,
    )


def _opened(unit: Unit, link: TrackedLink, sitting_id: int, opening: Opening, nth: int) -> None:
    taken = link.taken
    if taken.document_id:
        seen = {"document": taken.document_id, "visitor": _seen_in(sitting_id), "at": opening.at}
        unit.run(_SEEN, **seen, seconds=None, what=OPEN)
    unit.emit(DocumentOpened(sitting_id, taken.customer_id, taken.contact_id, taken.document_id, opening.at, nth))


def _seen_in(sitting_id: int) -> str:
    """Whose looks these are: a sitting stays what it is where its browser gets another cookie."""
    return f"sitting:{sitting_id}"


def _changed(unit: Unit, sitting_id: int) -> None:
    if sitting_id and unit.run(_CHANGE, sitting_id=sitting_id):
        unit.emit(SittingChanged(sitting_id))
