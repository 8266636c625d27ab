"""Slash commands: whatever is typed behind them, seen by nobody but the sender."""

from bot.messengers.slack.envelope import Envelope
from bot.messengers.slack.incoming_text import plain_text
from bot.messengers.slack.interactions import URL_MINUTES
from handlers.message import Message, Press, ReplyPath
from knowledge.people.model import Handle, Room

WHO_OWNS = "/who-owns"


def read_command(envelope: Envelope) -> Message:
    """`/dazi anything` is said to the bot; `/who-owns X` asks the one question. Raises KeyError for what is none."""
    form = envelope.payload
    user, text = str(form["user_id"]), plain_text(str(form.get("text") or ""))
    asks_owner = form["command"] == WHO_OWNS and bool(text)
    return Message(
        messenger="slack",
        event_id=f"{envelope.team}:{form['trigger_id']}",
        sender=Handle("slack", envelope.ids.named(envelope.team, user)),
        sender_name=str(form.get("user_name") or ""),
        room=_room(envelope, user),
        text="" if asks_owner else text,
        to_bot=True,
        said_at=envelope.at,
        press=Press("who_owns", {"customer": text}, 0) if asks_owner else None,
        private=True,
        reply=ReplyPath("response_url", str(form["response_url"]), envelope.after(minutes=URL_MINUTES)),
    )


def _room(envelope: Envelope, user: str) -> Room:
    channel, name = str(envelope.payload["channel_id"]), str(envelope.payload.get("channel_name") or "")
    if name == "directmessage" or channel.startswith("D"):
        return envelope.alone_with(user)
    return envelope.channel(channel, "" if name == "privategroup" else name)
