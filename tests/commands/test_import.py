"""import: what comes in, what is rejected and why, and nothing twice."""

import csv
from pathlib import Path

from tests.commands.conftest import SAMPLE_TEAM, Console

CUSTOMERS = "customer_id,name\nC1,𠮷野光伏科技有限公司\nC2,青屿电气科技有限公司\n"


def folder(tmp_path: Path, **files: bytes | str) -> Path:
    made = tmp_path / "export"
    made.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (made / f"{name}.csv").write_bytes(data)
    return made


def rejected(tmp_path: Path) -> list[dict[str, str]]:
    with (tmp_path / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_twice_changes_nothing(console: Console, team: str, tmp_path: Path) -> None:
    done = console("import", SAMPLE_TEAM, "--db", team, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    counts = {"people": 13, "customers": 54, "ownership": 88, "deals": 88, "leads": 24}
    counts |= {"proposals": 50, "quotes": 40, "contracts": 37, "usage": 48, "tasks": 66, "battlecards": 4}
    for table, rows in counts.items():
        assert f"{table}: 0 new, 0 changed, {rows} unchanged" in done.out
    assert "signals: 0 new" in done.out
    assert not (tmp_path / "rejected.csv").exists()


def test_what_is_not_built_yet_is_counted_and_named(console: Console) -> None:
    done = console("import", SAMPLE_TEAM, "--lang", "en")
    assert done.code == 0
    assert "milestones.csv" in done.out
    assert "targets.csv" in done.out
    assert "认得这个文件，暂未使用" in console("import", SAMPLE_TEAM, "--lang", "zh").out


def test_gb18030(console: Console, tmp_path: Path) -> None:
    export = folder(tmp_path, customers=CUSTOMERS.encode("gb18030"))
    assert console("import", export).code == 0
    for name in ("𠮷野光伏", "青屿电气"):
        assert "没有记录负责人" in console("ask", f"谁负责{name}科技有限公司").out


def test_a_missing_column(console: Console, tmp_path: Path) -> None:
    done = console("import", folder(tmp_path, customers="name,region\nAcme,north\n"), "--lang", "en")
    assert done.code == 1
    assert "customer_id" in done.err + done.out + str(rejected(tmp_path))


def test_a_quote_never_closed(console: Console, tmp_path: Path) -> None:
    done = console(
        "import", folder(tmp_path, customers='customer_id,name\nC1,Acme\nC2,"Bert\nC3,Carl\nC4,Dora\n'), "--lang", "en"
    )
    assert done.code == 1
    assert "rejected.csv" in done.err
    assert rejected(tmp_path)
    assert "No owner is recorded for Acme" in console("ask", "who owns Acme?").out


def test_bad_rows_are_listed_and_the_others_are_in(console: Console, tmp_path: Path) -> None:
    export = folder(
        tmp_path,
        people="person_id,name,role\np1,Ann,rep\np2,Bob,wizard\n",
        customers="customer_id,name\nC1,Acme\n,Nobody\n",
        ownership="customer_id,person_id,role,valid_from\nC1,p1,rep,2025-02-30\nC1,p1,rep,2025-01-01\nC9,p1,rep,\n",
    )
    done = console("import", export, "--lang", "en", "--rejected", tmp_path / "bad.csv")
    assert done.code == 1
    assert "bad.csv" in done.err
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 3
    assert all(any(value for value in row.values()) for row in rows)
    assert "Ann owns Acme (since 2025-01-01" in console("ask", "who owns Acme?").out


def test_nothing_there(console: Console, tmp_path: Path) -> None:
    for export in (tmp_path / "none", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        done = console("import", export, "--lang", "en")
        assert (done.code, done.out) == (1, "")
        assert export.name in done.err


def test_a_mapping_that_cannot_be(console: Console, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("- {from: a.csv, to: nowhere.csv}\n", encoding="utf-8")
    done = console("import", folder(tmp_path, customers="customer_id,name\n"), "--mapping", tmp_path / "map.yaml")
    assert (done.code, done.out) == (2, "")
    assert "map.yaml" in done.err
