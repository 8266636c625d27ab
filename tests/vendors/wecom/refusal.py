"""How WeCom says no: HTTP 200, a non-zero errcode, and an errmsg that names the caller's address."""

from collections.abc import Mapping
from typing import Any

MESSAGES = {
    -1: "system busy",
    40001: "invalid credential",
    40003: "invalid userid",
    40004: "invalid media file type",
    40005: "invalid type",
    40006: "invalid media size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40010: "invalid voice size",
    40011: "invalid video size",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40058: "invalid Request Parameter",
    41001: "access_token missing",
    42001: "access_token expired",
    42045: "card_action is required",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44004: "empty content",
    45009: "api freq out of limit",
    46004: "user no exist",
    47001: "data format error",
    60011: "no privilege to access/modify contact/party/agent",
    60020: "not allow to access from your ip",
    60111: "userid not found",
    60140: "response_code is invalid or has been used",
    81013: "user & party & tag all invalid",
    86003: "invalid chatid",
    93000: "invalid webhook url",
    301002: "not allow operate another agent with this accesstoken",
    846605: "invalid req_id",
    846607: "aibot send msg frequency limit exceeded",
    846608: "stream message update expired (>6 minutes), cannot update",
    846609: "aibot websocket not subscribed",
    853000: "invalid bot_id or secret",
}
ASIDE = "more info at https://open.work.weixin.qq.com/devtool/query?e="


class Refused(Exception):
    """A request that WeCom turns down."""

    def __init__(self, errcode: int, why: str = "") -> None:
        super().__init__(f"{errcode} {why}")
        self.errcode = errcode
        self.errmsg = ": ".join(part for part in (MESSAGES.get(errcode, "unknown error"), why) if part)

    def answer(self, ip: str = "127.0.0.1", fields: Mapping[str, Any] | None = None) -> dict[str, Any]:
        errmsg = f"{self.errmsg}, hint: [1768179600], from ip: {ip}, {ASIDE}{self.errcode}"
        return {"errcode": self.errcode, "errmsg": errmsg, **(fields or {})}


def need(true: object, errcode: int, why: str = "") -> None:
    """Refused with that code unless `true`."""
    if not true:
        raise Refused(errcode, why)


def parts(value: object, most: int, why: str, least: int = 0) -> list[dict[str, Any]]:
    """A list of objects, at least `least` and at most `most` of them; Refused 40058 otherwise."""
    items = [] if value is None else value
    need(isinstance(items, list) and all(isinstance(item, dict) for item in items), 40058, f"{why} must be a list")
    assert isinstance(items, list)
    need(least <= len(items) <= most, 40058, f"{why} takes {least} to {most}")
    return items


def part(value: object, why: str) -> dict[str, Any]:
    """An object, {} where it is left out; Refused 40058 otherwise."""
    need(value is None or isinstance(value, dict), 40058, f"{why} must be an object")
    return value if isinstance(value, dict) else {}
