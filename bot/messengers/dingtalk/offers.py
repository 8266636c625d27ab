"""What can be chosen, where there are no buttons of a card: links that say a sentence, or lines to answer with."""

from collections.abc import Sequence
from urllib.parse import quote

from bot.messengers.dingtalk.markup import BREAK, one_line
from bot.messengers.dingtalk.rooms import robot_of, user_of
from bot.messengers.dingtalk.words import COLON, MENTION, SAY, SENTENCE
from bot.wire.escaping import markdown, plain
from bot.wire.splitting import shorten
from notifiers.notice import Choice, Notice

MOST_BUTTONS = 5
"""An action card of the robot API has at most so many buttons."""

LABEL_BYTES = 60
SENTENCE_BYTES = 300

_SAYS = "dtmd://dingtalkclient/sendMessage?content="
"""Opened in the client, it sends the sentence in the conversation in which it was pressed."""


def buttons(notice: Notice, room_id: str) -> Sequence[Sequence[str]]:
    """Labels and links of an action card; none where a press would not reach the bot, or says too little.

    In a group the sentence would go out without mentioning the bot, which then never hears of it.
    """
    fit = 0 < len(notice.choices) <= MOST_BUTTONS and all(map(_can_be_said, notice.choices))
    if not fit or user_of(room_id) is None:
        return ()
    return tuple((label_of(choice), _SAYS + quote(choice.say, safe="", errors="replace")) for choice in notice.choices)


def lines(notice: Notice, room_id: str) -> str:
    """The choices as lines to answer with, in places without buttons; "" where there are none."""
    if not notice.choices or buttons(notice, room_id):
        return ""
    place = "here" if user_of(room_id) is not None else "group" if robot_of(room_id) is None else "robot"
    told = [_line(number, choice, notice, place) for number, choice in enumerate(notice.choices, 1)]
    return BREAK.join([SAY[place][notice.lang], *told])


def label_of(choice: Choice) -> str:
    """A button's label, never empty."""
    said = plain(one_line(choice.label)).strip() or plain(one_line(choice.action)).strip()
    return shorten(said or "…", LABEL_BYTES, "…")


def _can_be_said(choice: Choice) -> bool:
    return bool(choice.say.strip()) and len(choice.say.encode(errors="replace")) <= SENTENCE_BYTES


def _line(number: int, choice: Choice, notice: Notice, place: str) -> str:
    """A label with its sentence; where it has none, its number is the answer to the question that the bot has asked."""
    label = markdown(one_line(choice.label) or one_line(choice.action))
    say = one_line(choice.say) or ("" if place == "robot" else str(number))
    if not say:
        return f"{number}. {label}"
    pattern = (MENTION if place == "group" else SENTENCE)[notice.lang]
    return f"{number}. {label}{COLON[notice.lang]}{pattern.format(say=markdown(say))}"
