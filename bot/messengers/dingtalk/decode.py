"""A stored row of DingTalk as a Message, or as News."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.messengers.dingtalk.contents import contents_of
from bot.messengers.dingtalk.fields import Told, list_in, number_in, text_in, told_in
from bot.messengers.dingtalk.pressing import PRESS, pressed
from bot.messengers.dingtalk.rooms import NAME, outsider, own_room
from bot.messengers.dingtalk.sessions import reply_path
from handlers.message import Message, News
from knowledge.people.model import Account, Handle, Room

SAID, PRESSED, EVENT = "said", "pressed", "noticed"

LEFT = frozenset({"user_leave_org"})
JOINED = frozenset({"user_add_org", "user_modify_org", "user_active_org"})


@dataclass(frozen=True, slots=True)
class Row:
    """What is stored: its kind, the event's id, when it came (ms), what it is called, and DingTalk's own JSON."""

    kind: str
    event_id: str
    at_ms: int
    told: Told
    event_type: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON can say it."""
        named = {"type": self.event_type} if self.event_type else {}
        return {"kind": self.kind, "id": self.event_id, "at": self.at_ms, **named, "told": self.told}


def row_of(body: Told) -> Row:
    """The row that `plain` wrote."""
    kind, event_id = text_in(body, "kind"), text_in(body, "id")
    return Row(kind, event_id, number_in(body, "at"), told_in(body, "told"), text_in(body, "type"))


def decode(body: Told) -> Message | News:
    """A stored row as what it says. Raises ValueError for what is none."""
    row = row_of(body)
    if row.kind == SAID:
        return _said(row)
    return _pressed(row) if row.kind == PRESSED else _news(row)


def _said(row: Row) -> Message:
    told, contents = row.told, contents_of(row.told)
    staff_id, sender_id = text_in(told, "senderStaffId"), text_in(told, "senderId")
    user_id = staff_id or outsider(sender_id)
    room = _room(told, user_id, known=bool(staff_id))
    return Message(
        messenger=NAME,
        event_id=row.event_id,
        sender=Handle(NAME, user_id),
        sender_name=text_in(told, "senderNick"),
        room=room,
        text=contents.text,
        to_bot=True,
        said_at=_moment(number_in(told, "createAt") or row.at_ms),
        message_id=row.event_id,
        files=contents.files,
        quoted=contents.quoted,
        forwarded=contents.forwarded,
        reply=reply_path(told, "" if room.direct else staff_id),
    )


def _room(told: Told, user_id: str, *, known: bool) -> Room:
    """A group, of which only is known whether this very sender is an outsider; or the sender's own room."""
    kind, group_id = text_in(told, "conversationType"), text_in(told, "conversationId")
    if kind == "1":
        return Room(NAME, own_room(user_id), direct=True, outsiders=not known)
    if kind != "2" or not group_id:
        raise ValueError("said nowhere")
    return Room(
        NAME, group_id, direct=False, title=text_in(told, "conversationTitle"), outsiders=None if known else True
    )


def _pressed(row: Row) -> Message:
    told = row.told
    press, group = pressed(_press_text(told))
    user_id = text_in(told, "userId")
    if not user_id:
        raise ValueError("pressed by nobody")
    known = number_in(told, "userIdType") in (0, 1)
    user_id = user_id if known else outsider(user_id)
    space = text_in(told, "spaceId") if text_in(told, "spaceType") == "IM_GROUP" else group
    return Message(
        messenger=NAME,
        event_id=row.event_id,
        sender=Handle(NAME, user_id),
        sender_name="",
        room=Room(NAME, space or own_room(user_id), direct=not space, outsiders=None if space else not known),
        text="",
        to_bot=True,
        said_at=_moment(row.at_ms),
        press=press,
    )


def _press_text(told: Told) -> str:
    """What the pressed button carries: in `content`, or in `value`, a JSON text."""
    for name in ("content", "value"):
        found = json.loads(text_in(told, name) or "{}")
        params = told_in(told_in(found, "cardPrivateData"), "params") if isinstance(found, dict) else {}
        if text_in(params, PRESS):
            return text_in(params, PRESS)
    raise ValueError("no button of ours")


def _news(row: Row) -> News:
    users = [one for one in list_in(row.told, "userId") if isinstance(one, str) and one]
    accounts = (Account(Handle(NAME, one), outsider=False, active=row.event_type not in LEFT) for one in users)
    return News(NAME, row.event_id, accounts=tuple(accounts))


def _moment(ms: int) -> datetime:
    """A point in time. Raises ValueError for one that no calendar has."""
    if not 0 <= ms < 10**13:
        raise ValueError("not a time")
    return datetime.fromtimestamp(ms / 1000, UTC)
