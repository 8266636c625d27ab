"""Who and what Slack knows: people, channels, and whether somebody from outside sits in them."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.messengers.slack.accounts import account_of
from bot.messengers.slack.api import Answered, WebApi
from bot.messengers.slack.cache import Cache
from bot.messengers.slack.ids import Ids, Place, place_of
from knowledge.people.model import Account, Room

AN_HOUR = 3600.0
AT_ONCE = 20
"""Somebody waits for their answer while the members of a room are looked at."""

MOST_MEMBERS = 200
"""In larger channels nobody looks at everybody: whether there are guests stays unknown."""


class Directory:
    """Asks Slack, and remembers for an hour; what Slack told of itself meanwhile is asked again."""

    def __init__(self, api: WebApi, ids: Ids, clock: Clock) -> None:
        self._api, self._ids = api, ids
        self._accounts: Cache[Account] = Cache(clock, AN_HOUR)
        self._rooms: Cache[Room] = Cache(clock, AN_HOUR)

    async def account(self, user_id: str) -> Account | None:
        """A person as Slack describes them now; None where it does not tell."""
        known = self._accounts.get(user_id)
        if known is not None:
            return known
        place = place_of(user_id)
        found = await self._api.call(place.team, "users.info", {"user": place.target, "include_locale": True})
        user = found.data.get("user") if isinstance(found, Answered) else None
        return self._accounts.put(user_id, account_of(user, user_id)) if isinstance(user, Mapping) else None

    async def room(self, room_id: str) -> Room | None:
        """A channel as Slack describes it now; None where it does not tell."""
        place = place_of(room_id)
        if place.direct:
            return Room("slack", room_id, direct=True, outsiders=False)
        known = self._rooms.get(room_id)
        if known is not None:
            return known
        found = await self._api.call(place.team, "conversations.info", {"channel": place.target})
        channel = found.data.get("channel") if isinstance(found, Answered) else None
        if not isinstance(channel, Mapping):
            return None
        outsiders = True if _is_shared(channel) else await self._guests(place)
        room = Room("slack", room_id, direct=False, title=str(channel.get("name") or ""), outsiders=outsiders)
        return self._rooms.put(room_id, room) if outsiders is not None else room

    def forget_room(self, room_id: str) -> None:
        """Somebody came or went."""
        self._rooms.drop(room_id)

    def forget_account(self, user_id: str) -> None:
        """They changed."""
        self._accounts.drop(user_id)

    async def _guests(self, place: Place) -> bool | None:
        """Whether a guest is among the members; None where that is too many to ask, or Slack does not tell."""
        found = await self._api.call(
            place.team, "conversations.members", {"channel": place.target, "limit": MOST_MEMBERS}
        )
        members = list(_strings(found.data.get("members"))) if isinstance(found, Answered) else None
        if members is None:
            return None
        unknown = bool(isinstance(found, Answered) and _cursor(found.data))
        for start in range(0, len(members), AT_ONCE):
            asked = (self.account(self._ids.named(place.team, one)) for one in members[start : start + AT_ONCE])
            accounts = await asyncio.gather(*asked)
            if any(account is not None and account.outsider for account in accounts):
                return True
            unknown = unknown or any(account is None or account.outsider is None for account in accounts)
        return None if unknown else False


def _is_shared(channel: Mapping[str, Any]) -> bool:
    return any(channel.get(name) for name in ("is_ext_shared", "is_pending_ext_shared"))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _cursor(data: Mapping[str, Any]) -> str:
    return str((data.get("response_metadata") or {}).get("next_cursor") or "")
