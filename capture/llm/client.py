"""The model's end of the wire: one request and its answer over the OpenAI chat completions API.

Works with any server that speaks that API. One attempt a request: there is always an answer without the model, and
whoever asks decides what to do next. Neither proxies nor the library's own variables are used, redirects are not
followed, and an answer may not be larger than a limit. Imported only where the settings name a model.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx2
import openai
from pydantic import BaseModel, ConfigDict, ValidationError

from capture.llm.budget import most_tokens
from config.settings import LlmSettings

Json = Mapping[str, Any]

MOST_ANSWER_BYTES = 256 * 1024
CONNECT_SECONDS = 3.0
MOST_OVER = 3
"""A server that says it took so many times the guess is not believed."""

_OFFICIAL = "api.openai.com"
_HEADERS = frozenset({"host", "accept", "connection", "content-type", "content-length", "authorization", "user-agent"})


class Trouble(StrEnum):
    """Why there is no answer."""

    REFUSED = "refused"
    NO_SUCH_MODEL = "no_such_model"
    REJECTED = "rejected"
    BUSY = "busy"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    LATE = "late"
    UNREADABLE = "unreadable"


class NoReplyError(Exception):
    """The model did not answer. `after` is how many seconds it asks to be left alone, where it says so."""

    def __init__(self, trouble: Trouble, after: float = 0.0) -> None:
        super().__init__(trouble)
        self.trouble, self.after = trouble, after

    @property
    def may_have_cost(self) -> bool:
        """Whether tokens may have been used all the same."""
        return self.trouble in {Trouble.LATE, Trouble.UNREADABLE}


@dataclass(frozen=True, slots=True)
class Called:
    """A function call as it came: the server's id of it, the name, and the arguments as JSON text."""

    call_id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model said to one request: calls, or else `content`; and how many tokens both ways took."""

    content: str
    calls: tuple[Called, ...]
    tokens: int


class _Function(BaseModel):
    name: str
    arguments: str = ""


class _ToolCall(BaseModel):
    id: str
    function: _Function


class _Message(BaseModel):
    content: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    total_tokens: int | None = None


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")

    choices: list[_Choice]
    usage: _Usage | None = None


class Completions:
    """Asks the model of the settings, at most `seconds` a request. `close` it in the end."""

    def __init__(self, settings: LlmSettings, seconds: float) -> None:
        self._settings = settings
        self._client = _opened(settings, seconds)

    async def complete(self, messages: Sequence[Json], functions: Sequence[Json], answer: int) -> Completion:
        """One request, with functions that may be called, for an answer of at most `answer` tokens.

        Raises NoReplyError.
        """
        request: dict[str, Any] = {"model": self._settings.model, "messages": messages, self._limit: answer}
        if functions:
            request["tools"] = functions
        try:
            raw = await self._client.chat.completions.with_raw_response.create(**request)
            return _completion(raw.content, most_tokens(messages, functions, answer))
        except openai.APIStatusError as error:
            raise _by_status(error) from None
        except openai.APITimeoutError:
            raise NoReplyError(Trouble.LATE) from None
        except openai.APIConnectionError as error:
            unwanted = isinstance(error.__cause__, _UnwantedError)
            raise NoReplyError(Trouble.UNREADABLE if unwanted else Trouble.UNREACHABLE) from None
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL):
            raise NoReplyError(Trouble.UNREACHABLE) from None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    @property
    def _limit(self) -> str:
        """Newer models at OpenAI take only the one, many compatible servers only the other."""
        return "max_completion_tokens" if _OFFICIAL in self._settings.base_url else "max_tokens"


def _opened(settings: LlmSettings, most: float) -> openai.AsyncOpenAI:
    seconds = httpx2.Timeout(most, connect=min(CONNECT_SECONDS, most))
    wire = _Wire(httpx2.AsyncHTTPTransport(trust_env=False))
    key = settings.api_key.get_secret_value() if settings.api_key else "none"
    return openai.AsyncOpenAI(
        base_url=settings.base_url,
        api_key=key,
        admin_api_key="",
        webhook_secret="",
        default_headers={"Authorization": f"Bearer {key}"},
        timeout=seconds,
        max_retries=0,
        http_client=httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=seconds, transport=wire),
    )


def _completion(body: bytes, at_most: int) -> Completion:
    try:
        completion = _Body.model_validate_json(body)
        message = completion.choices[0].message
    except (ValidationError, IndexError):
        raise NoReplyError(Trouble.UNREADABLE) from None
    used = (completion.usage.total_tokens if completion.usage else None) or 0
    calls = [Called(call.id, call.function.name, call.function.arguments) for call in message.tool_calls or ()]
    return Completion(message.content or "", tuple(calls), used if 0 < used <= at_most * MOST_OVER else at_most)


def _by_status(error: openai.APIStatusError) -> NoReplyError:
    status = error.status_code
    kinds = {401: Trouble.REFUSED, 403: Trouble.REFUSED, 404: Trouble.NO_SUCH_MODEL, 429: Trouble.BUSY}
    trouble = kinds.get(status, Trouble.BROKEN if status >= 500 else Trouble.REJECTED)
    return NoReplyError(trouble, _seconds(error.response.headers.get("retry-after", "")))


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


class _UnwantedError(httpx2.TransportError):
    """The answer goes on and on, or is packed though nobody asked for that."""


class _Cut(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        had = 0
        async for piece in self._inner:
            had += len(piece)
            if had > MOST_ANSWER_BYTES:
                raise _UnwantedError("too large")
            yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Wire(httpx2.AsyncBaseTransport):
    """Sends no headers but what the API needs, whatever else the library or its variables add; answers have an end."""

    def __init__(self, inner: httpx2.AsyncHTTPTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, cut off where it grows beyond the limit."""
        kept = [(name, value) for name, value in request.headers.items() if name in _HEADERS]
        headers = [*kept, ("accept-encoding", "identity")]
        bare = httpx2.Request(
            request.method, request.url, headers=headers, stream=request.stream, extensions=request.extensions
        )
        answer = await self._inner.handle_async_request(bare)
        if answer.headers.get("content-encoding", "identity") != "identity":
            await answer.aclose()
            raise _UnwantedError("packed")
        if isinstance(answer.stream, httpx2.AsyncByteStream):
            answer.stream = _Cut(answer.stream)
        return answer

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._inner.aclose()
