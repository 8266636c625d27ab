"""What is in stock, as the lists of other systems last said; and which product somebody means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from unicodedata import normalize

from sqlalchemy import bindparam, delete, select

from knowledge.deals.tables import stock
from knowledge.store.tables import source_cursors
from knowledge.store.unit import Reader, Unit, upsert

_KEEP = upsert(
    stock,
    ["feed", "product", "place"],
    ["code", "quantity", "unit", "as_of", "said_by", "snapshot", "recorded_at"],
)
_DROP = delete(stock).where(stock.c.feed == bindparam("of"), stock.c.snapshot != bindparam("now_is"))
_ALL = (
    select(stock, source_cursors.c.looked_at)
    .join(source_cursors, source_cursors.c.feed == stock.c.feed, isouter=True)
    .order_by(stock.c.product, stock.c.place)
)
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Level:
    """So many of a product at a place. `as_of` is the list's own time; `read_at` is when the list was last read;
    `said_by` is what the list is called.
    """

    product: str
    place: str
    quantity: float
    unit: str = ""
    code: str = ""
    as_of: datetime | None = None
    said_by: str = ""
    read_at: datetime | None = None


def record_levels(unit: Unit, feed: str, snapshot: str, levels: Sequence[Level]) -> None:
    """Keep a piece of a list; all its pieces have the same `snapshot`."""
    rows = [
        {
            "feed": feed,
            "product": one.product,
            "place": one.place,
            "code": one.code,
            "quantity": one.quantity,
            "unit": one.unit,
            "as_of": one.as_of,
            "said_by": one.said_by,
            "snapshot": snapshot,
            "recorded_at": unit.now,
        }
        for one in levels
    ]
    unit.run_many(_KEEP, rows)


def forget_others(unit: Unit, feed: str, snapshot: str) -> int:
    """What an earlier list had and this one has not is there no longer; how many rows."""
    return unit.run(_DROP, of=feed, now_is=snapshot)


def all_levels(reader: Reader) -> list[Level]:
    """Everything in stock, by product and place."""
    return [
        Level(
            row["product"],
            row["place"],
            row["quantity"],
            row["unit"],
            row["code"],
            row["as_of"],
            row["said_by"],
            row["looked_at"] or row["recorded_at"],
        )
        for row in reader.rows(_ALL)
    ]


def products_meant(text: str, levels: Iterable[Level]) -> list[str]:
    """The products that `text` can mean: the one whose name or code it is, else all that have every word of it."""
    known = {one.product: one.code for one in levels}
    wanted = _plain(text)
    exact = [product for product, code in known.items() if wanted and wanted in (_plain(product), _plain(code))]
    if exact:
        return exact
    words = _TOKEN.findall(_folded(text))
    return [product for product, code in known.items() if words and _has_all(words, f"{product} {code}")]


def products_near(text: str, levels: Iterable[Level], most: int = 3) -> list[str]:
    """The products with the nearest names, for a text that means none."""
    known = {_plain(one.product): one.product for one in levels}
    return [known[near] for near in get_close_matches(_plain(text), known, most, 0.5)]


def _has_all(words: Sequence[str], name: str) -> bool:
    """Latin words as they are ("A100" is not in "A1000"), Chinese ones anywhere."""
    folded = _folded(name)
    tokens = set(_TOKEN.findall(folded))
    return all(word in tokens if word.isascii() else word in folded for word in words)


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _plain(text: str) -> str:
    return "".join(_TOKEN.findall(_folded(text)))
