"""Customers that turned out to be another one: what is said of one counts for the other."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.graph.tables import merges
from knowledge.store.lists import padded
from knowledge.store.unit import Reader

LONGEST_CHAIN = 16
"""A customer merged into one that was merged into another, and so on: no longer than this."""

_INTO = select(merges.c.gone_id, merges.c.kept_id).where(merges.c.gone_id.in_(bindparam("ids", expanding=True)))


def standing(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Those of `ids` that were merged, with the customer that stands for them now."""
    found: dict[str, str] = {}
    wanted = {one: one for one in ids if one}
    for _ in range(LONGEST_CHAIN):
        rows = reader.rows(_INTO, ids=padded(sorted(set(wanted.values())))) if wanted else ()
        into = {row["gone_id"]: row["kept_id"] for row in rows}
        wanted = {first: into[now] for first, now in wanted.items() if now in into}
        found |= wanted
        if not wanted:
            break
    return found


def merged_ends(reader: Reader, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of facts, about the customers that stand for those they name."""
    sides = ("subject", "object")
    named = {row[f"{side}_id"] for row in rows for side in sides if row[f"{side}_kind"] == "customer"}
    into = standing(reader, named)
    return [_renamed(row, into) for row in rows] if into else list(rows)


def _renamed(row: dict[str, Any], into: Mapping[str, str]) -> dict[str, Any]:
    ends = {
        f"{side}_id": into.get(row[f"{side}_id"], row[f"{side}_id"])
        for side in ("subject", "object")
        if row[f"{side}_kind"] == "customer"
    }
    return {**row, **ends}
