"""Finding a message again whose sending was left in doubt: by the key in its metadata, in one page of history."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.messengers.base import CannotTell, Repeatable, Sent
from bot.messengers.slack.api import Answered, WebApi
from bot.messengers.slack.ids import Place
from bot.messengers.slack.post import EVENT_TYPE

PAGE = 15
"""As much as Slack gives to every app."""

SKEW_SECONDS = 60
"""How far Slack's clock may be behind ours."""


async def found_again(
    api: WebApi, place: Place, thread: str, key: str, since: datetime
) -> Sent | Repeatable | CannotTell:
    """Sent where it is there; Repeatable where Slack showed everything since then and it is not."""
    channel = await channel_of(api, place)
    if channel is None:
        return CannotTell("Slack does not open the conversation")
    oldest = f"{since.timestamp() - SKEW_SECONDS:.6f}"
    args = {"channel": channel, "oldest": oldest, "limit": PAGE, "inclusive": True, "include_all_metadata": True}
    method = "conversations.replies" if thread else "conversations.history"
    found = await api.call(place.team, method, {**args, "ts": thread} if thread else args)
    if not isinstance(found, Answered):
        return CannotTell("Slack does not show the conversation")
    stamp = next(_stamps(found.data, key), None)
    if stamp is not None:
        return Sent({"team": place.team, "channel": channel, "ts": stamp})
    return CannotTell("more was said since than Slack shows") if found.data.get("has_more") else Repeatable("not there")


async def channel_of(api: WebApi, place: Place) -> str | None:
    """The conversation's own id: a person is written to by theirs, but looked up by the conversation's."""
    if not place.direct:
        return place.target
    found = await api.call(place.team, "conversations.open", {"users": place.target})
    channel = found.data.get("channel") if isinstance(found, Answered) else None
    return str(channel["id"]) if isinstance(channel, Mapping) else None


def _stamps(data: Mapping[str, Any], key: str) -> Iterator[str]:
    for message in data.get("messages") or ():
        told = message.get("metadata") or {}
        if told.get("event_type") == EVENT_TYPE and (told.get("event_payload") or {}).get("key") == key:
            yield str(message["ts"])
