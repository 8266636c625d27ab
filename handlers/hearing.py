"""The port of what listens along: a hearing takes something from what people share, asked or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from capture.base import Context, Heard
from handlers.base import Ask, Command
from handlers.message import Message, Quoted
from knowledge.people.model import Handle, Person
from knowledge.people.view import person_by_handle, persons_called
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
    """What a message shares: itself, and those it hands to the bot by quoting or forwarding them."""
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
    if message.to_bot and not message.edited:
        yield from (_handed_in(said, one, ask, reader) for one in _handed(message))


def authors(ask: Ask, reader: Reader) -> tuple[Person, ...]:
    """Those of the team whose messages were handed in, each once."""
    found = (_author(ask.message.messenger, one, ask, reader) for one in _handed(ask.message))
    return tuple({one.person_id: one for one in found if one}.values())


def _handed(message: Message) -> Iterator[Quoted]:
    """The messages that one hands to the bot by quoting or forwarding them; the bot's own are no news to it."""
    handed = (*([message.quoted] if message.quoted else []), *message.forwarded)
    return (one for one in handed if not one.by_bot)


def _handed_in(said: Heard, quoted: Quoted, ask: Ask, reader: Reader) -> Heard:
    """Another's message; where it is not told whose it was, it counts as nobody's."""
    member = _author(said.sender.messenger, quoted, ask, reader)
    return replace(
        said,
        message_id=quoted.message_id,
        sender=Handle(said.sender.messenger, quoted.sender_id or quoted.sender_name),
        sender_id=member.person_id if member else "",
        sender_name=member.name if member else quoted.sender_name,
        outsider=False,
        said_at=quoted.said_at or said.said_at,
        text=quoted.text,
        files=quoted.files,
        handed_by=said.sender,
        handed_by_id=said.sender_id,
        beside=said.text,
    )


def _author(messenger: str, quoted: Quoted, ask: Ask, reader: Reader) -> Person | None:
    """Whose it was: by the account; where that is not told, by a name that just one of the team has, but not where
    people from outside sit, who may be called the same.
    """
    account = quoted.sender_id or quoted.sender_name
    known = person_by_handle(reader, Handle(messenger, account)) if account else None
    if known is not None or not quoted.sender_name or ask.audience.outsiders is True:
        return known
    called = persons_called(reader, quoted.sender_name)
    return called[0] if len(called) == 1 else None
