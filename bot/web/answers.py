"""What the server says when it cannot: one clear sentence in both languages, never a traceback."""

from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web

from knowledge.store.errors import StoreTrouble

log = structlog.get_logger(__name__)

BAD_PAYLOAD: Mapping[int, tuple[str, str]] = {
    400: ("请求内容看不懂，请检查格式。", "The body cannot be read; check its form."),
    401: (
        "签名不对或已过期，没有接收。请检查密钥和系统时间。",
        "The signature is missing, wrong or too old, so this was not taken. Check the secret and the clock.",
    ),
    413: ("内容太大，没有接收。", "The body is too large, so this was not taken."),
}
WRONG_KEY = (
    "X-Dazi-Key 不对或没有设置（web.hook_key），没有接收。",
    "X-Dazi-Key is missing or wrong, or no web.hook_key is set; nothing was taken.",
)
NOT_STORED = (
    "暂时存不下，没有接收，请稍后重发。",
    "It cannot be stored right now, so it was not taken; send it again later.",
)
NOTHING_HERE = ("这里什么也没有。", "There is nothing here.")


def refused(status: int, zh: str, en: str) -> web.Response:
    """An error in both languages; a 503 asks to come back."""
    headers = {"Retry-After": "2"} if status == 503 else None
    return web.json_response({"error": {"zh": zh, "en": en}}, status=status, headers=headers)


@web.middleware
async def plain_errors(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Turn what went wrong into an answer: 413, 404, 503 for the store."""
    try:
        return await handler(request)
    except web.HTTPRequestEntityTooLarge:
        return refused(413, *BAD_PAYLOAD[413])
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        return refused(error.status, *NOTHING_HERE)
    except StoreTrouble as error:
        log.warning("not stored", path=request.path, why=str(error))
        return refused(503, *NOT_STORED)
