"""Customers got another owner: the new one hears what of them is shared with whom, and may end it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from knowledge.access.granted import grants_about
from knowledge.access.model import Grant, Kind, Told
from knowledge.graph.amendments import Amendment, amendment
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.owning import CORRECT, HAND_OVER, SETTLE
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.grant_words import because_words, until_words, what_words
from notifiers.notice import Choice, Notice
from notifiers.team import name_of, own_room

NEWS = "still_shared"
MOST = 3
"""More than so many are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "你接手的客户里，有些资料还开放给别人：",
        "en": "Of the customers that are yours now, this is shared:",
    },
    "line": {"zh": "· {who}：{what}，{until}{because}", "en": "· {who}: {what} {until}{because}"},
    "more": {"zh": "还有 {count} 条，问我“谁能看……”可以看到。", "en": "And {count} more; ask me “who can see …”."},
    "end": {"zh": "撤回{who}的", "en": "End for {who}"},
    "say": {"zh": "撤回{who}看{customer}的权限", "en": "revoke {who}'s access to {customer}"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """One notice to the new owner; nothing where nothing is shared."""
    made = amendment(scene.reader, event.key) if isinstance(event, OwnershipChanged) and not event.undone else None
    if made is None or made.kind not in (CORRECT, HAND_OVER, SETTLE):
        return
    to, customers = _new_owner(made)
    shared = [one for each in customers for one in _live(each, to, scene)]
    room = own_room(scene, to) if shared else None
    if room is not None:
        yield _told(made.key, to, shared, scene), room


def _new_owner(made: Amendment) -> tuple[str, Sequence[str]]:
    if made.kind == HAND_OVER:
        return str(made.details["to"]), list(made.details.get("customers", ()))
    return str(made.details.get("person", "")), [made.subject]


def _live(customer_id: str, owner: str, scene: Scene) -> list[Grant]:
    found = grants_about(scene.reader, customer_id, [])
    live = [one for one in found if one.ended_at is None and one.until >= scene.today]
    return [one for one in live if owner not in (one.giver_id, one.grantee_id)]


def _told(key: str, to: str, shared: Sequence[Grant], scene: Scene) -> Notice:
    reader = person(scene.reader, to)
    lang = scene.language_of(reader)
    named = {one.key: _names(one, scene, lang) for one in shared[:MOST]}
    zone = scene.zone_of(reader) if reader else scene.zone
    return _notice(key, shared, named, lang, zone.key, scene.today)


def _names(one: Grant, scene: Scene, lang: Lang) -> tuple[str, str]:
    known = customer(scene.reader, one.customer_id)
    return name_of(scene, one.grantee_id, lang), known.name_in(lang) if known else one.customer_id


def _notice(
    key: str, shared: Sequence[Grant], named: Mapping[str, tuple[str, str]], lang: Lang, zone: str, today: date
) -> Notice:
    lines, choices = [_WORDS["title"][lang]], []
    for one in shared[:MOST]:
        who, of = named[one.key]
        facts = {"who": who, "customer": of, "what": what_words(one.kinds, of, "", lang)}
        until, because = until_words(one, lang, today), because_words(one.because, lang)
        lines.append(_said("line", lang, **facts, until=until, because=because))
        say = _said("say", lang, **facts)
        choices.append(Choice(_said("end", lang, **facts), "end_access", {"grant": one.key}, say=say))
    if len(shared) > MOST:
        lines.append(_said("more", lang, count=str(len(shared) - MOST)))
    tells = tuple(Told(Kind.OWNERSHIP, one.customer_id) for one in shared[:MOST])
    return Notice(NEWS, key, 1, lang, zone=zone, text="\n".join(lines), choices=tuple(choices), tells=tells)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    who, named, why = {"zh": ("孙浩", "华东光伏", "一起投标"), "en": ("Sun Hao", "Huadong PV", "the tender")}[lang]
    kinds = frozenset({Kind.QUOTE})
    one = Grant("local:example", "li.lei", "sun.hao", kinds, date(2026, 1, 12), date(2026, 1, 31), "C001", why)
    return _notice("local:example", [one], {one.key: (who, named)}, lang, "UTC", date(2026, 1, 12))


ALERT = Alert("still_shared", (OwnershipChanged,), compose, example)
