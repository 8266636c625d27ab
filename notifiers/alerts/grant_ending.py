"""What somebody shares ends on the next working day: longer, or let it end?"""

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge.access.events import GrantEnded, GrantEnding, GrantExtended
from knowledge.access.granted import grant
from knowledge.access.model import Grant, Kind, Told
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import day
from notifiers.grant_words import because_words, what_words
from notifiers.notice import Choice, Notice, Stripe
from notifiers.outbox import told
from notifiers.team import name_of, own_room

CARD = "grant_ending"
LONGER = "30"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "快到期", "en": "Ends soon"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "title": {"zh": "{who}看{what}快到期", "en": "{who} seeing {what} ends soon"},
    "text": {
        "zh": "你让{who}看{what}{because}，{day}到期，之后自动收回。",
        "en": "You let {who} see {what}{because}. It ends on {day}, by itself.",
    },
    "longer": {"zh": "延长 30 天", "en": "Extend 30 days"},
    "let": {"zh": "到期就结束", "en": "Let it end"},
    "say_longer": {"zh": "把{who}的权限延长30天", "en": "extend {who}'s access by 30 days"},
    "say_let": {"zh": "{who}看{what}的权限到期就结束", "en": "let {who}'s access to {what} end"},
    "settled_longer": {"zh": "已延长到{day}", "en": "Extended until {day}"},
    "settled_let": {"zh": "到{day}结束", "en": "Ends on {day}"},
    "settled_over": {"zh": "已结束", "en": "It has ended"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card for the giver; the same card once it is settled."""
    if not isinstance(event, GrantEnding | GrantExtended | GrantEnded):
        return
    one = grant(scene.reader, event.key)
    if one is None:
        return
    until, version, settled = _state(event, one)
    subject = f"{one.key}@{until.isoformat()}"
    shown = told(scene.reader, CARD, subject)
    for address in shown or filter(None, [own_room(scene, one.giver_id) if version == 1 else None]):
        yield _card(one, subject, version, settled, scene), address


def _state(event: GrantEnding | GrantExtended | GrantEnded, one: Grant) -> tuple[date, int, str]:
    """Of which end's card, its version, and how it was settled."""
    match event:
        case GrantEnding():
            return event.until, 2 if event.left else 1, "settled_let" if event.left else ""
        case GrantExtended():
            return event.before, 3, "settled_longer"
        case GrantEnded():
            return one.until, 4, "settled_over"


def _card(one: Grant, subject: str, version: int, settled: str, scene: Scene) -> Notice:
    reader = person(scene.reader, one.giver_id)
    lang = scene.language_of(reader)
    known = customer(scene.reader, one.customer_id) if one.customer_id else None
    what = what_words(one.kinds, known.name_in(lang) if known else one.customer_id, "", lang)
    zone = scene.zone_of(reader) if reader else scene.zone
    return _notice(
        one, subject, version, settled, (name_of(scene, one.grantee_id, lang), what), lang, zone.key, scene.today
    )


def _notice(
    one: Grant,
    subject: str,
    version: int,
    settled: str,
    named: tuple[str, str],
    lang: Lang,
    zone: str,
    today: date,
) -> Notice:
    who, what = named
    facts = {"who": who, "what": what, "day": day(one.until, lang, today), "because": because_words(one.because, lang)}
    longer, let = _said("say_longer", lang, **facts), _said("say_let", lang, **facts)
    choices = (
        Choice(_WORDS["longer"][lang], "extend_access", {"grant": one.key, "days": LONGER}, primary=True, say=longer),
        Choice(_WORDS["let"][lang], "let_grant_end", {"grant": one.key}, say=let),
    )
    return Notice(
        kind=CARD,
        subject=subject,
        version=version,
        lang=lang,
        zone=zone,
        title=_said("title", lang, **facts),
        text=_said("text", lang, **facts) if not settled else "",
        stripe=Stripe.DONE if settled else Stripe.INFO,
        badge=_WORDS["badge_done" if settled else "badge"][lang],
        choices=() if settled else choices,
        settled=_said(settled, lang, **facts) if settled else "",
        tells=(Told(Kind.OWNERSHIP, one.customer_id),),
    )


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    who, customer_name, why = {"zh": ("孙浩", "华东光伏", "一起投标"), "en": ("Sun Hao", "Huadong PV", "the tender")}[
        lang
    ]
    kinds = frozenset({Kind.QUOTE})
    one = Grant("local:example", "li.lei", "sun.hao", kinds, date(2026, 1, 12), date(2026, 1, 30), "C001", why)
    named = who, what_words(kinds, customer_name, "", lang)
    return _notice(one, "local:example", 1, "", named, lang, "UTC", date(2026, 1, 29))


ALERT = Alert("grant_ending", (GrantEnding, GrantExtended, GrantEnded), compose, example)
