"""Something was shared, for longer, or no longer: whom it concerns hears of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from knowledge.access.events import GrantEnded, GrantExtended, GrantGiven
from knowledge.access.granted import grant
from knowledge.access.model import Ended, Grant, Kind, Told
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import day
from notifiers.grant_words import because_words, until_words, what_words
from notifiers.notice import Notice, Urgency
from notifiers.team import name_of, own_room

NEWS = "grant_news"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "given": {
        "zh": "{giver}让你看{what}，{until}{because}。现在可以直接问我。",
        "en": "{giver} lets you see {what} {until}{because}. You can ask me now.",
    },
    "given_owner": {
        "zh": "{giver}让{who}看{what}，{until}{because}。不合适的话说“撤回{who}的权限”。",
        "en": "{giver} lets {who} see {what} {until}{because}. If that is wrong, say “revoke {who}'s access”.",
    },
    "extended": {
        "zh": "你看{what}的期限改到{day}（{by}改的）。",
        "en": "You may now see {what} until {day}, says {by}.",
    },
    "extended_giver": {
        "zh": "{by}把{who}看{what}的期限改到了{day}。",
        "en": "{by} changed until when {who} may see {what}: {day}.",
    },
    "taken_back": {"zh": "{by}撤回了让你看{what}的权限。", "en": "{by} took back that you may see {what}."},
    "taken_back_giver": {"zh": "{by}撤回了{who}看{what}的权限。", "en": "{by} took back that {who} may see {what}."},
    "given_up_giver": {
        "zh": "{who}不再需要看{what}，已经收回。",
        "en": "{who} no longer needs to see {what}; it has ended.",
    },
    "time": {"zh": "你看{what}的期限到了。", "en": "The time for which you may see {what} is over."},
    "time_giver": {
        "zh": "{who}看{what}的期限到了，已经自动收回。",
        "en": "The time for which {who} may see {what} is over.",
    },
    "deal_closed": {
        "zh": "商机结束了，你看{what}的权限随之收回。",
        "en": "The deal is closed, so you no longer see {what}.",
    },
    "deal_closed_giver": {
        "zh": "商机结束了，{who}看{what}的权限已经自动收回。",
        "en": "The deal is closed, so {who} no longer sees {what}.",
    },
    "left_room": {
        "zh": "你离开了群，看{what}的权限随之收回。",
        "en": "You left the room, so you no longer see {what}.",
    },
    "left_room_giver": {
        "zh": "{who}离开了群，看{what}的权限已经自动收回。",
        "en": "{who} left the room and no longer sees {what}.",
    },
    "left_team": {
        "zh": "{giver}离职，你看{what}的权限随之收回。需要的话向新的负责人申请。",
        "en": "{giver} has left the team, so you no longer see {what}. If you need it, ask the new owner.",
    },
    "left_team_giver": {
        "zh": "{who}离职，看{what}的权限已经自动收回。",
        "en": "{who} has left the team and no longer sees {what}.",
    },
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """A line to the grantee, to the giver where somebody else did it or it ended by itself, and to other owners."""
    if not isinstance(event, GrantGiven | GrantExtended | GrantEnded):
        return
    one = grant(scene.reader, event.key)
    if one is None:
        return
    for who, words, by in _concerned(event, one, scene):
        room = own_room(scene, who)
        if room is not None:
            kind = f"{one.key}:{type(event).__name__}:{one.until.isoformat()}"
            yield _notice(kind, words, one, by, who, scene), room


def _concerned(
    event: GrantGiven | GrantExtended | GrantEnded, one: Grant, scene: Scene
) -> Iterator[tuple[str, str, str]]:
    """Who hears it, in which words, and by whom it was."""
    match event:
        case GrantGiven():
            yield one.grantee_id, "given", one.giver_id
            owners = scene.rights().standing(one.customer_id).owners if one.customer_id else frozenset[str]()
            yield from (
                (owner, "given_owner", one.giver_id) for owner in sorted(owners - {one.giver_id, one.grantee_id})
            )
        case GrantExtended():
            yield one.grantee_id, "extended", event.actor
            if event.actor != one.giver_id:
                yield one.giver_id, "extended_giver", event.actor
        case GrantEnded():
            if event.why is not Ended.GIVEN_UP:
                yield one.grantee_id, event.why.value, one.ended_by
            if one.ended_by != one.giver_id:
                yield one.giver_id, f"{event.why.value}_giver", one.ended_by


def _notice(subject: str, words: str, one: Grant, by: str, reads: str, scene: Scene) -> Notice:
    reader = person(scene.reader, reads)
    lang = scene.language_of(reader)
    known = customer(scene.reader, one.customer_id) if one.customer_id else None
    named = known.name_in(lang) if known else one.customer_id
    giver = "" if reads == one.giver_id else name_of(scene, one.giver_id, lang)
    facts = {
        "what": what_words(one.kinds, named, giver, lang),
        "until": until_words(one, lang, scene.today),
        "day": day(one.until, lang, scene.today),
        "because": because_words(one.because, lang),
        "giver": name_of(scene, one.giver_id, lang),
        "who": name_of(scene, one.grantee_id, lang),
        "by": name_of(scene, by, lang),
    }
    zone = scene.zone_of(reader) if reader else scene.zone
    quiet = Urgency.LOW if one.ended_at else Urgency.NORMAL
    text, tells = _said(words, lang, **facts), (Told(Kind.OWNERSHIP, one.customer_id),)
    return Notice(NEWS, subject, 1, lang, zone=zone.key, text=text, urgency=quiet, tells=tells)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    giver, named, why = {"zh": ("李雷", "华东光伏", "一起投标"), "en": ("Li Lei", "Huadong PV", "the tender")}[lang]
    given_at = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
    one = Grant("k", "li.lei", "sun.hao", frozenset({Kind.QUOTE}), date(2026, 1, 12), date(2026, 1, 31), "C001", why)
    what, until = what_words(one.kinds, named, giver, lang), until_words(one, lang, given_at.date())
    text = _said("given", lang, giver=giver, what=what, until=until, because=because_words(why, lang))
    return Notice(NEWS, "local:example", 1, lang, text=text, tells=(Told(Kind.OWNERSHIP, one.customer_id),))


ALERT = Alert("grant_news", (GrantGiven, GrantExtended, GrantEnded), compose, example)
