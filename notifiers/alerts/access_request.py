"""Somebody asks to see something of a customer: whoever can give it decides, and the asker hears what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from knowledge.access.events import AccessAsked, AccessSettled
from knowledge.access.granted import request
from knowledge.access.model import AccessRequest, Asked, Kind, Told
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.grant_words import kinds_words
from notifiers.notice import Choice, Fact, Notice, Stripe, Urgency
from notifiers.outbox import told
from notifiers.team import name_of, own_room

CARD, RESULT = "access_request", "access_result"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "申请查看", "en": "Access"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "title": {"zh": "{who}想看{customer}的{kind}", "en": "{who} would like to see {customer}'s {kind}"},
    "question": {"zh": "问的是", "en": "They asked"},
    "days": {"zh": "{days} 天", "en": "{days} days"},
    "no": {"zh": "不同意", "en": "No"},
    "say_days": {
        "zh": "让{who}看{customer}的{kind}，{days}天",
        "en": "let {who} see {customer}'s {kind} for {days} days",
    },
    "say_no": {"zh": "不同意{who}看{customer}的{kind}", "en": "no access for {who} to {customer}'s {kind}"},
    "given": {"zh": "{by}于 {when} 同意", "en": "Shared by {by} at {when}"},
    "declined": {"zh": "{by}于 {when} 没有同意", "en": "Declined by {by} at {when}"},
    "told_no": {
        "zh": "{by}没有同意让你看{customer}的{kind}。有需要的话请直接找{by}谈。",
        "en": "{by} did not agree to let you see {customer}'s {kind}. Talk to {by} if you need it.",
    },
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card for whoever is asked; the same card once it is settled, and word to the asker where it was declined."""
    if not isinstance(event, AccessAsked | AccessSettled):
        return
    asked = request(scene.reader, event.key)
    if asked is None:
        return
    room = own_room(scene, asked.asked_of)
    shown = told(scene.reader, CARD, asked.key) if isinstance(event, AccessSettled) else filter(None, [room])
    for address in shown:
        yield _card(asked, scene), address
    own = own_room(scene, asked.asker_id)
    if asked.state is Asked.DECLINED and own is not None:
        yield _result(asked, scene), own


def _card(asked: AccessRequest, scene: Scene) -> Notice:
    reader = person(scene.reader, asked.asked_of)
    lang = scene.language_of(reader)
    zone = scene.zone_of(reader) if reader else scene.zone
    settled = ""
    if asked.settled_at is not None:
        when = ClockFace(zone, lang, scene.now).tells(asked.settled_at)
        settled = _said(asked.state.value, lang, by=name_of(scene, asked.settled_by, lang), when=when)
    return _notice(asked, _facts(asked, scene, lang), lang, zone.key, settled)


def _facts(asked: AccessRequest, scene: Scene, lang: Lang) -> dict[str, str]:
    known = customer(scene.reader, asked.customer_id)
    return {
        "who": name_of(scene, asked.asker_id, lang),
        "by": name_of(scene, asked.settled_by, lang) if asked.settled_by else "",
        "customer": known.name_in(lang) if known else asked.customer_id,
        "kind": kinds_words([asked.kind], lang),
    }


def _notice(asked: AccessRequest, facts: Mapping[str, str], lang: Lang, zone: str, settled: str) -> Notice:
    return Notice(
        kind=CARD,
        subject=asked.key,
        version=2 if settled else 1,
        lang=lang,
        zone=zone,
        title=_said("title", lang, **facts),
        stripe=Stripe.DONE if settled else Stripe.INFO,
        badge=_WORDS["badge_done" if settled else "badge"][lang],
        facts=(Fact(_WORDS["question"][lang], asked.question),) if asked.question else (),
        choices=() if settled else tuple(_choices(asked, facts, lang)),
        settled=settled,
        urgency=Urgency.NORMAL,
        tells=(Told(Kind.OWNERSHIP, asked.customer_id),),
    )


def _choices(asked: AccessRequest, facts: Mapping[str, str], lang: Lang) -> Iterator[Choice]:
    for days in ("7", "30"):
        label, say = _said("days", lang, days=days), _said("say_days", lang, days=days, **facts)
        yield Choice(label, "answer_request", {"request": asked.key, "days": days}, primary=days == "7", say=say)
    yield Choice(_WORDS["no"][lang], "answer_request", {"request": asked.key}, say=_said("say_no", lang, **facts))


def _result(asked: AccessRequest, scene: Scene) -> Notice:
    reader = person(scene.reader, asked.asker_id)
    lang = scene.language_of(reader)
    zone = scene.zone_of(reader) if reader else scene.zone
    text = _said("told_no", lang, **_facts(asked, scene, lang))
    tells = (Told(Kind.OWNERSHIP, asked.customer_id),)
    return Notice(RESULT, asked.key, 1, lang, zone=zone.key, text=text, tells=tells)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    who, named, said = {
        "zh": ("王强", "蓝屿组件", "蓝屿组件上次报价多少？"),
        "en": ("Wang Qiang", "Lanyu Modules", "what was the last quote for Lanyu?"),
    }[lang]
    at = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
    asked = AccessRequest("local:example", "wang.qiang", "li.lei", Kind.QUOTE, "C005", said, at)
    facts = {"who": who, "by": "", "customer": named, "kind": kinds_words([Kind.QUOTE], lang)}
    return _notice(asked, facts, lang, "UTC", "")


ALERT = Alert("access_request", (AccessAsked, AccessSettled), compose, example)
