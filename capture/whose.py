"""Which customer something is about: a document already known, the sentence, the thread, the room, the sender's own.

The first of these that says anything decides, unless a later one says otherwise: then people are asked. The sender's
own customers tell several apart; alone they decide where there is just one. A name that only looks or sounds alike
needs more than that; and where somebody nobody knows is named, neither the room nor the sender decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from capture.base import Context, Heard
from capture.clues import Named, Writing, named_in, names_a_stranger, titles_a_stranger
from knowledge.deals.view import open_deals_of_person
from knowledge.graph.merged import standing
from knowledge.graph.names.index import NameIndex
from knowledge.graph.view import owned_by, some_contacts
from knowledge.people.view import room

SURE = 0.7
"""From this confidence on something is taken to be about a customer; below it people are asked."""

MOST_CANDIDATES = 5
"""So many customers are offered where people are asked."""


class Clue(StrEnum):
    """What points to a customer."""

    DOCUMENT = "document"
    SENTENCE = "sentence"
    TITLE = "title"
    THREAD = "thread"
    ROOM = "room"
    SENDER = "sender"
    TRACKED = "tracked"
    """The tracked link that leads to it was taken for this customer; people say so themselves, nothing is weighed."""


class Doubt(StrEnum):
    """Why people have to be asked."""

    NOTHING = "nothing"
    SEVERAL = "several"
    DISAGREE = "disagree"
    ALIKE = "alike"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Pointer:
    """What one clue says: one of `ids`, the likeliest first. `firm`: it is said plainly, not merely like it."""

    clue: Clue
    ids: tuple[str, ...]
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Whose:
    """The customer, "" where people have to be asked: then `doubt` says why and `candidates` who it may be.

    `confidence` is 0 to 1; `why` are the clues that bear it out, the strongest first.
    """

    customer_id: str
    confidence: float
    why: tuple[Clue, ...] = ()
    candidates: tuple[str, ...] = ()
    doubt: Doubt | None = None

    @property
    def sure(self) -> bool:
        """Whether it can be taken without asking."""
        return bool(self.customer_id) and self.confidence >= SURE


_ALONE = {
    Clue.DOCUMENT: 0.99,
    Clue.SENTENCE: 0.95,
    Clue.TITLE: 0.93,
    Clue.THREAD: 0.85,
    Clue.ROOM: 0.85,
    Clue.SENDER: 0.72,
}
"""How likely a clue is right where nothing else speaks for or against it; held against the labelled messages."""

_SPOKEN = frozenset({Clue.DOCUMENT, Clue.SENTENCE, Clue.TITLE})
"""Clues that speak of the thing itself; the others only stand around it, and say nothing against a stranger's name."""

_BORNE_OUT = 0.5
"""A second clue that agrees takes away this part of what was missing to certainty."""

_VAGUE = 0.6
"""A name that only looks or sounds alike, with nothing to bear it out."""


def customer_of(
    text: str,
    context: Context,
    heard: Heard | None = None,
    *,
    title: str = "",
    earlier: Sequence[str] = (),
    known: str = "",
) -> Whose:
    """Which customer `text` is about.

    `heard` is the message it stands in, for its room and sender; `title` is what the thing itself is called, `earlier`
    what was said before in the same thread, the latest last; `known` the customer on record for this very document.
    """
    names = context.names
    pointers = [
        *_pointing(Clue.DOCUMENT, [known]),
        *_said(Clue.SENTENCE, text, names, context),
        *_said(Clue.TITLE, title, names, context),
        *_thread(earlier, names, context, firm=heard is not None and bool(heard.holder)),
        *_room(heard, names, context),
    ]
    own = own_customers(heard, context)
    named = any(one.clue in _SPOKEN for one in pointers)
    if not named and (names_a_stranger(names, text) or (not pointers and titles_a_stranger(names, title))):
        guessed = dict.fromkeys([*(key for one in pointers for key in one.ids), *own])
        return Whose("", 0.0, (), tuple(guessed)[:MOST_CANDIDATES], Doubt.STRANGER)
    return judge(pointers, own)


def judge(pointers: Sequence[Pointer], own: Sequence[str] = ()) -> Whose:
    """What the clues say together; `own` are the sender's customers. Pure."""
    if not pointers:
        return _by_sender(own)
    first, others = pointers[0], pointers[1:]
    ids = _narrowed(first.ids, [*(one.ids for one in others), own])
    if len(ids) > 1:
        return Whose("", 0.0, (first.clue,), ids[:MOST_CANDIDATES], Doubt.SEVERAL)
    against = [one for one in others if ids[0] not in one.ids and _counts_against(first, one)]
    if against:
        candidates = dict.fromkeys([*ids, *(one for other in against for one in other.ids)])
        return Whose("", 0.0, (first.clue,), tuple(candidates)[:MOST_CANDIDATES], Doubt.DISAGREE)
    why = [first.clue, *(one.clue for one in others if ids[0] in one.ids)]
    return _borne_out(ids[0], first, [*why, *([Clue.SENDER] if ids[0] in own else [])])


def own_customers(heard: Heard | None, context: Context) -> tuple[str, ...]:
    """The customers that the sender, else whoever handed it in, is responsible for or has an open deal with."""
    if heard is None or not heard.author_id:
        return ()
    held = [one.customer_id for one in owned_by(context.reader, heard.author_id, context.today)]
    dealt = [one.value.customer_id for one in open_deals_of_person(context.reader, heard.author_id)]
    return tuple(_standing(context, [*dealt, *held]))


def _borne_out(customer_id: str, first: Pointer, why: Sequence[Clue]) -> Whose:
    agreeing = len(why) - 1
    if not first.firm and not any(one is not Clue.SENDER for one in why[1:]):
        return Whose("", _VAGUE, tuple(why), (customer_id,), Doubt.ALIKE)
    missing = (1 - _ALONE[first.clue]) * _BORNE_OUT**agreeing
    return Whose(customer_id, round(1 - missing if first.firm else 1 - 2 * missing, 3), tuple(why))


def _by_sender(own: Sequence[str]) -> Whose:
    if len(own) == 1:
        return Whose(own[0], _ALONE[Clue.SENDER], (Clue.SENDER,))
    return Whose("", 0.0, (), tuple(own[:MOST_CANDIDATES]), Doubt.SEVERAL if own else Doubt.NOTHING)


def _counts_against(first: Pointer, other: Pointer) -> bool:
    """A document on record is only doubted for what is said of it; what merely sounds alike is no contradiction."""
    if first.clue is Clue.DOCUMENT:
        return other.clue is Clue.SENTENCE and other.firm
    return other.firm


def _narrowed(ids: tuple[str, ...], others: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Several, told apart by the next clues that know some of them."""
    for known in others:
        both = tuple(one for one in ids if one in known)
        if len(ids) > 1 and both:
            ids = both
    return ids


def _said(clue: Clue, text: str, names: NameIndex, context: Context) -> Iterator[Pointer]:
    """What names in a text point to. A customer stands before a contact, and before one only compared with."""
    found = named_in(names, text) if text else []
    for kind in ("customer", "contact"):
        meant = [one for one in found if one.kind == kind]
        chosen = _strongest(meant)
        ids = [key for one in chosen for key in (one.ids if kind == "customer" else _employers(one.ids, context))]
        if ids:
            firm = all(one.writing is Writing.PLAIN for one in chosen)
            yield from _pointing(clue, _standing(context, ids), firm=firm)
            return


def _strongest(found: Sequence[Named]) -> list[Named]:
    """Those written plainly, else those written alike, else those only compared with."""
    for writing in Writing:
        chosen = [one for one in found if one.writing is writing]
        if chosen:
            return chosen
    return []


def _employers(contact_ids: Sequence[str], context: Context) -> list[str]:
    known = some_contacts(context.reader, list(contact_ids))
    return [known[one].customer_id for one in contact_ids if one in known and known[one].customer_id]


def _thread(earlier: Sequence[str], names: NameIndex, context: Context, *, firm: bool) -> Iterator[Pointer]:
    """The customers last named in the thread; else those that the bot last told about there: a hint, no more, but in a
    mail, whose customers are those it was said to (`firm`).
    """
    for text in reversed(earlier):
        found = list(_said(Clue.THREAD, text, names, context))
        if found:
            yield from found
            return
    yield from _pointing(Clue.THREAD, _standing(context, context.customers), firm=firm)


def _room(heard: Heard | None, names: NameIndex, context: Context) -> Iterator[Pointer]:
    """The customers in the room's name, plainly named; a unit's own name may sound like one's."""
    if heard is None or heard.room.direct:
        return
    stored = room(context.reader, heard.room.messenger, heard.room.room_id)
    title = heard.room.title or (stored.title if stored else "")
    unit = heard.room.unit or (stored.unit if stored else "")
    title = title.replace(unit, " ") if unit else title
    yield from (one for one in _said(Clue.ROOM, title, names, context) if one.firm)


def _pointing(clue: Clue, ids: Iterable[str], *, firm: bool = True) -> Iterator[Pointer]:
    known = tuple(dict.fromkeys(one for one in ids if one))
    if known:
        yield Pointer(clue, known, firm)


def _standing(context: Context, ids: Sequence[str]) -> list[str]:
    """Each once; one that was merged counts as the one it was merged into."""
    into = standing(context.reader, set(ids)) if ids else {}
    return list(dict.fromkeys(into.get(one, one) for one in ids))
