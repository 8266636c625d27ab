"""The port of what listens along: a hearing takes something from what people share, asked or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from capture.base import Context, Heard
from handlers.base import Ask, Command
from handlers.message import Quoted
from knowledge.people.model import Handle
from knowledge.people.view import person_by_handle
from knowledge.store.unit import Reader


@dataclass(frozen=True, slots=True)
class Hearing:
    """Takes one kind of thing from what people share: links, promises, recordings.

    `hear` is given every message, so where nothing in it concerns it, it must find that out within microseconds. Its
    commands are applied in the message's own unit, in the sender's name; they raise no UserMistake: nobody asked.
    """

    name: str
    hear: Callable[[Heard, Context], Iterable[Command]]


def taken(heard: Iterable[Heard], context: Context, hearings: Mapping[str, Hearing]) -> tuple[Command, ...]:
    """What all hearings take from what was shared."""
    return tuple(command for one in heard for hearing in hearings.values() for command in hearing.hear(one, context))


def shared_in(ask: Ask, reader: Reader, *, outsider: bool) -> Iterator[Heard]:
    """What a message shares: itself, and the one it quotes where it hands that to the bot."""
    message = ask.message
    said = Heard(
        message_id=message.message_id,
        room=message.room,
        sender=message.sender,
        said_at=message.said_at,
        text=message.text,
        sender_id=ask.person.person_id if ask.person else "",
        sender_name=message.sender_name,
        outsider=outsider,
        thread=message.thread,
        files=message.files,
        edited=message.edited,
        to_bot=message.to_bot,
    )
    yield said
    if message.quoted is not None and message.to_bot and not message.edited:
        yield _handed_in(said, message.quoted, reader)


def _handed_in(said: Heard, quoted: Quoted, reader: Reader) -> Heard:
    """The quoted message; where it is not told whose it was, it counts as nobody's."""
    author = Handle(said.sender.messenger, quoted.sender_name)
    member = person_by_handle(reader, author) if quoted.sender_name else None
    return replace(
        said,
        message_id=quoted.message_id,
        sender=author,
        sender_id=member.person_id if member else "",
        sender_name=member.name if member else quoted.sender_name,
        outsider=False,
        text=quoted.text,
        files=quoted.files,
        handed_by=said.sender,
    )
