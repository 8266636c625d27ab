"""What people say in Slack, as Messages: new and changed ones, alone with the bot and in channels."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.messengers.base import Ignored
from bot.messengers.slack.envelope import Envelope
from bot.messengers.slack.incoming_files import files_of
from bot.messengers.slack.incoming_text import mentions, plain_text
from handlers.message import Message, Quoted
from knowledge.people.model import Handle

SAID = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""Subtypes that are somebody saying something. Others tell of comings and goings."""

ALONE = frozenset({"im", "app_home"})


def read_message(envelope: Envelope) -> Message | Ignored:
    """A `message` or `app_mention` event. The same message arrives as both: they share one id."""
    event = envelope.event
    if event.get("subtype") == "message_changed":
        return _changed(envelope)
    if event.get("subtype") not in SAID:
        return Ignored(f"message {str(event['subtype'])[:40]}")
    return _said(envelope, event, "")


def _changed(envelope: Envelope) -> Message | Ignored:
    """Links that unfold change a message too; only another text is news."""
    now, before = envelope.event["message"], envelope.event.get("previous_message") or {}
    if now.get("subtype") not in SAID or now.get("text") == before.get("text"):
        return Ignored("changed, but not its text")
    stamp = str((now.get("edited") or {}).get("ts") or envelope.event["ts"])
    return _said(envelope, now, stamp)


def _said(envelope: Envelope, said: Mapping[str, Any], edited: str) -> Message | Ignored:
    if said.get("bot_id") or not said.get("user") or said["user"] == envelope.bot_user:
        return Ignored("said by a bot")
    event, user, text = envelope.event, str(said["user"]), str(said.get("text") or "")
    channel, stamp, thread = str(event["channel"]), str(said["ts"]), str(said.get("thread_ts") or "")
    alone = event.get("channel_type") in ALONE
    return Message(
        messenger="slack",
        event_id=":".join(filter(None, (envelope.team, channel, stamp, edited))),
        sender=Handle("slack", envelope.ids.named(envelope.team, user)),
        sender_name="",
        room=envelope.alone_with(user) if alone else envelope.channel(channel),
        text=plain_text(text, envelope.bot_user),
        to_bot=alone or event["type"] == "app_mention" or mentions(text, envelope.bot_user),
        said_at=moment(stamp),
        thread="" if thread == stamp else thread,
        message_id=stamp,
        files=files_of(said, envelope.team),
        quoted=_quoted(said, envelope),
        edited=bool(edited),
    )


def _quoted(said: Mapping[str, Any], envelope: Envelope) -> Quoted | None:
    """A message that was shared into this one."""
    for shared in said.get("attachments") or ():
        if shared.get("is_share") or shared.get("is_msg_unfurl"):
            text, stamp, author = (str(shared.get(name) or "") for name in ("text", "ts", "author_id"))
            return Quoted(
                plain_text(text),
                str(shared.get("author_name") or ""),
                stamp,
                files_of(shared, envelope.team),
                sender_id=envelope.ids.named(envelope.team, author) if author else "",
                said_at=moment(stamp) if stamp else None,
                by_bot=bool(author) and author == envelope.bot_user,
            )
    return None


def moment(stamp: str) -> datetime:
    """A time stamp of Slack's. Raises ValueError or OverflowError for what is none."""
    return datetime.fromtimestamp(float(stamp), UTC)
