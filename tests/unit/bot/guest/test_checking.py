"""What doctor says about the model."""

import sys

import pytest
from pydantic import SecretStr

from bot.guest import checking
from bot.guest.checking import check_llm
from bot.messengers.base import Check
from capture.llm.client import Trouble
from config.settings import LlmSettings
from tests.vendors.http.faults import Error, Fault, Hang, RateLimited, Status
from tests.vendors.openai.fake import FakeOpenAI


async def checked(llm: LlmSettings) -> Check:
    (found,) = await check_llm(llm)
    assert found.name == "llm"
    return found


def advice(found: Check) -> str:
    assert found.advice is not None
    assert set(found.advice) == {"zh", "en"}
    return found.advice["en"]


async def test_there_is_nothing_to_check_without_one() -> None:
    assert await check_llm(None) == []


async def test_one_cheap_request_is_enough(model: FakeOpenAI, llm: LlmSettings) -> None:
    found = await checked(llm)
    assert found.ok
    assert advice(found) == f"fake-1 answers at {model.url}"
    (asked,) = model.asked
    assert len(str(asked.body)) < 400


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Error(401), "refuses llm.api_key; check the key"),
        (Error(404), "check llm.model and llm.base_url"),
        (Error(400), "has to support function calls"),
        (RateLimited(9), "the quota is used up"),
        (Error(503), "try again later"),
        (Hang(), "did not answer within 0.2 s"),
        (Status(200, "<html>"), "not answer as an OpenAI-compatible server does"),
    ],
)
async def test_trouble_comes_with_advice(fault: Fault, words: str, model: FakeOpenAI, llm: LlmSettings) -> None:
    model.faults.next("chat", fault)
    found = await checked(llm.model_copy(update={"timeout": 0.2 if isinstance(fault, Hang) else 30.0}))
    assert not found.ok
    assert words in advice(found)


async def test_nobody_there(llm: LlmSettings) -> None:
    found = await checked(llm.model_copy(update={"base_url": "http://127.0.0.1:9/v1", "api_key": SecretStr("sk-x")}))
    assert advice(found).startswith("http://127.0.0.1:9/v1 cannot be reached")
    assert "sk-x" not in str(found)


async def test_the_library_is_missing(llm: LlmSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.guest.client", "capture.llm.client"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "openai", None)
    found = await checked(llm)
    assert not found.ok
    assert "pip install" in advice(found)


def test_there_is_advice_for_every_trouble() -> None:
    assert set(checking._ADVICE) == set(Trouble)
