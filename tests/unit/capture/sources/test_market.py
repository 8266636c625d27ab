"""Market data: each row once, as a signal with its own time; about customers only where they are named exactly."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from capture.base import FeedRefused, FeedTrouble
from capture.sources.market import SOURCE
from config.errors import SettingsError
from config.sections import Where
from knowledge.graph.commands import record_customers
from knowledge.graph.model import Customer
from knowledge.leads.tables import signals
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from tests.stores import Hand
from tests.unit.capture.sources.calling import NOW, room
from tests.unit.capture.sources.looking import Looker

COPPER = 'date,close\n2026-01-08,"71,200"\n2026-01-09,74900.5\n'
AS_COPPER: dict[str, Any] = {"series": "copper", "unit": "CNY/t", "columns": {"at": "date", "value": "close"}}


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


def feed(store: Store, folder: Path, text: str, name: str = "copper", **more: Any) -> Looker:  # noqa: ANN401
    write(folder, text)
    section = {"path": str(folder / "market.csv"), "every": 3600, **more}
    return Looker(SOURCE, store, section, folder, name)


def write(folder: Path, text: str) -> None:
    (folder / "market.csv").write_text(text, encoding="utf-8")


async def test_prices_become_signals_of_a_series(store: Store, tmp_path: Path) -> None:
    copper = feed(store, tmp_path, COPPER, **AS_COPPER)
    found = await copper.look()
    assert found.newest == datetime(2026, 1, 8, 16, 0, tzinfo=UTC)
    rows = await copper.rows(signals)
    assert [(row["kind"], row["attributes"]["value"], row["attributes"]["series"]) for row in rows] == [
        ("price", 71200, "copper"), ("price", 74900.5, "copper"),
    ]  # fmt: skip
    assert rows[0]["attributes"]["unit"] == "CNY/t"
    assert rows[0]["at"] == datetime(2026, 1, 7, 16, 0, tzinfo=UTC)


async def test_only_what_is_new_or_corrected_comes_again(any_store: Store, tmp_path: Path) -> None:
    old = "".join(f"2024-01-{day:02},{day}\n" for day in range(1, 29))
    copper = feed(any_store, tmp_path, COPPER + old, **AS_COPPER)
    await copper.look()
    assert (await copper.look()).batches == ()
    write(tmp_path, COPPER.replace("74900.5", "74901") + "2026-01-12,75000\n" + old)
    again = await copper.look()
    assert sum(batch.items for batch in again.batches) == 3
    assert [(one["signals"], one["new"]) for one in copper.new] == [(30, 30), (3, 2)]
    copper.reopen()
    assert (await copper.look()).batches == ()


async def test_news_about_a_customer_named_exactly(any_store: Store, tmp_path: Path) -> None:
    there = [Customer("C1", "远聚风电有限公司", name_en="Yuanju Wind"), Customer("C2", "临舟"), Customer("C3", "临舟")]
    known = [Claim(one, {"what": "import"}) for one in there]
    await any_store.write(lambda unit: record_customers(unit, known))
    rows = [
        {
            "id": 7,
            "date": 1768179600000,
            "headline": "扩产",
            "company": "远聚风电有限公司",
            "url": "https://n.example/7",
        },
        {"id": 8, "date": "2026-01-10", "headline": "Expands", "company": "Yuanju Wind"},
        {"id": 9, "date": "2026-01-10", "headline": "招标", "company": "临舟"},
        {"id": 10, "date": "2026-01-10", "headline": "?", "company": "无名", "rival": "Maintiva"},
    ]
    columns = {"at": "date", "title": "headline", "customer": "company", "link": "url", "competitor": "rival"}
    news = feed(any_store, tmp_path, json.dumps({"items": rows}), "news", what="news", items="items", columns=columns)
    await news.look()
    found = {row["event_id"]: row["customer_id"] for row in await news.rows(signals)}
    assert found == {"news:7": "C1", "news:8": "C1", "news:9": "", "news:10": ""}
    assert news.new[0]["unknown"] == ["临舟", "无名"]
    assert (await news.rows(signals))[-1]["attributes"]["competitor"] == "Maintiva"


async def test_rows_at_fault_are_named_and_the_rest_is_taken(store: Store, tmp_path: Path) -> None:
    text = "date,close\n2026-01-08,high\n,3\n2027-01-01,3\n2026-02-30,3\n2026-01-09,\n2026-01-10,5,6\n2026-01-11,7\n"
    copper = feed(store, tmp_path, text, **AS_COPPER)
    found = await copper.look()
    assert [(one.where.split()[0], one.say["en"]) for one in found.rejected] == [
        ("2", "close: not a number"), ("3", "date: must not be empty"), ("4", "date: lies in the future"),
        ("5", "date: there is no such day or time"), ("6", "close: must not be empty"),
        ("7", "has 3 cells where the header has 2"),
    ]  # fmt: skip
    assert [row["attributes"]["value"] for row in await copper.rows(signals)] == [7]


async def test_a_column_with_another_name_is_said_once(store: Store, tmp_path: Path) -> None:
    copper = feed(store, tmp_path, "tag,close\n2026-01-08,1\n2026-01-09,2\n", **AS_COPPER)
    (one,) = (await copper.look()).rejected
    assert "the column date is missing" in one.say["en"]
    assert "缺少列 date" in one.say["zh"]


async def test_over_http_from_listed_hosts_only(store: Store, tmp_path: Path) -> None:
    asked: list[str] = []

    async def serve(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", ""))
        if request.path == "/away":
            raise web.HTTPFound("http://elsewhere.example/x")
        if request.path == "/closed":
            raise web.HTTPForbidden
        if request.path == "/big":
            return web.Response(body=b"x" * 5_000)
        return web.Response(text=COPPER)

    app = web.Application()
    app.router.add_get("/{path}", serve)
    async with TestServer(app) as server:
        here = {"plain_http": True, "inside": True, "authorization": "Bearer t", "most_bytes": 4_000, **AS_COPPER}

        def at(path: str, **more: object) -> Looker:
            return Looker(SOURCE, store, {"url": str(server.make_url(path)), **here, **more}, tmp_path, "copper")

        await at("/copper.csv").look()
        assert asked == ["Bearer t"]
        with pytest.raises(FeedTrouble, match="list of those"):
            await at("/away").look()
        with pytest.raises(FeedRefused):
            await at("/closed").look()
        with pytest.raises(FeedTrouble, match="too large"):
            await at("/big").look()
        with pytest.raises(FeedTrouble, match="internal network"):
            await at("/copper.csv", inside=False).look()
        with pytest.raises(FeedTrouble, match="not encrypted"):
            await at("/copper.csv", plain_http=False).look()
    assert len(asked) == 4


@pytest.mark.parametrize(
    "section",
    [
        {},
        {"url": "x"},
        {"path": "p", "what": "gossip"},
        {"path": "p", "columns": {"when": "x"}},
        {"path": "p", "every": 0},
    ],
)
def test_a_wrong_section_is_said(section: dict[str, Any], tmp_path: Path) -> None:
    assert SOURCE.pull is not None
    with pytest.raises(SettingsError) as refused:
        SOURCE.pull(section, Where(), room(tmp_path, "copper"))
    assert refused.value.say["zh"] != refused.value.say["en"]
