"""What Slack tells of the installation itself, and what makes our knowledge of people out of date."""

from collections.abc import Coroutine, Mapping
from typing import Any

from bot.messengers.base import Host
from bot.messengers.slack.directory import Directory
from bot.messengers.slack.ids import Ids
from bot.messengers.slack.installations import Installations
from bot.wire.tasks import Tasks


class Heed:
    """Looks at every genuine payload beside its being taken in; never raises."""

    def __init__(self, ids: Ids, directory: Directory, installations: Installations | None) -> None:
        self._ids, self._directory, self._installations = ids, directory, installations
        self._host: Host | None = None
        self._tasks = Tasks()

    def start(self, host: Host) -> None:
        """From now on there is somebody to tell."""
        self._host = host

    async def close(self) -> None:
        """Finish what was begun."""
        await self._tasks.drain(2.0)

    def look(self, payload: Mapping[str, Any]) -> None:
        """Act on what concerns us ourselves."""
        event, team = payload.get("event"), str(payload.get("team_id") or "")
        if payload.get("type") == "app_rate_limited" and self._host is not None:
            why = "Slack withholds events: more than 30,000 in an hour"
            self._begin(self._host.report("messenger_quota", f"events:{team}", messenger="Slack", why=why))
        if isinstance(event, Mapping):
            self._event(event, str(event.get("type")), team)

    def _event(self, event: Mapping[str, Any], kind: str, team: str) -> None:
        user = event.get("user")
        if kind == "user_change" and isinstance(user, Mapping):
            self._directory.forget_account(self._ids.named(team, str(user.get("id"))))
        elif kind == "app_uninstalled" or (kind == "tokens_revoked" and _of_bot(event)):
            self._removed(team, kind)

    def _removed(self, team: str, kind: str) -> None:
        if self._host is None:
            return
        if self._installations is not None:
            self._begin(self._installations.forget(team, kind))
        else:
            why = f"the app was removed from the workspace ({kind})"
            self._begin(self._host.report("messenger_removed", f"removed:{team}", messenger="Slack", why=why))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        """Beside the request; where no loop runs (a payload that is only looked at) there is nobody to tell."""
        try:
            self._tasks.start(work)
        except RuntimeError:
            work.close()


def _of_bot(event: Mapping[str, Any]) -> bool:
    tokens = event.get("tokens")
    return isinstance(tokens, Mapping) and bool(tokens.get("bot"))
