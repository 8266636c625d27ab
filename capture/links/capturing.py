"""From the documents of a message to the commands that keep them: what each is, whose, where and by whom shared."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from capture.base import Context, Heard
from capture.links.address import book_of
from capture.links.deals import deal_for
from capture.links.found import Shared, shared_in
from capture.links.reading import Finding, Known, Outcome, documents_in
from capture.links.talk import leans_on_talk
from knowledge.battlecards.naming import PRODUCT
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Resolved
from knowledge.people.model import Lang
from knowledge.people.rooms import known_room, listeners, merged
from knowledge.proposals.capturing import CaptureDocument
from knowledge.proposals.documents import document_id, proposals_at, some_documents
from knowledge.proposals.model import Document, Paper, Share, State
from knowledge.proposals.talk import last_talk

_KNOWING = re.compile(
    r"旧版|老版|上一?版|之前(?:的|那)?版|历史版本|对比|区别|变化|改了什么|存档|备份|"
    r"\b(?:old|older|previous|earlier|former|last)\s+(?:version|one|draft)|\bfor\s+(?:reference|comparison|the\s+record)\b|"
    r"\bcompared?\b|\bdiff\w*\b|\barchive",
    re.IGNORECASE,
)
_TITLES: Mapping[Paper, Mapping[Lang, str]] = {
    Paper.PROPOSAL: {"zh": "方案", "en": "Proposal"},
    Paper.QUOTATION: {"zh": "报价", "en": "Quotation"},
    Paper.TENDER: {"zh": "投标文件", "en": "Tender response"},
    Paper.SOW: {"zh": "工作说明书", "en": "Statement of work"},
    Paper.ROI: {"zh": "投资回报测算", "en": "ROI sheet"},
}


def placed(heard: Heard, context: Context) -> Heard:
    """The message, in its room as far as that is known."""
    stored = known_room(context.reader, heard.room.messenger, heard.room.room_id)
    return replace(heard, room=merged(heard.room, stored))


def findings(heard: Heard, context: Context, titles: Mapping[str, str] | None = None) -> list[Finding]:
    """What the documents of a `placed` message are taken for; `titles` are those read inside files, by their names."""
    known, earlier = on_record(heard, context), _earlier(heard, context)
    return documents_in(heard, context, context.documents, earlier=earlier, known=known, titles=titles)


def captures(found: Sequence[Finding], heard: Heard, context: Context) -> Iterator[CaptureDocument]:
    """A command for each document that is a proposal, or may be one."""
    clash, knowing = timedelta(days=context.documents.clash_days), _KNOWING.search(heard.text) is not None
    made = [_document(one, _share(heard, context), heard, context) for one in found if one.outcome is not Outcome.NONE]
    lines = Counter((one.customer_id, one.paper) for one in made if one.customer_id)
    for one in made:  # whoever shares several versions at once knows that they are several
        yield CaptureDocument(one, clash, knowing or lines[one.customer_id, one.paper] > 1)


def on_record(heard: Heard, context: Context) -> dict[str, Known]:
    """What is known of the documents of a message already."""
    shared = shared_in(heard.text, heard.files, book_of(context.documents))
    stored = some_documents(context.reader, {document_id(one.key) for one in shared})
    known = {one.key: _as_known(one) for one in stored.values() if one.state in (State.ATTACHED, State.DISMISSED)}
    by_url = {one.value.url: one.value.customer_id for one in proposals_at(context.reader, _urls(shared))}
    for one in shared:
        imported = by_url.get(one.url) or by_url.get(one.raw)
        if imported:
            known.setdefault(one.key, Known(imported))
    return known


def _urls(shared: Sequence[Shared]) -> set[str]:
    return {url for one in shared if one.url for url in (one.url, one.raw)}


def _as_known(one: Document) -> Known:
    return Known(dismissed=True) if one.state is State.DISMISSED else Known(one.customer_id)


def _earlier(heard: Heard, context: Context) -> tuple[str, ...]:
    """What was last said of a proposal in the thread; in the room only for a link with few words of its own. Of what
    somebody hands in, what they say with it.
    """
    if heard.handed_by is not None:
        return (heard.beside,) if heard.beside else ()
    if not leans_on_talk(heard.text, heard.thread):
        return ()
    said = last_talk(context.reader, heard.room.key, heard.thread, heard.said_at)
    return (said,) if said else ()


def _share(heard: Heard, context: Context) -> Share:
    """Where and by whom it was shared, or handed in where its author is not told; a room of one's own with the bot has
    nobody from outside.
    """
    place = heard.room
    known = known_room(context.reader, place.messenger, place.room_id)
    outside = False if place.direct else listeners(context.reader, place, known, context.now).outsiders
    sharer = heard.sender_id or heard.sender_name or heard.sender.user_id or heard.handed_by_id
    where = (heard.room.key, heard.message_id, sharer, heard.said_at, "" if place.direct else place.title, heard.thread)
    return Share(*where, outside)


def _document(found: Finding, share: Share, heard: Heard, context: Context) -> Document:
    shared, taken, whose = found.shared, found.sorted, found.whose
    paper = taken.paper or Paper.PROPOSAL
    product = _product(f"{shared.words} {shared.title}", context)
    sure = found.outcome is Outcome.ATTACH
    customer = whose.customer_id if sure else ""
    guessed = (whose.customer_id, *whose.candidates)
    nameless = heard.handed_by is not None and not heard.sender.user_id
    one = Document(
        *(document_id(shared.key), shared.key, shared.url, shared.title, paper),
        state=State.ATTACHED if sure else State.ASKED,
        first=share,
        product=product,
        customer_id=customer,
        deal_id=deal_for(context.reader, customer, product, heard.sender_id) if customer else "",
        stated=taken.version,
        confidence=round(taken.confidence * (whose.confidence or 1.0), 3),
        why=(*taken.why, *(f"by_{clue.value}" for clue in whose.why), *(("handed",) if nameless else ())),
        candidates=() if sure else tuple(dict.fromkeys(one for one in guessed if one)),
        doubt=whose.doubt.value if whose.doubt and not sure else "",
        lang=context.lang,
    )
    return one if one.title else replace(one, title=titled(one, context))


def titled(one: Document, context: Context) -> str:
    """What it is called where no link shows it: its kind, and the product where one is named."""
    return " ".join(part for part in (one.product, _TITLES[one.paper][context.lang]) if part)


def _product(words: str, context: Context) -> str:
    """The one product that is named."""
    found = mentions(context.names, words, kinds={PRODUCT})
    named = {one.outcome.candidate.entity_id for one in found if isinstance(one.outcome, Resolved)}
    return named.pop() if len(named) == 1 else ""
