"""WeCom's server API for one self-built app: its token, and calls with it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import aiohttp

from bot.clock import Clock
from bot.messengers.base import Dead, Host, Json, Retry
from bot.messengers.wecom.refusals import NOT_IN, STALE_TOKEN, Refusal, judged, read, refusal_in
from bot.messengers.wecom.settings import AppSettings
from bot.wire.http import Answer, Described, Downloaded, Http, NoAnswer, Refused
from bot.wire.tokens import Token, TokenCache
from knowledge.store.errors import StoreTrouble

Outcome = Json | Refusal | Retry | Dead
T = TypeVar("T")


class AppApi:
    """The API of the app `settings` of the corp `corp_id`. Where WeCom does not let us in, the operator is told."""

    def __init__(self, settings: AppSettings, corp_id: str, http: Http, clock: Clock) -> None:
        self.agent_id, self._corp_id, self._http = settings.agent_id, corp_id, http
        self._secret = settings.secret
        self._tokens = TokenCache(clock, self._fetch_token)
        self._host: Host | None = None

    def start(self, host: Host) -> None:
        """Tell the operator by this host."""
        self._host = host

    async def get(self, path: str, **query: str) -> Outcome:
        """One GET with the token."""
        return await self._with_token(lambda token: self._asked(path, {**query, "access_token": token.value}))

    async def post(self, path: str, body: Json) -> Outcome:
        """One POST of JSON with the token."""

        async def call(token: Token) -> Outcome:
            return read(await self._http.call("POST", path, query={"access_token": token.value}, json=body))

        return await self._with_token(call)

    async def upload(self, path: str, kind: str, form: Callable[[], aiohttp.FormData]) -> Outcome:
        """One POST of a file, which `form` makes anew for each try."""

        async def call(token: Token) -> Outcome:
            query = {"access_token": token.value, "type": kind}
            return read(await self._http.call("POST", path, query=query, data=form()))

        return await self._with_token(call)

    async def download(self, path: str, query: Mapping[str, str], into: Path, most_bytes: int) -> Downloaded | Outcome:
        """A file of the API; an error that comes instead of it is a Refusal."""

        async def call(token: Token) -> Downloaded | Outcome:
            url = f"{path}?{urlencode({'access_token': token.value, **query})}"
            return _refusal_instead(await self._http.download(url, into, most_bytes=most_bytes))

        return await self._with_token(call)

    async def describe(self, path: str, query: Mapping[str, str]) -> Described | Retry | Dead:
        """What a file is called, without fetching it."""

        async def call(token: Token) -> Described | Retry:
            url = f"{path}?{urlencode({'access_token': token.value, **query})}"
            found = await self._http.describe(url)
            return found if isinstance(found, Described) else Retry(f"the file is not described: {found.why}")

        return await self._with_token(call)

    async def token_trouble(self) -> Retry | Dead | None:
        """Why there is no token; None where there is one."""
        found = await self._tokens.get()
        return None if isinstance(found, Token) else found

    async def server_date(self) -> str:
        """The Date header of the API, "" where it cannot be reached."""
        answer = await self._http.call("GET", "/gettoken")
        return answer.headers.get("date", "") if isinstance(answer, Answer) else ""

    async def close(self) -> None:
        """Give up a token fetch under way."""
        await self._tokens.close()

    async def _with_token(self, call: Callable[[Token], Awaitable[T]]) -> T | Retry | Dead:
        """Call; where the token is refused, once more with another one."""
        token = await self._tokens.get()
        if not isinstance(token, Token):
            return token
        found = await call(token)
        if isinstance(found, Refusal) and found.errcode in STALE_TOKEN:
            token = await self._tokens.renewed(token)
            if not isinstance(token, Token):
                return token
            found = await call(token)
        if isinstance(found, Refusal) and found.errcode in NOT_IN:
            await self._report(found)
        return found

    async def _asked(self, path: str, query: Mapping[str, str]) -> Outcome:
        return read(await self._http.call("GET", path, query=query))

    async def _fetch_token(self) -> Token | Retry | Dead:
        query = {"corpid": self._corp_id, "corpsecret": self._secret.get_secret_value()}
        found = await self._asked("/gettoken", query)
        if isinstance(found, Refusal):
            if found.errcode in NOT_IN:
                await self._report(found)
            return judged(found)
        if isinstance(found, Retry | Dead):
            return found
        life = found.get("expires_in")
        return Token(str(found.get("access_token", "")), float(life) if isinstance(life, int | float) else 7200.0)

    async def _report(self, refusal: Refusal) -> None:
        if self._host is None:
            return
        with suppress(StoreTrouble):  # the next refusal tells again
            await self._host.report("messenger_refused", f"app:{refusal.errcode}", messenger="WeCom", why=refusal.why)


def _refusal_instead(found: Downloaded | NoAnswer | Refused) -> Downloaded | Refusal | Retry | Dead:
    """What came of a download."""
    if isinstance(found, Downloaded):
        return _unmasked(found)
    if isinstance(found, NoAnswer):
        return Retry(f"the file did not come whole: {found.why}")
    if found.answer is None:
        return Dead(f"the file cannot be fetched: {found.why}")
    if found.answer.json is not None and (refusal := refusal_in(found.answer.json)):
        return refusal
    if found.answer.status >= 500 or found.answer.status == 429:
        return Retry(f"the file cannot be fetched now: {found.why}", found.answer.retry_after)
    return Dead(f"the file cannot be fetched: {found.why}")


def _unmasked(found: Downloaded) -> Downloaded | Refusal:
    """An error that came as text instead of JSON is no file."""
    if found.size > 1024 or not found.content_type.startswith("text/"):
        return found
    try:
        answer = json.loads(found.path.read_bytes())
    except (ValueError, RecursionError):
        return found
    refusal = refusal_in(answer) if isinstance(answer, dict) else None
    if refusal is not None:
        found.path.unlink(missing_ok=True)
    return refusal or found
