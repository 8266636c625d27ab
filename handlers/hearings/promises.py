"""Promises made in passing become tasks; "sent the quote" settles them."""

from collections.abc import Iterable, Iterator, Sequence

from capture.base import Context, Heard
from capture.promises.done import Candidate, Finished, finished_in, kept_by
from capture.promises.model import SURE, Promised
from capture.promises.recognise import recognise
from capture.whose import customer_of
from handlers.base import Command
from handlers.hearing import Hearing
from handlers.promisers import Party, party_of
from knowledge.work.promise import Draft, Promise, Said, Side
from knowledge.work.promises_view import open_promises_by_customers, open_promises_of, promises_of_message
from knowledge.work.promising import AskWhichDone, HearPromises, KeepPromise


def hear(heard: Heard, context: Context) -> Iterable[Command]:
    """What a message promises, and which earlier promise it says is kept. An edited one is read again."""
    if not heard.message_id:
        return
    drafts = list(_drafts(heard, context))
    if drafts or (heard.edited and _known(heard, context)):
        said = Said(heard.room.messenger, heard.room.room_id, heard.thread, heard.message_id, heard.said_at)
        yield HearPromises(said, tuple(drafts), context.zone, heard.edited)
    if not drafts and not heard.edited:
        for finished in finished_in(heard.text):
            yield from _settled(finished, heard, context)


def _known(heard: Heard, context: Context) -> Sequence[Promise]:
    return promises_of_message(context.reader, heard.room.messenger, heard.room.room_id, heard.message_id)


def _drafts(heard: Heard, context: Context) -> Iterator[Draft]:
    for promised in recognise(heard.text, heard.said_at, context.zone):
        if not _counts(promised, heard):
            continue
        customer_id = customer_of(heard.text, context, heard).customer_id
        party = party_of(promised, heard, context, customer_id)
        if party is not None:
            yield _draft(promised, party, customer_id)


def _counts(promised: Promised, heard: Heard) -> bool:
    """Whether it is worth a task or a question. What is said to the bot itself may be an order to it: only who speaks
    of themselves, or to somebody else, and names a day promises something there. People from outside are asked nothing.
    """
    if heard.to_bot:
        return promised.confidence >= SURE and promised.due is not None and promised.is_plain
    if promised.confidence >= SURE:
        return True
    return bool(heard.sender_id) and promised.due is not None and not promised.conditional


def _draft(promised: Promised, party: Party, customer_id: str) -> Draft:
    unsure = promised.vague or promised.confidence < SURE
    return Draft(
        title=promised.title,
        quote=promised.quote,
        side=party.side,
        promiser_id=party.promiser_id,
        promiser_name=party.promiser_name,
        owner_id=party.owner_id,
        customer_id=customer_id,
        due_on=promised.due,
        conditional=promised.conditional,
        vague=promised.vague,
        asks=unsure and party.side is Side.TEAM,
        confidence=promised.confidence,
        why=promised.why,
    )


def _settled(finished: Finished, heard: Heard, context: Context) -> Iterator[Command]:
    found = kept_by(finished, [_candidate(one, heard) for one in _theirs(finished, heard, context)])
    if len(found) == 1:
        yield KeepPromise(found[0], finished.quote, context.zone)
    elif found and heard.sender_id:
        yield AskWhichDone(tuple(found), heard.sender_id, finished.quote, heard.message_id)


def _theirs(finished: Finished, heard: Heard, context: Context) -> list[Promise]:
    """The open promises that the sender may speak of: their own; a customer's, where it says that something came."""
    if not heard.sender_id:
        every = open_promises_by_customers(context.reader, heard.room.messenger, heard.room.room_id)
        return [one for one in every if one.draft.promiser_name == (heard.sender_name or heard.sender.user_id)]
    side = Side.CUSTOMER if finished.received else Side.TEAM
    mine = [one for one in open_promises_of(context.reader, heard.sender_id) if one.draft.side is side]
    here = [one for one in mine if one.said.room_key == heard.room.key or heard.room.direct]
    return mine if finished.things and not here else here


def _candidate(one: Promise, heard: Heard) -> Candidate:
    here = one.said.room_key == heard.room.key and one.said.thread == heard.thread
    return Candidate(one.promise_id, f"{one.draft.title} {one.draft.quote}", here or heard.room.direct)


HEARING = Hearing("promises", hear)
