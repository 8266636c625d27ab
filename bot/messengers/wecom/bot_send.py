"""Messages of the AI bot: under what it was told, while that can be answered, else on its own."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.messengers.base import Dead, Delivered, Json, NotEditable, PathGone, Retry, Sent
from bot.messengers.wecom.link import Link
from bot.messengers.wecom.marks import task_id
from bot.messengers.wecom.refusals import Refusal, judged
from bot.messengers.wecom.socket import Socket
from bot.messengers.wecom.tickets import ticket_of
from bot.messengers.wecom.uploads import Uploads, content_of
from bot.wire.escaping import markdown
from notifiers.notice import ReplyPath

NOT_HERE = Retry("another process holds the AI bot's connection, or it is just being opened", 1.0)
STREAM_LIFE = timedelta(seconds=330)
"""A text under a message is taken for six minutes."""

CHUNK_BYTES = 512 * 1024
_REPLY_GONE, _STREAM_OVER = 846605, 846608


class BotWay:
    """The AI bot's way out, by the connection of this process."""

    def __init__(self, socket: Socket, uploads: Uploads, clock: Clock) -> None:
        self._socket, self._uploads, self._now, self._new_id = socket, uploads, clock.now, clock.new_id

    @property
    def connected(self) -> bool:
        """Whether this process holds the connection."""
        return self._socket.link is not None

    async def reply(self, payload: Json, path: ReplyPath, key: str) -> Delivered:
        """Answer under the message that brought `path`. Worth nothing on another connection."""
        link, ticket = self._socket.link, ticket_of(path.token)
        if link is None:
            return NOT_HERE
        if ticket is None or ticket.link != link.name:
            return PathGone("the connection that brought the message is gone")
        if payload["msgtype"] in ("text", "markdown") and self._now() - ticket.at > STREAM_LIFE:
            return PathGone("too late for an answer under the message")
        content = await self._content(link, payload, key)
        if isinstance(content, Retry | Dead):
            return content
        return self._replied(await link.ask("aibot_respond_msg", ticket.req_id, _answer(content, key)), content)

    async def send(self, payload: Json, chat: str, kind_of_chat: int, key: str) -> Delivered:
        """Say something to a member (1) or a group (2) that has talked to the bot before."""
        link = self._socket.link
        if link is None:
            return NOT_HERE
        content = await self._content(link, payload, key)
        if isinstance(content, Retry | Dead):
            return content
        body = {"chatid": chat, "chat_type": kind_of_chat, **content}
        return _sent(await link.ask("aibot_send_msg", self._new_id(), body), content)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Put another card in the place of one that was pressed just now. Where that is an older one, more follows."""
        link, ticket = self._socket.link, ticket_of(str(receipt.get("ticket", "")))
        if link is None or ticket is None or ticket.link != link.name or not self._still(receipt):
            return NotEditable("an AI bot's card can be changed for five seconds after it was pressed")
        card: Any = payload["template_card"] if payload["msgtype"] == "template_card" else payload.get("card")
        if not card:
            return NotEditable("what it says now does not fit a card")
        changed = {"response_type": "update_template_card"}
        pressed = str(receipt.get("pressed", ""))
        body = {**changed, "template_card": {**card, "task_id": pressed}}
        answer = await link.ask("aibot_respond_update_msg", ticket.req_id, body)
        if isinstance(answer, Refusal):
            return NotEditable(answer.why)
        if isinstance(answer, Retry):
            return answer
        if receipt.get("task_id", pressed) != pressed:
            return NotEditable("an older card was pressed; what everybody sees last says something else")
        return Sent({"way": "aibot", "task_id": pressed})

    def _still(self, receipt: Json) -> bool:
        try:
            until = datetime.fromisoformat(str(receipt.get("until", "")))
            return bool(self._now() < until)
        except (ValueError, TypeError):
            return False

    def _replied(self, answer: Json | Refusal | Retry, content: Mapping[str, Any]) -> Delivered:
        if isinstance(answer, Refusal) and answer.errcode == _STREAM_OVER:
            return Sent({"way": "aibot"})  # in good time, a stream is over only where this very text had arrived
        if isinstance(answer, Refusal) and answer.errcode == _REPLY_GONE:
            return PathGone("WeCom no longer takes an answer under that message")
        return _sent(answer, content)

    async def _content(self, link: Link, payload: Json, key: str) -> Mapping[str, Any] | Retry | Dead:
        """The payload as the socket takes it."""
        kind = str(payload["msgtype"])
        content: Any = payload[kind]
        if kind == "template_card":
            return {"msgtype": kind, kind: {**content, "task_id": task_id(content, key)}}
        if kind == "text":
            return {"msgtype": "markdown", "markdown": {"content": markdown(content["content"])}}
        if kind == "markdown":
            return {"msgtype": kind, kind: content}
        media_id = await self._uploads.media_id(key, lambda: self._upload(link, kind, content))
        return {"msgtype": kind, kind: {"media_id": media_id}} if isinstance(media_id, str) else media_id

    async def _upload(self, link: Link, kind: str, content: Mapping[str, str]) -> Json | Refusal | Retry:
        """Bring a file over the socket, in chunks."""
        name, data, _ = content_of(content)
        chunks = [data[at : at + CHUNK_BYTES] for at in range(0, len(data), CHUNK_BYTES)]
        about = {"type": kind, "filename": name, "total_size": len(data), "total_chunks": len(chunks)}
        digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
        begun = await link.ask("aibot_upload_media_init", self._new_id(), {**about, "md5": digest})
        if not isinstance(begun, Mapping):
            return begun
        upload = {"upload_id": str(begun.get("upload_id", ""))}
        for index, chunk in enumerate(chunks):
            body = {**upload, "chunk_index": index, "base64_data": b64encode(chunk).decode()}
            taken = await link.ask("aibot_upload_media_chunk", self._new_id(), body)
            if not isinstance(taken, Mapping):
                return taken
        return await link.ask("aibot_upload_media_finish", self._new_id(), upload)


def _answer(content: Mapping[str, Any], key: str) -> Json:
    """A reply: texts are one finished frame of a stream, which WeCom takes once."""
    if content["msgtype"] != "markdown":
        return content
    stream = {"id": hashlib.sha256(key.encode(errors="replace")).hexdigest()[:32], "finish": True}
    return {"msgtype": "stream", "stream": {**stream, "content": content["markdown"]["content"]}}


def _sent(answer: Json | Refusal | Retry, content: Mapping[str, Any]) -> Delivered:
    """How it went; the receipt of a card names it, so that a press on it is told from one on an older card."""
    if isinstance(answer, Refusal):
        return judged(answer)
    named = {"task_id": content["template_card"]["task_id"]} if content["msgtype"] == "template_card" else {}
    return answer if isinstance(answer, Retry) else Sent({"way": "aibot", **named})
