"""Files put into a folder: waited for, imported, moved with their reasons; the same again changes nothing."""

import csv
from pathlib import Path
from typing import Any

import pytest

from capture.base import FeedTrouble
from capture.drops import lot
from capture.sources.drop_folder import SOURCE
from config.errors import SettingsError
from config.sections import Where
from knowledge.graph.tables import customers, facts
from knowledge.store.store import Store
from knowledge.store.tables import rejections
from tests.unit.capture.sources.looking import Looker

CUSTOMERS = "customer_id,name,employees\nC1,远聚风电,120\nC2,临舟嘉木,80\n"


@pytest.fixture
def drop(store: Store, tmp_path: Path) -> Looker:
    section = {"path": str(tmp_path / "in"), "every": 10}
    return Looker(SOURCE, store, section, tmp_path / "data", "drop_folder")


def put(drop: Looker, name: str, content: str | bytes = CUSTOMERS) -> Path:
    path = Path(drop.section["path"]) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lying(drop: Looker, place: str) -> list[str]:
    folder = Path(drop.section["path"]) / place
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def reasons(drop: Looker, place: str) -> list[dict[str, str]]:
    (name,) = [name for name in lying(drop, place) if name.endswith(".reasons.csv")]
    with (Path(drop.section["path"]) / place / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def test_a_file_is_imported_and_moved(drop: Looker) -> None:
    put(drop, "customers.csv")
    assert (await drop.look()).batches == ()
    found = await drop.look()
    assert sum(batch.items for batch in found.batches) == 2
    assert found.newest is not None
    await drop.looks()
    assert [row["name"] for row in await drop.rows(customers)] == ["远聚风电", "临舟嘉木"]
    assert lying(drop, "done") == ["20260112T090030-customers.csv"]
    assert lying(drop, "rejected") == []
    assert not (Path(drop.section["path"]) / "customers.csv").exists()


async def test_a_file_that_is_still_being_written_is_waited_for(drop: Looker) -> None:
    path = put(drop, "customers.csv", "customer_id,name\nC1,远")
    for more in ("聚\n", "C2,临舟\n"):
        await drop.look()
        with path.open("a") as file:
            file.write(more)
    put(drop, "customers.csv.part", "x")
    put(drop, ".customers.csv", "x")
    await drop.looks()
    assert await drop.rows(customers) == []
    await drop.looks()
    assert [row["name"] for row in await drop.rows(customers)] == ["远聚", "临舟"]
    assert lying(drop, ".") == [".customers.csv", "customers.csv.part", "done"]


async def test_files_that_belong_together_are_taken_in_their_order(drop: Looker) -> None:
    put(drop, "ownership.csv", "customer_id,person_id,valid_from\nC1,li,2026-01-01\n")
    put(drop, "people.csv", "person_id,name\nli,李雷\n")
    put(drop, "customers.csv")
    await drop.look()
    await drop.looks()
    assert [(fact["subject_id"], fact["object_id"]) for fact in await drop.rows(facts)] == [("C1", "li")]
    assert len(lying(drop, "done")) == 3


async def test_the_same_file_twice_changes_nothing(drop: Looker) -> None:
    for _ in range(2):
        put(drop, "customers.csv")
        await drop.look()
        await drop.looks()
    assert [(one["created"], one["unchanged"]) for one in drop.new] == [(2, 0), (0, 2)]
    assert len(lying(drop, "done")) == 2


async def test_what_was_handed_over_before_a_crash_is_not_taken_twice(drop: Looker) -> None:
    put(drop, "customers.csv")
    await drop.look()
    assert (await drop.look()).batches
    drop.reopen()
    await drop.look()
    await drop.looks()
    assert [one["created"] for one in drop.new] == [2]
    assert lying(drop, "done") == ["20260112T090050-customers.csv"]


async def test_a_file_written_anew_meanwhile_is_taken_anew(drop: Looker) -> None:
    path = put(drop, "customers.csv")
    await drop.look()
    await drop.look()
    path.write_text("customer_id,name\nC3,新\n", encoding="utf-8")
    await drop.look()
    assert lying(drop, "done") == []
    await drop.look()
    await drop.look()
    await drop.looks()
    assert [row["customer_id"] for row in await drop.rows(customers)] == ["C1", "C2", "C3"]
    assert len(lying(drop, "done")) == 1


async def test_a_row_at_fault_is_named_beside_the_file_and_the_rest_is_taken(drop: Looker) -> None:
    put(drop, "customers.csv", "customer_id,name,employees\nC1,远聚,many\nC2,临舟,80\n")
    put(drop, "ownership.csv", "customer_id,person_id\nC2,nobody\n")
    await drop.look()
    await drop.looks()
    assert [row["customer_id"] for row in await drop.rows(customers)] == ["C2"]
    done = lying(drop, "done")
    assert [name.partition("-")[2] for name in done] == [
        "customers.csv", "customers.csv.reasons.csv", "ownership.csv", "ownership.csv.reasons.csv",
    ]  # fmt: skip
    with (Path(drop.section["path"]) / "done" / done[1]).open(encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["column"], row["value"], row["reason_zh"]) == ("2", "employees", "many", "不是整数")
    kept = {row["zh"] for row in await drop.rows(rejections)}
    assert "没有这个人" in kept
    assert [one.say["en"] for one in drop.rejected] == ["not a whole number"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("customers.csv", "kunde,name\nC1,x\n", "the column customer_id is missing"),
        ("customers.csv", "", "there is no header"),
        ("customers.csv", "customer_id,name,name\nC1,x,y\n", "the header names name twice"),
        ("holiday.jpg", b"\xff\xd8", "not a file of the import format"),
        ("targets.csv", "scope,scope_id\nteam,x\n", "not used by imports yet"),
    ],
)
async def test_a_file_that_cannot_be_taken_is_put_aside_and_says_why(
    drop: Looker, name: str, content: str | bytes, says: str
) -> None:
    put(drop, name, content)
    put(drop, "people.csv", "person_id,name\nli,李雷\n")
    await drop.look()
    await drop.looks()
    assert len(lying(drop, "rejected")) == 2
    (reason,) = reasons(drop, "rejected")
    assert says in reason["reason_en"]
    assert reason["reason_zh"]
    assert [name.partition("-")[2] for name in lying(drop, "done")] == ["people.csv"]


async def test_gb18030_a_link_and_a_folder(drop: Looker, tmp_path: Path) -> None:
    put(drop, "customers.csv", CUSTOMERS.encode("gb18030"))
    (tmp_path / "secret.csv").write_text(CUSTOMERS)
    (Path(drop.section["path"]) / "people.csv").symlink_to(tmp_path / "secret.csv")
    (Path(drop.section["path"]) / "more").mkdir()
    await drop.look()
    await drop.looks()
    assert [row["name"] for row in await drop.rows(customers)] == ["远聚风电", "临舟嘉木"]
    assert lying(drop, ".") == ["done", "more", "people.csv"]


async def test_a_file_that_is_too_large_is_put_aside(drop: Looker) -> None:
    drop.section = {**drop.section, "most_bytes": 100}
    drop.reopen()
    put(drop, "customers.csv", CUSTOMERS + "C3,x,\n" * 100)
    await drop.looks()
    await drop.looks()
    assert "larger than 100 bytes" in reasons(drop, "rejected")[0]["reason_en"]
    assert await drop.rows(customers) == []


async def test_a_long_file_comes_in_pieces(drop: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lot, "MOST_ROWS", 2)
    rows = "".join(f"C{number},客户{number}\n" for number in range(1_100))
    put(drop, "customers.csv", f"customer_id,name\n{rows}")
    await drop.look()
    first = await drop.look()
    assert (len(first.batches), first.more) == (2, True)
    second = await drop.look()
    assert len(second.batches) == 1
    await drop.looks()
    assert sum(one["created"] for one in drop.new) == 1_100


async def test_a_folder_that_cannot_be_read_is_the_operators_trouble(drop: Looker, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    drop.section = {"path": str(tmp_path / "file")}
    drop.reopen()
    with pytest.raises(FeedTrouble) as trouble:
        await drop.look()
    assert "file" in trouble.value.say["zh"]


async def test_another_feed_of_the_same_kind_finds_its_own_rows(any_store: Store, tmp_path: Path) -> None:
    erp = Looker(SOURCE, any_store, {"path": str(tmp_path / "in")}, tmp_path, "erp")
    put(erp, "customers.csv")
    await erp.look()
    await erp.looks()
    assert len(lying(erp, "done")) == 1


@pytest.mark.parametrize("section", [{}, {"path": "x", "every": 0}, {"path": "x", "mapping": "gone.yaml"}])
def test_a_wrong_section_is_said(section: dict[str, Any], tmp_path: Path) -> None:
    from capture.base import FeedRoom
    from tests.unit.capture.sources.looking import SHANGHAI

    assert SOURCE.pull is not None
    with pytest.raises(SettingsError):
        SOURCE.pull(section, Where(), FeedRoom(tmp_path, SHANGHAI, "drop_folder"))
