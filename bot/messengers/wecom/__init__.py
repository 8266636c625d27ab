"""WeCom (企业微信): a self-built app, an AI bot in groups, and group robots, as one messenger."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.wecom.messenger import open_wecom  # imported on use

    return open_wecom(section, where, around)


class _Addressing:
    """user:<userid> is a member alone with the bot, by whichever way they talk."""

    def direct_room(self, user_id: str) -> str:
        """The room in which the bot and this member are alone."""
        return f"user:{user_id}"

    def user_of(self, room_id: str) -> str | None:
        """The member of a direct room; None for chat:<chatid> and robot:<name>."""
        return room_id.removeprefix("user:") if room_id.startswith("user:") else None


MESSENGER = MessengerKind("wecom", _Addressing(), _open, title={"zh": "企业微信", "en": "WeCom"})
