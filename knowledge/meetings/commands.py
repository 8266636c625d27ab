"""The writers of meetings, transcripts and minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, delete, update

from knowledge.meetings.events import (
    CommitmentChanged,
    CommitmentMade,
    CommitmentsChecked,
    ItemChanged,
    MeetingChanged,
    MeetingTranscribed,
    MinutesReady,
)
from knowledge.meetings.judge import Renewal, numbered, quoted, renewed
from knowledge.meetings.model import Check, Consent, Item, ItemKind, ItemState, Line, Meeting, MeetingState
from knowledge.meetings.rows import row_of_item, row_of_meeting
from knowledge.meetings.tables import commitment_checks, meeting_lines, meetings, minutes_items
from knowledge.meetings.view import all_items, transcript
from knowledge.meetings.view import item as stored_item
from knowledge.meetings.view import meeting as stored_meeting
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.unit import Unit, upsert

_MEETING_COLUMNS = [column.name for column in meetings.c if column.name not in ("meeting_id", "recorded_at")]
_KEEP_MEETING = upsert(meetings, ["meeting_id"], _MEETING_COLUMNS)
_FORGET_LINES = delete(meeting_lines).where(meeting_lines.c.meeting_id == bindparam("of_meeting"))
_ADD_LINE = meeting_lines.insert()
_ADD_ITEM = minutes_items.insert()
_FORGET_ITEM = delete(minutes_items).where(minutes_items.c.item_id == bindparam("gone"))
RENEWED = (
    *("text", "who", "person_id", "contact_id", "due_on", "due_said", "vague"),
    *("amount", "currency", "confidence", "why"),
)
"""What may be another in minutes made anew."""

_CHANGE_ITEM = (
    update(minutes_items)
    .where(minutes_items.c.item_id == bindparam("of_item"))
    .values(
        {
            name: bindparam(name)
            for name in ("text", "who", "person_id", "contact_id", "due_on", "state", "edited_by", "vague")
        }
    )
)
_RENEW_ITEM = (
    update(minutes_items)
    .where(minutes_items.c.item_id == bindparam("of_item"))
    .values({name: bindparam(name) for name in RENEWED})
)
_TURN = update(meetings).where(meetings.c.meeting_id == bindparam("of_meeting")).values(turns=meetings.c.turns + 1)
_KEEP_CHECK = upsert(
    commitment_checks,
    ["item_id", "meeting_id"],
    ["finding", "quote", "line", "at", "speaker", "why", "recorded_at"],
)


@dataclass(frozen=True, slots=True)
class RecordMeeting:
    """A meeting was held, or is known better now; consent once noted, and how far we have come, stay."""

    meeting: Meeting
    source: Mapping[str, object]

    def apply(self, unit: Unit, actor: str) -> None:
        """Store it. Where it is known already, what is empty now keeps what was said before."""
        before = stored_meeting(unit, self.meeting.meeting_id)
        meeting = _completed(self.meeting, before) if before else self.meeting
        _keep(unit, meeting, self.source)
        if meeting != before:
            unit.audit(actor, "record_meeting", meeting.meeting_id, customer=meeting.customer_id, deal=meeting.deal_id)


@dataclass(frozen=True, slots=True)
class FileMeeting:
    """A meeting is about this customer and deal: said, or corrected, by a person."""

    meeting_id: str
    customer_id: str
    deal_id: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Move it there. Raises UserMistake("no_meeting")."""
        before = _known(unit, self.meeting_id)
        after = replace(before, customer_id=self.customer_id, deal_id=self.deal_id, candidates=())
        _keep(unit, after, {"what": "person", "where": actor})
        unit.audit(
            actor,
            "file_meeting",
            self.meeting_id,
            before=[before.customer_id, before.deal_id],
            after=[after.customer_id, after.deal_id],
        )
        unit.emit(MeetingChanged(self.meeting_id))


@dataclass(frozen=True, slots=True)
class NoteConsent:
    """The participants agreed to be recorded."""

    meeting_id: str
    consent: Consent

    def apply(self, unit: Unit, actor: str) -> None:
        """Note it; the first one stays. Raises UserMistake("no_meeting")."""
        before = _known(unit, self.meeting_id)
        if before.consent is None:
            _keep(unit, replace(before, consent=self.consent), {"what": "consent", "where": self.consent.how})
            unit.audit(actor, "note_consent", self.meeting_id, how=self.consent.how, given_by=self.consent.given_by)
            unit.emit(MeetingChanged(self.meeting_id))


@dataclass(frozen=True, slots=True)
class RecordTranscript:
    """What was said in a meeting. `language` is "zh", "en" or "" where nobody told."""

    meeting_id: str
    lines: tuple[Line, ...]
    language: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Store it in place of an earlier one. Raises UserMistake("no_meeting")."""
        before = _known(unit, self.meeting_id)
        unit.run(_FORGET_LINES, of_meeting=self.meeting_id)
        unit.run_many(_ADD_LINE, [_row_of_line(self.meeting_id, number, one) for number, one in enumerate(self.lines)])
        seconds = max((one.end for one in self.lines), default=before.seconds)
        state = before.state if before.state is MeetingState.MINUTED else MeetingState.TRANSCRIBED
        after = replace(
            before, seconds=max(before.seconds, seconds), language=self.language or before.language, state=state
        )
        _keep(unit, after, {"what": "transcript", "where": self.meeting_id})
        unit.audit(actor, "record_transcript", self.meeting_id, lines=len(self.lines))
        unit.emit(MeetingTranscribed(self.meeting_id))


@dataclass(frozen=True, slots=True)
class RecordMinutes:
    """The minutes of a meeting. Made anew, they leave alone what people edited, dropped or settled."""

    meeting_id: str
    items: tuple[Item, ...]

    def apply(self, unit: Unit, actor: str) -> None:
        """Store the items whose quote stands in the transcript. Raises UserMistake("no_meeting")."""
        before = _known(unit, self.meeting_id)
        said = [line.text for line in transcript(unit, self.meeting_id)]
        standing = [one for one in self.items if quoted(one, said)]
        change = renewed(all_items(unit, self.meeting_id), numbered(self.meeting_id, standing))
        _renew(unit, change)
        again = before.state is MeetingState.MINUTED
        _keep(unit, replace(before, state=MeetingState.MINUTED), {"what": "minutes", "where": self.meeting_id})
        counts = {"added": len(change.added), "changed": len(change.changed), "gone": [o.item_id for o in change.gone]}
        unit.audit(actor, "record_minutes", self.meeting_id, **counts)
        for one in change.added:
            if one.kind is ItemKind.COMMITMENT:
                unit.emit(CommitmentMade(one.item_id, self.meeting_id))
        for one in change.changed:
            if one.kind is ItemKind.COMMITMENT:
                unit.emit(CommitmentChanged(one.item_id, self.meeting_id))
        if not again or change.added or change.changed or change.gone:
            unit.emit(MinutesReady(self.meeting_id, again))


@dataclass(frozen=True, slots=True)
class EditItem:
    """A person corrects an item; what is None stays. The quote is never changed: it is what was said."""

    item_id: str
    text: str | None = None
    who: str | None = None
    person_id: str | None = None
    contact_id: str | None = None
    due_on: date | None = None

    def apply(self, unit: Unit, actor: str) -> None:
        """Write it in the actor's name. Raises UserMistake("no_item")."""
        before = _known_item(unit, self.item_id)
        given = ("text", "who", "person_id", "contact_id", "due_on")
        changes = {name: value for name in given if (value := getattr(self, name)) is not None}
        _change(unit, before, replace(before, **changes, edited_by=actor), "edit_item", actor)


@dataclass(frozen=True, slots=True)
class ForgetDue:
    """A person says that no day was set."""

    item_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Take the day away. Raises UserMistake("no_item")."""
        before = _known_item(unit, self.item_id)
        _change(unit, before, replace(before, due_on=None, edited_by=actor), "edit_item", actor)


@dataclass(frozen=True, slots=True)
class DropItem:
    """A person says that an item is none."""

    item_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Mark it; it stays on record. Raises UserMistake("no_item")."""
        before = _known_item(unit, self.item_id)
        if before.state is not ItemState.DROPPED:
            _change(unit, before, replace(before, state=ItemState.DROPPED, edited_by=actor), "drop_item", actor)


@dataclass(frozen=True, slots=True)
class SettleCommitment:
    """A commitment was kept, or (`state` OPEN) is open after all. `heard_in`: the later meeting that said so."""

    item_id: str
    state: ItemState = ItemState.DONE
    heard_in: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Mark it. Raises UserMistake("no_item"), StaleWrite where somebody dropped it."""
        before = _known_item(unit, self.item_id)
        if before.state is ItemState.DROPPED:
            raise StaleWrite(f"{self.item_id} was dropped")
        if before.state is not self.state:
            _change(unit, before, replace(before, state=self.state), "settle_commitment", actor)
        if self.heard_in:
            unit.run(_TURN, of_meeting=self.heard_in)
            unit.emit(CommitmentsChecked(self.heard_in))


@dataclass(frozen=True, slots=True)
class RecordChecks:
    """What a meeting says of commitments of earlier ones."""

    meeting_id: str
    checks: Sequence[Check]

    def apply(self, unit: Unit, actor: str) -> None:
        """Store it in place of an earlier check by the same meeting. It settles nothing: a person does."""
        fields = [{name: getattr(one, name) for name in Check.__slots__} for one in self.checks]
        unit.run_many(
            _KEEP_CHECK, [{**row, "finding": row["finding"].value, "recorded_at": unit.now} for row in fields]
        )
        if self.checks:
            unit.audit(
                actor,
                "check_commitments",
                self.meeting_id,
                found={one.item_id: one.finding.value for one in self.checks},
            )
            unit.run(_TURN, of_meeting=self.meeting_id)
            unit.emit(CommitmentsChecked(self.meeting_id))


def _known(unit: Unit, meeting_id: str) -> Meeting:
    found = stored_meeting(unit, meeting_id)
    if found is None:
        raise UserMistake("no_meeting", meeting=meeting_id)
    return found


def _known_item(unit: Unit, item_id: str) -> Item:
    found = stored_item(unit, item_id)
    if found is None:
        raise UserMistake("no_item", item=item_id)
    return found


def _renew(unit: Unit, change: Renewal) -> None:
    for gone in change.gone:
        unit.run(_FORGET_ITEM, gone=gone.item_id)
    for one in change.changed:
        unit.run(_RENEW_ITEM, of_item=one.item_id, **{name: getattr(one, name) for name in RENEWED})
    unit.run_many(_ADD_ITEM, [{**row_of_item(one), "recorded_at": unit.now} for one in change.added])


def _keep(unit: Unit, meeting: Meeting, source: Mapping[str, object]) -> None:
    turned = replace(meeting, turns=meeting.turns + 1)
    unit.run(_KEEP_MEETING, **row_of_meeting(turned), source=dict(source), recorded_at=unit.now)


def _completed(now: Meeting, before: Meeting) -> Meeting:
    """What is said now, and where nothing is, what was said before."""
    own = ("state", "turns")
    kept = {name: getattr(now, name) or getattr(before, name) for name in Meeting.__slots__ if name not in own}
    return Meeting(**kept, state=before.state, turns=before.turns)


def _row_of_line(meeting_id: str, number: int, one: Line) -> dict[str, object]:
    return {
        "meeting_id": meeting_id,
        "line": number,
        "starts": one.start,
        "ends": one.end,
        "speaker": one.speaker,
        "side": one.side,
        "text": one.text,
    }


def _change(unit: Unit, before: Item, after: Item, action: str, actor: str) -> None:
    names = ("text", "who", "person_id", "contact_id", "due_on", "edited_by", "vague")
    unit.run(
        _CHANGE_ITEM, of_item=after.item_id, state=after.state.value, **{name: getattr(after, name) for name in names}
    )
    differs = [name for name in (*names, "state") if getattr(before, name) != getattr(after, name)]
    unit.audit(
        actor,
        action,
        f"item:{after.item_id}",
        before={name: str(getattr(before, name)) for name in differs},
        after={name: str(getattr(after, name)) for name in differs},
    )
    unit.run(_TURN, of_meeting=after.meeting_id)
    unit.emit(ItemChanged(after.item_id, after.meeting_id))
    if after.kind is ItemKind.COMMITMENT:
        unit.emit(CommitmentChanged(after.item_id, after.meeting_id))
