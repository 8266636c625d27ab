"""The response URLs of interactions: 5 answers within 30 minutes, also to what only one person sees."""

from copy import deepcopy

from aiohttp import web

from tests.vendors.http.calls import Call
from tests.vendors.http.faults import Error, RateLimited, Turn, meet
from tests.vendors.slack.api import truth
from tests.vendors.slack.chat import checked_content, put, whisper
from tests.vendors.slack.core import Core
from tests.vendors.slack.events import changed
from tests.vendors.slack.model import Channel, Json, Refused
from tests.vendors.slack.tickets import ResponseUrl


class ResponseRoute:
    """Serves /response/{token}; journal name `response_url`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def serve(self, request: web.Request) -> web.StreamResponse:
        args: Json = await request.json()
        self._core.journal.note(Call("response_url", args, dict(request.headers), self._core.clock.now()))

        async def taken() -> web.Response:
            return self._answer(request.match_info["token"], args)

        return await meet(self._core.faults.take("response_url"), Turn(request, taken, _refusal))

    def _answer(self, token: str, args: Json) -> web.Response:
        try:
            self._show(self._core.responses.spend(token), args)
        except Refused as no:
            gone = no.code in ("invalid_url", "expired_url", "used_url")
            return web.json_response({"ok": False, "error": no.code, **no.fields}, status=404 if gone else 400)
        return web.Response(text="ok")

    def _show(self, place: ResponseUrl, args: Json) -> None:
        team, channel = self._core.place(place.room_id)
        if truth(args.get("delete_original")):
            _remove(channel, place.ts)
            return
        content = checked_content(self._core, args)
        if truth(args.get("replace_original")):
            self._replace(channel, place.ts, content)
            return
        thread = {"thread_ts": args["thread_ts"]} if args.get("thread_ts") else {}
        if args.get("response_type", "ephemeral") == "in_channel":
            put(self._core, team, channel, content | thread)
        else:
            whisper(self._core, team, channel, place.user_id, content | thread)

    def _replace(self, channel: Channel, ts: str, content: Json) -> None:
        shown = [one for one in [*channel.messages, *channel.ephemerals] if one["ts"] == ts]
        if not shown:
            raise Refused("message_not_found")
        before, message = deepcopy(shown[0]), shown[0]
        for name in ("blocks", "attachments"):
            message.pop(name, None)
        message |= content
        if "to" not in message:
            team, _ = self._core.place(channel.id)
            message["edited"] = {"user": team.bot_user_id, "ts": team.next_ts(self._core.clock.now())}
            self._core.echo(team, changed(channel, message, before))


def _remove(channel: Channel, ts: str) -> None:
    channel.messages[:] = [one for one in channel.messages if one["ts"] != ts]
    channel.ephemerals[:] = [one for one in channel.ephemerals if one["ts"] != ts]


def _refusal(fault: Error | RateLimited) -> web.Response:
    if isinstance(fault, RateLimited):
        return web.Response(status=429, headers={"Retry-After": str(round(fault.after))}, text="rate_limited")
    return web.json_response({"ok": False, "error": fault.code, **fault.fields}, status=404)
