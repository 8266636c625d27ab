"""What the LLM guest may cost a day, on both databases."""

from datetime import timedelta
from pathlib import Path

from tests.conversations.guest import EN, ZH, seated
from tests.vendors.openai.asked import calling
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import script

UNDERSTOOD = calling("who_owns", customer="华东光伏")
A_DAY = 12_000


async def test_over_the_budget_the_plain_answer_is_given_and_the_operator_told_once(
    team_url: str, tmp_path: Path
) -> None:
    async with FakeOpenAI() as model:
        async with seated(team_url, tmp_path, model, tokens_per_day=A_DAY) as table:
            assert "李雷" in await table.told(ZH, ZH.one, script(UNDERSTOOD))
            spent = await table.spent()
            for _ in range(4):
                await table.told(ZH, ZH.one, script(UNDERSTOOD))
            assert (await table.told(ZH, ZH.one, script(UNDERSTOOD))).startswith(ZH.lost)
            assert (await table.told(EN, EN.one, script(UNDERSTOOD))).startswith(EN.lost)
            assert model.asked == []
            assert spent < await table.spent() <= A_DAY
            told = [str(message["payload"]["text"]) for message in await table.stage.messages("dm:gao.yuan")]
            assert len(told) == 1
            assert "大模型今天（2026-01-12）的额度 12,000 tokens 用完了" in told[0]
        async with seated(team_url, tmp_path, model, tokens_per_day=A_DAY) as table:
            table.thinks(script(UNDERSTOOD))
            assert (await table.stage.asks(ZH.one, as_whom="li.lei"))["text"].startswith(ZH.lost)
            table.stage.clock.set(table.stage.clock.now() + timedelta(days=1))
            assert "李雷" in (await table.stage.asks(ZH.one, as_whom="li.lei"))["text"]
