"""Which shared document somebody means, and who may say what it is."""

from handlers.base import Ask, View
from knowledge.access.model import Kind
from knowledge.proposals.documents import document, document_meant
from knowledge.proposals.model import Document


def document_asked(ask: Ask, view: View) -> Document | None:
    """The document of slot "document": its id (a button) or the number on its card."""
    named = ask.slots.get("document", "")
    return document(view.reader, named) or document_meant(view.reader, named.lower())


def may_settle(view: View, known: Document) -> bool:
    """Whether the asker may say what a document is: whoever shared it, or may see that customer's proposals; what is
    nobody's yet, everybody on the team.
    """
    me = view.person
    if me is None:
        return False
    return me.person_id == known.first.shared_by or view.rights.sees(
        me, Kind.PROPOSAL if known.customer_id else Kind.OWNERSHIP, known.customer_id
    )
