"""A promise was heard: a small card where it was said, or to its owner alone where people from outside read along."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.access.model import Kind, Told
from knowledge.people.model import Lang
from knowledge.people.view import room
from knowledge.work.events import PromiseChanged
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from knowledge.work.promises_view import promise
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.formats import ClockFace, day
from notifiers.notice import Address, Evidence, Fact, Notice, Stripe, Urgency
from notifiers.outbox import told, told_again
from notifiers.promise_words import WORDS, choices_of, evidence_of, facts_of, said, settled_of, why_of
from notifiers.team import own_room
from notifiers.telling import audience_at

CARD, REMINDER = "promise", "promise_reminder"

_STRIPES = {
    PromiseState.ASKED: Stripe.PLAIN,
    PromiseState.OPEN: Stripe.INFO,
    PromiseState.DONE: Stripe.DONE,
    PromiseState.DROPPED: Stripe.DONE,
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card where it was shown before, reminders too; else a new one."""
    one = promise(scene.reader, event.promise_id) if isinstance(event, PromiseChanged) else None
    if one is None:
        return
    shown = told(scene.reader, CARD, one.promise_id)
    for address in shown or _first(one, scene):
        yield card(one, scene, address, CARD, one.promise_id), address
    for subject, address in told_again(scene.reader, REMINDER, one.promise_id):
        yield card(one, scene, address, REMINDER, subject), address


def _first(one: Promise, scene: Scene) -> Iterable[Address]:
    """The room for what is sure and may be told there; the owner alone for questions, customers' promises, and where
    people from outside are in the room or may be. Nobody for what was dropped before anybody saw it.
    """
    if one.state is PromiseState.DROPPED:
        return
    place = Address(one.said.messenger, one.said.room_id, one.said.thread)
    if one.state is PromiseState.OPEN and one.draft.side is Side.TEAM and _is_internal(one, place, scene):
        yield place
        return
    direct = own_room(scene, one.draft.owner_id)
    if direct is not None:
        yield direct


def _is_internal(one: Promise, place: Address, scene: Scene) -> bool:
    """Whether only the team reads there; where nobody knows, people from outside may."""
    reader = scene.reads_at(scene.reader, place)
    if reader is not None:
        return reader.person_id == one.draft.owner_id
    return audience_at(scene, place).outsiders is False


def _may_hear(one: Promise, address: Address, scene: Scene) -> bool:
    """Whether everybody who reads there may know of this customer's tasks, and not only what was said there."""
    if scene.reads_at(scene.reader, address) is not None:
        return True
    return scene.rights().not_for_room(_tells(one), audience_at(scene, address)) is None


def _tells(one: Promise) -> Told:
    return Told(Kind.TASK, one.draft.customer_id) if one.draft.customer_id else Told(Kind.OWNERSHIP)


def card(one: Promise, scene: Scene, address: Address, kind: str, subject: str, badge: str = "") -> Notice:
    """The card as it stands now.

    A room whose members may not all know of the customer's tasks is shown only what was said in it.
    """
    place = room(scene.reader, address.messenger, address.room_id)
    alone = scene.reads_at(scene.reader, address)
    lang = scene.language_of(alone or place)
    zone = scene.zone_of(alone) if alone else scene.zone
    face = ClockFace(zone, lang, scene.now)
    hears = _may_hear(one, address, scene)
    own = alone is not None and alone.person_id == one.draft.owner_id
    shown = one if hears else replace(one, draft=replace(one.draft, customer_id=""), done_quote="")
    return Notice(
        kind=kind,
        subject=subject,
        version=one.version,
        lang=lang,
        zone=zone.key,
        title=one.draft.title,
        text=WORDS["ask"][lang] if one.state is PromiseState.ASKED else "",
        stripe=_STRIPES[one.state],
        badge=badge or WORDS[f"badge_{one.state.value}"][lang],
        facts=facts_of(shown, scene, lang, scene.now.astimezone(zone).date()),
        why=evidence_of(shown, scene, lang),
        choices=choices_of(one, lang),
        settled=settled_of(one, scene, face),
        foot=said("foot", lang, why=why_of(one, lang)),
        urgency=Urgency.LOW,
        tells=(_tells(one),) if hears and not own else (),
    )


def example(lang: Lang) -> Notice:
    """How it looks in a room, for previews."""
    title, quote, who, name, place = {
        "zh": ("给您报价", "周三前给您报价", "李雷", "华东光伏", "华东光伏群"),
        "en": ("send the quote", "I'll send the quote by Wednesday", "Li Lei", "Huadong PV", "East PV"),
    }[lang]
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    draft = Draft(
        *(title, quote, Side.TEAM, "li.lei", who, "li.lei", "C001", date(2026, 1, 14)),
        *(False, False, False, 0.9, "zh:dropped+to_you+dated+deed"),
    )
    one = Promise("promise:example:0", Said("local", "east-pv", "", "m1", at), draft, PromiseState.OPEN, 1)
    facts = {"who": who, "customer": name, "due": day(date(2026, 1, 14), lang, date(2026, 1, 12))}
    return Notice(
        kind=CARD,
        subject=one.promise_id,
        version=1,
        lang=lang,
        title=title,
        stripe=Stripe.INFO,
        badge=WORDS["badge_open"][lang],
        facts=tuple(Fact(WORDS[label][lang], value) for label, value in facts.items()),
        why=(Evidence(said("quote", lang, quote=quote), at, said("source", lang, who=who, room=place)),),
        choices=choices_of(one, lang),
        foot=said("foot", lang, why=why_of(one, lang)),
        urgency=Urgency.LOW,
        tells=(_tells(one),),
    )


ALERT = Alert("promise_heard", (PromiseChanged,), compose, example)
