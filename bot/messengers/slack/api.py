"""Slack's Web API by slack_sdk's client: what came of a call is a value, and nothing secret gets into a log.

Of the client we keep its encodings and its checks. Left out are its retries (a repeat of a post doubles it), its proxy
from the environment, and its debug lines, which print bodies with tokens and tickets in them.
"""

import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.messengers.base import Dead, Json, Retry
from bot.messengers.slack.tokens import REFUSED, Tokens
from bot.wire.http import KEPT_ALIVE_SECONDS

_AS_JSON = frozenset({"chat.postMessage", "chat.update", "views.open", "views.publish"})
_AS_GET = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "files.info",
        "users.info",
        "users.list",
        "usergroups.list",
    }
)
_TROUBLED = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_TOO_FAST = frozenset({"ratelimited", "rate_limited"})
_NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
_GARBLED = (AttributeError, TypeError, ValueError, LookupError)
"""What slack_sdk raises where an answer is neither a JSON object nor says that it is HTML."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Slack did it; `headers` by lower-cased name."""

    data: Json = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Slack says no, by its own code; `needed` is the scope that is missing."""

    code: str
    needed: str = ""


Called = Answered | Refusal | Retry | Dead


class WebApi:
    """The API at `url`; a call takes `seconds` at most. Connections open with the first call."""

    def __init__(self, url: str, tokens: Tokens, seconds: float) -> None:
        self._url, self._tokens = url.rstrip("/") + "/", tokens
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=min(5.0, seconds))
        self._session: aiohttp.ClientSession | None = None

    async def call(self, team: str, method: str, args: Json) -> Called:
        """Call a method as the bot of a workspace; once more with another token where the first has expired."""
        token = await self._tokens.token(team)
        found = await self.call_with(token, method, args) if isinstance(token, str) else token
        if isinstance(token, str) and found == Refusal("token_expired"):
            token = await self._tokens.renewed(team, token)
            found = await self.call_with(token, method, args) if isinstance(token, str) else token
        if isinstance(token, str) and isinstance(found, Refusal) and found.code in REFUSED:
            await self._tokens.refused(team, token, found.code)
        return found

    async def call_with(self, token: str, method: str, args: Json) -> Answered | Refusal | Retry:
        """Call a method with this very token."""
        verb = "GET" if method in _AS_GET else "POST"
        given: dict[str, Any] = {"json" if method in _AS_JSON else "params": dict(args)}
        return await _outcome(self.client(token).api_call(method, http_verb=verb, **given), asks=verb == "GET")

    async def exchange(self, client_id: str, secret: str, args: Mapping[str, str]) -> Answered | Refusal | Retry:
        """Trade a refresh token for a fresh pair of tokens."""
        trade = {"client_id": client_id, "client_secret": secret, **args}
        return await _outcome(self.client().api_call("oauth.v2.access", data=trade), asks=False)

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client of slack_sdk's over our connections."""
        made = AsyncWebClient(token, base_url=self._url, session=self._opened(), logger=QUIET, retry_handlers=[])
        made.proxy = None
        return made

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_ALIVE_SECONDS),
                timeout=self._timeout,
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session


QUIET = logging.getLogger("dazi.slack")
QUIET.setLevel(logging.ERROR)


def dead(refusal: Refusal) -> Dead:
    """A refusal as the end of a send, in a sentence for the operator."""
    why = _SENTENCES.get(refusal.code, "Slack refused it")
    scope = f": add the scope {refusal.needed}" if refusal.needed else ""
    return Dead(f"{why}{scope} ({refusal.code})")


_SENTENCES: Mapping[str, str] = {
    "channel_not_found": "there is no such channel, or the bot was not invited into it",
    "not_in_channel": "the bot is not in this channel; invite it there",
    "is_archived": "the channel is archived",
    "restricted_action": "the workspace does not let the bot write there",
    "no_permission": "the bot may not do that there",
    "missing_scope": "the app lacks a permission",
    "user_not_found": "there is no such user in the workspace",
    "user_disabled": "the user's account is closed",
    "cannot_dm_bot": "the user is a bot",
    "messages_tab_disabled": "the app's messages tab is switched off; switch it on under App Home",
    "invalid_auth": "Slack does not take the bot token; put the right one into the settings",
    "not_authed": "Slack does not take the bot token; put the right one into the settings",
    "account_inactive": "the app was removed from the workspace; install it again",
    "token_revoked": "the app was removed from the workspace; install it again",
    "ekm_access_denied": "the workspace's administrators have suspended access",
    "message_limit_exceeded": "the workspace's plan has reached its limit of messages",
    "not_enabled": "the app's home tab is switched off; switch it on under App Home",
}


async def _outcome(calling: Awaitable[AsyncSlackResponse], *, asks: bool) -> Answered | Refusal | Retry:
    """What came of a call; one that only `asks` is never in doubt."""
    try:
        response = await calling
    except SlackApiError as error:
        return _refused(error.response)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        doubt = not asks and not isinstance(error, _NEVER_SENT)
        return Retry(f"no answer from Slack: {type(error).__name__}", in_doubt=doubt)
    except _GARBLED:
        return Retry("Slack's answer cannot be read", in_doubt=not asks)
    return Answered(response.data if isinstance(response.data, dict) else {}, _headers(response))


def _refused(response: Any) -> Refusal | Retry:  # noqa: ANN401  slack_sdk hands out three kinds of it
    status = int(getattr(response, "status_code", None) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    told: Mapping[str, Any] = data if isinstance(data, dict) else {}
    code = str(told.get("error") or "")
    if status == 429 or code in _TOO_FAST:
        return Retry("too much at once for Slack", _seconds(_headers(response).get("retry-after", "")))
    if status >= 500 or code in _TROUBLED or not code:
        return Retry(f"Slack has trouble ({code or status})", in_doubt=True)
    return Refusal(code, str(told.get("needed") or ""))


def _headers(response: Any) -> Mapping[str, str]:  # noqa: ANN401
    return {str(name).lower(): str(value) for name, value in (getattr(response, "headers", None) or {}).items()}


def _seconds(given: str) -> float | None:
    return float(given) if given.isascii() and given.replace(".", "", 1).isdigit() else None
