"""What to do with the notices that wait for one address: pure decisions with named reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from notifiers.notice import Urgency


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice in the outbox, as far as the decision needs it. `row` is its number: lower came first."""

    row: int
    kind: str
    subject: str
    version: int
    urgency: Urgency = Urgency.NORMAL
    foldable: bool = False


class Reason(StrEnum):
    """Why a notice leaves as it does."""

    ALONE = "alone"
    NEWER_VERSION = "newer_version"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Step:
    """The next send to an address: `lead` goes out; `folded` leave the queue with it.

    They are told by it, all but the `moot` among them: older versions of what is told.
    """

    lead: Waiting
    folded: tuple[Waiting, ...]
    reason: Reason
    moot: tuple[Waiting, ...] = ()

    @property
    def told(self) -> tuple[Waiting, ...]:
        """What a reader learns of by this send, the lead first."""
        moot = {one.row for one in self.moot}
        return (self.lead, *(one for one in self.folded if one.row not in moot))


def next_step(waiting: Sequence[Waiting], free: int) -> Step:
    """What goes out next, given all that waits (in order, at least one) and how many sends the rate allows now.

    An older version of the head gives way to its newest. Where more foldable notices wait than may be sent now, they
    become one list, the urgent ones first, then the newest; what cannot be folded keeps its place.
    """
    head = waiting[0]
    newest = max((one for one in waiting if _same(one, head)), key=lambda one: one.version)
    older = tuple(one for one in waiting if _same(one, head) and one is not newest)
    bundle = _newest_of_each([one for one in waiting if one.foldable])
    if head.foldable and newest.foldable and len(bundle) > max(free, 1):
        lead, *rest = sorted(bundle, key=lambda one: (-one.urgency, -one.row))
        listed = {one.row for one in bundle}
        moot = tuple(one for one in waiting if one.foldable and one.row not in listed)
        return Step(lead, (*rest, *moot), Reason.BURST, moot)
    return Step(newest, older, Reason.NEWER_VERSION if older else Reason.ALONE, older)


def _same(one: Waiting, other: Waiting) -> bool:
    return (one.kind, one.subject) == (other.kind, other.subject)


def _newest_of_each(waiting: Sequence[Waiting]) -> list[Waiting]:
    newest: dict[tuple[str, str], Waiting] = {}
    for one in waiting:
        held = newest.get((one.kind, one.subject))
        if held is None or one.version > held.version:
            newest[one.kind, one.subject] = one
    return list(newest.values())
