"""The Events API: which of its events concern the bot, and what they become."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.messengers.base import Ignored
from bot.messengers.slack.accounts import account_of
from bot.messengers.slack.envelope import Envelope
from bot.messengers.slack.messages import moment, read_message
from handlers.message import Message, News, Press, ReplyPath, Seat
from knowledge.people.model import Handle, Room

HOME_MINUTES = 10
"""How long after it was opened a home tab is still worth filling."""


def read_event(envelope: Envelope) -> Message | News | Ignored:
    """An event_callback. Raises KeyError, TypeError or ValueError where it is not built like one."""
    kind = str(envelope.event["type"])
    reader = _READERS.get(kind)
    return reader(envelope) if reader else Ignored(f"event {kind[:60]}")


def _home_opened(envelope: Envelope) -> Message | Ignored:
    """The home tab shows the person's own day; opening it asks for that."""
    event = envelope.event
    if event.get("tab") != "home":
        return Ignored("the messages tab was opened")
    user, stamp = str(event["user"]), str(event["event_ts"])
    path = ReplyPath("home", user, envelope.after(minutes=HOME_MINUTES))
    return Message(
        messenger="slack",
        event_id=f"{envelope.team}:home:{user}:{stamp}",
        sender=Handle("slack", envelope.ids.named(envelope.team, user)),
        sender_name="",
        room=envelope.alone_with(user),
        text="",
        to_bot=True,
        said_at=moment(stamp),
        press=Press("my_day", {}, 0),
        private=True,
        reply=path,
    )


def _joined(envelope: Envelope) -> News:
    return _moved(envelope, "joined")


def _left(envelope: Envelope) -> News:
    return _moved(envelope, "left")


def _moved(envelope: Envelope, how: str) -> News:
    """Somebody came into a channel, or is no longer in it; the bot itself, or a member."""
    event = envelope.event
    room = envelope.channel(str(event["channel"]))
    if event["user"] != envelope.bot_user:
        seat = Seat(room, Handle("slack", envelope.ids.named(envelope.team, str(event["user"]))))
        return replace(_news(envelope), came=(seat,)) if how == "joined" else replace(_news(envelope), went=(seat,))
    return replace(_news(envelope), joined=room) if how == "joined" else replace(_news(envelope), left=room)


def _closed(envelope: Envelope) -> News:
    """A channel that was archived or deleted, or that the bot was removed from."""
    return replace(_news(envelope), left=envelope.channel(str(envelope.event["channel"])))


def _renamed(envelope: Envelope) -> News:
    told = envelope.event["channel"]
    return replace(_news(envelope), rooms=(envelope.channel(str(told["id"]), str(told["name"])),))


def _shared(envelope: Envelope) -> News:
    """Another company sits in this channel now."""
    room = envelope.channel(str(envelope.event["channel"]))
    return replace(_news(envelope), rooms=(replace(room, outsiders=True),))


def _account(envelope: Envelope) -> News | Ignored:
    user: Mapping[str, Any] = envelope.event["user"]
    if user.get("is_bot"):
        return Ignored("a bot's account")
    return replace(_news(envelope), accounts=(account_of(user, envelope.ids.named(envelope.team, str(user["id"]))),))


def _news(envelope: Envelope) -> News:
    return News("slack", f"{envelope.team}:{envelope.payload['event_id']}")


def lane_of(envelope: Envelope) -> str:
    """The lane of news: the workspace's own."""
    return Room("slack", envelope.team, direct=False).key


_READERS: Mapping[str, Callable[[Envelope], Message | News | Ignored]] = {
    "message": read_message,
    "app_mention": read_message,
    "app_home_opened": _home_opened,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_left": _closed,
    "group_left": _closed,
    "channel_archive": _closed,
    "group_archive": _closed,
    "channel_deleted": _closed,
    "group_deleted": _closed,
    "channel_rename": _renamed,
    "group_rename": _renamed,
    "channel_shared": _shared,
    "user_change": _account,
    "team_join": _account,
}
