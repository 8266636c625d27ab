"""Who and what Slack knows: people, channels, who sits in them, and whether somebody from outside does."""

import asyncio
from collections.abc import Mapping, Sequence
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

MOST_MEMBERS, PAGE = 200, 100
"""In larger channels nobody looks at everybody: who sits there, and whether there are guests, stays unknown."""

ONE_BY_ONE, USERS_PAGE, MOST_PAGES = 40, 200, 10
"""Where more members of a channel are new than that, the whole workspace is asked for, page by page."""


class Directory:
    """Asks Slack, and remembers people for an hour; those of whom Slack told news meanwhile are asked for again.

    Rooms are not remembered: the event that somebody came may have reached another process.
    """

    def __init__(self, api: WebApi, ids: Ids, clock: Clock) -> None:
        self._api, self._ids = api, ids
        self._accounts: Cache[Account] = Cache(clock, AN_HOUR)

    async def account(self, user_id: str) -> Account | None:
        """A person as Slack describes them now; None where it does not tell."""
        known = self._accounts.get(user_id)
        if known is not None:
            return known
        place = place_of(user_id)
        found = await self._api.call(place.team, "users.info", {"user": place.target, "include_locale": True})
        user = found.data.get("user") if isinstance(found, Answered) else None
        return self._described(user_id, user) if isinstance(user, Mapping) else None

    async def room(self, room_id: str) -> Room | None:
        """A channel as Slack describes it now; None where it does not tell."""
        place = place_of(room_id)
        if place.direct:
            return Room("slack", room_id, direct=True, outsiders=False)
        found = await self._api.call(place.team, "conversations.info", {"channel": place.target})
        channel = found.data.get("channel") if isinstance(found, Answered) else None
        if not isinstance(channel, Mapping):
            return None
        title = str(channel.get("name") or "")
        if _is_shared(channel):
            return Room("slack", room_id, direct=False, title=title, outsiders=True)
        members = await self._members(place)
        if members is not None and sum(self._accounts.get(one) is None for one in members) > ONE_BY_ONE:
            await self._describe_all(place.team)
        outsiders = None if members is None else await self._guests(members)
        people = None if members is None else tuple(one for one in members if not self._is_bot(one))
        return Room("slack", room_id, direct=False, title=title, outsiders=outsiders, accounts=people)

    def forget_account(self, user_id: str) -> None:
        """They changed."""
        self._accounts.drop(user_id)

    def _described(self, user_id: str, user: Mapping[str, Any]) -> Account:
        """A user as Slack told just now, remembered."""
        return self._accounts.put(user_id, account_of(user, user_id))

    def _is_bot(self, user_id: str) -> bool:
        account = self._accounts.get(user_id)
        return account is not None and account.bot

    async def _describe_all(self, team: str) -> None:
        """Everybody of a workspace, up to MOST_PAGES: one by one they would be more than Slack takes in a minute."""
        cursor = ""
        for _ in range(MOST_PAGES):
            asked = {"limit": USERS_PAGE, "include_locale": True, **({"cursor": cursor} if cursor else {})}
            found = await self._api.call(team, "users.list", asked)
            if not isinstance(found, Answered):
                return
            told = found.data.get("members")
            for user in told if isinstance(told, list) else ():
                if isinstance(user, Mapping) and user.get("id"):
                    self._described(self._ids.named(team, str(user["id"])), user)
            cursor = _cursor(found.data)
            if not cursor:
                return

    async def _members(self, place: Place) -> Sequence[str] | None:
        """The user ids of all members, bots among them; None where they are too many, or Slack does not tell."""
        found: list[str] = []
        cursor = ""
        while len(found) <= MOST_MEMBERS:
            asked = {"channel": place.target, "limit": PAGE, **({"cursor": cursor} if cursor else {})}
            answer = await self._api.call(place.team, "conversations.members", asked)
            if not isinstance(answer, Answered):
                return None
            found += [self._ids.named(place.team, one) for one in _strings(answer.data.get("members"))]
            cursor = _cursor(answer.data)
            if not cursor:
                return found if len(found) <= MOST_MEMBERS else None
        return None

    async def _guests(self, members: Sequence[str]) -> bool | None:
        """Whether a guest is among the members; None where Slack does not tell of all."""
        unknown = False
        for start in range(0, len(members), AT_ONCE):
            accounts = await asyncio.gather(*(self.account(one) for one in members[start : start + AT_ONCE]))
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
