"""The one door by which alerts and digests leave: nothing goes to whoever may not know what it tells of customers."""

from collections.abc import Iterable

from knowledge.access.model import Audience, Why
from knowledge.access.view import Rights
from knowledge.people.rooms import known_room, listeners
from knowledge.store.unit import Unit
from notifiers.alert import Outgoing, Scene
from notifiers.notice import Address, Notice
from notifiers.outbox import put

HELD_BACK = "notices"
"""What the audit has notices under that were held back."""


def tell(
    unit: Unit,
    scene: Scene,
    outgoing: Iterable[Outgoing],
    *,
    caused_by: int | None,
    held: frozenset[str] = frozenset(),
) -> int:
    """Put notices into the outbox, each for those of its readers who may know what it tells; how many were put.

    What is held back is audited: whoever composes notices should have chosen other readers. Cards that change after
    somebody lost access stay as they were there.
    """
    rights, count = scene.rights(), 0
    for notice, address in outgoing:
        why = withheld(scene, rights, notice, address)
        if why is not None:
            details = {"kind": notice.kind, "notice": notice.subject, "why": why.value}
            unit.audit("system", "not_told", HELD_BACK, to=address.key, **details)
            continue
        put(unit, notice, address, caused_by=caused_by, state="held" if address.messenger in held else "waiting")
        count += 1
    return count


def withheld(scene: Scene, rights: Rights, notice: Notice, address: Address) -> Why | None:
    """Why a notice does not go to an address; None where everybody who reads there may know all that it tells.

    The operator's address is one that the team's own settings name: what is told there has no other reader left.
    """
    reader = scene.reads_at(scene.reader, address) if notice.tells else None
    if not notice.tells or (reader is None and address.key == (scene.operator.key if scene.operator else "")):
        return None
    if reader is not None:
        verdicts = (rights.verdict(reader, told.kind, told.customer_id) for told in notice.tells)
        return next((one.why for one in verdicts if not one.allowed), None)
    audience = audience_at(scene, address)
    reasons = (rights.not_for_room(told, audience) for told in notice.tells)
    return next((why for why in reasons if why is not None), None)


def audience_at(scene: Scene, address: Address) -> Audience:
    """Who hears what is said in a room that is nobody's own."""
    known = known_room(scene.reader, address.messenger, address.room_id)
    if known is None or known.room.direct:
        return Audience(direct=False, outsiders=None)
    found = listeners(scene.reader, known.room, known, scene.now)
    return Audience(direct=False, outsiders=found.outsiders, members=found.people)
