"""Somebody said that something is done, and several of their promises may be meant: which?"""

from collections.abc import Iterable, Mapping

from knowledge.access.model import Kind, Told
from knowledge.people.model import Lang
from knowledge.people.view import person
from knowledge.work.events import DoneUnclear
from knowledge.work.promise import Promise, PromiseState
from knowledge.work.promises_view import some_promises
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.notice import Choice, Notice
from notifiers.team import own_room

KIND = "promise_unclear"

MOST = 3
"""So many are offered; the rest are found by asking for one's open tasks."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "text": {"zh": "“{quote}”说的是哪一件？", "en": "“{quote}”: which of these is that?"},
    "say": {"zh": "“{title}”完成了", "en": "“{title}” is done"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The question, to whoever said it, alone."""
    if not isinstance(event, DoneUnclear):
        return
    address, member = own_room(scene, event.person_id), person(scene.reader, event.person_id)
    known = some_promises(scene.reader, event.promise_ids)
    still = [known[one] for one in event.promise_ids if one in known and known[one].state is PromiseState.OPEN]
    if address is not None and still:
        yield (
            _notice(
                event.message_id,
                event.quote,
                [(one.promise_id, _called(one)) for one in still],
                scene.language_of(member),
            ),
            address,
        )


def _called(one: Promise) -> str:
    return one.draft.title


def _notice(subject: str, quote: str, options: list[tuple[str, str]], lang: Lang) -> Notice:
    return Notice(
        kind=KIND,
        subject=subject,
        version=1,
        lang=lang,
        text=filled(_WORDS["text"][lang], lang, quote=quote),
        choices=tuple(
            Choice(title, "promise_done", {"promise": key}, say=filled(_WORDS["say"][lang], lang, title=title))
            for key, title in options[:MOST]
        ),
        tells=(Told(Kind.OWNERSHIP),),
    )


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    quote, first, second = {
        "zh": ("报价发了", "给您报价", "把新报价发同屹轨道"),
        "en": ("sent the quote", "send the quote", "get Vantory the revised quote"),
    }[lang]
    return _notice("m1", quote, [("promise:example:0", first), ("promise:example:1", second)], lang)


ALERT = Alert(KIND, (DoneUnclear,), compose, example)
