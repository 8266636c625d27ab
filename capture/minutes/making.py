"""The minutes of a meeting whose transcript is stored: made with the names known at its customer, and compared with
what was promised before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from capture.minutes.extract import minutes_of_turns
from capture.minutes.following import followed
from capture.minutes.model import Known, Setting, Turn
from knowledge.battlecards.naming import PRODUCT
from knowledge.battlecards.view import all_cards
from knowledge.deals.buyers import contacts_of
from knowledge.deals.offers import offered
from knowledge.meetings.commands import RecordChecks, RecordMinutes
from knowledge.meetings.model import Line, Meeting
from knowledge.meetings.view import meeting, open_before, transcript
from knowledge.people.view import everybody
from knowledge.store.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class MinuteAgain:
    """Make the minutes of a meeting anew, with the names known at its customer. `zone`: where its days are read."""

    meeting_id: str
    zone: ZoneInfo

    def apply(self, unit: Unit, actor: str) -> None:
        """Items that people touched stay."""
        make_minutes(unit, self.meeting_id, self.zone, actor)


def make_minutes(unit: Unit, meeting_id: str, zone: ZoneInfo, actor: str, turns: Sequence[Turn] = ()) -> None:
    """Extract and record them; again where the customer is known better now. `turns` are those of the recording, where
    they are at hand: with the time of each word.
    """
    held = meeting(unit, meeting_id)
    if held is None:
        return
    spoken = list(turns) or [_turn(line) for line in transcript(unit, meeting_id)]
    setting = Setting(held.held_at.astimezone(zone), zone, known_at(unit, held.customer_id))
    RecordMinutes(meeting_id, tuple(minutes_of_turns(spoken, setting))).apply(unit, actor)
    _check_earlier(unit, held, spoken, actor)


def known_at(reader: Reader, customer_id: str) -> Known:
    """Who and what may be mentioned in a meeting with a customer ("": with one not known yet)."""
    team = {name: one.person_id for one in everybody(reader) for name in (one.name, one.name_en) if name}
    contacts = contacts_of(reader, customer_id) if customer_id else []
    rivals = tuple(dict.fromkeys(name for card in all_cards(reader) for name in card.value.competitors))
    products = tuple(dict.fromkeys(one.text for one in offered(reader) if one.kind == PRODUCT))
    return Known(team, {one.value.name: one.value.contact_id for one in contacts}, rivals, products)


def _check_earlier(unit: Unit, held: Meeting, turns: Sequence[Turn], actor: str) -> None:
    earlier = open_before(unit, held)
    if earlier:
        RecordChecks(held.meeting_id, followed(earlier, turns, held.meeting_id)).apply(unit, actor)


def _turn(line: Line) -> Turn:
    return Turn(line.start, line.speaker, line.side, line.text, line.end)
