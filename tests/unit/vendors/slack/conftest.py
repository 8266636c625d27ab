"""A fake Slack, a client of slack_sdk's own, and a bot that listens."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.clocks import FakeClock
from tests.unit.vendors.slack.bot import Bot, listening
from tests.vendors.slack.fake import FakeSlack


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def slack(clock: FakeClock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock) as fake:
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient("xoxb-1", base_url=f"{slack.url}/api/", retry_handlers=[])


@pytest.fixture
async def bot(slack: FakeSlack, clock: FakeClock) -> AsyncIterator[Bot]:
    async with listening("slack-signing-secret", clock) as bot:
        slack.deliver_to(bot.url)
        yield bot
