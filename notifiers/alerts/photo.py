"""A photo or scan was read: what it is and says, offered as evidence that a deal got somewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.access.model import Kind, Told
from knowledge.access.view import standing_of
from knowledge.deals.photos import PhotoChanged, PhotoState, ReadPhoto, photo
from knowledge.deals.view import deals_of
from knowledge.graph.view import some_customers
from knowledge.people.model import Lang
from knowledge.people.rooms import known_room
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.alerts.minutes import hears_of_deals
from notifiers.filling import filled
from notifiers.formats import ClockFace, exact_money
from notifiers.notice import Address, Choice, Evidence, Fact, Notice, Stripe
from notifiers.outbox import address_of, told
from notifiers.photo_words import KINDS, MILESTONES
from notifiers.team import deciders, name_of, own_room
from notifiers.telling import withheld

CARD = "photo"
MOST = 3

_FIELDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "标题", "en": "Title"},
    "company": {"zh": "单位", "en": "Company"},
    "amount": {"zh": "金额", "en": "Amount"},
    "date": {"zh": "日期", "en": "Date"},
    "contract_number": {"zh": "合同编号", "en": "Contract no."},
    "document_number": {"zh": "单据编号", "en": "Document no."},
    "phone": {"zh": "电话", "en": "Phone"},
    "email": {"zh": "邮箱", "en": "Mail"},
    "code": {"zh": "码里写的", "en": "Its code says"},
}
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "识图", "en": "Read"},
    "badge_taken": {"zh": "已作证据", "en": "Evidence"},
    "badge_dropped": {"zh": "不算", "en": "Not evidence"},
    "title": {"zh": "{kind}：{name}", "en": "{kind}: {name}"},
    "customer": {"zh": "客户", "en": "Customer"},
    "seal": {"zh": "印章", "en": "Seals"},
    "seals": {"zh": "{count} 枚", "en": "{count}"},
    "asks": {"zh": "这是哪家客户的？", "en": "Which customer is it of?"},
    "offer": {"zh": "要记为“{milestone}”的证据吗？", "en": "Take it as evidence that it is {milestone}?"},
    "read": {"zh": "读到的文字：{text}", "en": "It says: {text}"},
    "nothing": {"zh": "没有读到文字。", "en": "There is no text in it."},
    "take": {"zh": "记为{milestone}证据", "en": "Evidence: {milestone}"},
    "take_for": {"zh": "{deal}：{milestone}", "en": "{deal}: {milestone}"},
    "drop": {"zh": "不算", "en": "No"},
    "other": {"zh": "别的客户", "en": "Another customer"},
    "taken": {"zh": "{who} 记为“{milestone}”证据", "en": "{who} took it as evidence: {milestone}"},
    "dropped": {"zh": "{who}：不算证据", "en": "{who}: not evidence"},
    "handed_on": {
        "zh": "已归到{customer}；要不要算证据，由跟这家客户的同事来定。",
        "en": "Filed under {customer}; whether it is evidence, the colleagues who work with them say.",
    },
    "say_take": {"zh": "{photo} 记为证据", "en": "{photo} is evidence"},
    "say_drop": {"zh": "{photo} 不算证据", "en": "{photo} is no evidence"},
    "say_file": {"zh": "{photo} 是{customer}的", "en": "{photo} is of {customer}"},
    "shared": {"zh": "{who} 分享", "en": "shared by {who}"},
}
LONGEST_TEXT = 300


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card where it was shared; where that room must not hear it, or its customer is not clear, for whoever shared
    it; where it turns out to be none of theirs, for the owners.
    """
    if not isinstance(event, PhotoChanged):
        return
    one = photo(scene.reader, event.photo_id)
    if one is None:
        return
    shown = told(scene.reader, CARD, one.photo_id)
    for address in dict.fromkeys([*shown, *_wanted(one, scene)]):
        card = _card(one, scene, address)
        lost = address in shown and withheld(scene, scene.rights(), card, address) is not None
        yield (_handed_on(card) if lost else card), address


def _handed_on(card: Notice) -> Notice:
    """What remains of the card where its reader said that it is of a customer whose deals are not theirs."""
    said = _said("handed_on", card.lang, customer=card.facts[0].value)
    return replace(card, text="", facts=(), why=(), choices=(), tells=(), stripe=Stripe.DONE, settled=said)


def _wanted(one: ReadPhoto, scene: Scene) -> Sequence[Address]:
    sharer = own_room(scene, one.shared_by) if one.shared_by else None
    if not one.customer_id:
        return [sharer] if sharer else deciders(scene)
    for place in (address_of(one.room_key), sharer):
        if place is not None and hears_of_deals(scene, place, one.customer_id):
            return [place]
    owners = standing_of(scene.reader, one.customer_id, scene.today).owners
    return [room for owner in sorted(owners) if (room := own_room(scene, owner)) is not None]


def _card(one: ReadPhoto, scene: Scene, address: Address) -> Notice:
    reader = scene.reads_at(scene.reader, address)
    known = known_room(scene.reader, address.messenger, address.room_id)
    lang = scene.language_of(reader or (known.room if known else None))
    face = ClockFace(scene.zone_of(reader) if reader else scene.zone, lang, scene.now)
    ids = [one.customer_id, *one.candidates[:MOST]]
    customers = {key: found.name_in(lang) for key, found in some_customers(scene.reader, ids).items()}
    people = {who: name_of(scene, who, lang) for who in (one.shared_by, one.taken_by) if who}
    deals = [(d.value.deal_id, d.value.name) for d in deals_of(scene.reader, one.customer_id) if not d.value.outcome]
    notice = _notice(one, customers, people, face)
    choices = _choices(one, customers, deals[:MOST], lang) if one.state is PhotoState.READ else ()
    tells = (Told(Kind.DEAL, one.customer_id),) if one.customer_id else ()
    return replace(notice, choices=choices, tells=tells)


def _notice(one: ReadPhoto, customers: Mapping[str, str], people: Mapping[str, str], face: ClockFace) -> Notice:
    lang = face.lang
    stripe, badge = {
        PhotoState.READ: (Stripe.INFO, "badge"),
        PhotoState.TAKEN: (Stripe.DONE, "badge_taken"),
        PhotoState.DROPPED: (Stripe.DONE, "badge_dropped"),
    }[one.state]
    return Notice(
        kind=CARD,
        subject=one.photo_id,
        version=max(one.turns, 1),
        lang=lang,
        zone=face.zone.key,
        title=_said("title", lang, kind=KINDS[one.kind][lang], name=one.name),
        text=_text(one, lang),
        stripe=stripe,
        badge=_WORDS[badge][lang],
        facts=_facts(one, customers, lang),
        why=_why(one, people, lang),
        settled=_settled(one, people, lang),
    )


def _why(one: ReadPhoto, people: Mapping[str, str], lang: Lang) -> tuple[Evidence, ...]:
    """Who shared it and when, what makes it that kind of paper, and what in it does not agree."""
    shared = _said("shared", lang, who=people.get(one.shared_by, one.shared_by)) if one.shared_by else ""
    first = (Evidence(shared, one.shared_at, one.name),) if shared else ()
    return (*first, *(Evidence(reason) for reason in one.why.get(lang, ())))


def _text(one: ReadPhoto, lang: Lang) -> str:
    if one.milestone:
        asks = [] if one.customer_id else [_WORDS["asks"][lang]]
        offer = (
            [_said("offer", lang, milestone=MILESTONES[one.milestone][lang])] if one.state is PhotoState.READ else []
        )
        return " ".join([*asks, *offer])
    text = " ".join(one.text.split())
    shortened = f"{text[:LONGEST_TEXT]}…" if len(text) > LONGEST_TEXT else text
    return _said("read", lang, text=shortened) if shortened else _WORDS["nothing"][lang]


def _facts(one: ReadPhoto, customers: Mapping[str, str], lang: Lang) -> tuple[Fact, ...]:
    own = [Fact(_WORDS["customer"][lang], customers[one.customer_id])] if one.customer_id in customers else []
    between = "、" if lang == "zh" else ", "
    read = [
        Fact(_FIELDS[kind][lang], between.join(_shown(kind, value) for value in values[:2]))
        for kind, values in one.fields.items()
        if kind in _FIELDS and values
    ]
    seals = [Fact(_WORDS["seal"][lang], _said("seals", lang, count=str(one.seals)))] if one.seals else []
    return (*own, *read, *seals)


def _shown(kind: str, value: str) -> str:
    """A field's value as people write it: an amount is kept as "1300000.00 CNY"."""
    figure, _, currency = value.partition(" ")
    if kind != "amount" or not figure.replace(".", "", 1).isdecimal():
        return value
    return exact_money(float(figure), currency)


def _choices(
    one: ReadPhoto, customers: Mapping[str, str], deals: Sequence[tuple[str, str]], lang: Lang
) -> tuple[Choice, ...]:
    args, said = {"photo": one.photo_id}, {"photo": one.photo_id}
    other = Choice(_WORDS["other"][lang], "file_photo", args)
    if not one.milestone and one.kind != "business_card":
        return ()
    if not one.customer_id:
        ids = [key for key in one.candidates[:MOST] if key in customers]
        return (*(_filed(key, customers[key], args, lang) for key in ids), other)
    if not one.milestone:
        return ()
    reached = MILESTONES[one.milestone][lang]
    say = _said("say_take", lang, **said)
    takes = [
        Choice(_said("take_for", lang, deal=name, milestone=reached), "take_evidence", {**args, "deal": key}, say=say)
        for key, name in deals
    ]
    if len(deals) < 2:
        only = {**args, "deal": deals[0][0]} if deals else args
        takes = [Choice(_said("take", lang, milestone=reached), "take_evidence", only, primary=True, say=say)]
    return (*takes, Choice(_WORDS["drop"][lang], "drop_photo", args, say=_said("say_drop", lang, **said)), other)


def _filed(customer_id: str, name: str, args: Mapping[str, str], lang: Lang) -> Choice:
    say = _said("say_file", lang, customer=name, photo=args["photo"])
    return Choice(name, "file_photo", {**args, "customer_id": customer_id}, say=say)


def _settled(one: ReadPhoto, people: Mapping[str, str], lang: Lang) -> str:
    who = people.get(one.taken_by, one.taken_by)
    if one.state is PhotoState.TAKEN:
        return _said("taken", lang, who=who, milestone=MILESTONES[one.milestone][lang])
    return _said("dropped", lang, who=who) if one.state is PhotoState.DROPPED else ""


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    name, company, who, why = {
        "zh": ("合同末页.jpg", "澄溪华东光伏科技股份有限公司", "韩梅", "看作合同：有“设备维保合同”"),
        "en": ("last page.jpg", "Huadong PV", "Han Mei", "Taken for: contract (it says “SERVICE CONTRACT”)"),
    }[lang]
    fields = {"company": [company], "amount": ["1300000.00 CNY"], "date": ["2026-01-12"]}
    one = ReadPhoto(
        "photo-1",
        name,
        "contract",
        "han.mei",
        at,
        "local:east",
        fields=fields,
        seals=1,
        customer_id="C001",
        milestone="signed",
        turns=1,
        why={lang: [why]},
    )
    notice = _notice(one, {"C001": company}, {"han.mei": who}, ClockFace(ZoneInfo("UTC"), lang, at))
    return replace(notice, choices=_choices(one, {"C001": company}, [], lang), tells=(Told(Kind.DEAL, "C001"),))


ALERT = Alert(CARD, (PhotoChanged,), compose, example)
