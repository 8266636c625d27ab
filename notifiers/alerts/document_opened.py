"""Somebody outside opened what a tracked link leads to: one message a sitting, for whoever sent the link."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.access.model import Kind, Told
from knowledge.graph.view import customer, some_contacts
from knowledge.people.model import Lang, Person
from knowledge.people.view import person
from knowledge.proposals.documents import document
from knowledge.proposals.opens.events import DocumentOpened, SittingChanged
from knowledge.proposals.opens.model import Mute, Sitting, Taken, TrackedLink
from knowledge.proposals.opens.view import muted_by, sitting, tracked_link
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Address, Choice, Evidence, Fact, Notice, Stripe
from notifiers.outbox import told

CARD = "document_opened"
LONGEST: Mapping[Lang, int] = {"zh": 40, "en": 70}
"""A title has no more letters than this."""

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "📄 客户打开", "en": "📄 Opened"},
    "badge_ours": {"zh": "不计入", "en": "Not counted"},
    "title": {"zh": "{customer}打开了{title}", "en": "{customer} opened {title}"},
    "untitled": {"zh": "你发的文档", "en": "a document you sent"},
    "for": {"zh": "发给", "en": "Sent to"},
    "opens": {"zh": "打开", "en": "Opens"},
    "once": {"zh": "1 次，{last}", "en": "1, {last}"},
    "times": {"zh": "{count} 次，最后 {last}", "en": "{count}, last at {last}"},
    "device": {"zh": "用", "en": "With"},
    "before": {"zh": "来过", "en": "Earlier visits"},
    "visits": {"zh": "之前 {count} 回", "en": "{count}"},
    "first": {"zh": "第一次打开", "en": "First opened"},
    "latest": {"zh": "最近一次打开", "en": "Opened again"},
    "source": {"zh": "追踪链接", "en": "tracked link"},
    "mute_document": {"zh": "静音这份文档", "en": "Mute this document"},
    "mute_customer": {"zh": "静音这家客户", "en": "Mute this customer"},
    "ours": {"zh": "是我们自己", "en": "It was us"},
    "theirs": {"zh": "是客户打开的", "en": "It was them"},
    "unmute": {"zh": "取消静音", "en": "Unmute"},
    "settled_ours": {
        "zh": "是自己人打开的，不计入；这个浏览器以后也不算",
        "en": "One of the team; not counted, nor is this browser from now on",
    },
    "settled_document": {
        "zh": "这份文档的打开已静音，照常记录",
        "en": "Muted for this document; opens are still recorded",
    },
    "settled_customer": {
        "zh": "这家客户的打开已静音，照常记录",
        "en": "Muted for this customer; opens are still recorded",
    },
    "foot": {
        "zh": "编号 {number} · {who}于 {when} 取的追踪链接 · 聊天软件和邮件的预览不算",
        "en": "Number {number} · tracked link taken by {who} on {when} · previews by messengers and mail don't count",
    },
}

SAY: Mapping[str, Mapping[Lang, str]] = {
    "mute_document": {"zh": "静音打开提醒 {number}", "en": "mute opens {number}"},
    "mute_customer": {"zh": "静音客户的打开提醒 {number}", "en": "mute the customer's opens {number}"},
    "unmute": {"zh": "恢复打开提醒 {number}", "en": "unmute opens {number}"},
    "ours": {"zh": "{number} 是我们自己打开的", "en": "{number} was us"},
    "theirs": {"zh": "{number} 是客户打开的", "en": "{number} was them"},
}
"""Sentences that do what the buttons do; tests hold them against the intents."""

_ACTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "mute_document": ("mute_opens", {"scope": "document"}),
    "mute_customer": ("mute_opens", {"scope": "customer"}),
    "unmute": ("unmute_opens", {}),
    "ours": ("own_open", {"whose": "ours"}),
    "theirs": ("own_open", {"whose": "theirs"}),
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The message for the one who sent the link, or who owns the customer now; once shown, it changes there.

    Where they muted it, nothing new is said; but what they press is shown.
    """
    if not isinstance(event, DocumentOpened | SittingChanged):
        return
    known = sitting(scene.reader, event.sitting_id)
    link = tracked_link(scene.reader, known.link_id) if known else None
    if known is None or link is None:
        return
    shown = list(told(scene.reader, CARD, str(known.sitting_id)))
    if isinstance(event, SittingChanged):
        places = shown
    else:
        places = [one for one in shown or _fresh(link, scene) if _muted(one, link, scene) is None]
    for address in places:
        yield card(known, link, scene, address), address


def _fresh(link: TrackedLink, scene: Scene) -> list[Address]:
    """Where the first one lives who may hear of it: who sent the link, else an owner of the customer."""
    rights, customer_id = scene.rights(), link.taken.customer_id
    for one in dict.fromkeys([link.taken.taken_by, *sorted(rights.standing(customer_id).owners)]):
        address = scene.direct(scene.reader, one)
        if address is not None and rights.sees(person(scene.reader, one), Kind.PROPOSAL, customer_id):
            return [address]
    return []


def _muted(address: Address, link: TrackedLink, scene: Scene) -> Mute | None:
    reads = scene.reads_at(scene.reader, address)
    return muted_by(scene.reader, reads.person_id, link) if reads else None


def card(known: Sitting, link: TrackedLink, scene: Scene, address: Address) -> Notice:
    """The message as it stands now, in the language of whoever reads at `address`."""
    reads = scene.reads_at(scene.reader, address)
    lang = scene.language_of(reads)
    zone = scene.zone_of(reads) if reads else scene.zone
    sender = person(scene.reader, link.taken.taken_by)
    names = _named(link.taken, scene, lang)
    face, muted = ClockFace(zone, lang, scene.now), _muted(address, link, scene)
    return _notice(known, link, names, sender, face, muted)


def _named(taken: Taken, scene: Scene, lang: Lang) -> Mapping[str, str]:
    """What the customer, their contact and the document are called."""
    company = customer(scene.reader, taken.customer_id)
    contact = some_contacts(scene.reader, [taken.contact_id]).get(taken.contact_id) if taken.contact_id else None
    paper = document(scene.reader, taken.document_id) if taken.document_id else None
    title = (paper.title if paper else "") or taken.title
    version = paper.version if paper and paper.version not in title else ""
    return {
        "customer": company.name_in(lang) if company else taken.customer_id,
        "contact": contact.name if contact else "",
        "title": " ".join(part for part in (title, version) if part),
    }


def _notice(
    known: Sitting,
    link: TrackedLink,
    names: Mapping[str, str],
    sender: Person | None,
    face: ClockFace,
    muted: Mute | None,
) -> Notice:
    lang, number = face.lang, str(known.sitting_id)
    who = sender.name_in(lang) if sender else link.taken.taken_by
    return Notice(
        kind=CARD,
        subject=number,
        version=known.version,
        lang=lang,
        zone=face.zone.key,
        title=_title(names, lang),
        stripe=Stripe.PLAIN if known.ours else Stripe.INFO,
        badge=WORDS["badge_ours" if known.ours else "badge"][lang],
        facts=tuple(_facts(known, names, face)),
        why=tuple(_why(known, lang)),
        choices=tuple(_choice(name, number, lang) for name in _offered(known, muted)),
        settled=_settled(known, muted, lang),
        foot=_said("foot", lang, number=number, who=who, when=face.tells(link.taken_at)),
        foldable=known.version == 1,
        tells=(Told(Kind.PROPOSAL, link.taken.customer_id),),
    )


def _title(names: Mapping[str, str], lang: Lang) -> str:
    title = f"《{names['title']}》" if names["title"] and lang == "zh" else names["title"] or WORDS["untitled"][lang]
    whole = _said("title", lang, customer=names["customer"], title=title)
    if len(whole) <= LONGEST[lang]:
        return whole
    spare = LONGEST[lang] - len(_said("title", lang, customer=names["customer"], title="")) - 3
    cut = f"{names['title'][: max(spare, 4)]}…"
    return _said("title", lang, customer=names["customer"], title=f"《{cut}》" if lang == "zh" else cut)[
        : LONGEST[lang]
    ]


def _facts(known: Sitting, names: Mapping[str, str], face: ClockFace) -> Iterator[Fact]:
    lang, last = face.lang, face.tells(known.last_at)
    if names["contact"]:
        yield Fact(WORDS["for"][lang], names["contact"])
    counted = _said("once" if known.opens == 1 else "times", lang, count=str(known.opens), last=last)
    yield Fact(WORDS["opens"][lang], counted)
    if known.device.get(lang):
        yield Fact(WORDS["device"][lang], known.device[lang])
    if known.returning:
        yield Fact(WORDS["before"][lang], _said("visits", lang, count=str(known.returning)))


def _why(known: Sitting, lang: Lang) -> Iterator[Evidence]:
    """The newest first."""
    source = WORDS["source"][lang]
    if known.opens > 1:
        yield Evidence(WORDS["latest"][lang], known.last_at, source)
    yield Evidence(WORDS["first"][lang], known.first_at, source)


def _offered(known: Sitting, muted: Mute | None) -> tuple[str, ...]:
    if known.ours:
        return ("theirs",)
    return ("unmute", "ours") if muted else ("mute_document", "mute_customer", "ours")


def _choice(name: str, number: str, lang: Lang) -> Choice:
    action, args = _ACTIONS[name]
    say = SAY[name][lang].format(number=number)
    return Choice(WORDS[name][lang], action, {"sitting": number, **args}, say=say)


def _settled(known: Sitting, muted: Mute | None, lang: Lang) -> str:
    if known.ours:
        return WORDS["settled_ours"][lang]
    if muted is None:
        return ""
    return WORDS["settled_customer" if muted.customer_id else "settled_document"][lang]


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """A card of somebody who came back, for previews and golden files."""
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    title = {"zh": "光伏运维方案 V3", "en": "Solar service proposal V3"}[lang]
    names = {"customer": {"zh": "华东光伏", "en": "East China Solar"}[lang], "contact": "Wang Fang", "title": title}
    taken = Taken("t" * 26, "https://docs.example.com/d/abc", "C001", "li.lei", "K001", "doc-1", title)
    link = TrackedLink(7, taken, at - timedelta(days=3), at + timedelta(days=362))
    device: Mapping[Lang, str] = {"zh": "微信 · iPhone", "en": "WeChat · iPhone"}
    later = at + timedelta(minutes=12)
    known = Sitting(12, 7, "v" * 32, at, later, 3, device, ours=False, version=1, returning=1)
    face = ClockFace(ZoneInfo("Asia/Shanghai"), lang, later)
    return _notice(known, link, names, None, face, None)


ALERT = Alert(CARD, (DocumentOpened, SittingChanged), compose, example)
