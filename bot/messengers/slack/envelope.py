"""What surrounds everything that Slack sends: the workspace, our own user in it, and when it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.messengers.slack.ids import Ids
from knowledge.people.model import Room


@dataclass(frozen=True, slots=True)
class Envelope:
    """`payload` as Slack sent it, which came in `at`; `ids` makes our ids of Slack's."""

    payload: Mapping[str, Any]
    at: datetime
    ids: Ids

    @property
    def event(self) -> Mapping[str, Any]:
        """The inner event of the Events API. Raises KeyError or TypeError where there is none."""
        event: Mapping[str, Any] = self.payload["event"]
        return event

    @property
    def team(self) -> str:
        """The workspace whose installation this is for: in shared channels the event itself may be another's."""
        told = self._authorized.get("team_id") or self.payload.get("context_team_id") or self.payload.get("team_id")
        inner = self.payload.get("team") or self.payload.get("user") or {}
        return str(told or inner.get("id") or inner.get("team_id") or "")

    @property
    def bot_user(self) -> str:
        """Our user there; "" where it is not told."""
        return str(self._authorized.get("user_id") or "")

    @property
    def _authorized(self) -> Mapping[str, Any]:
        given = self.payload.get("authorizations") or [{}]
        first: Mapping[str, Any] = given[0]
        return first

    def after(self, *, minutes: float = 0, seconds: float = 0) -> datetime:
        """So long after this came in."""
        return self.at + timedelta(minutes=minutes, seconds=seconds)

    def channel(self, channel: str, title: str = "") -> Room:
        """A channel. That it is shared with another company is told; that it has no guests is not."""
        outsiders = True if self.payload.get("is_ext_shared_channel") else None
        return Room("slack", self.ids.named(self.team, channel), direct=False, title=title, outsiders=outsiders)

    def alone_with(self, user: str) -> Room:
        """The room in which a user and the bot are alone."""
        return Room("slack", self.ids.direct(self.team, user), direct=True, outsiders=False)
