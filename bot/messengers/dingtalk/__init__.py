"""DingTalk: an enterprise robot over Stream (or HTTP), with interactive cards, and custom robots of groups."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from bot.messengers.dingtalk.rooms import own_room, user_of
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.dingtalk.messenger import open_dingtalk  # imported on use

    return open_dingtalk(section, where, around)


class _Addressing:
    """DingTalk writes to a person by userid, so a person's own room is named by it."""

    def direct_room(self, user_id: str) -> str:
        """The room in which the bot and this user are alone."""
        return own_room(user_id)

    def user_of(self, room_id: str) -> str | None:
        """The user of a direct room."""
        return user_of(room_id)


MESSENGER = MessengerKind("dingtalk", _Addressing(), _open, title={"zh": "钉钉", "en": "DingTalk"})
