"""The client against a server that speaks the API on a real socket."""

import gzip
import json
import logging
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.guest.client import MOST_ANSWER_TOKENS, Client, estimate
from capture.llm.client import MOST_ANSWER_BYTES, NoReplyError, Trouble
from config.settings import LlmSettings
from handlers.guest.calls import Reply
from tests.vendors.http.faults import Error, Fault, HalfBody, Hang, RateLimited, Status, TakenThenDropped
from tests.vendors.http.server import serving
from tests.vendors.openai.asked import Said, calling
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import script

MESSAGES = [{"role": "user", "content": "谁负责华东光伏"}]


async def trouble(client: Client) -> NoReplyError:
    with pytest.raises(NoReplyError) as caught:
        await client.ask(MESSAGES, [])
    return caught.value


async def test_text_and_calls_come_back_with_what_they_took(model: FakeOpenAI, client: Client) -> None:
    model.mind = script(calling("who_owns", customer="Acme"), Said("done"))
    first, second = await client.ask(MESSAGES, []), await client.ask(MESSAGES, [])
    (call,) = first.calls
    assert (call.name, json.loads(call.arguments)) == ("who_owns", {"whole": True, "customer": "Acme"})
    assert (second.content, second.calls) == ("done", ())
    assert 0 < second.tokens < estimate(MESSAGES, [])


@pytest.mark.parametrize("usage", [None, {}, {"total_tokens": None}, {"total_tokens": 0}, {"total_tokens": 10**12}])
async def test_where_it_does_not_say_credibly_what_it_took_the_most_is_assumed(usage: object) -> None:
    async def chat(_request: web.Request) -> web.Response:
        message = {"role": "assistant", "content": "hi"}
        return web.json_response({"choices": [{"message": message}], "usage": usage})

    assert (await asked_of(chat)).tokens == estimate(MESSAGES, []) >= MOST_ANSWER_TOKENS


async def asked_of(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Reply:
    app = web.Application()
    app.add_routes([web.post("/v1/chat/completions", handler)])
    async with serving(app) as url:
        client = Client(LlmSettings(base_url=f"{url}/v1", model="m"))
        try:
            return await client.ask(MESSAGES, [])
        finally:
            await client.close()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Error(401), Trouble.REFUSED),
        (Error(403), Trouble.REFUSED),
        (Error(404), Trouble.NO_SUCH_MODEL),
        (Error(400), Trouble.REJECTED),
        (Error(422), Trouble.REJECTED),
        (RateLimited(7), Trouble.BUSY),
        (Error(500), Trouble.BROKEN),
        (Status(502), Trouble.BROKEN),
        (Status(200, "<html>hello</html>"), Trouble.UNREADABLE),
        (Status(200, ""), Trouble.UNREADABLE),
        (Status(200, '{"choices": []}'), Trouble.UNREADABLE),
        (Status(200, "[" * 100_000), Trouble.UNREADABLE),
        (HalfBody(), Trouble.UNREACHABLE),
        (TakenThenDropped(), Trouble.UNREACHABLE),
    ],
)
async def test_trouble_has_a_name_and_is_not_tried_again(
    fault: Fault, expected: Trouble, model: FakeOpenAI, client: Client
) -> None:
    model.faults.next("chat", fault)
    error = await trouble(client)
    assert error.trouble is expected
    assert error.after == (7.0 if expected is Trouble.BUSY else 0.0)
    assert len(model.asked) == 1
    assert (await client.ask(MESSAGES, [])).content


async def test_a_wrong_key_or_model_is_told(model: FakeOpenAI, llm: LlmSettings) -> None:
    for change, expected in (
        ({"api_key": SecretStr("sk-wrong")}, Trouble.REFUSED),
        ({"api_key": None}, Trouble.REFUSED),
        ({"model": "another"}, Trouble.NO_SUCH_MODEL),
        ({"base_url": model.url + "/nowhere"}, Trouble.NO_SUCH_MODEL),
        ({"base_url": "http://127.0.0.1:9/v1"}, Trouble.UNREACHABLE),
    ):
        client = Client(llm.model_copy(update=change))
        assert (await trouble(client)).trouble is expected
        await client.close()


async def test_one_that_hangs_is_late(model: FakeOpenAI, llm: LlmSettings) -> None:
    model.faults.next("chat", Hang())
    client = Client(llm.model_copy(update={"timeout": 0.1}))
    error = await trouble(client)
    assert error.trouble is Trouble.LATE
    assert error.may_have_cost
    await client.close()


async def test_an_answer_without_end_is_cut_off() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while True:
            await response.write(b" " * MOST_ANSWER_BYTES)

    with pytest.raises(NoReplyError, match="unreadable"):
        await asked_of(endless)


async def test_a_packed_answer_is_not_unpacked() -> None:
    async def packed(request: web.Request) -> web.Response:
        assert request.headers["Accept-Encoding"] == "identity"
        body = gzip.compress(b" " * 50_000_000)
        return web.Response(body=body, headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})

    with pytest.raises(NoReplyError, match="unreadable"):
        await asked_of(packed)


async def test_it_is_not_led_elsewhere(model: FakeOpenAI) -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        raise web.HTTPTemporaryRedirect(f"{model.url}/chat/completions")

    with pytest.raises(NoReplyError, match="rejected"):
        await asked_of(elsewhere)
    assert model.asked == []


async def test_nothing_of_the_environment_is_used(
    model: FakeOpenAI, llm: LlmSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "OPENAI_API_KEY": "sk-environment",
        "OPENAI_ADMIN_KEY": "sk-environment",
        "OPENAI_ORG_ID": "org-environment",
        "OPENAI_PROJECT_ID": "proj-environment",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/environment",
        "OPENAI_CUSTOM_HEADERS": "X-Environment: yes\nAuthorization: Bearer sk-environment",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    client = Client(llm)
    await client.ask(MESSAGES, [])
    await client.close()
    assert "environment" not in model.wire.casefold()


async def test_nothing_said_is_logged(model: FakeOpenAI, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2"):
        caplog.set_level(logging.DEBUG, logger=name)
    model.mind = script(Said("the answer to it"))
    await client.ask(MESSAGES, [])
    model.faults.next("chat", Error(500))
    error = await trouble(client)
    for secret in (model.key, "华东光伏", "the answer to it"):
        assert secret not in caplog.text
        assert secret not in f"{error!r} {error.__cause__!r}"


async def test_which_name_the_limit_has(llm: LlmSettings, model: FakeOpenAI, client: Client) -> None:
    await client.ask(MESSAGES, [])
    assert model.asked[0].body["max_tokens"] == MOST_ANSWER_TOKENS
    assert (
        Client(llm.model_copy(update={"base_url": "https://api.openai.com/v1"}))._completions._limit
        == "max_completion_tokens"
    )
