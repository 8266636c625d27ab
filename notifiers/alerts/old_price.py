"""Somebody named a price that a newer quote replaced: they hear which one counts now."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from knowledge.access.model import Kind, Told
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person, room
from knowledge.proposals.events import OldPriceQuoted
from knowledge.proposals.model import Quote
from knowledge.proposals.papers import quotes_of
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import money
from notifiers.notice import Address, Notice, Stripe
from notifiers.outbox import address_of
from notifiers.team import name_of
from notifiers.telling import audience_at

CARD = "old_price"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "📄 价格要核对", "en": "📄 Check the price"},
    "title": {"zh": "{customer}：{old} 是旧报价", "en": "{customer}: {old} is an old price"},
    "text": {
        "zh": "{who}说的 {old} 出自{version}；现在有效的是{newest}：{price}{known}。",
        "en": "{who} named {old}, which is from {version}; what counts now is {newest}: {price}{known}.",
    },
    "quote": {"zh": "报价 {version}", "en": "quote {version}"},
    "unnumbered": {"zh": "较早的报价", "en": "an earlier quote"},
    "unnumbered_now": {"zh": "最新的报价", "en": "the latest quote"},
    "known": {"zh": "（{parts}）", "en": " ({parts})"},
    "and": {"zh": "，", "en": ", "},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """In the room, where its members may hear quotes; else to whoever said it, alone."""
    if not isinstance(event, OldPriceQuoted):
        return
    known = {one.value.quote_id: one.value for one in quotes_of(scene.reader, event.customer_id)}
    address = _place(event, scene)
    if address is not None and event.quote_id in known and event.newest_id in known:
        yield _card(event, known[event.quote_id], known[event.newest_id], scene, address), address


def _place(event: OldPriceQuoted, scene: Scene) -> Address | None:
    here, told = address_of(event.room, event.thread), Told(Kind.QUOTE, event.customer_id)
    place = room(scene.reader, here.messenger, here.room_id)
    if place is not None and not place.direct and scene.rights().not_for_room(told, audience_at(scene, here)) is None:
        return here
    member = person(scene.reader, event.said_by)
    allowed = scene.rights().sees(member, told.kind, told.customer_id)
    return scene.direct(scene.reader, event.said_by) if allowed else None


def _card(event: OldPriceQuoted, old: Quote, newest: Quote, scene: Scene, address: Address) -> Notice:
    alone = scene.reads_at(scene.reader, address)
    lang = scene.language_of(alone or room(scene.reader, address.messenger, address.room_id))
    known = customer(scene.reader, event.customer_id)
    facts = {
        "customer": known.name_in(lang) if known else event.customer_id,
        "who": name_of(scene, event.said_by, lang),
        "by": name_of(scene, newest.quoted_by, lang),
    }
    return _notice(event, old, newest, facts, lang)


def _notice(event: OldPriceQuoted, old: Quote, newest: Quote, facts: Mapping[str, str], lang: Lang) -> Notice:
    said = {
        **facts,
        "old": money(old.amount or 0.0, old.currency, lang),
        "version": _said("quote", lang, version=old.version) if old.version else _WORDS["unnumbered"][lang],
        "newest": newest.version or _WORDS["unnumbered_now"][lang],
        "price": money(newest.amount or 0.0, newest.currency, lang),
        "known": _known(newest, facts["by"], lang),
    }
    return Notice(
        kind=CARD,
        subject=f"{event.quote_id}:{event.newest_id}",
        version=1,
        lang=lang,
        title=_said("title", lang, customer=said["customer"], old=said["old"]),
        text=_said("text", lang, **said),
        stripe=Stripe.BLOCKED,
        badge=_WORDS["badge"][lang],
        tells=(Told(Kind.QUOTE, event.customer_id),),
    )


def _known(quote: Quote, by: str, lang: Lang) -> str:
    """When and by whom it was given, as far as that is on record."""
    parts = [part for part in (quote.quoted_on.isoformat() if quote.quoted_on else "", by) if part]
    return _said("known", lang, parts=_WORDS["and"][lang].join(parts)) if parts else ""


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    at = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
    event = OldPriceQuoted("C001", "Q1", "Q2", "local:east", "", "sun.hao", at)
    old, newest = (
        Quote(f"Q{number}", "C001", "D1", f"V{number}.0", "FieldCare", amount, "CNY", date(2026, 1, number), "li.lei")
        for number, amount in ((1, 691_200.0), (2, 640_000.0))
    )
    who = {"zh": ("华东光伏", "孙浩", "李雷"), "en": ("Huadong PV", "Sun Hao", "Li Lei")}[lang]
    return _notice(event, old, newest, dict(zip(("customer", "who", "by"), who, strict=True)), lang)


ALERT = Alert("old_price", (OldPriceQuoted,), compose, example)
