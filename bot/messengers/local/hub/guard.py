"""What every request to the hub passes: the right host, the right origin, and errors as JSON in both languages."""

import json
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.messengers.local.hub.errors import BadRequest, Forbidden, HubError, TooLarge

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets, in lower case; empty where it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def check_host(request: web.Request, hosts: tuple[str, ...]) -> None:
    """Refuse a name that is not ours: another site's name pointed at this address. Raises Forbidden."""
    if host_name(request.host) not in hosts:
        raise Forbidden("这个地址不在允许的主机名里。", "This host name is not one that the page is served under.")


def check_origin(request: web.Request) -> None:
    """Refuse a write that another site's page makes. Raises Forbidden."""
    if request.method in _SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
    if foreign or site not in ("same-origin", "none"):
        raise Forbidden("请求来自别的网站，已拒绝。", "The request comes from another site and was refused.")


def error_response(error: HubError) -> web.Response:
    """The error as JSON: {"error": {"zh", "en"}}."""
    return web.json_response({"error": dict(error.words)}, status=error.status, headers={"Cache-Control": "no-store"})


def guarded(handler: Handler, hosts: tuple[str, ...]) -> Handler:
    """The handler behind all checks, its errors told as JSON, its answers with security headers."""

    async def run(request: web.Request) -> web.StreamResponse:
        response: web.StreamResponse
        try:
            check_host(request, hosts)
            check_origin(request)
            response = await handler(request)
        except HubError as error:
            response = error_response(error)
        if not response.prepared:
            for name, value in SECURITY_HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return run


async def read_body(request: web.Request, limit: int) -> bytes:
    """The whole body, at most `limit` bytes. Raises TooLarge."""
    if (request.content_length or 0) > limit:
        raise TooLarge(limit)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > limit:
            raise TooLarge(limit)
    return bytes(body)


async def read_json(request: web.Request, limit: int) -> dict[str, object]:
    """The body as a JSON object. Raises BadRequest or TooLarge."""
    if request.content_type != "application/json":
        raise BadRequest("请求要用 application/json。", "The request has to be application/json.")
    body = await read_body(request, limit)
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("请求不是合法的 JSON。", "The request is not valid JSON.") from None
    if not isinstance(value, dict):
        raise BadRequest("请求要是一个 JSON 对象。", "The request has to be a JSON object.")
    return value


def _wrong(name: str) -> BadRequest:
    return BadRequest(f"字段 {name} 缺少或不对。", f"The field {name} is missing or wrong.")


def text_field(body: Mapping[str, object], name: str, *, longest: int = 200) -> str:
    """A text field; absent is empty. Raises BadRequest for another type or over `longest` characters."""
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise _wrong(name)
    return value


def required_field(body: Mapping[str, object], name: str) -> str:
    """A text field that must not be empty. Raises BadRequest."""
    value = text_field(body, name)
    if not value:
        raise _wrong(name)
    return value


def number_field(body: Mapping[str, object], name: str) -> int:
    """A whole number. Raises BadRequest."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(name)
    return value


def object_field(body: Mapping[str, object], name: str) -> dict[str, object]:
    """An object. Raises BadRequest."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise _wrong(name)
    return value


def texts_field(body: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of at most ten texts; absent is empty. Raises BadRequest."""
    value = body.get(name, [])
    if not isinstance(value, list) or len(value) > 10 or not all(isinstance(item, str) for item in value):
        raise _wrong(name)
    return tuple(value)


def string_map(body: Mapping[str, object], name: str) -> dict[str, str]:
    """An object whose values are all texts; absent is empty. Raises BadRequest."""
    value = body.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise _wrong(name)
    return value
