"""The terminal: `chat` and `ask`, for whoever may run commands on this machine."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.terminal.messenger import open_terminal  # imported on use

    return open_terminal(section, where, around)


MESSENGER = MessengerKind("terminal", _open, unasked=True)
