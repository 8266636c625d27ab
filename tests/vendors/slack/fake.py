"""A Slack of our own on 127.0.0.1: Web API, Events API, interactivity, files, Socket Mode, OAuth."""

import json
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any, Self

from aiohttp import web

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.http.calls import Call
from tests.vendors.http.delivery import Answer, Delivery
from tests.vendors.http.server import serving
from tests.vendors.slack import chat, conversations, directory, events, modals, shown, uploads
from tests.vendors.slack.answers import ResponseRoute
from tests.vendors.slack.api import WebApi
from tests.vendors.slack.model import Channel, Json, Kind, User, Workspace
from tests.vendors.slack.outbound import FORM, Outbound
from tests.vendors.slack.pressing import Pressing
from tests.vendors.slack.sockets import Sockets
from tests.vendors.slack.talking import Talking

METHODS = {
    **chat.METHODS,
    **conversations.METHODS,
    **directory.METHODS,
    **modals.METHODS,
    **uploads.METHODS,
}


class FakeSlack(Talking, Pressing):
    """Use as `async with FakeSlack(clock) as slack`. The app is installed in workspace T1 from the start.

    Set the scene with `user`, `channel`, `usergroup`, `workspace`; let people act (`says`, `press`, `submit`...); then
    look at `shown(room)`, `calls` and what each Delivery was answered.
    """

    def __init__(
        self,
        clock: FakeClock,
        *,
        signing_secret: str = "slack-signing-secret",
        bot_token: str = "xoxb-1",
        app_token: str = "xapp-1",
        app_id: str = "A00000001",
    ) -> None:
        super().__init__(clock, Outbound(clock, signing_secret, app_id), app_id, app_token)
        self.bot_token = bot_token
        self._stack = AsyncExitStack()
        self.workspace("T1", "Acme", token=bot_token)

    async def __aenter__(self) -> Self:
        self.url = await self._stack.enter_async_context(serving(self._app()))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        await self.outbound.stop()
        await self._stack.aclose()

    @property
    def calls(self) -> list[Call]:
        return self.journal.calls

    @property
    def sockets(self) -> Sockets:
        return self.outbound.sockets

    @property
    def mention(self) -> str:
        """How a person of T1 mentions the bot."""
        return f"<@{self.workspaces['T1'].bot_user_id}>"

    async def called(self, name: str, count: int = 1, within: float = LONG_ENOUGH) -> list[Call]:
        """The calls of an API method once there are `count`."""
        return await self.journal.called(name, count, within)

    def deliver_to(self, url: str) -> None:
        """The app's request URL, for events, commands and interactions alike; "" is Socket Mode."""
        self.outbound.target = url

    async def deliver(self, event: Json, *, team: str = "T1", times: int = 1) -> Delivery:
        """Any event, in an envelope of that team; repeats are the very same."""
        return await self.outbound.event(self.workspaces[team], event, times)

    async def again(self, delivery: Delivery) -> Delivery:
        """Send an event once more, as Slack does when an answer got lost."""
        await self.outbound.attempt(delivery)
        return delivery

    def hold(self) -> None:
        """Keep events back until `release`."""
        self.outbound.hold()

    async def release(self, order: Any = "kept") -> list[Delivery]:  # noqa: ANN401 - see Outbound.release
        """Send what was held: "kept", "reversed", or by index."""
        return await self.outbound.release(order)

    async def verify_url(self, challenge: str = "challenge-1") -> Answer:
        """The signed url_verification that saving a request URL causes."""
        body = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        return await self.outbound.signed(json.dumps(body).encode(), "application/json")

    async def ssl_check(self) -> Answer:
        """Slack's check of a certificate: a form."""
        return await self.outbound.signed(b"ssl_check=1&token=verification-token", FORM)

    def workspace(self, team_id: str, name: str = "", token: str = "") -> Workspace:
        """A team; without a token the app gets into it by OAuth."""
        bot_user, bot_id = f"UBOT{team_id}", f"B{team_id}"
        team = Workspace(team_id, name or f"Team {team_id}", self.app_id, bot_user, bot_id, token)
        team.users[bot_user] = User(bot_user, "dazi", team_id, "Dazi", is_bot=True)
        self.workspaces[team_id] = team
        return team

    def user(self, name: str, *, team: str = "T1", id: str = "", **more: Any) -> User:  # noqa: A002, ANN401
        """A person of a team; `more` are fields of User. A stranger gives their own `team_id`."""
        fields: Json = {"team_id": team, "real_name": name.title(), "email": f"{name}@{team.lower()}.example", **more}
        user = User(id or self.new_id("U"), name, **fields)
        self.workspaces[team].users[user.id] = user
        return user

    def channel(
        self,
        name: str,
        members: Sequence[User | str] = (),
        *,
        team: str = "T1",
        kind: Kind = "channel",
        **more: Any,  # noqa: ANN401
    ) -> Channel:
        """A conversation with these members; the bot is in it unless `bot=False`. `more` are fields of Channel."""
        place = self.workspaces[team]
        ids = [one if isinstance(one, str) else one.id for one in members]
        ids += [place.bot_user_id] if more.pop("bot", True) else []
        channel = Channel(self.new_id("C"), name, team, kind, ids, **more)
        place.channels[channel.id] = channel
        return channel

    def dm(self, user_id: str) -> Channel:
        """The direct messages of a person and the bot."""
        return self.direct(self.home_of(user_id), user_id)

    def usergroup(self, handle: str, members: Sequence[User], *, team: str = "T1") -> str:
        """A user group; its id."""
        group_id, ids = self.new_id("S"), [one.id for one in members]
        group = {"id": group_id, "team_id": team, "handle": handle, "name": handle.title(), "users": ids}
        self.workspaces[team].usergroups[group_id] = {**group, "user_count": len(ids), "date_delete": 0}
        return group_id

    async def changes_user(self, user_id: str, **fields: Any) -> Delivery:  # noqa: ANN401
        """A person's record changes (deleted=True: they left); user_change."""
        user = self.person(user_id)
        for name, value in fields.items():
            setattr(user, name, value)
        return await self.deliver(events.user_event("user_change", user, self._stamp()), team=self.home_of(user_id).id)

    async def joins_team(self, user: User) -> Delivery:
        """Somebody new, made with `user`, is announced: team_join."""
        return await self.deliver(events.user_event("team_join", user, self._stamp()), team=self.home_of(user.id).id)

    def oauth_code(self, team: str, redirect_uri: str = "") -> str:
        """A code as the authorize page hands it to the redirect URL; good for one oauth.v2.access."""
        code = self.new_id("code-")
        self.codes[code] = (team, redirect_uri)
        return code

    def revoke(self, team: str = "T1") -> None:
        """The bot token is good no more: token_revoked from now on."""
        place = self.workspaces[team]
        place.revoked_tokens.add(place.bot_token)

    def expire(self, team: str = "T1") -> None:
        """The bot token has come to its end: token_expired from now on. With rotation there is a way to another."""
        place = self.workspaces[team]
        place.expired_tokens.add(place.bot_token)

    async def uninstall(self, team: str = "T1") -> list[Delivery]:
        """The app is removed: the token is revoked, tokens_revoked and app_uninstalled arrive, in no promised order."""
        self.revoke(team)
        tokens = {"oauth": [], "bot": [self.workspaces[team].bot_user_id]}
        revoked = {"type": "tokens_revoked", "tokens": tokens, "event_ts": self._stamp()}
        gone = {"type": "app_uninstalled", "event_ts": self._stamp()}
        return [await self.deliver(event, team=team) for event in (revoked, gone)]

    def shown(self, room_id: str) -> str:
        """What people see in a conversation now."""
        return shown.room(*self.place(room_id))

    def shown_view(self, user_id: str) -> str:
        """What the person's modal reads; "" where none is open."""
        view = self.top(user_id)
        return shown.view_text(self.home_of(user_id), view) if view else ""

    def shown_home(self, user_id: str) -> str:
        """What the person's home tab reads; "" before the first views.publish."""
        team = self.home_of(user_id)
        return shown.view_text(team, team.homes[user_id]) if user_id in team.homes else ""

    def messages(self, room_id: str) -> list[Json]:
        """The messages of a conversation, oldest first, edited ones in their place."""
        return self.place(room_id)[1].messages

    def _app(self) -> web.Application:
        files, app = uploads.FileRoutes(self), web.Application(client_max_size=20_000_000)
        app.add_routes(
            [
                web.route("*", "/api/{method}", WebApi(self, METHODS).serve),
                web.post("/response/{token}", ResponseRoute(self).serve),
                web.post("/upload/{file}", files.upload),
                web.get("/files-pri/{file}/{name:.+}", files.download),
                web.get("/link", self._link),
            ]
        )
        return app

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            raise web.HTTPForbidden
        self.tickets.remove(ticket)
        return await self.sockets.serve(request)
