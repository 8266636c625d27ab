"""Somebody says that another person owns a customer: those who can settle it are asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.access.model import Kind, Told
from knowledge.graph.amendments import Amendment, amendment, amendments_of
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.model import Ownership, Provenance
from knowledge.graph.owning import CLAIM, CORRECT, DISPUTED, SETTLE
from knowledge.graph.view import customer, ownerships
from knowledge.people.model import Lang, Role
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.notice import Address, Choice, Evidence, Notice, Stripe
from notifiers.outbox import told
from notifiers.team import deciders, name_of, own_room

CARD = "owner_conflict"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "待确认", "en": "To settle"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "title": {"zh": "{customer}由谁负责？", "en": "Who owns {customer}?"},
    "text": {
        "zh": "{by}说{customer}由{who}负责，和现有记录不一致。请定一下以谁为准。",
        "en": "{by} says that {who} owns {customer}; the record says otherwise. Please settle who is right.",
    },
    "line": {"zh": "{who}（自 {since}）", "en": "{who} (since {since})"},
    "undated": {"zh": "{who}（没有日期）", "en": "{who} (no date)"},
    "right": {"zh": "以{who}为准", "en": "{who} is right"},
    "say": {"zh": "{customer}以{who}为准", "en": "{who} is right about {customer}"},
    "settled": {"zh": "已定：由{who}负责", "en": "Settled: {who} owns it"},
    "nobody": {"zh": "已撤回", "en": "Taken back"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """A card for the owners and their managers; the same card once it is settled, or open again."""
    if not isinstance(event, OwnershipChanged):
        return
    made = amendment(scene.reader, event.key)
    if made is None or made.kind not in (CLAIM, CORRECT, SETTLE):
        return
    changes = amendments_of(scene.reader, made.subject)
    for claim in (one for one in changes if one.kind == CLAIM and one.at <= made.at):
        fresh = claim.key == event.key and not event.undone
        shown = _asked(claim, scene) if fresh else told(scene.reader, CARD, claim.key)
        version = sum(1 + (one.undone_at is not None) for one in changes if one.at >= claim.at)
        for address in shown:
            yield _card(claim, version, scene, address), address


def _asked(claim: Amendment, scene: Scene) -> list[Address]:
    """The rooms of the owners that it contradicts and of their managers; else of those who decide for the team."""
    wanted: dict[str, None] = {}
    sure = [one for one in _live(claim, scene) if one.confidence > DISPUTED]
    for one in sure:
        member = person(scene.reader, one.person_id) if one.fact_id not in claim.said else None
        wanted |= dict.fromkeys((member.person_id, member.manager_id) if member else ())
    rooms = [own_room(scene, one) for one in wanted if one and one != claim.actor_id]
    return [room for room in rooms if room] or deciders(scene)


def _live(claim: Amendment, scene: Scene) -> list[Ownership]:
    """What is believed about the owner from today on."""
    today = scene.now.astimezone(scene.zone).date()
    held = ownerships(scene.reader, claim.subject)
    return [one for one in held if one.role is Role.REP and (one.valid_to is None or one.valid_to >= today)]


def _card(claim: Amendment, version: int, scene: Scene, address: Address) -> Notice:
    reader = scene.reads_at(scene.reader, address)
    lang = scene.language_of(reader)
    live = _live(claim, scene)
    names = {one.person_id: name_of(scene, one.person_id, lang) for one in live}
    known = customer(scene.reader, claim.subject)
    facts = {
        "customer": known.name_in(lang) if known else claim.subject,
        "by": name_of(scene, claim.actor_id, lang),
        "who": name_of(scene, str(claim.details.get("person", "")), lang),
    }
    zone = scene.zone_of(reader) if reader else scene.zone
    card = _notice(claim.key, version, live, names, facts, lang, zone.key)
    return replace(card, tells=(Told(Kind.OWNERSHIP, claim.subject),))


def _notice(
    key: str,
    version: int,
    live: Sequence[Ownership],
    names: Mapping[str, str],
    facts: Mapping[str, str],
    lang: Lang,
    zone: str,
) -> Notice:
    open_ = len(names) > 1
    return Notice(
        kind=CARD,
        subject=key,
        version=version,
        lang=lang,
        zone=zone,
        title=_said("title", lang, customer=facts["customer"]),
        text=_said("text", lang, **facts),
        stripe=Stripe.INFO if open_ else Stripe.DONE,
        badge=_WORDS["badge" if open_ else "badge_done"][lang],
        why=tuple(_evidence(one, names, lang) for one in live) if open_ else (),
        choices=tuple(_choice(one, names, facts, lang) for one in live) if open_ else (),
        settled="" if open_ else _settled(names, lang),
    )


def _settled(names: Mapping[str, str], lang: Lang) -> str:
    return _said("settled", lang, who=next(iter(names.values()))) if names else _WORDS["nobody"][lang]


def _evidence(one: Ownership, names: Mapping[str, str], lang: Lang) -> Evidence:
    who = names[one.person_id]
    if one.valid_from is None:
        return Evidence(_said("undated", lang, who=who), one.source.at, one.source.said or one.source.where)
    text = _said("line", lang, who=who, since=one.valid_from.isoformat())
    return Evidence(text, one.source.at, one.source.said or one.source.where)


def _choice(one: Ownership, names: Mapping[str, str], facts: Mapping[str, str], lang: Lang) -> Choice:
    who = names[one.person_id]
    args = {"customer_id": one.customer_id, "fact": str(one.fact_id)}
    say = _said("say", lang, who=who, customer=facts["customer"])
    return Choice(_said("right", lang, who=who), "settle_conflict", args, say=say)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    two = {"zh": ("李雷", "韩梅", "王强", "华东光伏"), "en": ("Li Lei", "Han Mei", "Wang Qiang", "Huadong PV")}[lang]
    facts = {"who": two[1], "by": two[2], "customer": two[3]}
    names = {"li.lei": two[0], "han.mei": two[1]}
    live = [_example_owner(number, who) for number, who in enumerate(names, 1)]
    return replace(_notice("local:example", 1, live, names, facts, lang, "UTC"), tells=(Told(Kind.OWNERSHIP, "C001"),))


def _example_owner(number: int, who: str) -> Ownership:
    first = date(2026, 1, number)
    source = Provenance("import", "ownership.csv line 2", datetime(2026, 1, 3, 1, 0, tzinfo=UTC))
    return Ownership("C001", who, Role.REP, first, None, source, source.at, fact_id=number)


ALERT = Alert("owner_conflict", (OwnershipChanged,), compose, example)
