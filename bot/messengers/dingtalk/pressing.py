"""What a button of a card carries: all that a Press needs, in one text that comes back as it was given."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from bot.messengers.dingtalk.rooms import user_of
from handlers.message import Press
from notifiers.notice import Choice, Notice

PRESS = "press"
"""The parameter of a button that holds that text."""

_ARG = "."
"""Stands before the names of arguments."""


def pressing(notice: Notice, choice: Choice, room_id: str) -> str:
    """The text for a button; a group is named too, because callbacks do not always tell where they come from."""
    told = {"do": choice.action, "v": str(notice.version), "k": notice.kind, "s": notice.subject}
    group = {} if user_of(room_id) is not None else {"in": room_id}
    return urlencode({**told, **group, **{_ARG + name: value for name, value in choice.args.items()}}, errors="replace")


def pressed(text: str) -> tuple[Press, str]:
    """The press, and the group it was made for ("" in a person's own room). Raises ValueError where it is none."""
    told: Mapping[str, str] = dict(parse_qsl(text, keep_blank_values=True))
    args = {name.removeprefix(_ARG): value for name, value in told.items() if name.startswith(_ARG)}
    if not told.get("do"):
        raise ValueError("not a button of ours")
    version = told.get("v", "")
    number = int(version) if version.isascii() and version.isdigit() else 0
    return Press(told["do"], args, number, told.get("k", ""), told.get("s", "")), told.get("in", "")
