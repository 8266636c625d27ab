"""Messages into a group by its webhook robot. Nothing comes back, nothing can be changed."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from bot.messengers.base import Dead, Delivered, Json, Retry, Sent
from bot.messengers.wecom.refusals import Refusal, judged, read
from bot.messengers.wecom.uploads import Uploads, content_of
from bot.wire.http import Http, file_form


class RobotWay:
    """The group robots, by name."""

    def __init__(self, keys: Mapping[str, SecretStr], http: Http, uploads: Uploads) -> None:
        self._keys, self._http, self._uploads = keys, http, uploads

    async def send(self, payload: Json, robot: str, key: str) -> Delivered:
        """Post one message."""
        secret = self._keys.get(robot)
        if secret is None:
            return Dead(f"no robot is called {robot} in [[messengers.wecom.robots]]")
        query = {"key": secret.get_secret_value()}
        kind = str(payload["msgtype"])
        content = await self._content(kind, payload, key, query)
        if isinstance(content, Retry | Dead):
            return content
        answer = read(
            await self._http.call("POST", "/webhook/send", query=query, json={"msgtype": kind, kind: content})
        )
        if isinstance(answer, Refusal):
            answer = judged(answer)
        if kind == "file" and not isinstance(answer, Retry):
            await self._uploads.settled(key)
        return answer if isinstance(answer, Retry | Dead) else Sent({"way": "robot"})

    async def _content(
        self, kind: str, payload: Json, key: str, query: Mapping[str, str]
    ) -> Mapping[str, object] | Retry | Dead:
        content: Any = payload[kind]
        if kind == "image":
            _, data, _ = content_of(content)
            return {
                "base64": b64encode(data).decode(),
                "md5": hashlib.md5(data, usedforsecurity=False).hexdigest(),
            }
        if kind != "file":
            found: Mapping[str, object] = content
            return found
        media_id = await self._uploads.media_id(key, lambda: self._upload(content, query))
        return {"media_id": media_id} if isinstance(media_id, str) else media_id

    async def _upload(self, content: Mapping[str, str], query: Mapping[str, str]) -> Json | Refusal | Retry | Dead:
        form = file_form("media", *content_of(content))
        return read(await self._http.call("POST", "/webhook/upload_media", query={**query, "type": "file"}, data=form))
