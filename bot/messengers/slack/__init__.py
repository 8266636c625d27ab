"""Slack: one workspace by its bot token, or several by OAuth; over HTTP or Socket Mode."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.slack.messenger import open_slack  # imported on use: slack_sdk is large

    return open_slack(section, where, around)


class _Addressing:
    """A person's own room is "@" and their id, whatever id Slack gave the conversation: one person, one room."""

    def direct_room(self, user_id: str) -> str:
        """The room in which the bot and this user are alone."""
        return f"@{user_id}"

    def user_of(self, room_id: str) -> str | None:
        """The user of a direct room."""
        return room_id.removeprefix("@") if room_id.startswith("@") else None


MESSENGER = MessengerKind("slack", _Addressing(), _open, title={"zh": "Slack", "en": "Slack"})
