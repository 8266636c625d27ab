"""The buttons of a payload: what was offered, so that only that can be pressed."""

import json
from collections.abc import Mapping

from bot.messengers.local.hub.errors import BadRequest
from bot.messengers.local.hub.model import HubMessage, Json, Pressed


def _key(action: object, args: object) -> str:
    return json.dumps([action, args], sort_keys=True, ensure_ascii=False)


def offered_in(payload: Json) -> frozenset[str]:
    """Every (action, args) that a payload offers, on its card or beside its text."""
    card = payload.get("card")
    lists = [payload.get("choices"), card.get("choices") if isinstance(card, Mapping) else None]
    rows = [row for rows in lists if isinstance(rows, list | tuple) for row in rows if isinstance(row, Mapping)]
    return frozenset(_key(row.get("action"), row.get("args") or {}) for row in rows)


def require_offered(message: HubMessage, pressed: Pressed) -> None:
    """Refuse a button that this message never had. Raises BadRequest.

    One that it had before an edit passes: the bot knows who was first.
    """
    if _key(pressed.action, dict(pressed.args)) not in message.offered:
        raise BadRequest("这条消息没有这个按钮。", "That message has no such button.")
