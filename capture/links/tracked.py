"""Tracked links of ours: what one leads to, where somebody posts it; and what one is taken for is a customer's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from capture.base import Context, Heard
from capture.links.address import AddressBook, book_of
from capture.links.capturing import captures, findings
from capture.links.reading import Finding, Outcome
from capture.whose import Clue, Whose
from knowledge.proposals.capturing import CaptureDocument
from knowledge.proposals.links import links_in
from knowledge.proposals.opens.gate import PATH, gate_of
from knowledge.proposals.opens.view import link_called

_CERTAIN = 0.99
_MAY_BE_SENT = frozenset({"slides", "document", "file"})
"""What may be a proposal by itself; a table or a page of a wiki only where something says so."""


@dataclass(frozen=True, slots=True)
class LedOn:
    """A message whose tracked links stand for what they lead to; `customers` are those they were taken for, by the
    document's key.
    """

    heard: Heard
    customers: Mapping[str, str] = field(default_factory=dict)


def led_on(heard: Heard, context: Context) -> LedOn:
    """The message, each tracked link of ours replaced by what it leads to."""
    gate = gate_of(context.reader) if PATH in heard.text else None
    if gate is None:
        return LedOn(heard)
    text, customers, book = heard.text, dict[str, str](), book_of(context.documents)
    for said in links_in(heard.text):
        token = gate.token_in(book.unwrapped(said.url))
        link = link_called(context.reader, token) if token else None
        if link is not None:
            text = text.replace(said.url, link.taken.url)
            customers[_key(link.taken.url, book)] = link.taken.customer_id
    return LedOn(replace(heard, text=text), customers)


def read(led: LedOn, context: Context) -> list[Finding]:
    """What the documents of a message are. What a tracked link leads to is its customer's: nobody is asked about it."""
    return taken_for(findings(led.heard, context), led, context)


def taken_for(found: Iterable[Finding], led: LedOn, context: Context) -> list[Finding]:
    """The documents of a message, those behind tracked links as their customers': words that call it a proposal will do
    there.
    """
    attach = context.documents.attach
    return [
        _theirs(one, customer_id, one.sorted.paper is not None or one.sorted.confidence >= attach)
        if (customer_id := led.customers.get(one.shared.key)) and one.outcome is not Outcome.NONE
        else one
        for one in found
    ]


def sent_by_link(heard: Heard, context: Context, customer_id: str) -> Iterator[CaptureDocument]:
    """Commands for the documents that somebody takes tracked links to, to send them to a customer: each is a proposal,
    unless something says that it is none.
    """
    found = [_theirs(one, customer_id, _may_be_one(one, context)) for one in findings(heard, context)]
    yield from captures(found, heard, context)


def _may_be_one(one: Finding, context: Context) -> bool:
    if "known" in one.sorted.why:
        return one.outcome is not Outcome.NONE
    plain = one.shared.listed and one.shared.holds in _MAY_BE_SENT
    return one.sorted.otherwise is None and (plain or one.sorted.confidence >= context.documents.ask)


def _theirs(one: Finding, customer_id: str, attach: bool) -> Finding:  # noqa: FBT001  what becomes of it
    whose = Whose(customer_id, _CERTAIN, (Clue.TRACKED,))
    return replace(one, whose=whose, outcome=Outcome.ATTACH if attach else Outcome.NONE)


def _key(url: str, book: AddressBook) -> str:
    address = book.address(url)
    return address.key if address else ""
