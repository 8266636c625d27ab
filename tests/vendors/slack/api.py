"""The Web API's front: arguments merged, tokens, scopes, rates and membership checked, answers in Slack's form."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.vendors.http.calls import Call
from tests.vendors.http.faults import Error, RateLimited, Turn, meet
from tests.vendors.slack.core import Core
from tests.vendors.slack.model import Channel, Json, Refused, Workspace

AS_JSON = frozenset({"blocks", "attachments", "metadata", "view", "unfurls", "files"})
PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Method:
    """How one method is done, the scope it needs ("*:history": by the channel's kind) and what it must be given."""

    do: Callable[[Core, Workspace, Json], Json]
    scope: str = ""
    required: tuple[str, ...] = ()


class WebApi:
    """Serves /api/{method}."""

    def __init__(self, core: Core, methods: Mapping[str, Method]) -> None:
        self._core, self._methods = core, methods

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One call, kept in the journal whatever becomes of it."""
        name, args = request.match_info["method"], await _arguments(request)
        self._core.journal.note(Call(name, args, dict(request.headers), self._core.clock.now()))

        async def taken() -> web.Response:
            return self._answer(name, args, request)

        return await meet(self._core.faults.take(name), Turn(request, taken, _refusal))

    def _answer(self, name: str, args: Json, request: web.Request) -> web.Response:
        try:
            if name == "oauth.v2.access":
                return _ok(self._methods[name].do(self._core, _NOBODY, {**args, **_basic(request)}))
            if name == "apps.connections.open":
                return _ok(self._connect(_bearer(request, args)))
            team = self._core.by_token(_bearer(request, args))
            return self._for_team(team, name, args)
        except Refused as no:
            return web.json_response({"ok": False, "error": no.code, **no.fields})

    def _for_team(self, team: Workspace, name: str, args: Json) -> web.Response:
        if (method := self._methods.get(name)) is None:
            raise Refused("unknown_method", req_method=name)
        _check_scope(team, method.scope, args)
        if missing := [one for one in method.required if args.get(one) in (None, "")]:
            raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing {missing[0]}"]})
        if (after := self._core.rates.wait(name, team.id, str(args.get("channel", "")))) is not None:
            return _refusal(RateLimited(after))
        answer = _ok(method.do(self._core, team, args))
        answer.headers["X-OAuth-Scopes"] = ",".join(team.scopes)
        return answer

    def _connect(self, token: str) -> Json:
        if token != self._core.app_token:
            raise Refused("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
        ticket = self._core.new_id("ticket-")
        self._core.tickets.add(ticket)
        return {"url": f"{self._core.url.replace('http', 'ws', 1)}/link?ticket={ticket}"}


_NOBODY = Workspace("", "", "", "", "")


def member_of(team: Workspace, channel_id: str) -> Channel:
    """A channel that the bot is in; Refused as Slack refuses where it is not."""
    channel = seen_by(team, channel_id)
    if team.bot_user_id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def seen_by(team: Workspace, channel_id: str) -> Channel:
    """A channel that the bot may know of: public, or private with the bot in it."""
    channel = team.channels.get(channel_id)
    if channel is None or (channel.is_private and team.bot_user_id not in channel.members):
        raise Refused("channel_not_found")
    return channel


def truth(value: object) -> bool:
    """A boolean argument, in any of the forms in which clients send it."""
    return str(value).lower() in ("1", "true")


def page(items: list[Any], args: Json, default: int) -> tuple[list[Any], Json]:
    """One page by cursor and limit, and the answer's response_metadata."""
    start, limit = int(args.get("cursor") or 0), int(args.get("limit") or default)
    following = str(start + limit) if start + limit < len(items) else ""
    return items[start : start + limit], {"next_cursor": following}


async def _arguments(request: web.Request) -> Json:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = _parsed(await request.text())
        args |= body if isinstance(body, dict) else {}
    elif request.method == "POST":
        args |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    for name in AS_JSON & args.keys():
        if isinstance(args[name], str) and args[name]:
            args[name] = _parsed(args[name])
    return args


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _bearer(request: web.Request, args: Json) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else str(args.get("token", ""))


def _basic(request: web.Request) -> Json:
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind != "Basic":
        return {}
    client_id, _, secret = base64.b64decode(value).decode().partition(":")
    return {"client_id": client_id, "client_secret": secret}


def _check_scope(team: Workspace, scope: str, args: Json) -> None:
    channel = team.channels.get(str(args.get("channel", "")))
    one_of = [scope]
    if scope.startswith("*"):
        kinds = [channel.kind] if channel else list(PREFIX)
        one_of = [scope.replace("*", PREFIX[kind]) for kind in kinds]
    if scope and not set(one_of) & set(team.scopes):
        raise Refused("missing_scope", needed=one_of[0], provided=",".join(team.scopes))


def _ok(fields: Json) -> web.Response:
    return web.json_response({"ok": True, **fields})


def _refusal(fault: Error | RateLimited) -> web.Response:
    if isinstance(fault, RateLimited):
        headers = {"Retry-After": str(round(fault.after))}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return web.json_response({"ok": False, "error": fault.code, **fault.fields})
