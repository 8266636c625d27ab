"""What a request for a tracked link says: the links, whom they are for, and what they lead to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from capture.base import Context, Heard
from capture.clues import named_in, without_links
from capture.links.address import LONGEST, book_of
from capture.links.capturing import placed
from capture.links.tracked import sent_by_link
from capture.whose import Whose, customer_of
from handlers.base import Ask, View, sentences
from handlers.courtesy import without_courtesy
from knowledge.graph.view import some_contacts
from knowledge.proposals.capturing import CaptureDocument
from knowledge.proposals.documents import document_id, proposals_at, some_documents
from knowledge.proposals.links import links_in
from knowledge.proposals.model import Document, State

_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What stays as it is in an address; everything else is percent-encoded."""

LONGEST_REQUEST = 2_000
"""Longer messages ask for no tracked link."""

_LINK = r"https?://\S+"
_TRACK_ZH = r"(?:追踪|跟踪)"
_DO_ZH = r"(?:请|麻烦|帮我|帮忙|给我)*"
_THAT_ZH = r"(?:一下|下|这个|这条|这份|那个|那条|那份|上面的?|上面那个|它|的)*"
_WHAT_ZH = r"(?:链接|网址|文档|文件|方案|报价)"
_DO_EN = r"(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?"
_THAT_EN = r"(?:this|that|these|those|the|it|them)"
_WHAT_EN = r"(?:links?|urls?|documents?|docs?|files?|proposals?|quotes?|one|ones)"

TRACK = sentences(
    rf".*{_TRACK_ZH}(?:的|用的)?链接.*",
    rf"(?:.*[\s，,：:])?{_DO_ZH}{_TRACK_ZH}{_THAT_ZH}{_WHAT_ZH}(?:[\s，,：:].*)?",
    rf"(?:.*[\s，,：:])?{_DO_ZH}{_TRACK_ZH}{_THAT_ZH}[\s：:，,]*{_LINK}.*",
    rf".*{_LINK}[\s：:，,]+{_DO_ZH}{_TRACK_ZH}{_THAT_ZH}{_WHAT_ZH}?",
    rf".*\btrack(?:ed|ing|able)\s+{_WHAT_EN}\b.*",
    rf"{_DO_EN}track\s+(?:{_THAT_EN}\s*)?{_WHAT_EN}?[\s:]*{_LINK}.*",
    rf"{_DO_EN}track\s+{_THAT_EN}(?:\s+{_WHAT_EN})?(?:\s+(?:for|to)\s+.+)?",
)
"""Sentences that ask for a tracked link."""


def asks_to_track(text: str) -> bool:
    """Whether a message asks for a tracked link: it is a request, nothing that is shared."""
    if len(text) > LONGEST_REQUEST:
        return False
    bare = without_courtesy(" ".join(text.split()))
    return any(one.fullmatch(bare) for one in TRACK)


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
    address = book_of(view.documents).address(url)
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
    text = said_in(ask)
    return customer_of(text, _context(ask, view), _heard(ask, text), title=target.title, known=target.customer_id)


def captured(ask: Ask, view: View, targets: Sequence[Target], customer_id: str) -> Iterator[CaptureDocument]:
    """Commands that keep what is sent to a customer by tracked link as their proposals, as far as it is one."""
    words = without_links(ask.slots.get("text") or said_in(ask)).strip()
    context, heard = _context(ask, view), _heard(ask, "")
    for one in targets:
        yield from sent_by_link(placed(replace(heard, text=f"{words} {one.url}"), context), context, customer_id)


def _heard(ask: Ask, text: str) -> Heard:
    message, me = ask.message, ask.person.person_id if ask.person else ""
    said = (message.message_id, message.room, message.sender, message.said_at, text)
    return Heard(*said, sender_id=me, sender_name=message.sender_name, thread=message.thread, to_bot=True)


def _context(ask: Ask, view: View) -> Context:
    known = (view.reader, lambda: view.names, ask.zone, ask.today, ask.now, ask.lang, ask.subjects.customers)
    return Context(*known, documents=view.documents)


def contact_named(view: View, text: str, customer_id: str) -> str:
    """The one contact of a customer that a text names; "" for none or several."""
    named = [one for mention in named_in(view.names, text) if mention.kind == "contact" for one in mention.ids]
    known: Sequence[str] = [
        one.contact_id for one in some_contacts(view.reader, named).values() if one.customer_id == customer_id
    ]
    return known[0] if len(known) == 1 else ""


def _attached(known: Document) -> str:
    return known.customer_id if known.state is State.ATTACHED else ""
