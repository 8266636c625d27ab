"""Getting to know whoever asks, and the room they ask in, by asking their messenger: between the look and the write."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from aiohttp import ClientError

from bot.messengers.base import Messenger
from handlers.conversation import Looked
from handlers.message import Message, News
from knowledge.people.directory import record_account, record_silence
from knowledge.people.model import Account, Room
from knowledge.people.rooms import hear_of_room, join_room, leave_room, record_room_asked
from knowledge.store.store import Store
from knowledge.store.unit import Unit

T = TypeVar("T")

LONGEST_LOOK = 3.0
"""Seconds that somebody's answer waits for a messenger to describe them."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What messengers tell of accounts and rooms, brought into the directory. `follow` lets what follows happen."""

    store: Store
    messengers: Mapping[str, Messenger]
    follow: Callable[[Unit], object]

    async def met(self, looked: Looked) -> bool:
        """Ask about the sender and the room where the look calls for it; whether it is worth looking again."""
        message = looked.ask.message
        messenger = self.messengers.get(message.messenger)
        if messenger is None or not (looked.ask_user or looked.ask_room):
            return False
        account, room = await asyncio.gather(
            _told(messenger.look_up_user(message.sender.user_id)) if looked.ask_user else _nothing(),
            _told(messenger.look_up_room(message.room.room_id)) if looked.ask_room else _nothing(),
        )
        await self.store.write(partial(self._keep, looked, account, room))
        return account is not None or room is not None

    async def described(self, news: News) -> Room | None:
        """The room the bot was added to, as its messenger describes it; as it was told where that tells no more."""
        room, messenger = news.joined, self.messengers.get(news.messenger)
        if room is None or room.outsiders is not None or messenger is None:
            return room
        return await _told(messenger.look_up_room(room.room_id)) or room

    def learn(self, news: News, joined: Room | None, unit: Unit) -> None:
        """Keep what a messenger tells of itself, and let follow what follows."""
        for account in news.accounts:
            record_account(unit, account)
        for room in news.rooms:
            hear_of_room(unit, room)
        if joined is not None:
            join_room(unit, joined)
        if news.left is not None:
            leave_room(unit, news.left)
        self.follow(unit)

    def _keep(self, looked: Looked, account: Account | None, room: Room | None, unit: Unit) -> None:
        message = looked.ask.message
        if looked.ask_user:
            _keep_account(unit, message, account)
        if looked.ask_room:
            here = message.room
            described = replace(room, messenger=here.messenger, room_id=here.room_id, direct=False) if room else here
            record_room_asked(unit, described)
        self.follow(unit)


def _keep_account(unit: Unit, message: Message, account: Account | None) -> None:
    if account is None:
        record_silence(unit, message.sender, message.sender_name)
    else:
        record_account(unit, replace(account, handle=message.sender))


async def _told(answer: Awaitable[T | None]) -> T | None:
    """The answer, None where there is none in time."""
    try:
        async with asyncio.timeout(LONGEST_LOOK):
            return await answer
    except (TimeoutError, ClientError, OSError):
        return None


async def _nothing() -> None:
    return None
