"""Which version of a proposal a customer has seen: what they opened, and what they were sent last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, sourced, team_names
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.documents import line_of, newest_first, opens_of, shares_of
from knowledge.proposals.model import Document, Opened, Share
from knowledge.store.recording import Source
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.proposal_words import paper_words

NAME = "opened_versions"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "none": {"zh": "没有记录发给{customer}的方案。", "en": "No proposal for {customer} is recorded."},
    "seen": {
        "zh": "{customer}看过的{paper}是 {version}：最后一次 {when}{often}{minutes}。",
        "en": "{customer} has seen {paper} {version}: last on {when}{often}{minutes}.",
    },
    "often": {"zh": "，共 {count} 次", "en": ", {count} times in all"},
    "minutes": {"zh": "，看了 {count} 分钟", "en": ", {count} minutes"},
    "newer": {
        "zh": "最新的 {version}{known}还没有打开记录。",
        "en": "The newest, {version}{known}, has not been opened as far as I know.",
    },
    "unseen": {
        "zh": "没有{customer}打开{paper}的记录；发出的最新一版是 {version}{known}。",
        "en": "No opening of a {paper} by {customer} is recorded; the newest sent is {version}{known}.",
    },
    "known": {"zh": "（{parts}）", "en": " ({parts})"},
    "and": {"zh": "，", "en": ", "},
    "by": {"zh": "{who}发出", "en": "sent by {who}"},
    "in": {"zh": "在{channel}", "en": "in {channel}"},
    "inside": {
        "zh": "这一版只在内部群里发过，没有记录发给客户。",
        "en": "That one was only shared inside the team, as far as I know.",
    },
    "opens": {
        "zh": "打开记录来自追踪链接；直接发的文件和原链接看不到谁打开过。",
        "en": "Opens are known from tracked links only; not from files or plain links.",
    },
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One document line: its versions, newest first, where they were shared, and who opened them."""

    versions: Sequence[Document]
    shares: Mapping[str, Sequence[Share]]
    opens: Sequence[Opened]


def plan(ask: Ask, view: View) -> Plan:
    """Line by line: the version opened last, and the newest sent."""
    customer_id = customer_for(ask, view, NAME, Kind.PROPOSAL)
    if isinstance(customer_id, Plan):
        return customer_id
    known = line_of(view.reader, customer_id)
    customer = name_of(view, customer_id, ask.lang)
    if not known:
        return Plan(sourced(ask, view, [_say("none", ask.lang, customer=customer)], ()))
    ids = [one.document_id for one in known]
    shares, opens = shares_of(view.reader, ids), opens_of(view.reader, ids)
    teller = _Teller(ask, view, customer, known)
    lines = [text for line in _by_paper(known, shares, opens) for text in teller.tells(line)]
    newest = newest_first(known)[0]
    return Plan(sourced(ask, view, [*lines, _say("opens", ask.lang)], [_source(newest, shares)]))


def _by_paper(known: Sequence[Document], shares: Mapping[str, Sequence[Share]], opens: Sequence[Opened]) -> list[_Line]:
    papers = dict.fromkeys(one.paper for one in known)
    lots = [newest_first([one for one in known if one.paper is paper]) for paper in papers]
    return [_Line(lot, shares, [o for o in opens if o.document_id in {one.document_id for one in lot}]) for lot in lots]


def _source(newest: Document, shares: Mapping[str, Sequence[Share]]) -> Source:
    share = (*shares.get(newest.document_id, ()), newest.first)[0]
    return {"what": "message" if share.room else "import", "where": share.room, "at": share.shared_at.isoformat()}


class _Teller:
    def __init__(self, ask: Ask, view: View, customer: str, known: Sequence[Document]) -> None:
        self._lang, self._customer = ask.lang, customer
        self._face = ClockFace(ask.zone, ask.lang, ask.now)
        self._team = team_names(view, [one.first.shared_by for one in known], ask.lang)

    def tells(self, line: _Line) -> list[str]:
        """What was seen of one line."""
        newest = line.versions[0]
        if not line.opens:
            return [self._sent("unseen", newest, line), *self._inside(newest, line)]
        last = max(line.opens, key=lambda one: one.at)
        seen = next(one for one in line.versions if one.document_id == last.document_id)
        rest = [] if seen == newest else [self._sent("newer", newest, line)]
        return [self._seen(seen, last, line), *rest]

    def _seen(self, seen: Document, last: Opened, line: _Line) -> str:
        looks = [one for one in line.opens if one.document_id == seen.document_id]
        seconds = sum(one.seconds or 0 for one in looks)
        minutes = _say("minutes", self._lang, count=str(max(1, round(seconds / 60)))) if seconds else ""
        often = _say("often", self._lang, count=str(len(looks))) if len(looks) > 1 else ""
        return self._say(
            "seen", seen, version=seen.version, when=self._face.tells(last.at), often=often, minutes=minutes
        )

    def _sent(self, words: str, one: Document, line: _Line) -> str:
        first = (*line.shares.get(one.document_id, ()), one.first)[0]
        who, at = self._team.get(first.shared_by, first.shared_by), first.known_at
        parts = (
            self._face.tells(at) if at else "",
            _say("by", self._lang, who=who) if who else "",
            _say("in", self._lang, channel=first.channel) if first.channel else "",
        )
        told = _WORDS["and"][self._lang].join(part for part in parts if part)
        return self._say(words, one, version=one.version, known=_say("known", self._lang, parts=told) if told else "")

    def _inside(self, one: Document, line: _Line) -> list[str]:
        shares = line.shares.get(one.document_id, ())
        return [_say("inside", self._lang)] if shares and not any(share.outside for share in shares) else []

    def _say(self, words: str, one: Document, **facts: str) -> str:
        paper = paper_words(one.paper, self._lang)
        return _say(words, self._lang, customer=self._customer, paper=paper, **facts)


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>.+?)"
_PAPER_ZH = r"(?:方案|报价|建议书|提案|标书)"
_WHICH_ZH = r"(?:哪一?[版个份]|第几版|什么版本|哪些版本|几版)"
_PAPER_EN = r"(?:proposals?|quotes?|quotations?|offers?|documents?)"
_OPENED_EN = r"(?:seen|opened|read|looked\s+at|viewed|got|received)"

INTENT = Intent(
    name=NAME,
    title={"zh": "客户看过方案的哪一版", "en": "which version of a proposal a customer has seen"},
    examples={
        "zh": ("同屹轨道看过哪一版方案？", "同屹轨道手里是哪一版？"),
        "en": ("which version has Hollowell seen?", "has Hollowell opened the proposal?"),
    },
    patterns=sentences(
        rf"{_X}(?:那边)?(?:都)?(?:看过|看了|打开过|打开了|看到的?|收到的?|看的|拿到的?)(?:是|了)?{_WHICH_ZH}(?:的?{_PAPER_ZH})?[的了呢吗]?",
        rf"{_X}(?:手里|手上|那边|现在)(?:的{_PAPER_ZH})?(?:拿的|有的)?(?:是|有)?{_WHICH_ZH}(?:的?{_PAPER_ZH})?[的了呢]?",
        rf"{_X}(?:看过|看了|打开过|打开了?|看)(?:我们的?|咱们的?)?{_PAPER_ZH}(?:了)?(?:吗|没有|没|了没)",
        rf"which\s+versions?(?:\s+of\s+(?:the|our)\s+{_PAPER_EN})?\s+(?:has|have|did)\s+{_X}\s+(?:{_OPENED_EN}|see|open|read|get|have)",
        rf"which\s+versions?(?:\s+of\s+(?:the|our)\s+{_PAPER_EN})?\s+does\s+{_X}\s+have",
        rf"(?:has|have|did)\s+{_X}\s+(?:{_OPENED_EN}|see|open|read)\s+(?:the|our)\s+{_PAPER_EN}(?:\s+yet)?",
        rf"what\s+(?:has|did)\s+{_X}\s+(?:seen|opened|see|open)\s+of\s+(?:the|our)\s+{_PAPER_EN}",
    ),
    plan=plan,
    place=34,
    asks={"customer": CUSTOMER},
)
