"""A shared proposal: what it was taken for, for whom, which version; put right with one tap, or asked about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.access.model import Kind, Told
from knowledge.graph.amendments import Amendment, amendment, amendments_of
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.view import some_customers
from knowledge.people.model import Lang
from knowledge.people.view import person, room
from knowledge.proposals.capturing import DOCUMENT, card_turn
from knowledge.proposals.documents import document, documents_in_message, line_of, mark_of
from knowledge.proposals.events import DocumentChanged
from knowledge.proposals.lines import Numbered, same_line
from knowledge.proposals.model import Document, Paper, Share, State
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Address, Choice, Evidence, Fact, InDoubt, Notice, Stripe
from notifiers.outbox import address_of, told
from notifiers.proposal_words import doubt_words, paper_words, why_words
from notifiers.team import name_of
from notifiers.telling import audience_at, withheld

CARD = "proposal_card"
MOST = 3
"""So many candidates get a button."""

FEW = 5
"""Of a message with more documents than this the cards may become one list, each line with its number."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "📄 方案", "en": "📄 Proposal"},
    "attached": {"zh": "{customer} {paper} {version}", "en": "{customer}: {paper} {version}"},
    "asked": {"zh": "这份{paper}是给哪家客户的？", "en": "Which customer is this {paper} for?"},
    "asked_one": {"zh": "这份{paper}是给{customer}的吗？", "en": "Is this {paper} for {customer}?"},
    "sure": {"zh": "这是给{customer}的方案吗？", "en": "Is this a proposal for {customer}?"},
    "filed": {"zh": "这份{paper}归在{customer}", "en": "This {paper} is filed under {customer}"},
    "gone": {"zh": "{paper}链接", "en": "A link to a {paper}"},
    "document": {"zh": "文档", "en": "Document"},
    "from": {"zh": "发出", "en": "Sent"},
    "sent": {"zh": "{who}，{when}", "en": "{who}, {when}"},
    "sent_in": {"zh": "{who}，{when}，{channel}", "en": "{who}, {when}, {channel}"},
    "before": {"zh": "上一版", "en": "Version before"},
    "was": {"zh": "{version}（{known}）", "en": "{version} ({known})"},
    "and": {"zh": "，", "en": ", "},
    "other": {"zh": "换一家客户", "en": "Another customer"},
    "say_which": {"zh": "说是哪家客户", "en": "Name the customer"},
    "not_them": {"zh": "不是这家", "en": "Not them"},
    "none_of": {"zh": "都不是", "en": "None of these"},
    "not_one": {"zh": "不是方案", "en": "Not a proposal"},
    "undo": {"zh": "撤销", "en": "Undo"},
    "moved": {"zh": "{who}归到了{customer}", "en": "{who} filed it under {customer}"},
    "dismissed": {"zh": "{who}说这不是我们的方案", "en": "{who} says it is no proposal of ours"},
    "withdrawn": {
        "zh": "这条链接已经从消息里删掉，不再算数",
        "en": "The link was taken out of its message; it no longer counts",
    },
    "marked": {"zh": "{title}（{mark}）", "en": "{title} ({mark})"},
    "foot": {"zh": "编号 {mark}", "en": "Number {mark}"},
}
_SAY: Mapping[str, Mapping[Lang, str]] = {
    "file": {"zh": "{mark} 是{customer}的", "en": "{mark} is for {customer}"},
    "other": {"zh": "{mark} 换一家客户", "en": "{mark} is for another customer"},
    "dismiss": {"zh": "{mark} 不是方案", "en": "{mark} is not a proposal"},
}
"""Sentences that do what the buttons do; tests hold them against the intents."""


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card where the link was shared, or for its sender alone; once shown, it changes there."""
    of_id = _meant(event, scene)
    known = document(scene.reader, of_id) if of_id else None
    if known is None:
        return
    made = [one for one in amendments_of(scene.reader, known.document_id) if one.kind == DOCUMENT]
    shown = list(told(scene.reader, CARD, known.document_id))
    fresh = known.state in (State.ATTACHED, State.ASKED) and not shown
    for address in shown or (_fresh(known, scene) if fresh else ()):
        notice, rights = card(known, made, scene, address), scene.rights()
        yield notice if withheld(scene, rights, notice, address) is None else _bare(notice, known, scene), address


def _meant(event: object, scene: Scene) -> str:
    if isinstance(event, DocumentChanged):
        return event.document_id
    made = amendment(scene.reader, event.key) if isinstance(event, OwnershipChanged) else None
    return made.subject if made is not None and made.kind == DOCUMENT else ""


def _fresh(known: Document, scene: Scene) -> Iterator[Address]:
    """The room, where all who sit there may hear it; else the sender alone; else the customer's owners."""
    here = address_of(known.first.room, known.first.thread)
    if _is_room_safe(known, scene, here):
        yield here
        return
    people = [known.first.shared_by, *sorted(scene.rights().standing(known.customer_id).owners)]
    for person_id in people:
        alone = _alone(known, person_id, scene)
        if alone is not None:
            yield alone
            return


def _is_room_safe(known: Document, scene: Scene, here: Address) -> bool:
    place = room(scene.reader, here.messenger, here.room_id)
    if place is None or place.direct or not here.messenger:
        return False
    heard, rights = audience_at(scene, here), scene.rights()
    return all(rights.not_for_room(one, heard) is None for one in _tells(known))


def _alone(known: Document, person_id: str, scene: Scene) -> Address | None:
    member = person(scene.reader, person_id)
    allowed = all(scene.rights().sees(member, one.kind, one.customer_id) for one in _tells(known))
    return scene.direct(scene.reader, person_id) if member is not None and allowed else None


def _tells(known: Document) -> tuple[Told, ...]:
    """Of an attached one that it is there; a question only names customers."""
    if known.state is State.ATTACHED:
        return (Told(Kind.PROPOSAL, known.customer_id),)
    return tuple(Told(Kind.OWNERSHIP, one) for one in known.candidates[:MOST]) or (Told(Kind.OWNERSHIP),)


def card(known: Document, made: list[Amendment], scene: Scene, address: Address) -> Notice:
    """The card as it stands now, in the language of whoever reads at `address`."""
    alone = scene.reads_at(scene.reader, address)
    lang = scene.language_of(alone or room(scene.reader, address.messenger, address.room_id))
    zone = scene.zone_of(alone) if alone else scene.zone
    names = _names(known, scene, lang)
    face = ClockFace(zone, lang, scene.now)
    people = {one: name_of(scene, one, lang) for one in (known.first.shared_by, *(one.actor_id for one in made))}
    before = _before(known, scene)
    if before is not None:
        people.setdefault(before.first.shared_by, name_of(scene, before.first.shared_by, lang))
    notice = _one_of_many(_notice(known, before, made, names, people, face), known, scene)
    return replace(notice, tells=_tells(known), in_doubt=InDoubt.RESEND if alone else InDoubt.REPORT)


def _one_of_many(notice: Notice, known: Document, scene: Scene) -> Notice:
    """One of many in a message may be told in one list with them: its line then tells the number that it answers to."""
    together = documents_in_message(scene.reader, known.first.room, known.first.message_id)
    if notice.version > 1 or len(together) <= FEW:
        return notice
    title = _said("marked", notice.lang, title=notice.title, mark=mark_of(known.document_id))
    return replace(notice, title=title, foldable=True)


def _bare(notice: Notice, known: Document, scene: Scene) -> Notice:
    """What a room that saw the question may hear of the answer: whose it is, and no more."""
    name = _names(known, scene, notice.lang).get(known.customer_id, known.customer_id)
    title = _said("filed", notice.lang, paper=paper_words(known.paper, notice.lang), customer=name)
    told_of = (Told(Kind.OWNERSHIP, known.customer_id),)
    return replace(notice, title=title, stripe=Stripe.DONE, facts=(), why=(), choices=(), tells=told_of)


def _names(known: Document, scene: Scene, lang: Lang) -> dict[str, str]:
    ids = [one for one in (known.customer_id, *known.candidates) if one]
    return {key: one.name_in(lang) for key, one in some_customers(scene.reader, ids).items()}


def _before(known: Document, scene: Scene) -> Document | None:
    """The version before, where there is one."""
    if known.state is not State.ATTACHED:
        return None
    line = line_of(scene.reader, known.customer_id)
    earlier = [
        one
        for one in line
        if same_line(Numbered(one.paper, one.product, one.number), known.paper, known.product)
        and 0 < one.number < known.number
    ]
    return max(earlier, key=lambda one: one.number, default=None)


def _notice(
    known: Document,
    before: Document | None,
    made: list[Amendment],
    names: Mapping[str, str],
    people: Mapping[str, str],
    face: ClockFace,
) -> Notice:
    lang, live = face.lang, known.state in (State.ATTACHED, State.ASKED)
    last = next((one for one in reversed(made) if one.undone_at is None), None)
    asked = [Evidence(doubt_words(known.doubt, lang))] if known.state is State.ASKED else []
    reasons = [*asked, Evidence(why_words(known.why, lang), known.first.shared_at, link=known.url)]
    return Notice(
        kind=CARD,
        subject=known.document_id,
        version=card_turn(made, known),
        lang=lang,
        zone=face.zone.key,
        title=_title(known, names, lang),
        stripe=Stripe.INFO if live else Stripe.DONE,
        badge=_WORDS["badge"][lang],
        facts=tuple(_facts(known, before, people, face)),
        why=tuple(one for one in reasons if live and one.text),
        choices=tuple(_choices(known, names, last, lang)),
        settled=_settled(known, last, names, people, lang),
        foot=_said("foot", lang, mark=mark_of(known.document_id)),
    )


def _title(known: Document, names: Mapping[str, str], lang: Lang) -> str:
    paper, likely = paper_words(known.paper, lang), [names[one] for one in known.candidates if one in names]
    if known.state is State.ATTACHED:
        customer = names.get(known.customer_id, known.customer_id)
        return _said("attached", lang, customer=customer, paper=paper, version=known.version)
    if known.state is State.ASKED and len(likely) == 1:
        return _said("asked_one" if known.doubt else "sure", lang, paper=paper, customer=likely[0])
    return _said("asked" if known.state is State.ASKED else "gone", lang, paper=paper)


def _facts(known: Document, before: Document | None, people: Mapping[str, str], face: ClockFace) -> Iterator[Fact]:
    lang, share = face.lang, known.first
    yield Fact(_WORDS["document"][lang], f"{known.title} {known.url}".strip())
    sent = {"who": people.get(share.shared_by, share.shared_by), "when": face.tells(share.shared_at)}
    words = "sent_in" if share.channel else "sent"
    yield Fact(_WORDS["from"][lang], _said(words, lang, **sent, channel=share.channel))
    if before is not None:
        who = people.get(before.first.shared_by, before.first.shared_by)
        at = before.first.known_at
        known_of = _WORDS["and"][lang].join(part for part in (face.tells(at) if at else "", who) if part)
        was = _said("was", lang, version=before.version, known=known_of) if known_of else before.version
        yield Fact(_WORDS["before"][lang], was)


def _choices(known: Document, names: Mapping[str, str], last: Amendment | None, lang: Lang) -> Iterator[Choice]:
    args, mark = {"document": known.document_id}, mark_of(known.document_id)
    if known.state is State.ASKED:
        for key in [one for one in known.candidates if one in names][:MOST]:
            say = _say("file", lang, mark=mark, customer=names[key])
            yield Choice(names[key], "file_document", {**args, "customer_id": key}, primary=True, say=say)
    if known.state in (State.ATTACHED, State.ASKED):
        other = _other_words(known, names)
        yield Choice(_WORDS[other][lang], "file_document", args, say=_say("other", lang, mark=mark))
        yield Choice(_WORDS["not_one"][lang], "dismiss_document", args, say=_say("dismiss", lang, mark=mark))
    if last is not None and known.state in (State.ATTACHED, State.DISMISSED):
        yield Choice(_WORDS["undo"][lang], "undo_change", {"change": last.key}, say=_WORDS["undo"][lang])


def _other_words(known: Document, names: Mapping[str, str]) -> str:
    """What the button for any other customer is called, beside those offered."""
    if known.state is State.ATTACHED:
        return "other"
    offered = len([one for one in known.candidates if one in names])
    return "none_of" if offered > 1 else "not_them" if offered else "say_which"


def _settled(
    known: Document, last: Amendment | None, names: Mapping[str, str], people: Mapping[str, str], lang: Lang
) -> str:
    if known.state is State.WITHDRAWN:
        return _WORDS["withdrawn"][lang]
    if last is None or known.state is State.ASKED:
        return ""
    words = "moved" if known.state is State.ATTACHED else "dismissed"
    who = people.get(last.actor_id, last.actor_id)
    return _said(words, lang, who=who, customer=names.get(known.customer_id, known.customer_id))


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_SAY[words][lang], lang, **facts)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    at = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
    who, customer, channel = {"zh": ("李雷", "华东光伏", "华东销售"), "en": ("Li Lei", "Huadong PV", "East")}[lang]
    one = Document(
        "doc-0123456789abcdef01234567",
        "google:1Abc",
        "https://docs.google.com/presentation/d/1Abc",
        {"zh": "设备维保云 方案", "en": "Maintenance cloud proposal"}[lang],
        Paper.PROPOSAL,
        State.ATTACHED,
        Share("local:east", "m1", "li.lei", at, channel),
        customer_id="C001",
        version="V3",
        why=("words", "by_sentence"),
    )
    face = ClockFace(ZoneInfo("UTC"), lang, at)
    return replace(_notice(one, None, [], {"C001": customer}, {"li.lei": who}, face), tells=_tells(one))


ALERT = Alert("proposal_card", (DocumentChanged, OwnershipChanged), compose, example)
