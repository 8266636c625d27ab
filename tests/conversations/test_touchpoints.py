"""Touchpoints through the whole bot: a CRM's hook, a folder, a feed; and what the chat then knows."""

import json
import shutil
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.leads.tables import signals
from knowledge.success.metrics import metrics_of
from tests.conversations.conftest import Teams
from tests.conversations.stage import HOOK_KEY, Stage, playing

WEBHOOKS = Path(__file__).resolve().parents[2] / "examples" / "mappings" / "webhooks"
DEALS = Path(__file__).resolve().parents[2] / "examples" / "sample_team" / "deals.csv"
KEY = {"X-Dazi-Key": "a key of the CRM"}


@pytest.fixture
def team(teams: Teams, tmp_path: Path) -> str:
    """The sample team on SQLite."""
    shutil.copy(teams.of("sqlite"), tmp_path / "team.db")
    return f"sqlite:///{tmp_path / 'team.db'}"


@pytest.fixture
async def fed(team: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The sample team with a CRM, a folder and copper."""
    (tmp_path / "copper.csv").write_text("at,value\n2026-01-09,74900\n", encoding="utf-8")
    sources = {
        "crm": {"key": KEY["X-Dazi-Key"], "mapping": str(WEBHOOKS / "salesforce-flow.yaml")},
        "drop_folder": {"path": str(tmp_path / "drop"), "every": 0.05},
        "copper": {"kind": "market", "path": str(tmp_path / "copper.csv"), "series": "copper"},
    }
    async with playing(team, tmp_path, sources=sources) as stage:
        yield stage


async def posted(stage: Stage, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    async with stage.session.post(stage.runtime.base_url + path, data=BytesIO(body), headers=headers) as answer:
        found = await answer.json()
        status = answer.status
    await stage.quiet()
    return status, found


async def test_a_new_owner_in_the_crm_is_the_owner_in_the_chat(fed: Stage) -> None:
    assert "韩梅" not in (await fed.told("li.lei", "谁负责华东光伏？")).splitlines()[0]
    event: dict[str, object] = {"event_id": "f-1", "object": "Account", "change": "updated", "id": "C001"}
    fields = {"OwnerId": "han.mei", "NumberOfEmployees": "many"}
    event |= {"at": fed.clock.now().isoformat(), "fields": fields}
    status, told = await posted(fed, "/hooks/crm", json.dumps(event).encode(), KEY)
    assert status == 200
    assert [(one["field"], one["zh"]) for one in told["rejected"]] == [("NumberOfEmployees", "不是整数")]
    text = await fed.told("li.lei", "谁负责华东光伏？")
    assert "韩梅" in text.splitlines()[0]
    assert "Salesforce" in text
    assert (await posted(fed, "/hooks/crm", json.dumps(event).encode(), KEY))[0] == 200
    assert await fed.told("li.lei", "谁负责华东光伏？") == text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"x" * 20_000_000, KEY, 413),
        (b"{", KEY, 400),
        (b"\xff\xfe\xfd", KEY, 400),
        (b"{}", {}, 401),
        (b"{}", {"X-Dazi-Key": HOOK_KEY}, 401),
    ],
    ids=["20 MB", "broken", "bytes", "no key", "another's key"],
)
async def test_what_cannot_be_taken_gets_a_sentence_and_the_bot_lives(
    fed: Stage, body: bytes, headers: dict[str, str], status: int
) -> None:
    found = await posted(fed, "/hooks/crm", body, headers)
    assert found[0] == status
    error = found[1]["error"]
    assert error["zh"] != error["en"]
    assert "李雷" in await fed.told("li.lei", "谁负责华东光伏？")


async def test_measurements_without_a_section_come_with_the_bots_own_key(fed: Stage) -> None:
    fields = {"customer_id": "C001", "metric": "seats.usage", "value": 0.28, "measured_on": "2026-01-11"}
    body = json.dumps([{"event_id": "u1", "object": "usage", "fields": fields}]).encode()
    status, told = await posted(fed, "/hooks/csm", body, {"X-Dazi-Key": HOOK_KEY})
    assert (status, told) == (200, {"ok": True, "accepted": 1, "new": 1})
    every = await fed.runtime.store.read(lambda reader: metrics_of(reader, "C001"))
    assert [one.value.value for one in every if one.value.metric == "seats.usage"] == [0.28]


async def test_a_file_in_the_folder_is_known_in_the_chat(fed: Stage, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir(exist_ok=True)
    (drop / "ownership.csv").write_text("customer_id,person_id,valid_from\nC900,han.mei,2026-01-01\n", encoding="utf-8")
    (drop / "customers.csv").write_text("customer_id,name\nC900,远聚风电科技\n", encoding="gb18030")
    text = ""
    while "韩梅" not in text:  # two looks to see that they are whole, one to hand them over
        text = await fed.told("li.lei", "谁负责远聚风电科技？")
    while len(list((drop / "done").glob("*.csv")) if (drop / "done").exists() else []) < 2:
        await fed.told("li.lei", "谁负责远聚风电科技？")
    assert sorted(path.name for path in drop.iterdir()) == ["done"]


async def test_copper_is_there_once(fed: Stage) -> None:
    rows: list[Any] = []
    while not rows:
        await fed.told("li.lei", "谁负责华东光伏？")
        found = await fed.runtime.store.read(
            lambda reader: reader.rows(select(signals).where(signals.c.source == "market"))
        )
        rows = list(found)
    assert [(row["kind"], row["attributes"]["value"]) for row in rows] == [("price", 74900)]


async def test_a_deal_that_the_crm_deleted_is_told_no_more(fed: Stage) -> None:
    said = await fed.told("li.lei", "华东光伏有哪些商机？")
    deals = [row.split(",") for row in DEALS.read_text(encoding="utf-8").splitlines() if ",C001," in row]
    assert any(row[2] in said for row in deals)
    events = [
        {
            "event_id": f"x-{row[0]}",
            "object": "Opportunity",
            "change": "deleted",
            "id": row[0],
            "at": "2026-01-12T08:00:00Z",
        }
        for row in deals
    ]
    status, told = await posted(fed, "/hooks/crm", json.dumps(events).encode(), KEY)
    assert (status, told["rejected"]) == (200, [])
    assert "没有商机记录" in await fed.told("li.lei", "华东光伏有哪些商机？")
