import os
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from capture.base import BadRow
from capture.exports.mapping import load_mapping
from capture.sources.export import SOURCE
from knowledge.battlecards.tables import battlecards
from knowledge.deals.tables import deals
from knowledge.graph.tables import adjacency, contacts, customers, facts, merges
from knowledge.leads.tables import leads, signals
from knowledge.people.tables import handles, persons
from knowledge.proposals.tables import proposals, quotes
from knowledge.store.tables import audit, changes
from knowledge.success.tables import contracts, metrics
from knowledge.work.tables import tasks
from tests.unit.capture.exports.samples import TEAM, mapped, write_export
from tests.unit.capture.sources.importing import START, Desk, Imported, desk

REPO = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("DAZI_SHARED") or REPO.parent / "shared")
MAVEN = SHARED / "data" / "opp_maven_crm"
TABLES: tuple[Table, ...] = (
    *(persons, handles, customers, contacts, facts, adjacency, deals, leads, signals),
    *(proposals, quotes, contracts, tasks, battlecards),
)

NOTHING: Mapping[str, int] = {}


async def contents(at: Desk) -> dict[str, list[dict[str, Any]]]:
    return {table.name: await at.rows(table) for table in (*TABLES, audit, changes)}


def counts(found: Counter[str]) -> Mapping[str, int]:
    return {table: count for table, count in found.items() if count}


def codes(found: Imported) -> list[tuple[str, int, list[str]]]:
    return [(note["code"], note["count"], note["names"]) for note in found.notes]


async def test_an_export_is_recorded_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "in", TEAM)
    everything = {"people": 3, "customers": 2, "ownership": 2, "contacts": 2, "relations": 1, "deals": 2,
                  "leads": 1, "proposals": 1, "quotes": 2, "contracts": 1, "tasks": 2, "signals": 2}  # fmt: skip
    async with desk(tmp_path) as at:
        first = await at.take(folder)
        before = await contents(at)
        second = await at.take(folder)
        assert await contents(at) == before
    assert (counts(first.created), first.rejected) == (everything, [])
    assert codes(first) == [("deal_without_customer", 1, ["D2"])]
    assert (counts(second.created), counts(second.changed), counts(second.unchanged)) == (NOTHING, NOTHING, everything)


async def test_where_it_is_from_is_kept(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.take(write_export(tmp_path / "in", TEAM))
        (first, *_) = await at.rows(customers)
        owner = next(row for row in await at.rows(facts) if row["kind"] == "owner:rep")
    assert first["source"] == {"what": "import", "where": "customers.csv line 2", "at": "2026-01-07T01:01:00+00:00"}
    assert first["attributes"] == {"tier": "A"}
    assert (owner["source"]["where"], owner["source"]["said"]) == ("ownership.csv line 2", "CRM")
    assert (owner["valid_from"], owner["valid_to"]) == (date(2024, 3, 1), date(2025, 12, 31))


async def test_a_changed_row_supersedes_and_a_missing_one_deletes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.take(write_export(tmp_path / "1", TEAM))
        later = {
            "deals.csv": "deal_id,amount,outcome\nD1,300000,lost\n",
            "ownership.csv": "customer_id,person_id,role,valid_from,valid_to,source\n"
            "C1,li.lei,rep,2026-01-01,2026-03-31,CRM\n",
        }
        found = await at.take(write_export(tmp_path / "2", later))
        stored = {row["deal_id"]: row for row in await at.rows(deals)}
        owners = [row for row in await at.rows(facts) if row["kind"] == "owner:rep" and row["object_id"] == "li.lei"]
        (kept,) = await at.rows(audit)
    assert counts(found.changed) == {"deals": 1, "ownership": 1}
    assert (stored["D1"]["amount"], stored["D1"]["outcome"]) == (300000, "lost")
    assert (stored["D1"]["customer_id"], stored["D1"]["name"]) == ("C1", "产线监测"), "columns not given stay"
    assert "D2" in stored
    assert kept["subject"] == "deal:D1"
    assert kept["details"]["before"] == {"amount": 240000.0, "outcome": "won"}
    assert kept["details"]["after"] == {"amount": 300000.0, "outcome": "lost"}
    assert [(row["valid_to"], row["withdrawn_at"] is None) for row in owners] == [
        (None, False),
        (date(2026, 3, 31), True),
    ]
    assert owners[0]["withdrawn_at"] == at.now == owners[1]["recorded_at"]
    assert at.now > START


async def test_ownership_of_unknown_customers_and_people_is_rejected(tmp_path: Path) -> None:
    text = "customer_id,person_id,role\nC1,li.lei,rep\nC9,li.lei,rep\nC1,nobody,csm\nC9,nobody,rep\n"
    async with desk(tmp_path) as at:
        found = await at.take(write_export(tmp_path / "in", {**TEAM, "ownership.csv": text}))
        assert len([row for row in await at.rows(facts) if row["kind"].startswith("owner:")]) == 1
    assert [(one["line"], one["column"], one["value"]) for one in found.rejected] == [
        (3, "customer_id", "C9"),
        (4, "person_id", "nobody"),
        (5, "customer_id", "C9"),
    ]
    assert found.rejected[0]["reason"] == {"zh": "没有这个客户", "en": "there is no such customer"}


async def test_deals_leads_and_contacts_of_strangers_are_kept_and_listed(tmp_path: Path) -> None:
    files = {
        "contacts.csv": "contact_id,customer_id,name\nK9,C9,Z\n",
        "deals.csv": "deal_id,customer_id,owner_id\nD7,C9,nobody\nD8,C9,nobody\nD9,,\n",
        "leads.csv": "lead_id,owner_id\nL9,nobody\n",
    }
    async with desk(tmp_path) as at:
        found = await at.take(write_export(tmp_path / "in", files))
        assert [row["deal_id"] for row in await at.rows(deals)] == ["D7", "D8", "D9"]
    assert codes(found) == [
        ("unknown_customer", 1, ["C9"]),
        ("deal_without_customer", 1, ["D9"]),
        ("unknown_customer", 2, ["C9"]),
        ("unknown_person", 2, ["nobody"]),
        ("unknown_person", 1, ["nobody"]),
    ]


async def test_papers_of_strangers_are_kept_and_listed(tmp_path: Path) -> None:
    files = {
        "quotes.csv": "quote_id,customer_id,deal_id,quoted_by\nQ1,C9,D9,nobody\nQ2,,,\n",
        "contracts.csv": "contract_no,starts_on,ends_on\nDZ-1,2026-02-01,2026-01-31\nDZ-2,2026-02-01,2026-02-01\n",
        "tasks.csv": "task_id,assignee_id\nT1,nobody\n",
    }
    folder = write_export(tmp_path / "in", files)
    write_export(folder / "battlecards", {"a.md": "---\nowner: nobody\nverified_on: 2026-01-05\n---\nWe win.\n"})
    async with desk(tmp_path) as at:
        found = await at.take(folder)
        assert [row["quote_id"] for row in await at.rows(quotes)] == ["Q1", "Q2"]
        assert [row["contract_no"] for row in await at.rows(contracts)] == ["DZ-2"]
        (card,) = await at.rows(battlecards)
    assert [(one["line"], one["column"], one["reason"]["en"]) for one in found.rejected] == [
        (2, "ends_on", "is before starts_on")
    ]
    assert codes(found) == [
        ("unknown_customer", 1, ["C9"]),
        ("unknown_deal", 1, ["D9"]),
        ("unknown_person", 1, ["nobody"]),
        ("unknown_person", 1, ["nobody"]),
        ("unknown_owner", 0, ["nobody"]),
    ]
    assert card["source"]["where"] == "battlecards/a.md line 1"
    assert (card["lines"], card["verified_on"]) == ([[5, "", "We win."]], date(2026, 1, 5))


async def test_a_row_of_a_merged_customer_is_about_the_one_that_stands_for_it(tmp_path: Path) -> None:
    merge = merges.insert().values(gone_id="C2", kept_id="C1", key="test")
    files = {
        "customers.csv": "customer_id,name\nC1,A\nC2,B\n",
        "quotes.csv": "quote_id,customer_id\nQ1,C2\n",
    }
    folder = write_export(tmp_path / "in", files)
    async with desk(tmp_path) as at:
        await at.store.write(lambda unit: unit.run(merge))
        first, again = await at.take(folder), await at.take(folder)
        assert [row["customer_id"] for row in await at.rows(quotes)] == ["C1"]
        assert [row["customer_id"] for row in await at.rows(customers)] == ["C1", "C2"]
    assert (counts(first.created), counts(again.changed)) == ({"customers": 2, "quotes": 1}, NOTHING)


async def test_people_who_are_only_named_are_created_once_and_never_overwritten(tmp_path: Path) -> None:
    text = "- {from: a.csv, to: deals.csv, columns: {deal_id: id, customer_id: id, owner_id: who}}"
    folder = write_export(tmp_path / "a", {"a.csv": "id,who\nD1,Ann Lee\nD2,li.lei\n"})
    async with desk(tmp_path) as at:
        await at.take(write_export(tmp_path / "in", {"people.csv": TEAM["people.csv"]}))
        first, second = await at.take(folder, mapped(text)), await at.take(folder, mapped(text))
        people = {row["person_id"]: row for row in await at.rows(persons)}
        local = [row for row in await at.rows(handles) if row["person_id"] == "Ann Lee"]
    strangers = ("unknown_customer", 2, ["D1", "D2"])
    assert codes(first) == [("people_created", 1, ["Ann Lee"]), strangers]
    assert codes(second) == [strangers]
    assert counts(second.created) == NOTHING
    assert (people["Ann Lee"]["role"], people["li.lei"]["name"]) == ("rep", "李雷")
    assert [(row["messenger"], row["user_id"]) for row in local] == [("local", "Ann Lee")]


@pytest.mark.parametrize(
    "body",
    [{}, {"file": "a.csv", "table": "orders", "rows": [], "lines": []},
     {"file": "a.csv", "table": "deals", "rows": [{"closed_at": "soon"}], "lines": [2]}],
)  # fmt: skip
async def test_what_is_no_chunk_is_refused(tmp_path: Path, body: dict[str, object]) -> None:
    async with desk(tmp_path) as at:
        with pytest.raises(BadRow):
            await at.store.write(lambda unit: SOURCE.take(unit, body))


WORDS = st.sampled_from(["", "A", "b", "华东光伏", "x;y", " A "])
DAYS = st.sampled_from(["", "2026-01-01", "2026-05-01"])
IDS = st.sampled_from(["1", "2", "3"])
CUSTOMER_ROWS = st.lists(st.tuples(IDS, WORDS, WORDS, WORDS), max_size=6)
OWNER_ROWS = st.lists(st.tuples(IDS, st.sampled_from(["p1", "p2", "p9"]), DAYS, DAYS, WORDS), max_size=6)


def as_csv(header: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([header, *(",".join(row) for row in rows)])


@settings(max_examples=25)
@given(st.lists(st.tuples(CUSTOMER_ROWS, OWNER_ROWS), min_size=1, max_size=3))
async def test_importing_again_never_changes_anything(
    exports: list[tuple[list[tuple[str, ...]], list[tuple[str, ...]]]],
) -> None:
    with TemporaryDirectory() as name:
        path = Path(name)
        async with desk(path) as at:
            for index, (companies, owners) in enumerate(exports):
                files = {
                    "people.csv": "person_id,name\np1,P\np2,Q\n",
                    "customers.csv": as_csv("customer_id,name,aliases,note", companies),
                    "ownership.csv": as_csv("customer_id,person_id,valid_from,valid_to,source", owners),
                }
                folder = write_export(path / str(index), files)
                first = await at.take(folder)
                before = await contents(at)
                again = await at.take(folder)
                assert await contents(at) == before
                assert counts(again.created) == counts(again.changed) == NOTHING
                assert again.rejected == first.rejected


@pytest.mark.skipif(not MAVEN.is_dir(), reason="the Maven CRM export is not in ../shared/data")
async def test_the_maven_export_imports_as_it_is(tmp_path: Path) -> None:
    mapping = load_mapping(REPO / "examples" / "mappings" / "maven.yaml")
    async with desk(tmp_path) as at:
        found = await at.take(MAVEN, mapping)
        again = await at.take(MAVEN, mapping)
        stored = await at.rows(deals)
        people = Counter(row["role"] for row in await at.rows(persons))
        companies = {row["customer_id"]: row for row in await at.rows(customers)}
    assert counts(found.created) == {"people": 35, "named": 6, "customers": 85, "deals": 6356}
    assert (counts(again.created), counts(again.changed), again.rejected) == (NOTHING, NOTHING, [])
    assert people == {"rep": 35, "manager": 6}
    assert sum(not deal["customer_id"] for deal in stored) == 934
    assert {deal["customer_id"] for deal in stored} - {""} == companies.keys()
    assert "GTXPro" not in {deal["product"] for deal in stored}
    assert companies["Betasoloin"]["attributes"] == {"year_established": "1999", "revenue": "251.41"}
    assert [(code, count) for code, count, _ in codes(found) if code == "people_created"] == [("people_created", 6)]


async def test_the_sample_team_imports_whole(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        at.now = datetime(2026, 1, 12, 1, tzinfo=UTC)  # its own day: what it measures lies before
        found = await at.take(REPO / "examples" / "sample_team")
        again = await at.take(REPO / "examples" / "sample_team")
    assert found.rejected == []
    assert [note for note in found.notes if note["code"].startswith("unknown")] == []
    assert counts(again.created) == counts(again.changed) == NOTHING


async def test_usage_is_read_as_customer_success_reports_it(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "customers.csv").write_text("customer_id,name\nC1,Acme\n", encoding="utf-8")
    (folder / "contracts.csv").write_text("contract_no,customer_id\nHT-1,C1\n", encoding="utf-8")
    rows = (
        "C1,,a.b,0.5,2026-01-05",
        ",HT-1,a.b,0.6,2026-01-05",
        ",,a.b,1,2026-01-05",
        "C1,,a.b,1,2027-01-05",
        "C1,,a.b,x,2026-01-05",
    )
    (folder / "usage.csv").write_text(
        "\n".join(("customer_id,contract_no,metric,value,measured_on", *rows)), encoding="utf-8"
    )
    async with desk(tmp_path) as at:
        found = await at.take(folder)
        assert (found.created["usage"], (await at.take(folder)).unchanged["usage"]) == (2, 2)
        kept = await at.rows(metrics)
    assert sorted((row["customer_id"], row["contract_no"], row["value"]) for row in kept) == [
        ("C1", "", 0.5),
        ("C1", "HT-1", 0.6),
    ]
    assert [(one["line"], one["column"]) for one in found.rejected] == [
        (4, "customer_id"),
        (5, "measured_on"),
        (6, "value"),
    ]
