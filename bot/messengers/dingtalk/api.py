"""DingTalk's REST side: api.dingtalk.com and the older oapi.dingtalk.com, with one access token for both."""

import json as jsons
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.clock import Clock
from bot.messengers.base import Dead, Json, Retry
from bot.messengers.dingtalk.fields import number_in, text_in
from bot.messengers.dingtalk.quota import Quota
from bot.messengers.dingtalk.refusals import Refused, outcome_of, read, why_dead
from bot.messengers.dingtalk.settings import DingTalkSettings
from bot.wire.http import Answer, Http, NoAnswer
from bot.wire.tokens import Token, TokenCache

TOKEN_HEADER = "x-acs-dingtalk-access-token"  # noqa: S105  a header's name
PLATFORM_HOSTS = ("*.dingtalk.com",)
"""Besides the API's own: the gateway's sockets."""

Found = Json | Refused | Retry | Dead
"""What became of a call: the JSON of its answer, DingTalk's no, or why there is neither."""

_Ask = Callable[[Token], Awaitable[Answer | NoAnswer]]


class Api:
    """Calls of the application. Outcomes are values; nothing is repeated here but once with a fresh token."""

    def __init__(self, settings: DingTalkSettings, clock: Clock, quota: Quota) -> None:
        self._settings, self._clock, self.quota = settings, clock, quota
        self.http = Http(settings.api_url, PLATFORM_HOSTS, seconds=settings.timeout)
        self.oapi_http = Http(settings.oapi_url, settings.session_hosts, seconds=settings.timeout)
        self._tokens = TokenCache(clock, self._fetch_token)

    async def call(self, method: str, path: str, body: Json | None = None, query: Json | None = None) -> Found:
        """A call of api.dingtalk.com."""

        async def ask(token: Token) -> Answer | NoAnswer:
            headers = {TOKEN_HEADER: token.value, **(_JSON if body is not None else {})}
            data = None if body is None else encoded(body)
            told = {name: str(value) for name, value in (query or {}).items()}
            return await self.http.call(method, path, query=told, data=data, headers=headers)

        return await self._asked(ask)

    async def oapi(self, path: str, body: Json) -> Found:
        """A call of oapi.dingtalk.com."""
        return await self._posted(path, {}, lambda: encoded(body), _JSON)

    async def upload(self, kind: str, form: Callable[[], aiohttp.FormData]) -> Found:
        """Upload a file of a kind (image, file …); `form` makes its body anew, for it can be sent but once."""
        return await self._posted("/media/upload", {"type": kind}, form, {})

    async def webhook(self, url: str, body: Json, query: Mapping[str, str] | None = None) -> Json | Refused | Retry:
        """Post to a webhook of oapi.dingtalk.com, which wants no token and costs no quota."""
        return read(await self.oapi_http.call("POST", url, query=query, data=encoded(body), headers=_JSON))

    def judged(self, found: Refused | Retry | Dead) -> Retry | Dead:
        """What a call that failed means for who wanted it."""
        return outcome_of(found, self._clock) if isinstance(found, Refused) else found

    async def token(self) -> Token | Retry | Dead:
        """The access token, or why there is none."""
        return await self._tokens.get()

    async def platform_time(self) -> datetime | None:
        """What time it is at DingTalk, by the header of a small answer; None where it is not told."""
        answer = await self.http.call("GET", "/")
        told = answer.headers.get("date", "") if isinstance(answer, Answer) else ""
        try:
            return parsedate_to_datetime(told) if told else None
        except ValueError:
            return None

    async def close(self) -> None:
        """Let go of connections."""
        await self._tokens.close()
        await self.http.close()
        await self.oapi_http.close()

    async def _posted(
        self, path: str, query: Mapping[str, str], body: Callable[[], aiohttp.FormData | bytes], headers: Json
    ) -> Found:
        told = {name: str(value) for name, value in headers.items()}

        async def ask(token: Token) -> Answer | NoAnswer:
            asked = {"access_token": token.value, **query}
            return await self.oapi_http.call("POST", path, query=asked, data=body(), headers=told)

        return await self._asked(ask)

    async def _asked(self, ask: _Ask) -> Found:
        token = await self._tokens.get()
        if not isinstance(token, Token):
            return token
        found = await self._counted(ask, token)
        if isinstance(found, Refused) and found.stale_token:
            token = await self._tokens.renewed(token)
            return await self._counted(ask, token) if isinstance(token, Token) else token
        return found

    async def _counted(self, ask: _Ask, token: Token) -> Json | Refused | Retry:
        await self.quota.called()
        found = read(await ask(token))
        if isinstance(found, Refused) and found.quota_spent:
            await self.quota.spent()
        return found

    async def _fetch_token(self) -> Token | Retry | Dead:
        secret = self._settings.client_secret.get_secret_value()
        body = {"appKey": self._settings.client_id, "appSecret": secret}
        found = read(await self.http.call("POST", "/v1.0/oauth2/accessToken", json=body))
        if isinstance(found, Refused):
            judged = outcome_of(found, self._clock)
            return (
                Dead(f"client_id or client_secret is wrong: {why_dead(found)}") if isinstance(judged, Dead) else judged
            )
        if isinstance(found, Retry):
            return Retry(found.why, found.after)
        value, lives = text_in(found, "accessToken"), number_in(found, "expireIn")
        return Token(value, float(lives or 7200)) if value else Retry("an answer without a token")


_JSON: Mapping[str, str] = {"Content-Type": "application/json; charset=utf-8"}


def encoded(body: Json) -> bytes:
    """JSON in UTF-8 without escapes: limits count bytes. Half a surrogate pair becomes a question mark."""
    return jsons.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
