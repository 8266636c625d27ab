"""A promise is due, or its day is over: its owner is reminded, alone."""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.people.model import Lang
from knowledge.people.view import person
from knowledge.work.events import PromiseReminded
from knowledge.work.promises_view import promise
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.alerts import promise_heard
from notifiers.notice import Notice, Stripe, Urgency
from notifiers.outbox import again
from notifiers.promise_words import WORDS
from notifiers.team import own_room


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """A card of its own, which changes with the promise."""
    one = promise(scene.reader, event.promise_id) if isinstance(event, PromiseReminded) else None
    if one is None or not isinstance(event, PromiseReminded):
        return
    address = own_room(scene, one.draft.owner_id)
    if address is None:
        return
    subject = again(one.promise_id, event.due_on.toordinal() * 2 + event.overdue)
    made = promise_heard.card(one, scene, address, promise_heard.REMINDER, subject)
    badge = WORDS[_badge(event, one.draft.owner_id, scene)][made.lang]
    yield (
        replace(
            made,
            badge=badge,
            stripe=Stripe.BLOCKED if event.overdue else Stripe.INFO,
            urgency=Urgency.NORMAL,
            foldable=True,
        ),
        address,
    )


def _badge(event: PromiseReminded, owner_id: str, scene: Scene) -> str:
    """What the day is to whoever is reminded, in their own zone."""
    if event.overdue:
        return "badge_overdue"
    owner = person(scene.reader, owner_id)
    zone = scene.zone_of(owner) if owner else scene.zone
    return "badge_due" if event.due_on <= scene.now.astimezone(zone).date() else "badge_soon"


def example(lang: Lang) -> Notice:
    """How it looks on the morning of the day, for previews."""
    made = promise_heard.example(lang)
    return replace(
        made,
        kind=promise_heard.REMINDER,
        subject=again(made.subject, 1),
        badge=WORDS["badge_due"][lang],
        urgency=Urgency.NORMAL,
        foldable=True,
    )


ALERT = Alert("promise_reminder", (PromiseReminded,), compose, example)
