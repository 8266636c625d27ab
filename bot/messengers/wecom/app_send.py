"""Messages of the self-built app to one member: sent so that a repeat is dropped, cards changed while WeCom lets us."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.messengers.base import CannotTell, Dead, Delivered, Json, NotEditable, Repeatable, Retry, Sent
from bot.messengers.wecom.api import AppApi
from bot.messengers.wecom.app_events import CODE_LIFE
from bot.messengers.wecom.marks import mark, task_id
from bot.messengers.wecom.refusals import Refusal, judged
from bot.messengers.wecom.uploads import Uploads, content_of
from bot.wire.http import file_form

REPEAT_SECONDS = 1800
"""How long WeCom drops a repeat, as we ask it to."""

_SURE = timedelta(seconds=REPEAT_SECONDS - 120)
_CODE_GONE = 60140
_USED = frozenset({"response_code", "until", "pressed", "pressed_code", "pressed_until"})
"""What of a receipt is worth nothing once the card has changed."""


class AppWay:
    """The app's way out."""

    def __init__(self, api: AppApi, uploads: Uploads, now: Callable[[], datetime]) -> None:
        self._api, self._uploads, self._now = api, uploads, now

    async def send(self, payload: Json, user: str, key: str) -> Delivered:
        """Send one message to one member."""
        if not user or "|" in user or user.startswith("@"):
            return Dead("that is not one member's id")
        kind = str(payload["msgtype"])
        content = await self._content(kind, payload, key)
        if isinstance(content, Retry | Dead):
            return content
        body = {"touser": user, "msgtype": kind, kind: content, "agentid": self._api.agent_id}
        once = {"enable_duplicate_check": 1, "duplicate_check_interval": REPEAT_SECONDS}
        answer = await self._api.post("/message/send", {**body, **once})
        if isinstance(answer, Refusal):
            answer = judged(answer)
        if not isinstance(answer, Retry) and kind in ("file", "image"):
            await self._uploads.settled(key)
        return answer if isinstance(answer, Retry | Dead) else self._sent(answer, user, content)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Put another card in the place of one, by its response_code: good once, for 72 hours.

        Each press brings a fresh code for the pressed card. Where that is older than the last one, both change.
        """
        fresh = (str(receipt.get("pressed_code", "")), str(receipt.get("pressed_until", "")))
        own = (str(receipt.get("response_code", "")), str(receipt.get("until", "")))
        if not fresh[0]:
            return await self._changed(receipt, payload, *own)
        changed = await self._changed(receipt, payload, *fresh)
        older = receipt.get("task_id", receipt.get("pressed")) != receipt.get("pressed")
        return await self._changed(receipt, payload, *own) if older else changed

    async def _changed(self, receipt: Json, payload: Json, code: str, until: str) -> Sent | Retry | Dead | NotEditable:
        """Use one code."""
        user = str(receipt.get("user", ""))
        if not code or not user or not _still(until, self._now()):
            return NotEditable("WeCom gave no code for changing this message, or its time is over")
        card = payload["template_card"] if payload["msgtype"] == "template_card" else payload.get("card")
        change = {"template_card": card} if card else {"button": {"replace_name": str(payload.get("closed") or "…")}}
        body = {"userids": [user], "agentid": self._api.agent_id, "response_code": code, **change}
        answer = await self._api.post("/message/update_template_card", body)
        if isinstance(answer, Refusal):
            gone = answer.errcode == _CODE_GONE
            return NotEditable("the code for changing this message was used before") if gone else judged(answer)
        if isinstance(answer, Retry | Dead):
            return answer
        if not card:
            return NotEditable("what it says now does not fit a card")
        return Sent({name: value for name, value in receipt.items() if name not in _USED})

    def find(self, since: datetime) -> Repeatable | CannotTell:
        """WeCom does not tell, but drops a repeat for a while."""
        if self._now() - since < _SURE:
            return Repeatable("a repeat is dropped")
        return CannotTell("WeCom no longer recognises a repeat of it")

    async def _content(self, kind: str, payload: Json, key: str) -> Mapping[str, object] | Retry | Dead:
        """The content with what makes this send recognisable."""
        content: Any = payload[kind]
        if kind == "template_card":
            return {**content, "task_id": task_id(content, key)}
        if kind not in ("file", "image"):
            return {"content": content["content"] + mark(key)}
        name, data, media_type = content_of(content)
        media_id = await self._uploads.media_id(
            key, lambda: self._api.upload("/media/upload", kind, lambda: file_form("media", name, data, media_type))
        )
        return {"media_id": media_id} if isinstance(media_id, str) else media_id

    def _sent(self, answer: Json, user: str, content: Mapping[str, object]) -> Sent:
        receipt = {"way": "app", "user": user, "msgid": str(answer.get("msgid", ""))}
        receipt |= {"task_id": str(content["task_id"])} if "task_id" in content else {}
        code = str(answer.get("response_code") or "")
        if code:
            receipt |= {"response_code": code, "until": (self._now() + CODE_LIFE).isoformat()}
        missed = [str(answer[name]) for name in ("invaliduser", "unlicenseduser") if answer.get(name)]
        return Sent(receipt, partly=f"WeCom did not deliver to {', '.join(missed)}" if missed else "")


def _still(until: str, now: datetime) -> bool:
    try:
        return now < datetime.fromisoformat(until)
    except (ValueError, TypeError):
        return False
