"""Somebody from outside spoke in a room that was taken for internal: whoever had said so is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.people.accounts import known_account
from knowledge.people.events import OutsiderHeard
from knowledge.people.model import Handle, Lang
from knowledge.people.view import person, room
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.notice import LONGEST_NAME, Address, Notice, Ring, Stripe, Urgency
from notifiers.ringing import rings_above
from notifiers.team import deciders, messenger_name, own_room

KIND = "outsider_heard"

_TITLE: Mapping[Lang, str] = {"zh": "“{room}”里有外部人员", "en": "Somebody from outside is in “{room}”"}
_WORDS: Mapping[Lang, str] = {
    "zh": "{name}（{messenger}）刚才在群里说话了。这个群原来记为内部，现在改为有外部人员，客户的事我不在那里说了。",
    "en": "{name} ({messenger}) spoke there just now. The room was down as internal; "
    "from now on I keep customers out of it.",
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """To whoever declared the room internal, else to those who decide.

    In a room with others it rings who answers for the declarer, or for the room's region.
    """
    if not isinstance(event, OutsiderHeard):
        return
    known, speaker = room(scene.reader, event.messenger, event.room_id), known_account(scene.reader, event.speaker)
    title = (known.title if known else "") or event.room_id
    name = (speaker.account.name if speaker else "") or event.speaker.user_id
    declarer = person(scene.reader, event.told_by) if event.told_by else None
    for address in _told(event, scene):
        lang = scene.language_of(scene.reads_at(scene.reader, address))
        rings = rings_above(scene, address, declarer, known.region if known else "")
        yield replace(_notice(event, title, name, lang, scene.now), rings=rings), address


def _told(event: OutsiderHeard, scene: Scene) -> Sequence[Address]:
    declarer = own_room(scene, event.told_by) if event.told_by else None
    return [declarer] if declarer else deciders(scene)


def _notice(event: OutsiderHeard, title: str, name: str, lang: Lang, now: datetime) -> Notice:
    messenger = messenger_name(event.messenger, lang)
    return Notice(
        kind=KIND,
        subject=f"{event.room_id}@{now:%Y%m%d%H%M%S}",
        version=1,
        lang=lang,
        title=filled(_TITLE[lang], lang, room=title),
        text=filled(_WORDS[lang], lang, name=" ".join(name.split())[:LONGEST_NAME], messenger=messenger),
        stripe=Stripe.INFO,
        urgency=Urgency.HIGH,
        foldable=True,
    )


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    event = OutsiderHeard("slack", "C0EXAMPLE1", Handle("slack", "U0EXAMPLE2"), "")
    title = {"zh": "华东销售群", "en": "East sales"}[lang]
    answers = Ring("U0EXAMPLE3", {"zh": "韩梅", "en": "Han Mei"}[lang])
    return replace(_notice(event, title, "Alex Guest", lang, datetime(2026, 1, 12, 2, 0, tzinfo=UTC)), rings=(answers,))


ALERT = Alert("outsider_heard", (OutsiderHeard,), compose, example)
