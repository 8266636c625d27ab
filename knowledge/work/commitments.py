"""What was promised in a meeting as a task: the team's own for whoever promised, the customer's for its owner."""

from dataclasses import dataclass

from knowledge.access.view import standing_of
from knowledge.meetings.model import Item, ItemKind, ItemState, Meeting
from knowledge.meetings.view import item, meeting
from knowledge.store.encoding import fitting
from knowledge.store.recording import Claim
from knowledge.store.unit import Reader, Unit
from knowledge.work.commands import record_tasks
from knowledge.work.model import Task

PROMISED_BY, DROPPED = "promised_by", "dropped"
"""Attributes of such a task: who of the customer's promised it; that it was none."""


@dataclass(frozen=True, slots=True)
class TaskOfCommitment:
    """Keep the task of a commitment as the commitment stands now."""

    item_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Record it; a vague one is no task unless a person put it right."""
        said = item(unit, self.item_id)
        held = meeting(unit, said.meeting_id) if said else None
        if said is None or held is None or said.kind is not ItemKind.COMMITMENT or (said.vague and not said.edited_by):
            return
        source = {"what": "meeting", "where": held.meeting_id, "at": held.held_at.isoformat(), "offset": said.at}
        record_tasks(unit, [Claim(_task(unit, said, held), source)])
        unit.audit(actor, "task_of_commitment", said.item_id, customer=held.customer_id)


def task_id(item_id: str) -> str:
    """The task of a commitment."""
    return fitting(f"meeting:{item_id}", 120)


def _task(unit: Unit, said: Item, held: Meeting) -> Task:
    settled = said.state is not ItemState.OPEN
    attributes = {} if said.person_id else {PROMISED_BY: said.who or said.speaker}
    dropped = {DROPPED: "yes"} if said.state is ItemState.DROPPED else {}
    return Task(
        task_id=task_id(said.item_id),
        customer_id=held.customer_id,
        deal_id=held.deal_id,
        title=said.text,
        assignee_id=said.person_id or _owner(unit, held),
        due_on=said.due_on,
        done_at=unit.now if settled else None,
        attributes={**attributes, **dropped},
    )


def _owner(reader: Reader, held: Meeting) -> str:
    """Who sees to what the customer promised: its owner, else whoever shared the recording."""
    owners = standing_of(reader, held.customer_id, held.held_at.date()).owners if held.customer_id else frozenset()
    return held.recorded_by if held.recorded_by in owners or not owners else min(owners)
