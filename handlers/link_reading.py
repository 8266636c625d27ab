"""What a request for a tracked link says: the links, whom they are for, and what they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from capture.base import Context, Heard
from capture.clues import named_in
from capture.links.address import LONGEST, book_of
from capture.whose import Whose, customer_of
from config.documents import DEFAULT_DOCUMENTS
from handlers.base import Ask, View
from knowledge.graph.view import some_contacts
from knowledge.proposals.documents import document_id, proposals_at, some_documents
from knowledge.proposals.links import links_in
from knowledge.proposals.model import Document, State

_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What stays as it is in an address; everything else is percent-encoded."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the address as it is to be called, the document's id where it has one, its title, and the
    customer that it is known to be for.
    """

    url: str
    document_id: str = ""
    title: str = ""
    customer_id: str = ""


def said_in(ask: Ask) -> str:
    """What the asker wrote, and the message that they quoted."""
    quoted = ask.message.quoted
    return "\n".join(part for part in (ask.message.text, quoted.text if quoted else "") if part)


def links_of(ask: Ask) -> list[str]:
    """The addresses of the asker's own message; where it has none, of the one it quotes."""
    quoted = ask.message.quoted
    own = links_in(ask.message.text) or (links_in(quoted.text) if quoted else ())
    return [link.url for link in own]


def callable_address(url: str) -> str:
    """The address as it goes into a Location header, in ASCII; "" for one that nobody should be led to."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    odd = parts.username is not None or not url.isprintable() or len(url) > LONGEST
    if odd or not host or parts.scheme.lower() not in ("http", "https"):
        return ""
    rest = url.partition("://")[2]
    tail = rest[len(parts.netloc) :]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme.lower()}://{shown}{port}{quote(tail, safe=_KEPT)}"


def target_of(view: View, url: str) -> Target:
    """What is known of the document behind an address."""
    address = book_of(DEFAULT_DOCUMENTS).address(url)
    of_id = document_id(address.key) if address else ""
    known = some_documents(view.reader, [of_id]).get(of_id) if of_id else None
    if known is not None:
        return Target(url, of_id, known.title, _attached(known))
    imported = proposals_at(view.reader, [url, *([address.url] if address else [])])
    if imported:
        one = imported[0].value
        return Target(url, one.proposal_id, one.title, one.customer_id)
    return Target(url, of_id, address.title if address else "")


def whose(ask: Ask, view: View, target: Target) -> Whose:
    """Which customer the asker means by what they say."""
    message = ask.message
    me = ask.person.person_id if ask.person else ""
    text = said_in(ask)
    heard = Heard(message.message_id, message.room, message.sender, message.said_at, text, sender_id=me)
    context = Context(
        *(view.reader, lambda: view.names, ask.zone, ask.today, ask.now, ask.lang, ask.subjects.customers)
    )
    return customer_of(text, context, heard, title=target.title, known=target.customer_id)


def contact_named(view: View, text: str, customer_id: str) -> str:
    """The one contact of a customer that a text names; "" for none or several."""
    named = [one for mention in named_in(view.names, text) if mention.kind == "contact" for one in mention.ids]
    known: Sequence[str] = [
        one.contact_id for one in some_contacts(view.reader, named).values() if one.customer_id == customer_id
    ]
    return known[0] if len(known) == 1 else ""


def _attached(known: Document) -> str:
    return known.customer_id if known.state is State.ATTACHED else ""
