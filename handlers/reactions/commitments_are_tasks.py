"""What somebody commits to in a meeting becomes a task, and changes as the minutes are corrected."""

from collections.abc import Iterable

from config.rules import Rules
from handlers.base import Command
from handlers.reaction import Reaction
from knowledge.meetings.events import CommitmentChanged, CommitmentMade, MeetingChanged
from knowledge.meetings.model import ItemKind
from knowledge.meetings.view import all_items
from knowledge.store.unit import Reader
from knowledge.work.commitments import TaskOfCommitment


def react(event: object, reader: Reader, rules: Rules) -> Iterable[Command]:  # noqa: ARG001
    """One task a commitment; all of a meeting's where its customer was put right."""
    if isinstance(event, CommitmentMade | CommitmentChanged):
        yield TaskOfCommitment(event.item_id)
    elif isinstance(event, MeetingChanged):
        for one in all_items(reader, event.meeting_id):
            if one.kind is ItemKind.COMMITMENT:
                yield TaskOfCommitment(one.item_id)


REACTION = Reaction("commitments_are_tasks", (CommitmentMade, CommitmentChanged, MeetingChanged), react)
