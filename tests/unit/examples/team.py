"""The sample team's files, read plainly and without any of the code under test."""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TEAM = EXAMPLES / "sample_team"

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (TEAM / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def ids(name: str, column: str) -> set[str]:
    return {row[column] for row in table(name)}


def json_lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (TEAM / name).read_text(encoding="utf-8").splitlines()]


def rooms() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((TEAM / "dazi.toml").read_text(encoding="utf-8"))["rooms"]
    return found


def staff() -> set[str]:
    """Those who still work there."""
    return {row["person_id"] for row in table("people.csv") if not row["left_on"]}


def owner_on(customer_id: str, day: str) -> list[str]:
    """Everybody whom ownership.csv names as the customer's rep on a day."""
    return [
        row["person_id"]
        for row in table("ownership.csv")
        if (row["customer_id"], row["role"]) == (customer_id, "rep")
        and row["valid_from"] <= day <= (row["valid_to"] or "9999")
    ]
