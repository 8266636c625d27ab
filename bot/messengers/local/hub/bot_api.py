"""The bot's API over HTTP, for a bot in another process: post, edit, find, fetch a file, who sits in a room; all with a
bearer token.
"""

import hmac
from collections.abc import Sequence

from aiohttp import web

from bot.messengers.local.hub.errors import BadRequest, NotSignedIn, NotThere
from bot.messengers.local.hub.guard import Handler, object_field, read_json, required_field, text_field
from bot.messengers.local.hub.hub import Hub

_BODY_LIMIT = 1_000_000


class BotApi:
    """Handlers for the bot."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        """(method, path, handler) of this API."""
        return (
            ("POST", "/local/api/bot/messages", self.post),
            ("PUT", "/local/api/bot/messages/{message}", self.edit),
            ("GET", "/local/api/bot/messages", self.find),
            ("GET", "/local/api/bot/files/{file}", self.file),
            ("GET", "/local/api/bot/rooms/{room}", self.room),
        )

    def _check(self, request: web.Request) -> None:
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self._hub.settings.bot_token}".encode()):
            raise NotSignedIn

    async def post(self, request: web.Request) -> web.Response:
        """{"room", "key", "thread", "payload"} -> {"message_id"}."""
        self._check(request)
        body = await read_json(request, _BODY_LIMIT)
        payload, key = object_field(body, "payload"), required_field(body, "key")
        message_id = self._hub.post(required_field(body, "room"), payload, key, text_field(body, "thread"))
        return web.json_response({"message_id": message_id})

    async def edit(self, request: web.Request) -> web.Response:
        """{"payload"} -> {"message_id"}."""
        self._check(request)
        message_id = request.match_info["message"]
        self._hub.edit(message_id, object_field(await read_json(request, _BODY_LIMIT), "payload"))
        return web.json_response({"message_id": message_id})

    async def find(self, request: web.Request) -> web.Response:
        """?key=… -> {"message_id"}, or 404."""
        self._check(request)
        key = request.query.get("key", "")
        if not key:
            raise BadRequest("缺少 key。", "The key is missing.")
        message_id = self._hub.find(key)
        if message_id is None:
            raise NotThere("没有用这个 key 发过消息。", "Nothing was posted under this key.")
        return web.json_response({"message_id": message_id})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of an upload."""
        self._check(request)
        return web.FileResponse(self._hub.uploads.path(self._hub.ledger.file(request.match_info["file"])))

    async def room(self, request: web.Request) -> web.Response:
        """A group -> {"members"}: whom it is meant for, null where it is open to the whole team; or 404."""
        self._check(request)
        room = self._hub.roster.room(request.match_info["room"])
        return web.json_response({"members": self._hub.members(room.room_id)})
