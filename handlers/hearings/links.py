"""Proposals that people share by link or file: attached to their customer with a version, or asked about."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from capture.base import Context, FileRef, Heard
from capture.links.address import book_of
from capture.links.capturing import captures, placed
from capture.links.found import is_worth_a_look, shared_in
from capture.links.reading import Finding, Outcome
from capture.links.talk import is_talk
from capture.links.titles import OrderTitle, about, may_tell_more
from capture.links.tracked import LedOn, led_on, read
from handlers.base import Command
from handlers.hearing import Hearing
from handlers.link_reading import asks_to_track
from knowledge.proposals.capturing import WithdrawDocuments
from knowledge.proposals.documents import document_id, documents_in_message
from knowledge.proposals.links import LONGEST_TEXT
from knowledge.proposals.talk import NoteTalk
from knowledge.store.files import SharedFile


def hear(heard: Heard, context: Context) -> Iterable[Command]:
    """What to do about the documents of a message; of an edited one also about those that are gone from it."""
    heard = replace(heard, text=heard.text[:LONGEST_TEXT]) if len(heard.text) > LONGEST_TEXT else heard
    worth = is_worth_a_look(heard.text, heard.files)
    if not worth and not heard.edited:
        return _talk(heard)
    if heard.to_bot and (asks_to_track(heard.text) or asks_to_track(heard.beside)):
        return ()  # whoever takes the link has it kept, once it is clear for whom
    return _captured(led_on(placed(heard, context), context), context)


def _talk(heard: Heard) -> Iterable[Command]:
    """Talk of a proposal is kept for the link that may follow."""
    if heard.to_bot or not is_talk(heard.text):
        return ()
    return (NoteTalk(heard.room.key, heard.thread, heard.text, heard.said_at),)


def _captured(led: LedOn, context: Context) -> Iterator[Command]:
    heard = led.heard
    if heard.edited and heard.message_id and documents_in_message(context.reader, heard.room.key, heard.message_id):
        kept = {document_id(one.key) for one in shared_in(heard.text, heard.files, book_of(context.documents))}
        yield WithdrawDocuments(heard.room.key, heard.message_id, frozenset(kept))
    found = read(led, context)
    yield from captures(found, heard, context)
    if not heard.edited:
        yield from (_read(file, heard) for one in found if (file := _unread(one)) is not None)


def _unread(one: Finding) -> FileRef | None:
    """A file whose name does not tell what it is, or for whom; its title may."""
    file = one.shared.file
    open_question = one.outcome is Outcome.ASK or (one.outcome is Outcome.NONE and one.sorted.otherwise is None)
    return (
        file if file is not None and open_question and "known" not in one.sorted.why and may_tell_more(file) else None
    )


def _read(file: FileRef, heard: Heard) -> Command:
    kept = SharedFile(heard.files_at, file.file_id, file.name, file.size, file.media_type, file.access)
    return OrderTitle(kept, about(file, heard))


HEARING = Hearing("links", hear)
