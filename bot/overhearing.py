"""What a feed's row says, heard like chat: in the room of whoever of the team it was said by or to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.telling import Telling
from capture.base import Context, Heard, Overheard, Source
from handlers.base import Command
from handlers.conversation import Conversation
from handlers.hearing import taken
from knowledge.graph.names.normalise import has_han
from knowledge.people.model import Lang, Room
from knowledge.people.view import person
from knowledge.store.unit import Reader


@dataclass(frozen=True, slots=True)
class Taken:
    """What the hearings take from one thing that was said, and in whose name."""

    actor: str
    commands: tuple[Command, ...]


def overheard(
    source: Source, body: Mapping[str, object], reader: Reader, talk: Conversation, telling: Telling, context: Context
) -> tuple[Taken, ...]:
    """What is to be taken from a row. What concerns nobody whom the bot can reach is left alone."""
    if source.hears is None:
        return ()
    found = (_placed(one, reader, telling) for one in source.hears(reader, body))
    return tuple(
        Taken(_actor(heard), taken([heard], _for(one, reader, heard, context), talk.hearings))
        for one, heard in filter(None, found)
    )


def _placed(one: Overheard, reader: Reader, telling: Telling) -> tuple[Overheard, Heard] | None:
    """It is told of in the person's own room with the bot, where only they read."""
    room = telling.direct(reader, one.person_id)
    if room is None:
        return None
    place = Room(room.messenger, room.room_id, direct=True, title=one.heard.room.title)
    return one, replace(one.heard, room=place, thread="", holder=one.heard.files_at)


def _for(one: Overheard, reader: Reader, heard: Heard, context: Context) -> Context:
    """The context of the person concerned: their zone and language."""
    member = person(reader, one.person_id)
    zone = ZoneInfo(member.timezone) if member and member.timezone else context.zone
    spoken: Lang = "zh" if has_han(heard.text) else "en"
    lang: Lang = (member.language if member else None) or (spoken if heard.text else context.lang)
    today = heard.said_at.astimezone(zone).date()
    return replace(context, zone=zone, today=today, lang=lang, customers=one.customers)


def _actor(heard: Heard) -> str:
    return heard.sender_id or f"{heard.sender.messenger}:{heard.sender.user_id}"
