import json
from pathlib import Path

import pytest

from capture.exports.plan import plan_import
from capture.exports.reasons import ExportError
from tests.unit.capture.exports.samples import SHANGHAI, TEAM, read_all, rows_of, write_export


def test_chunks_come_in_the_order_in_which_they_refer_to_each_other(tmp_path: Path) -> None:
    plan, chunks = read_all(write_export(tmp_path, TEAM))
    order = ["people", "customers", "ownership", "contacts", "relations", "deals", "leads"]
    order += ["proposals", "quotes", "contracts", "tasks", "signals"]
    assert [chunk["table"] for chunk in chunks] == order
    assert not plan.rejected
    assert json.loads(json.dumps(chunks)) == chunks


def test_values_are_validated_and_plain(tmp_path: Path) -> None:
    _, chunks = read_all(write_export(tmp_path, TEAM))
    person, customer, deal = (rows_of(chunks, table)[0] for table in ("people", "customers", "deals"))
    assert person == {"person_id": "li.lei", "name": "李雷", "role": "rep", "email": "li.lei@team.example",
                      "slack_id": "U1", "manager_id": "zhou.min", "left_on": None}  # fmt: skip
    assert customer["aliases"] == ["华东光伏", "澄溪光伏"]
    assert (customer["employees"], customer["registered_capital"]) == (2600, 1.5e8)
    assert customer["attributes"] == {"tier": "A"}
    assert deal["created_at"] == "2025-12-11T16:00:00+00:00", "a date begins at midnight in the team's zone"
    assert deal["closed_at"] == "2026-01-17T02:00:00+00:00"
    assert deal["outcome"] == "won"


def test_signals_get_an_id_and_keep_what_else_they_say(tmp_path: Path) -> None:
    _, chunks = read_all(write_export(tmp_path, TEAM))
    first, second = rows_of(chunks, "signals")
    assert first["attributes"] == {"page": "/compare/a"}
    assert first["at"] == "2026-01-06T02:00:00+00:00"
    assert len(first["event_id"]) == 32
    assert (second["event_id"], second["at"]) == ("e-2", "2026-01-06T02:01:00+00:00")


def test_a_chunk_has_at_most_500_rows_and_their_lines(tmp_path: Path) -> None:
    lines = [f"C{n},Company {n}" for n in range(1203)]
    folder = write_export(tmp_path, {"customers.csv": "customer_id,name\n" + "\n".join(lines)})
    plan = plan_import(folder, None, SHANGHAI)
    seen, progress = [], []
    for chunk in plan.chunks():
        seen.append(chunk["lines"])
        progress.append(plan.rows_read)
    assert [len(lines) for lines in seen if isinstance(lines, list)] == [500, 500, 203]
    assert seen[2] == list(range(1002, 1205))
    assert progress == [501, 1001, 1204]
    assert (plan.total_rows, plan.rows_read) == (1204, 1204)
    assert plan.total_bytes == (tmp_path / "customers.csv").stat().st_size


def test_files_that_are_not_for_us_yet_are_counted_or_named(tmp_path: Path) -> None:
    files = {
        "customers.csv": "customer_id,name,tier\nC1,A,x\n",
        "orders.csv": "order_id,amount\nO1,1\n\nO2,2\n",
        "NOTE.md": "x",
        ".hidden": "x",
    }
    folder = write_export(tmp_path, files)
    plan, _ = read_all(folder)
    assert [(note.code, note.file, note.count, note.names) for note in plan.notes] == [
        ("unknown_file", "NOTE.md", 0, ()),
        ("not_used_yet", "orders.csv", 2, ()),
        ("unknown_columns", "customers.csv", 0, ("tier",)),
    ]


def test_only_known_but_unused_files_are_still_an_import(tmp_path: Path) -> None:
    plan, chunks = read_all(write_export(tmp_path, {"orders.csv": "order_id\nO1\n"}))
    assert (chunks, plan.rejected) == ([], [])


@pytest.mark.parametrize("files", [{}, {"a.txt": "x"}])
def test_a_folder_with_nothing_for_us_says_so(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(ExportError) as caught:
        plan_import(write_export(tmp_path, files), None, SHANGHAI)
    assert "nothing" in caught.value.say["en"]
    assert "没有" in caught.value.say["zh"]


def test_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"there is no .*gone"):
        plan_import(tmp_path / "gone", None, SHANGHAI)


def test_a_file_that_cannot_be_opened_costs_only_itself(tmp_path: Path) -> None:
    folder = write_export(tmp_path, {"customers.csv": "customer_id,name\nC1,A\n"})
    (folder / "people.csv").symlink_to("nowhere.csv")
    plan, chunks = read_all(folder)
    assert [row["customer_id"] for row in rows_of(chunks, "customers")] == ["C1"]
    assert [(one.file, one.line) for one in plan.rejected] == [("people.csv", 0)]


def test_battle_cards_come_one_a_chunk_and_a_bad_one_costs_only_itself(tmp_path: Path) -> None:
    good, bad = (
        "---\ntitle: T\nowner: li.lei\nverified_on: 2026-01-05\n---\n- We win\n",
        "---\ntitle: T\n- never closed\n",
    )
    cards = {"a.md": good, "b.md": bad, "c.md": "Only text\n", ".draft.md": good, "notes.txt": "x"}
    write_export(tmp_path / "battlecards", cards)
    plan, chunks = read_all(tmp_path)
    assert [(chunk["file"], chunk["table"]) for chunk in chunks] == [
        ("battlecards/a.md", "battlecards"),
        ("battlecards/c.md", "battlecards"),
    ]
    assert rows_of(chunks, "battlecards")[0]["lines"] == [[6, "", "We win"]]
    assert [(one.file, one.line, one.reason.en) for one in plan.rejected] == [
        ("battlecards/b.md", 1, "the --- at the top is never closed by another ---")
    ]
    assert [(note.code, note.file, note.names) for note in plan.notes] == [
        ("card_lacks", "battlecards/c.md", ("owner", "verified_on"))
    ]
    assert json.loads(json.dumps(chunks)) == chunks
