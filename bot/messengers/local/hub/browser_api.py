"""The page's own API: first view, history, say, press, try again, read, upload, download, enter."""

from collections.abc import Sequence
from urllib.parse import quote

from aiohttp import web

from bot.messengers.local.hub.errors import BadRequest, NotSignedIn
from bot.messengers.local.hub.guard import (
    Handler,
    number_field,
    read_json,
    required_field,
    string_map,
    text_field,
    texts_field,
)
from bot.messengers.local.hub.hub import Hub
from bot.messengers.local.hub.model import Pressed, Said
from bot.messengers.local.hub.records import file_view

COOKIE = "dazi_local"
PAGE_SIZE = 50
_LARGEST_NUMBER = 2**53
_SMALL_BODY = 64_000


class BrowserApi:
    """Handlers for the page. In the demo a page names its persona itself; otherwise a session cookie does."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        # JSON may write one character as six bytes (\\u00e9), so the body may be larger than the text.
        self._say_limit = 6 * hub.settings.text_limit + _SMALL_BODY

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        """(method, path, handler) of this API."""
        room = "/local/api/rooms/{room}"
        return (
            ("GET", "/local/api/session", self.session),
            ("POST", "/local/api/enter", self.enter),
            ("POST", "/local/api/leave", self.leave),
            ("GET", f"{room}/messages", self.history),
            ("POST", f"{room}/messages", self.say),
            ("POST", f"{room}/messages/{{message}}/retry", self.try_again),
            ("POST", f"{room}/messages/{{message}}/press", self.press),
            ("POST", f"{room}/read", self.read),
            ("POST", f"{room}/files", self.upload),
            ("GET", "/local/api/files/{file}", self.download),
        )

    def person(self, request: web.Request) -> str:
        """Who is asking. Raises NotSignedIn."""
        person_id = self._claimed(request)
        if not self._hub.roster.knows(person_id):
            raise NotSignedIn
        return person_id

    def _claimed(self, request: web.Request) -> str:
        if not self._hub.settings.demo:
            return self._hub.door.read_session(request.cookies.get(COOKIE, ""))
        persona = request.query.get("as", "")
        people = self._hub.roster.people()
        return persona if self._hub.roster.knows(persona) or not people else people[0].person_id

    async def session(self, request: web.Request) -> web.Response:
        """Everything the page needs to begin."""
        return _fresh(self._hub.people.first_view(self.person(request)))

    async def enter(self, request: web.Request) -> web.Response:
        """Spend a personal link: {"token"}; sets the session cookie."""
        token = text_field(await read_json(request, _SMALL_BODY), "token", longest=2_000)
        response = _fresh({"ok": True})
        response.set_cookie(
            COOKIE,
            self._hub.enter(token),
            path="/local/",
            httponly=True,
            samesite="Strict",
            secure=request.secure,
            max_age=self._hub.settings.session_seconds,
        )
        return response

    async def leave(self, _request: web.Request) -> web.Response:
        """Forget the session on this browser."""
        response = _fresh({"ok": True})
        response.del_cookie(COOKIE, path="/local/")
        return response

    async def history(self, request: web.Request) -> web.Response:
        """A page of messages: ?before=NUMBER, the newest without it."""
        before = request.query.get("before", str(_LARGEST_NUMBER))
        if not (before.isascii() and before.isdigit() and len(before) <= 16):
            raise BadRequest("before 要是一个数。", "before has to be a number.")
        person, room = self.person(request), request.match_info["room"]
        return _fresh(self._hub.people.history(person, room, int(before), PAGE_SIZE))

    async def say(self, request: web.Request) -> web.Response:
        """{"client_id", "text", "thread", "files": [file_id]} -> the message, kept and on its way."""
        person, room = self.person(request), request.match_info["room"]
        body = await read_json(request, self._say_limit)
        text = text_field(body, "text", longest=self._say_limit)
        said = Said(required_field(body, "client_id"), text, text_field(body, "thread"), texts_field(body, "files"))
        message = self._hub.people.say(person, room, said)
        return _fresh({"message": self._hub.ledger.shown_to(person, message)}, status=202)

    async def try_again(self, request: web.Request) -> web.Response:
        """Send a failed message once more."""
        person = self.person(request)
        self._hub.people.try_again(person, request.match_info["room"], request.match_info["message"])
        return _fresh({"ok": True}, status=202)

    async def press(self, request: web.Request) -> web.Response:
        """{"press_id", "action", "args", "version"}: a button of this message."""
        person = self.person(request)
        body = await read_json(request, _SMALL_BODY)
        pressed = Pressed(
            press_id=required_field(body, "press_id"),
            message_id=request.match_info["message"],
            action=required_field(body, "action"),
            args=string_map(body, "args"),
            version=number_field(body, "version"),
        )
        self._hub.people.press(person, request.match_info["room"], pressed)
        return _fresh({"ok": True}, status=202)

    async def read(self, request: web.Request) -> web.Response:
        """{"number"}: read up to here."""
        person = self.person(request)
        number = number_field(await read_json(request, _SMALL_BODY), "number")
        self._hub.people.read(person, request.match_info["room"], number)
        return _fresh({"ok": True})

    async def upload(self, request: web.Request) -> web.Response:
        """A multipart body with one part "file" -> {"file"}; a message then names its id."""
        person, room = self.person(request), request.match_info["room"]
        file = await self._hub.uploads.receive(request, person, room)
        return _fresh({"file": file_view(file)}, status=201)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, for those who sit in its room; always as a download, never shown in place."""
        file = self._hub.ledger.file(request.match_info["file"])
        self._hub.roster.room_for(self.person(request), file.room_id)
        response = web.FileResponse(self._hub.uploads.path(file))
        response.content_type = "application/octet-stream"
        response.headers["Content-Disposition"] = attachment(file.name)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def attachment(name: str) -> str:
    """A Content-Disposition that keeps any file name, as RFC 6266 wants it."""
    plain = "".join(char if (char.isascii() and char.isalnum()) or char in "._- " else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _fresh(data: object, *, status: int = 200) -> web.Response:
    return web.json_response(data, status=status, headers={"Cache-Control": "no-store"})
