"""The minutes of a meeting whose transcript is stored: made with the names known at its customer, worded by what a
language model said of it, and compared with what was promised before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from capture.minutes.asking import OverBudget, heard_of, order_better, recorded_in
from capture.minutes.extract import minutes_of_turns
from capture.minutes.following import followed
from capture.minutes.model import Known, Setting, Turn
from capture.minutes.prompt import refined
from knowledge.battlecards.naming import PRODUCT
from knowledge.battlecards.view import all_cards
from knowledge.deals.buyers import contacts_of
from knowledge.deals.offers import offered
from knowledge.meetings.commands import RecordChecks, RecordMinutes
from knowledge.meetings.model import Meeting
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


def make_minutes(
    unit: Unit, meeting_id: str, zone: ZoneInfo, actor: str, turns: Sequence[Turn] = ()
) -> OverBudget | None:
    """Extract and record them; again where the customer is known better now, or the model has answered. `turns` are
    those of the recording, where they are at hand: with the time of each word.

    The model is asked about the same words once: what it said is kept with the job that asked it.
    """
    held = meeting(unit, meeting_id)
    if held is None:
        return None
    spoken = list(turns) or _spoken(unit, held)
    setting = Setting(held.held_at.astimezone(zone), zone, known_at(unit, held.customer_id))
    heard = heard_of(unit, meeting_id, spoken)
    items = minutes_of_turns(spoken, setting)
    RecordMinutes(meeting_id, tuple(refined(items, heard.answers, spoken, setting))).apply(unit, actor)
    _check_earlier(unit, held, spoken, actor)
    return None if heard.answers or heard.waits else order_better(unit, held, spoken, setting, heard.key)


def turns_of_meeting(reader: Reader, meeting_id: str) -> list[Turn]:
    """What was said, as it is stored."""
    return [Turn(one.start, one.speaker, one.side, one.text, one.end) for one in transcript(reader, meeting_id)]


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


def _spoken(reader: Reader, held: Meeting) -> list[Turn]:
    """What was said, with the times of the words as they were recognised, where the recording's job still has them."""
    stored = turns_of_meeting(reader, held.meeting_id)
    order = recorded_in(reader, held)
    done = order.outcome.get("done") if order else None
    if not done:
        return stored
    from capture.recordings.plain import of_plain
    from capture.recordings.turns import turns_of

    timed = {turn.start: turn for turn in turns_of(of_plain(done).segments, {})}
    return [_timed(turn, timed.get(turn.start)) for turn in stored]


def _timed(turn: Turn, recognised: Turn | None) -> Turn:
    return replace(turn, words=recognised.words) if recognised and recognised.text == turn.text else turn
