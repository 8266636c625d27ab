"""The terminal: `chat` and `ask`, for whoever may run commands on this machine."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.terminal.messenger import open_terminal  # imported on use

    return open_terminal(section, where, around)


class _Addressing:
    """A terminal is opened under a name of its own each time, so nobody can be reached there unasked."""

    def direct_room(self, user_id: str) -> str:
        """A terminal of this person."""
        return f"chat:{user_id}"

    def user_of(self, room_id: str) -> str | None:  # noqa: ARG002
        """Nobody's own."""
        return None


MESSENGER = MessengerKind("terminal", _Addressing(), _open, unasked=True)
