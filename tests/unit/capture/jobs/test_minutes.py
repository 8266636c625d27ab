"""The model is asked in a child: one request a piece, each once; what goes wrong ends the asking and has a name."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from capture.base import BadMaterialError, Task
from capture.jobs.minutes import JOB, LONGEST_ANSWER, work
from capture.minutes.asking import MOST_ANSWER_TOKENS
from config.settings import LlmSettings, Settings
from tests.vendors.http.faults import Error, Fault, HalfBody, Hang, RateLimited, Status
from tests.vendors.openai.asked import Asked, Said
from tests.vendors.openai.fake import FakeOpenAI

REQUESTS = [[{"role": "system", "content": "rules"}, {"role": "user", "content": f"0\tus\tA\t{n}"}] for n in range(3)]


@pytest.fixture
async def model() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI(lambda asked: Said(f"about {asked.question[-1]}")) as running:
        yield running


def settings_for(model: FakeOpenAI, **changes: object) -> Settings:
    given: dict[str, Any] = {"base_url": model.url, "model": model.model, "api_key": SecretStr(model.key), **changes}
    return Settings(llm=LlmSettings(**given))


async def worked(model: FakeOpenAI, folder: Path, **changes: object) -> Mapping[str, Any]:
    task = Task({}, {"requests": REQUESTS}, JOB.settings(settings_for(model, **changes)), None, folder, folder)
    shares: list[float] = []
    found = await asyncio.to_thread(work, task, shares.append)
    assert shares == [pytest.approx((n + 1) / 3) for n in range(len(found["answers"]))]
    return found


async def test_each_piece_is_asked_about_once_without_functions(model: FakeOpenAI, tmp_path: Path) -> None:
    found = await worked(model, tmp_path)
    assert (found["answers"], found["outcome"]) == (["about 0", "about 1", "about 2"], "answered")
    assert 0 < found["tokens"] < 3 * MOST_ANSWER_TOKENS
    assert [asked.messages for asked in model.asked] == REQUESTS
    assert {name for asked in model.asked for name in asked.body} == {"model", "messages", "max_tokens"}


async def test_a_child_that_begins_again_asks_only_about_the_rest(model: FakeOpenAI, tmp_path: Path) -> None:
    def breaks(asked: Asked) -> Said:
        model.faults.next("chat", Error(500))
        return Said(f"about {asked.question[-1]}")

    usual, model.mind = model.mind, breaks
    first = await worked(model, tmp_path)
    assert (first["answers"], first["outcome"]) == (["about 0"], "broken")
    model.mind = usual
    model.journal.calls.clear()
    again = await worked(model, tmp_path)
    assert again["answers"] == ["about 0", "about 1", "about 2"]
    assert [asked.question[-1] for asked in model.asked] == ["1", "2"]


@pytest.mark.parametrize(
    ("fault", "outcome", "costs"),
    [
        (Hang(), "late", True),
        (RateLimited(30), "busy", False),
        (Error(401), "refused", False),
        (Error(400), "rejected", False),
        (Error(404), "no_such_model", False),
        (Status(502), "broken", False),
        (HalfBody(), "unreachable", False),
        (Status(200, "<html>hello</html>"), "unreadable", True),
    ],
)
async def test_the_first_trouble_is_the_last_and_is_logged_without_what_was_said(
    fault: Fault, outcome: str, costs: object, model: FakeOpenAI, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    model.faults.next("chat", fault)
    found = await worked(model, tmp_path, minutes_timeout=0.3 if isinstance(fault, Hang) else 20.0)
    assert (found["answers"], found["outcome"], found["tokens"] > 0) == ([], outcome, costs)
    assert len(model.asked) == 1
    assert outcome in caplog.text
    assert not any(secret in caplog.text for secret in (model.key, "rules", "us\tA"))


async def test_nobody_there(tmp_path: Path) -> None:
    nowhere = FakeOpenAI()
    nowhere.url = "http://127.0.0.1:9/v1"
    assert (await worked(nowhere, tmp_path))["outcome"] == "unreachable"


async def test_an_answer_without_end_is_cut_and_can_be_told(model: FakeOpenAI, tmp_path: Path) -> None:
    model.mind = lambda _: Said("x\0y" * 30_000)
    found = await worked(model, tmp_path)
    assert {len(one) for one in found["answers"]} == {60_000}
    assert LONGEST_ANSWER > 60_000
    json.dumps(found, ensure_ascii=False).encode()


def test_where_no_model_is_set_nobody_is_asked(tmp_path: Path) -> None:
    for given in (Settings(), Settings(llm=LlmSettings(base_url="http://h/v1", model="m", minutes=False))):
        with pytest.raises(BadMaterialError) as caught:
            work(Task({}, {"requests": REQUESTS}, JOB.settings(given), None, tmp_path, tmp_path), lambda _: None)
        assert caught.value.code == "no_llm"


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    told = JOB.settings(Settings(llm=LlmSettings(base_url="http://h/v1", model="m", api_key=SecretStr("sk-geheim"))))
    assert told["api_key"] == "sk-geheim"
    assert "geheim" not in repr(Task({}, {}, told, None, tmp_path, tmp_path))
