from pathlib import Path

import pytest

from capture.exports.rejected import from_plain, write_rejected
from tests.unit.capture.exports.samples import read_all, rows_of, write_export

PEOPLE = "person_id,name,role,language,timezone,left_on\n"
OWNERSHIP = "customer_id,person_id,role,valid_from,valid_to\n"
CUSTOMERS = "customer_id,name,region,employees,registered_capital\n"


@pytest.mark.parametrize(
    ("file", "text", "column", "value", "why"),
    [
        ("people.csv", PEOPLE + "p1,P,sales,,,\n", "role", "sales", "did you mean rep"),
        ("people.csv", PEOPLE + "p1,P,manger,,,\n", "role", "manger", "did you mean manager"),
        ("people.csv", PEOPLE + "p1,P,xxx,,,\n", "role", "xxx", "must be one of rep, presales"),
        ("people.csv", PEOPLE + "p1,P,rep,fr,,\n", "language", "fr", "must be one of zh, en"),
        ("people.csv", PEOPLE + "p1,P,rep,,Asia/Shangai,\n", "timezone", "Asia/Shangai", "did you mean Asia/Shanghai"),
        ("people.csv", PEOPLE + "p1,P,rep,,Asia,\n", "timezone", "Asia", "time zone"),
        ("people.csv", PEOPLE + "p1,P,rep,,,2026/1/3\n", "left_on", "2026/1/3", "ISO date"),
        ("people.csv", PEOPLE + "p1,P,rep,,,2026-02-30\n", "left_on", "2026-02-30", "no such day"),
        ("people.csv", PEOPLE + ",P,rep,,,\n", "person_id", "", "must not be empty"),
        ("people.csv", PEOPLE + "p1, ,rep,,,\n", "name", "", "must not be empty"),
        ("people.csv", PEOPLE + "p" * 121 + ",P,rep,,,\n", "person_id", "p" * 121, "longer than 120"),
        ("people.csv", PEOPLE + "p1,P,rep\n", "", "p1,P,rep", "has 3 cells where the header has 6"),
        ("people.csv", PEOPLE + "p1,P,rep,,,,,\n", "", "p1,P,rep,,,,,", "has 8 cells"),
        ("people.csv", PEOPLE + 'p1,"P" Q,rep,,,\n', "", 'p1,"P" Q,rep,,,', "text after a closing quote"),
        ("people.csv", PEOPLE + "p1,P\0Q,rep,,,\n", "", "p1,P\\0Q,rep,,,", "NUL"),
        ("ownership.csv", OWNERSHIP + "C1,p1,manager,,\n", "role", "manager", "rep, presales, csm, delivery"),
        ("ownership.csv", OWNERSHIP + "C1,p1,rep,2026-02-01,2026-01-01\n", "valid_to", "2026-01-01", "before"),
        ("customers.csv", CUSTOMERS + "C1,A,,many,\n", "employees", "many", "whole number"),
        ("customers.csv", CUSTOMERS + "C1,A,,-5,\n", "employees", "-5", "negative"),
        ("customers.csv", CUSTOMERS + "C1,A,,99999999999,\n", "employees", "99999999999", "too large"),
        ("customers.csv", CUSTOMERS + "C1,A,,,1e999\n", "registered_capital", "1e999", "too large"),
        ("customers.csv", CUSTOMERS + "C1,A,,,nan\n", "registered_capital", "nan", "not a number"),
        ("customers.csv", CUSTOMERS + "C1,A,,,1.2.3\n", "registered_capital", "1.2.3", "not a number"),
        ("deals.csv", "deal_id,created_at\nD1,0001-01-01\n", "created_at", "0001-01-01", "no such day"),
        ("deals.csv", "deal_id,created_at\nD1,soon\n", "created_at", "soon", "ISO date or time"),
        ("deals.csv", "deal_id,outcome\nD1,赢单\n", "outcome", "赢单", "did you mean won"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(
    tmp_path: Path, file: str, text: str, column: str, value: str, why: str
) -> None:
    plan, chunks = read_all(write_export(tmp_path, {file: text}))
    assert chunks == []
    (one,) = plan.rejected
    assert (one.file, one.line, one.column, one.value) == (file, 2, column, value)
    assert why in one.reason.en
    assert one.reason.zh
    assert one.reason.zh != one.reason.en


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    text = CUSTOMERS + "C1,A,,1,\n\nC2,B,,x,\n,,,,\nC3,C,,3,\n"
    plan, chunks = read_all(write_export(tmp_path, {"customers.csv": text}))
    assert [row["customer_id"] for row in rows_of(chunks, "customers")] == ["C1", "C3"]
    assert chunks[0]["lines"] == [2, 6]
    assert [(one.line, one.column) for one in plan.rejected] == [(4, "employees")]


def test_a_missing_id_column_costs_one_file_with_one_reason(tmp_path: Path) -> None:
    files = {"customers.csv": "id,name\nC1,A\nC2,B\n", "deals.csv": "deal_id,name\nD1,x\n"}
    plan, chunks = read_all(write_export(tmp_path, files))
    (one,) = plan.rejected
    assert (one.file, one.line, one.column) == ("customers.csv", 1, "customer_id")
    assert "found: id, name" in one.reason.en
    assert [row["deal_id"] for row in rows_of(chunks, "deals")] == ["D1"]


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "no header"), ("customer_id,name,name\nC1,A,B\n", "twice"), ('customer_id,"name\nC1,A\n', "quote")],
)
def test_a_header_that_cannot_be_used_costs_the_file(tmp_path: Path, text: str, why: str) -> None:
    plan, chunks = read_all(write_export(tmp_path, {"customers.csv": text}))
    (one,) = plan.rejected
    assert why in one.reason.en
    assert chunks == []


def test_the_same_id_again_is_rejected_unless_it_says_the_same(tmp_path: Path) -> None:
    text = "customer_id,name\nC1,A\nC2,B\nC1,A\nC1,Other\n"
    plan, chunks = read_all(write_export(tmp_path, {"customers.csv": text}))
    assert [row["name"] for row in rows_of(chunks, "customers")] == ["A", "B"]
    (one,) = plan.rejected
    assert (one.line, one.value) == (5, "C1")
    assert "customers.csv line 2" in one.reason.en
    assert [(note.code, note.count) for note in plan.notes] == [("repeated", 1)]


def test_ownership_is_identified_by_all_its_parts(tmp_path: Path) -> None:
    rows = "C1,p1,rep,2026-01-01,\nC1,p1,rep,2025-01-01,\nC1,p1,csm,2026-01-01,\nC1,p1,rep,2026-01-01,2026-03-01\n"
    plan, chunks = read_all(write_export(tmp_path, {"ownership.csv": OWNERSHIP + rows}))
    assert len(rows_of(chunks, "ownership")) == 3
    assert [one.line for one in plan.rejected] == [5]


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("{", "", "JSON"),
        ("[1]", "", "JSON"),
        ('{"kind": "x", "lead_id": "L1"}', "at", "must not be empty"),
        ('{"at": "2026-01-01", "lead_id": "L1"}', "kind", "must not be empty"),
        ('{"at": "2026-01-01", "kind": "x"}', "lead_id", "has no lead_id"),
        ('{"at": 17, "kind": "x", "lead_id": "L1"}', "at", "ISO date"),
        ('{"at": "2026-01-01", "kind": ["x"], "lead_id": "L1"}', "kind", "not text"),
        ('{"at": "2026-01-01", "kind": "x", "lead_id": "L1", "n": NaN}', "", "cannot be stored"),
        ('{"at": "2026-01-01", "kind": "x", "lead_id": "L1", "n": "\\ud800"}', "", "cannot be stored"),
        ('{"at": "2026-01-01", "kind": "x", "lead_id": "L1", "n": "\\u0000"}', "", "cannot be stored"),
        ("[" * 100_000, "", "JSON"),
    ],
)
def test_a_bad_signal_is_named_with_its_reason(tmp_path: Path, line: str, column: str, why: str) -> None:
    good = '{"at": "2026-01-01", "kind": "x", "lead_id": 7}'
    plan, chunks = read_all(write_export(tmp_path, {"signals.jsonl": f"{good}\n\n{line}\n"}))
    (one,) = plan.rejected
    assert (one.file, one.line, one.column) == ("signals.jsonl", 3, column)
    assert why in one.reason.en
    assert len(one.value) <= 200
    assert [row["lead_id"] for row in rows_of(chunks, "signals")] == ["7"]


def test_rejected_rows_are_listed_in_a_file(tmp_path: Path) -> None:
    text = PEOPLE + '"p,1",李,sales,,,\n'
    plan, _ = read_all(write_export(tmp_path / "in", {"people.csv": text}))
    assert write_rejected(tmp_path / "rejected.csv", plan.rejected) == 1
    header, row = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header == "file,line,column,value,reason_zh,reason_en"
    assert row.startswith('people.csv,2,role,sales,"只能是')
    assert from_plain(plan.rejected[0].plain()) == plan.rejected[0]
