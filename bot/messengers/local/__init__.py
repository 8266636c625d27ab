"""The built-in messenger: a page in the browser that needs no account anywhere."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.local.messenger import open_local  # imported on use

    return open_local(section, where, around)


class _Addressing:
    """The page's server opens a direct room for everybody: dm:<person>."""

    def direct_room(self, user_id: str) -> str:
        """The room in which the bot and this user are alone."""
        return f"dm:{user_id}"

    def user_of(self, room_id: str) -> str | None:
        """The user of a direct room."""
        return room_id.removeprefix("dm:") if room_id.startswith("dm:") else None


MESSENGER = MessengerKind("local", _Addressing(), _open, unasked=True)
