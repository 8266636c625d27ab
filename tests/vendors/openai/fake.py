"""FakeOpenAI: the chat completions API on 127.0.0.1, with a mind of the test's choosing."""

from contextlib import AsyncExitStack
from functools import partial
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.clocks import START
from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import Error, Faults, RateLimited, Turn, meet
from tests.vendors.http.server import serving
from tests.vendors.openai.asked import Asked
from tests.vendors.openai.minds import Mind, silent
from tests.vendors.openai.shapes import completion, refusal, wrong

CHAT = "chat"
MOST_BYTES = 4_000_000


class FakeOpenAI:
    """One server with one key and one model. `faults.next("chat", …)` orders trouble, else `mind` answers."""

    def __init__(self, mind: Mind = silent, *, key: str = "sk-fake-key-of-the-tests", model: str = "fake-1") -> None:
        self.mind, self.key, self.model = mind, key, model
        self.faults, self.journal, self.url = Faults(), Journal(), ""
        self.without_usage = False
        self._until_closed = AsyncExitStack()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        app.add_routes([web.post("/v1/chat/completions", self._chat)])
        self.url = await self._until_closed.enter_async_context(serving(app)) + "/v1"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._until_closed.aclose()

    @property
    def asked(self) -> list[Asked]:
        """The requests that came, in order."""
        return [Asked(call.args) for call in self.journal.named(CHAT)]

    @property
    def wire(self) -> str:
        """All that came over the wire, headers too, as one text."""
        return "\n".join(f"{dict(call.headers)}\n{dict(call.args)}" for call in self.journal.calls)

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.journal.note(Call(CHAT, body, dict(request.headers), START))
        turn = Turn(request, partial(self._taken, request, Asked(body)), _refused)
        return await meet(self.faults.take(CHAT), turn)

    async def _taken(self, request: web.Request, asked: Asked) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return refusal(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
        if why := wrong(asked.body):
            return refusal(400, why, "invalid_request_error")
        if asked.body["model"] != self.model:
            return refusal(404, "The model does not exist.", "invalid_request_error", "model_not_found")
        number = len(self.journal.calls)
        answer = completion(asked, self.mind(asked), number)
        if self.without_usage:
            del answer["usage"]
        return web.json_response(answer, headers={"x-request-id": f"req_fake{number}"})


def _refused(fault: Error | RateLimited) -> web.Response:
    if isinstance(fault, RateLimited):
        after = {"Retry-After": f"{fault.after:.0f}", "x-ratelimit-remaining-requests": "0"}
        return refusal(429, "Rate limit reached.", "requests", "rate_limit_exceeded", after)
    return refusal(int(fault.code), "The server had an error.", "server_error")
