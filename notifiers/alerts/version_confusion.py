"""Versions of a proposal get mixed up: an older one went out after a newer, or two claim to be the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.access.model import Kind, Told
from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person, room
from knowledge.proposals.confusion import OLDER_AFTER_NEWER, SAME_NUMBER
from knowledge.proposals.documents import shares_of, version_known
from knowledge.proposals.events import VersionsConfused
from knowledge.proposals.model import Document, Paper, Share, State
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Address, Evidence, InDoubt, Notice, Stripe, Urgency
from notifiers.outbox import address_of
from notifiers.proposal_words import paper_words
from notifiers.team import name_of
from notifiers.telling import audience_at

CARD = "version_confusion"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "📄 版本要核对", "en": "📄 Check the version"},
    OLDER_AFTER_NEWER: {
        "zh": "{customer}：旧版{paper} {version} 又被发了一次",
        "en": "{customer}: the older {paper} {version} went out again",
    },
    SAME_NUMBER: {
        "zh": "{customer}：两份{paper}都叫 {version}",
        "en": "{customer}: two documents both claim to be {paper} {version}",
    },
    "text_older_after_newer": {
        "zh": "{who}刚发的是 {version}，而 {newer} 在 {when} 已经由{sharer}发出。核对一下客户该看哪一版。",
        "en": "{who} just shared {version}; {newer} was sent by {sharer} on {when}. Which should they have?",
    },
    "text_undated": {
        "zh": "{who}刚发的是 {version}，而记录里已经有 {newer}（没有发出时间）。核对一下客户该看哪一版。",
        "en": "{who} just shared {version}; {newer} is on record already, with no date. Which should they have?",
    },
    "text_same_number": {
        "zh": "{who}和{sharer}发的不是同一份文档，却都写着 {version}。定一下以哪份为准，另一份换个版本号。",
        "en": "{who} and {sharer} shared different documents, both called {version}. Settle which counts.",
    },
    "text_same_hand": {
        "zh": "{who}发了两份不同的文档，都写着 {version}。定一下以哪份为准，另一份换个版本号。",
        "en": "{who} shared two different documents, both called {version}. Settle which counts.",
    },
    "somebody": {"zh": "同事", "en": "somebody of the team"},
    "line": {"zh": "{version} · {title}，{who}", "en": "{version} · {title}, {who}"},
    "line_alone": {"zh": "{version} · {title}", "en": "{version} · {title}"},
    "foot": {
        "zh": "规则：新版发出后又发旧版，或几天内两份文档写同一个版本号",
        "en": "Rule: an older version after a newer one, or two documents with one number within days",
    },
}


@dataclass(frozen=True, slots=True)
class _Both:
    """The version just shared, by whom and when, and the one that it clashes with."""

    shared: Document
    last: Share
    other: Document
    why: str


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """One card in the room, where it may be heard; else to both senders and the owners, each alone."""
    if not isinstance(event, VersionsConfused):
        return
    shared, other = (version_known(scene.reader, one) for one in (event.document_id, event.other_id))
    if shared is None or other is None:
        return
    shares = shares_of(scene.reader, [shared.document_id]).get(shared.document_id, [])
    both = _Both(shared, shares[-1] if shares else shared.first, other, event.why)
    for address in dict.fromkeys(_places(both, scene)):
        yield _card(both, scene, address), address


def _places(both: _Both, scene: Scene) -> Iterator[Address]:
    here = address_of(both.last.room, both.last.thread)
    place = room(scene.reader, here.messenger, here.room_id)
    told = Told(Kind.PROPOSAL, both.shared.customer_id)
    if place is not None and not place.direct and scene.rights().not_for_room(told, audience_at(scene, here)) is None:
        yield here
        return
    owners = sorted(scene.rights().standing(both.shared.customer_id).owners)
    for person_id in (both.last.shared_by, both.other.first.shared_by, *owners):
        member = person(scene.reader, person_id)
        address = scene.direct(scene.reader, person_id) if member else None
        if address is not None and scene.rights().sees(member, told.kind, told.customer_id):
            yield address


def _card(both: _Both, scene: Scene, address: Address) -> Notice:
    alone = scene.reads_at(scene.reader, address)
    lang = scene.language_of(alone or room(scene.reader, address.messenger, address.room_id))
    face = ClockFace(scene.zone_of(alone) if alone else scene.zone, lang, scene.now)
    known = customer(scene.reader, both.shared.customer_id)
    named = known.name_in(lang) if known else both.shared.customer_id
    people = {one: name_of(scene, one, lang) for one in (both.last.shared_by, both.other.first.shared_by)}
    notice = _notice(both, named, people, face)
    return replace(notice, in_doubt=InDoubt.RESEND if alone else InDoubt.REPORT)


def _notice(both: _Both, named: str, people: Mapping[str, str], face: ClockFace) -> Notice:
    lang, shared, other = face.lang, both.shared, both.other
    at = other.first.known_at
    facts = {
        "customer": named,
        "paper": paper_words(shared.paper, lang),
        "version": shared.version,
        "newer": other.version,
        "who": people[both.last.shared_by],
        "sharer": people[other.first.shared_by] or _WORDS["somebody"][lang],
        "when": face.tells(at) if at else "",
    }
    return Notice(
        kind=CARD,
        subject=f"{both.why}:{shared.document_id}:{other.document_id}",
        version=1,
        lang=lang,
        zone=face.zone.key,
        title=_said(both.why, lang, **facts),
        text=_said(_text_words(both), lang, **facts),
        stripe=Stripe.BLOCKED,
        badge=_WORDS["badge"][lang],
        why=(
            _line(shared, both.last, facts["who"], lang),
            _line(other, other.first, people[other.first.shared_by], lang),
        ),
        foot=_WORDS["foot"][lang],
        urgency=Urgency.HIGH,
        tells=(Told(Kind.PROPOSAL, shared.customer_id),),
    )


def _text_words(both: _Both) -> str:
    if both.why == OLDER_AFTER_NEWER and both.other.first.known_at is None:
        return "text_undated"
    by_one = both.last.shared_by == both.other.first.shared_by
    return "text_same_hand" if both.why == SAME_NUMBER and by_one else f"text_{both.why}"


def _line(one: Document, share: Share, who: str, lang: Lang) -> Evidence:
    text = _said("line" if who else "line_alone", lang, version=one.version, title=one.title, who=who)
    return Evidence(text, share.known_at, share.channel, one.url)


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    two = {"zh": ("李雷", "孙浩", "华东光伏", "方案"), "en": ("Li Lei", "Sun Hao", "Huadong PV", "Proposal")}[lang]
    older, newer = (_example_version(number, two[3]) for number in (2, 3))
    last = Share("local:east", "m9", "li.lei", datetime(2026, 1, 12, 1, 0, tzinfo=UTC), "East")
    face = ClockFace(ZoneInfo("UTC"), lang, last.shared_at)
    people = {"li.lei": two[0], "sun.hao": two[1]}
    return _notice(_Both(older, last, newer, OLDER_AFTER_NEWER), two[2], people, face)


def _example_version(number: int, title: str) -> Document:
    first = Share("local:east", f"m{number}", "sun.hao", datetime(2026, 1, 6 + number, 2, 0, tzinfo=UTC), "East")
    link = f"https://docs.google.com/presentation/d/{number}"
    one = Document(f"doc-{number}", f"google:{number}", link, title, Paper.PROPOSAL, State.ATTACHED, first)
    return replace(one, customer_id="C001", version=f"V{number}")


ALERT = Alert("version_confusion", (VersionsConfused,), compose, example)
