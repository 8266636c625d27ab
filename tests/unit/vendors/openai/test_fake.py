"""The fake speaks the API: what it answers, and what it does not take."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.vendors.http.faults import Error, RateLimited
from tests.vendors.openai.asked import Said, calling
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import script

USER = {"role": "user", "content": "hi"}


@pytest.fixture
async def model() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as running:
        yield running


async def asked(model: FakeOpenAI, body: object, key: str = "") -> tuple[int, dict[str, Any], dict[str, str]]:
    headers = {"Authorization": f"Bearer {key or model.key}"}
    url = f"{model.url}/chat/completions"
    async with aiohttp.ClientSession() as session, session.post(url, json=body, headers=headers) as response:
        found = {name.casefold(): value for name, value in response.headers.items()}
        return response.status, await response.json(), found


def request(model: FakeOpenAI, *messages: object, **more: object) -> dict[str, object]:
    return {"model": model.model, "messages": [USER, *messages], **more}


async def test_text_and_calls_look_like_completions(model: FakeOpenAI) -> None:
    model.mind = script(Said("hello"), calling("who_owns", customer="Acme"))
    status, text, headers = await asked(model, request(model))
    assert (status, text["object"], text["choices"][0]["finish_reason"]) == (200, "chat.completion", "stop")
    assert text["choices"][0]["message"] == {
        "role": "assistant",
        "content": "hello",
        "refusal": None,
        "annotations": [],
    }
    assert text["usage"]["total_tokens"] == text["usage"]["prompt_tokens"] + text["usage"]["completion_tokens"] > 0
    assert headers["x-request-id"].startswith("req_")
    _, calls, _ = await asked(model, request(model))
    (call,) = calls["choices"][0]["message"]["tool_calls"]
    assert (call["type"], call["function"]["name"]) == ("function", "who_owns")
    assert calls["choices"][0]["finish_reason"] == "tool_calls"
    assert calls["id"] != text["id"]


async def test_a_wrong_key_and_an_unknown_model_are_refused(model: FakeOpenAI) -> None:
    status, body, _ = await asked(model, request(model), key="sk-wrong")
    assert (status, body["error"]["code"]) == (401, "invalid_api_key")
    status, body, _ = await asked(model, {**request(model), "model": "x"})
    assert (status, body["error"]["code"]) == (404, "model_not_found")


def tool(name: str) -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "description": "", "parameters": {"type": "object"}}}


CALL = {"id": "call_1", "type": "function", "function": {"name": "who_owns", "arguments": "{}"}}
ASSISTANT = {"role": "assistant", "content": None, "tool_calls": [CALL]}
RESULT = {"role": "tool", "tool_call_id": "call_1", "content": "{}"}


@pytest.mark.parametrize(
    ("messages", "tools"),
    [
        ([ASSISTANT], []),
        ([ASSISTANT, USER], []),
        ([RESULT], []),
        ([ASSISTANT, {**RESULT, "tool_call_id": "call_2"}], []),
        ([], [tool("谁负责")]),
        ([], [tool("x" * 65)]),
    ],
)
async def test_what_the_api_does_not_take(messages: list[Any], tools: list[Any], model: FakeOpenAI) -> None:
    status, body, _ = await asked(model, request(model, *messages, tools=tools))
    assert (status, body["error"]["type"]) == (400, "invalid_request_error")


async def test_answered_calls_are_taken(model: FakeOpenAI) -> None:
    assert (await asked(model, request(model, ASSISTANT, RESULT, tools=[tool("who_owns")])))[0] == 200


async def test_trouble_on_order(model: FakeOpenAI) -> None:
    model.faults.next("chat", RateLimited(7), Error(500))
    status, body, headers = await asked(model, request(model))
    assert (status, headers["retry-after"], body["error"]["code"]) == (429, "7", "rate_limit_exceeded")
    assert (await asked(model, request(model)))[0] == 500
    assert (await asked(model, request(model)))[0] == 200
