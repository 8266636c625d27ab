"""A real export that records agents per deal and no owners: the answer is who had deals, counted anew here."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from bot.app import main
from tests.commands.conftest import Console

ROOT = Path(__file__).resolve().parents[2]
EXPORT = Path(os.environ.get("DAZI_SHARED", ROOT.parent / "shared")) / "data" / "opp_maven_crm"
pytestmark = pytest.mark.skipif(not EXPORT.is_dir(), reason=f"the Maven CRM export is not at {EXPORT}")


@pytest.fixture(scope="module")
def maven(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("maven")
    url = f"sqlite:///{folder / 'dazi.db'}"
    mapping = ROOT / "examples" / "mappings" / "maven.yaml"
    arguments = ["import", str(EXPORT), "--mapping", str(mapping), "--db", url]
    assert main([*arguments, "--rejected", str(folder / "rejected.csv")]) == 0
    return url


def deals_of(account: str) -> list[dict[str, str]]:
    with next(EXPORT.glob("sales_pipeline*.csv")).open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["account"] == account]


def test_no_owner_is_recorded_and_five_agents_are_named(console: Console, maven: str) -> None:
    deals = deals_of("Betasoloin")
    agents = Counter(row["sales_agent"] for row in deals)
    done = console("ask", "who owns Betasoloin?", "--db", maven)
    assert done.code == 0
    first, *named, more = done.out.splitlines()
    assert first == f"No owner is recorded for Betasoloin. Going by its deals, {len(agents)} people worked on it:"
    assert more == f"and {len(agents) - 5} more" == "and 10 more"
    assert len(named) == 5
    told = []
    for line in named:
        agent = line.removeprefix("· ").partition(":")[0]
        own = [row for row in deals if row["sales_agent"] == agent]
        stages = Counter(row["deal_stage"] for row in own)
        won, lost = stages["Won"], stages["Lost"]
        assert f": {len(own)} deals ({won} won, {lost} lost, {len(own) - won - lost} open), " in line
        days = [day for row in own for day in (row["engage_date"], row["close_date"]) if day]
        assert line.endswith(f"{min(days)} to {max(days)}")
        told.append(len(own))
    assert told == [count for _, count in agents.most_common(5)]


def test_in_chinese_too(console: Console, maven: str) -> None:
    done = console("ask", "谁负责 Betasoloin？", "--db", maven)
    assert done.out.startswith("Betasoloin 没有记录负责人。从商机记录看，做过它的有 15 人：")
    assert done.out.rstrip().endswith("另有 10 人")


def test_twice_changes_nothing(console: Console, maven: str, tmp_path: Path) -> None:
    mapping = ROOT / "examples" / "mappings" / "maven.yaml"
    done = console("import", EXPORT, "--mapping", mapping, "--db", maven, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "deals: 0 new, 0 changed" in done.out
    assert not (tmp_path / "rejected.csv").exists()
