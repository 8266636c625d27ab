"""Getting to know whoever asks, and the room they ask in, by asking their messenger: between the look and the write."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from aiohttp import ClientError

from bot.messengers.base import Messenger
from handlers.conversation import Looked
from handlers.message import Message, News
from knowledge.people.accounts import known_account
from knowledge.people.directory import record_account, record_silence
from knowledge.people.model import Account, Handle, Room
from knowledge.people.room_members import note_came, note_gone
from knowledge.people.rooms import hear_of_room, join_room, leave_room, record_room_asked
from knowledge.store.store import Store
from knowledge.store.unit import Unit

T = TypeVar("T")

MOST_ASKED = 200
"""So many members of a room are asked about at once; a larger room is known bit by bit."""

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
        others = await self._described_members(messenger, room)
        await self.store.write(partial(self._keep, looked, account, room, others))
        return account is not None or room is not None

    async def described(self, news: News) -> News:
        """With the room the bot was added to as its messenger describes it, and with those who came there or are there
        of whom nothing is known yet; as it was told where the messenger tells no more.
        """
        messenger = self.messengers.get(news.messenger)
        if messenger is None or (news.joined is None and not news.came):
            return news
        joined = news.joined and (await _told(messenger.look_up_room(news.joined.room_id)) or news.joined)
        came = await self._unmet(messenger, [seat.member for seat in news.came])
        others = await self._described_members(messenger, joined)
        apps = {account.handle for account in came if account.bot}
        seats = tuple(seat for seat in news.came if seat.member not in apps)
        known = tuple(account for account in (*news.accounts, *came, *others) if not account.bot)
        return replace(news, joined=joined, came=seats, accounts=known)

    def learn(self, news: News, unit: Unit) -> None:
        """Keep what a messenger tells of itself, and let follow what follows."""
        for account in news.accounts:
            record_account(unit, account)
        for room in news.rooms:
            hear_of_room(unit, room)
        for seat in news.came:
            note_came(unit, seat.room, seat.member)
        for seat in news.went:
            note_gone(unit, seat.room, seat.member)
        if news.joined is not None:
            join_room(unit, news.joined)
        if news.left is not None:
            leave_room(unit, news.left)
        self.follow(unit)

    async def _described_members(self, messenger: Messenger, room: Room | None) -> Sequence[Account]:
        """The members that a messenger named of whom nothing is known yet."""
        if room is None or not room.accounts:
            return ()
        return await self._unmet(messenger, [Handle(room.messenger, one) for one in room.accounts])

    async def _unmet(self, messenger: Messenger, members: Sequence[Handle]) -> Sequence[Account]:
        """Those of whom nothing is known yet, as their messenger describes them; the first of them, where many."""
        new = await self.store.read(lambda reader: [one for one in members if known_account(reader, one) is None])
        asked = (_told(messenger.look_up_user(one.user_id)) for one in new[:MOST_ASKED])
        return [account for account in await asyncio.gather(*asked) if account is not None]

    def _keep(
        self, looked: Looked, account: Account | None, room: Room | None, others: Sequence[Account], unit: Unit
    ) -> None:
        message = looked.ask.message
        if looked.ask_user:
            _keep_account(unit, message, account)
        for one in others:
            record_account(unit, one)
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
