"""The hub's routes under /local: the page, the page's API, the stream, and the bot's API."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

from bot.messengers.local.hub.bot_api import BotApi
from bot.messengers.local.hub.browser_api import BrowserApi
from bot.messengers.local.hub.errors import NotThere
from bot.messengers.local.hub.guard import Handler, guarded
from bot.messengers.local.hub.hub import Hub
from bot.messengers.local.hub.stream import Stream

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def hub_routes(hub: Hub) -> list[web.RouteDef]:
    """Everything under /local, for the bot's server. Requests under other host names are refused."""
    api = BrowserApi(hub)
    routes = [*BotApi(hub).routes(), *api.routes(), ("GET", "/local/api/stream", Stream(hub, api).open)]
    routes += [("GET", "/local", _to_page), ("GET", "/local/", _page("index.html"))]
    routes += [("GET", "/local/enter/{token}", _page("enter.html")), ("GET", "/local/page/{file}", _static)]
    routes += [("*", "/local/{rest:.*}", _nothing)]
    return [web.route(method, path, guarded(handler, hub.settings.hosts)) for method, path, handler in routes]


def _folder() -> Traversable:
    return files("bot.messengers.local.hub") / "page"


def _served(request: web.Request, name: str) -> web.Response:
    body = (_folder() / name).read_bytes()
    tag = hashlib.sha256(body).hexdigest()[:24]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if any(known.value == tag for known in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    kind = _TYPES[name.rpartition(".")[2]]
    return web.Response(body=body, content_type=kind, charset="utf-8", headers=headers)


def _page(name: str) -> Handler:
    async def show(request: web.Request) -> web.Response:
        return _served(request, name)

    return show


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["file"]
    if name not in {entry.name for entry in _folder().iterdir()} or name.rpartition(".")[2] not in _TYPES:
        raise NotThere("没有这个文件。", "There is no such file.")
    return _served(request, name)


async def _to_page(_request: web.Request) -> web.Response:
    return web.Response(status=308, headers={"Location": "/local/"})


async def _nothing(_request: web.Request) -> web.Response:
    raise NotThere("没有这个地址。", "There is nothing at this address.")
