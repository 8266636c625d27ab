"""Which open somebody acts on: by a button of its card, by its number, or the last one of their own links."""

from dataclasses import dataclass

from handlers.base import Ask, View
from knowledge.access.model import Kind
from knowledge.proposals.opens.model import Sitting, TrackedLink
from knowledge.proposals.opens.view import last_told_to, sitting, tracked_link
from knowledge.store.errors import UserMistake

LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Meant:
    """The sitting and its link."""

    sitting: Sitting
    link: TrackedLink


def open_meant(ask: Ask, view: View) -> Meant:
    """The open of slot "sitting"; without one, the last of the asker's links.

    Raises UserMistake("no_such_open"), and NotForThemError for who may not hear of its customer.
    """
    view.need(Kind.OWNERSHIP)
    number = ask.slots.get("sitting", "")
    fits = number.isdecimal() and len(number) <= LONGEST_NUMBER
    me = ask.person.person_id if ask.person else ""
    known = sitting(view.reader, int(number) if fits else 0 if number else last_told_to(view.reader, me))
    link = tracked_link(view.reader, known.link_id) if known else None
    if known is None or link is None:
        raise UserMistake("no_such_open")
    view.need(Kind.PROPOSAL, link.taken.customer_id)
    return Meant(known, link)
