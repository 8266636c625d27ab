"""Rows per second of an import: a made team of customers, owners, contacts, deals and signals."""

import csv
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bot_process import command
from benchmarks.figure import Effort, Figure, over_runs
from benchmarks.names import made_names
from benchmarks.report import main

CUSTOMERS = 4_000
PEOPLE = 50
HOW = "`import` of a folder as a user runs it, start of the process included: {counts}; SQLite"
AGAIN = "the same folder once more: every row is compared and nothing changes"

Row = Mapping[str, object]


def run(effort: Effort) -> Sequence[Figure]:
    with TemporaryDirectory(prefix="dazi-bench-") as name:
        export = Path(name) / "export"
        counts = _made_export(export, effort.count(CUSTOMERS))
        how = HOW.format(counts=", ".join(f"{number:,} {file}" for file, number in counts.items()))

        def measure() -> Sequence[Figure]:
            with TemporaryDirectory(prefix="dazi-bench-") as target:
                fresh, again = (_seconds(Path(target), export) for _ in range(2))
            rows = sum(counts.values())
            return [
                Figure("import", rows / fresh, "rows/s", None, how),
                Figure("import again, unchanged", rows / again, "rows/s", None, AGAIN),
            ]

        return over_runs(effort, measure)


def _seconds(target: Path, export: Path) -> float:
    (target / "dazi.toml").write_text(f"data_dir = {json.dumps(str(target / 'data'))}\n", encoding="utf-8")
    began = time.perf_counter()
    command(target, "import", str(export), "--rejected", str(target / "rejected.csv"))
    return time.perf_counter() - began


def _made_export(folder: Path, customers: int) -> dict[str, int]:
    """Write the folder; rows by file."""
    folder.mkdir()
    names = [name.text for name in made_names(customers, Random(11)) if name.kind == "customer"]
    tables: dict[str, list[Row]] = {
        "people.csv": [{"person_id": f"P{n}", "name": f"Rep {n}", "role": "rep"} for n in range(PEOPLE)],
        "customers.csv": [{"customer_id": f"C{n}", "name": text, "region": "华东"} for n, text in enumerate(names)],
        "ownership.csv": [_owner(n) for n in range(len(names))],
        "contacts.csv": [
            {"contact_id": f"K{n}", "customer_id": f"C{n}", "name": f"Wang {n}"} for n in range(len(names))
        ],
        "deals.csv": [_deal(n) for n in range(len(names))],
    }
    for name, rows in tables.items():
        _write_csv(folder / name, rows)
    signals = [
        {"at": "2026-01-05T09:00:00+08:00", "kind": "page_view", "visitor_id": f"v{n}"} for n in range(2 * len(names))
    ]
    (folder / "signals.jsonl").write_text("\n".join(map(json.dumps, signals)), encoding="utf-8")
    return {**{name: len(rows) for name, rows in tables.items()}, "signals.jsonl": len(signals)}


def _owner(number: int) -> Row:
    person = f"P{number % PEOPLE}"
    return {
        "customer_id": f"C{number}",
        "person_id": person,
        "role": "rep",
        "valid_from": "2026-01-01",
        "source": "CRM",
    }


def _deal(number: int) -> Row:
    return {
        "deal_id": f"D{number}",
        "customer_id": f"C{number}",
        "name": f"Deal {number}",
        "amount": 1000 + number,
        "currency": "CNY",
        "stage": "proposal",
        "owner_id": f"P{number % PEOPLE}",
        "created_at": "2026-01-02T10:00:00+08:00",
    }


def _write_csv(file: Path, rows: Iterable[Row]) -> None:
    listed = list(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(listed[0]))
        writer.writeheader()
        writer.writerows(listed)


if __name__ == "__main__":
    raise SystemExit(main([("Import", run)]))
