"""A bot with the LLM guest at the table: the sample team, and a fake model on a real socket."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from config.settings import LlmSettings
from knowledge.store.tables import audit, kept
from tests.conversations.stage import Stage, playing
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import Mind

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Speaking:
    """A colleague, and questions of theirs that no pattern understands."""

    person: str
    one: str
    several: str
    customer: str
    owner: str
    quotes: str
    quotes_id: str
    lost: str


ZH = Speaking(
    "li.lei",
    "我想给华东光伏打个电话，先跟咱们哪位通个气好",
    "同屹轨道那边报价和商机都走到哪一步了，一起说说",
    "华东光伏",
    "谁负责华东光伏？",
    "同屹轨道",
    "C028",
    "这句我没听懂",
)
EN = Speaking(
    "emma.thorne",
    "I'd like to ring Acme, which of us should I loop in first",
    "before I ring Vantory: money and stage, both in one go",
    "Acme",
    "who owns Acme?",
    "Vantory",
    "C109",
    "I didn't get that.",
)


@dataclass
class Table:
    """A stage with a guest, and the model behind it."""

    stage: Stage
    model: FakeOpenAI

    async def told(self, speaking: Speaking, text: str, mind: Mind) -> str:
        """What somebody is told by the bot where the model thinks like that; from here on only these requests count."""
        self.thinks(mind)
        return await self.stage.told(speaking.person, text)

    def thinks(self, mind: Mind) -> None:
        """From here on the model thinks like that, and only the requests from here on count."""
        self.model.mind = mind
        self.model.journal.calls.clear()

    async def asked(self) -> Sequence[Json]:
        """What the audit says of questions to the model."""
        found = await self.stage.runtime.store.read(
            lambda reader: reader.rows(select(audit).where(audit.c.action == "asked_llm").order_by(audit.c.id))
        )
        return [dict(row) for row in found]

    async def spent(self) -> int:
        """How many tokens of the day's budget are gone."""
        of_budget = select(kept.c.value).where(kept.c.messenger == "llm")
        value = await self.stage.runtime.store.read(lambda reader: reader.value(of_budget))
        return int(value["spent"]) if value else 0


@asynccontextmanager
async def seated(url: str, folder: Path, model: FakeOpenAI, **changes: object) -> AsyncIterator[Table]:
    """A bot on a database with the sample team, and this model for its guest."""
    given: dict[str, Any] = {"timeout": 30.0, "tokens_per_day": 500_000, **changes}
    llm = LlmSettings(base_url=model.url, model=model.model, api_key=SecretStr(model.key), **given)
    async with playing(url, folder, llm=llm) as stage:
        yield Table(stage, model)
