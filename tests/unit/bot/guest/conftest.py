from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.guest.client import Client
from config.settings import LlmSettings
from tests.vendors.openai.fake import FakeOpenAI


@pytest.fixture
async def model() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as running:
        yield running


@pytest.fixture
def llm(model: FakeOpenAI) -> LlmSettings:
    """The settings that lead to the fake model."""
    return LlmSettings(base_url=model.url, model=model.model, api_key=SecretStr(model.key), timeout=30.0)


@pytest.fixture
async def client(llm: LlmSettings) -> AsyncIterator[Client]:
    made = Client(llm)
    yield made
    await made.close()
