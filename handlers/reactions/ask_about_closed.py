"""An account was closed, or opened again: ask whether its owner left, or let the question go."""

from collections.abc import Iterable

from config.rules import Rules
from handlers.base import Command
from handlers.reaction import Reaction
from knowledge.people.deciding import AskWhetherLeft, DropQuestion
from knowledge.people.events import AccountClosed, AccountReopened
from knowledge.people.questions import CLOSING, latest_question
from knowledge.people.view import person
from knowledge.store.unit import Reader


def react(event: object, reader: Reader, rules: Rules) -> Iterable[Command]:  # noqa: ARG001  no rule asks for this
    """One question for each closing of an account whose owner is not known to have left."""
    if isinstance(event, AccountReopened):
        asked = latest_question(reader, CLOSING, event.handle)
        if asked is not None and not asked.verdict:
            yield DropQuestion(asked)
    elif isinstance(event, AccountClosed):
        owner = person(reader, event.person_id)
        if owner is not None and owner.left_on is None:
            yield AskWhetherLeft(event.handle, event.person_id)


REACTION = Reaction("ask_about_closed", (AccountClosed, AccountReopened), react)
