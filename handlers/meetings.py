"""Which meeting somebody means: the one on the card, else the last one of the room; and who may put it right."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Outcome, Plan, View
from knowledge.access.model import Kind
from knowledge.meetings.model import Item, Meeting
from knowledge.meetings.view import last_meeting_in, meeting, minutes
from knowledge.people.model import Lang, Role
from notifiers.minutes_text import ordered

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "unknown": {"zh": "这个群里还没有会议录音。", "en": "No recording of a meeting was shared here."},
    "not_yours": {
        "zh": "这要由分享录音的人，或跟这家客户的同事来定。",
        "en": "Whoever shared the recording, or works with that customer, can say so.",
    },
}


def meeting_meant(ask: Ask, view: View) -> Meeting | Plan:
    """The meeting of the card that was pressed; said in words, the last one whose recording was shared in this room.
    Or the plan that says why nothing is done about it.
    """
    view.need(Kind.OWNERSHIP)
    named = ask.slots.get("meeting", "")
    found = meeting(view.reader, named) if named else last_meeting_in(view.reader, ask.message.room.key, ask.now)
    if found is None:
        return Plan(Answer(Outcome.UNKNOWN, _WORDS["unknown"][ask.lang]))
    return found if _may_settle(view, found) else Plan(Answer(Outcome.REFUSED, _WORDS["not_yours"][ask.lang]))


def _may_settle(view: View, held: Meeting) -> bool:
    """Whoever shared the recording, admins, and who may know the customer's deals."""
    if view.person is None:
        return False
    own = view.person.person_id == held.recorded_by or view.person.role is Role.ADMIN
    known = bool(held.customer_id)
    return own or (known and view.rights.verdict(view.person, Kind.DEAL, held.customer_id, view.audience).allowed)


def need_of(view: View, held: Meeting) -> None:
    """What was said in a meeting is told like the customer's deals; before a customer is known, to its sharer only.
    Raises NotForThemError.
    """
    if held.customer_id or view.person is None or view.person.person_id != held.recorded_by:
        view.need(Kind.DEAL, held.customer_id)


def item_numbered(view: View, held: Meeting, number: str) -> Item | None:
    """The item with that number on the card."""
    shown, place = ordered(minutes(view.reader, held.meeting_id)), place_of(number)
    return shown[place - 1] if 1 <= place <= len(shown) else None


def place_of(number: str) -> int:
    """A number as it is said, in digits or as a Chinese word up to ten; 0 for anything else."""
    return int(number) if number.isdecimal() and number.isascii() else _CHINESE.get(number, 0)


_CHINESE = {word: number for number, word in enumerate("一二三四五六七八九十", 1)}
