"""A notice as the variables of the card template; docs/dingtalk.md tells an administrator how to draw it."""

import json
from collections.abc import Mapping

from bot.messengers.dingtalk import markup
from bot.messengers.dingtalk.offers import label_of
from bot.messengers.dingtalk.pressing import PRESS, pressing
from bot.messengers.dingtalk.rings import named, rings_of
from bot.messengers.dingtalk.rooms import robot_of
from bot.wire.escaping import plain
from notifiers.notice import Choice, Notice

VALUE_BYTES = 1024
"""What one variable holds, as far as is known; a notice with more is sent as a message instead."""

ID_BYTES = 100

NO_BUTTONS = "[]"


def card(notice: Notice, room_id: str) -> Mapping[str, str] | None:
    """All variables of the template, empty ones too, so that a newer version clears what is gone; None where the
    notice does not fit a card, or no card can be sent there.
    """
    if robot_of(room_id) is not None or notice.attachment is not None:
        return None
    values = {
        "stripe": notice.stripe.value,
        "badge": plain(markup.one_line(notice.badge)),
        "title": plain(markup.one_line(notice.title)),
        "text": _text(notice, room_id),
        "facts": markup.facts(notice),
        "why": markup.why(notice),
        "settled": plain(markup.one_line(notice.settled)),
        "foot": plain(markup.one_line(notice.foot)),
        "buttons": json.dumps([_button(one, notice, room_id) for one in notice.choices], ensure_ascii=False),
    }
    return values if all(len(value.encode(errors="replace")) <= VALUE_BYTES for value in values.values()) else None


def _text(notice: Notice, room_id: str) -> str:
    """The text below the names of those whom it means: a card rings nobody."""
    return markup.BREAK.join(filter(None, (named(rings_of(notice, room_id)), markup.prose(notice.text))))


def has_buttons(values: Mapping[str, object]) -> bool:
    """Whether anything can be pressed on a card."""
    return values.get("buttons") != NO_BUTTONS


def _button(choice: Choice, notice: Notice, room_id: str) -> Mapping[str, object]:
    colour = "blue" if choice.primary else "gray"
    params = {PRESS: pressing(notice, choice, room_id)}
    return {"text": label_of(choice), "color": colour, "actionId": choice.action[:ID_BYTES], "params": params}
