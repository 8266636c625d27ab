"""What every part of the fake leans on: the workspaces, the clock, ids, and the way out to the bot."""

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any

from tests.clocks import FakeClock
from tests.vendors.http.calls import Journal
from tests.vendors.http.faults import Faults
from tests.vendors.slack.model import Channel, File, Json, Refused, User, Workspace
from tests.vendors.slack.outbound import Outbound
from tests.vendors.slack.rates import Rates
from tests.vendors.slack.tickets import ResponseUrls, Triggers


class Core:
    """State and lookups. `unfurl_domains` are those registered for link_shared.

    With `echoes`, what the bot does itself reaches it as events too, as in real life.
    """

    def __init__(self, clock: FakeClock, outbound: Outbound, app_id: str, app_token: str) -> None:
        self.clock, self.outbound, self.app_id, self.app_token = clock, outbound, app_id, app_token
        self.url = ""
        self.client_id, self.client_secret = "1001.2002", "client-secret"
        self.journal, self.faults, self.rates = Journal(), Faults(), Rates(clock.monotonic)
        self.triggers, self.responses = Triggers(clock), ResponseUrls(clock)
        self.workspaces: dict[str, Workspace] = {}
        self.unfurl_domains: set[str] = set()
        self.codes: dict[str, tuple[str, str]] = {}
        self.used_codes: set[str] = set()
        self.tickets: set[str] = set()
        self.echoes = True
        self._numbers = count(1)
        self._tasks: set[asyncio.Task[Any]] = set()

    def new_id(self, prefix: str) -> str:
        """The next id: F00000001, V00000002..."""
        return f"{prefix}{next(self._numbers):08d}"

    def by_token(self, token: str) -> Workspace:
        """Whose bot token this is; Refused for a wrong or revoked one."""
        for team in self.workspaces.values():
            if token in team.revoked_tokens:
                raise Refused("token_revoked")
            if token in team.expired_tokens:
                raise Refused("token_expired")
            if token and token == team.bot_token:
                return team
        raise Refused("invalid_auth" if token else "not_authed")

    def home_of(self, user_id: str) -> Workspace:
        """The workspace with the app in which this person is met."""
        return next(team for team in self.workspaces.values() if user_id in team.users)

    def place(self, room_id: str) -> tuple[Workspace, Channel]:
        """A conversation by its id, whichever team it is in; a person's id means the app's direct messages."""
        for team in self.workspaces.values():
            if room_id in team.channels:
                return team, team.channels[room_id]
            if room_id in team.users:
                return team, self.direct(team, room_id)
        raise LookupError(room_id)

    def direct(self, team: Workspace, user_id: str) -> Channel:
        """The conversation of the bot and one person, opened where there is none."""
        found = team.im_with(user_id)
        if found is None:
            found = Channel(self.new_id("D"), "directmessage", team.id, "im", [user_id, team.bot_user_id])
            team.channels[found.id] = found
        return found

    def file(self, file_id: str) -> File:
        for team in self.workspaces.values():
            if file_id in team.files:
                return team.files[file_id]
        raise Refused("file_not_found")

    def person(self, user_id: str) -> User:
        return self.home_of(user_id).users[user_id]

    def echo(self, team: Workspace, *events: Json) -> None:
        """What the bot itself caused reaches it as an event too, a moment later."""
        if self.echoes and self.outbound.listening:
            for event in events:
                self.soon(self.outbound.event(team, event))

    def soon(self, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """End whatever is still on its way."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
