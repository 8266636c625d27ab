"""A price that somebody names, held against the quotes on record: is it one that was replaced?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.proposals.events import OldPriceQuoted
from knowledge.proposals.judge import by_deal
from knowledge.proposals.model import Quote
from knowledge.store.unit import Unit

CLOSE = 0.005
"""Amounts that differ by no more than this share are one: people round."""

SMALLEST = 1000.0
"""Smaller numbers are counts and percentages more often than prices."""

_AMOUNT = re.compile(r"(?<![\w.])(?:[¥￥$€£]\s?)?(\d[\d,]*(?:\.\d+)?)\s*(万|千|亿|[kKmM](?![a-zA-Z])|)(?![\d%])")
_SCALES = {"": 1.0, "千": 1e3, "k": 1e3, "万": 1e4, "m": 1e6, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class PointOut:
    """Have an old price pointed out."""

    event: OldPriceQuoted

    def apply(self, unit: Unit, actor: str) -> None:
        """Say so; nothing is changed."""
        unit.audit(actor, "old_price", self.event.customer_id, quote=self.event.quote_id, newest=self.event.newest_id)
        unit.emit(self.event)


def amounts_in(text: str) -> Iterator[float]:
    """The amounts that a text names in figures: 69.12 万, ¥640,000, $64k."""
    for match in _AMOUNT.finditer(text):
        amount = float(match[1].replace(",", "")) * _SCALES[match[2].lower()]
        if amount >= SMALLEST:
            yield amount


def replaced(amounts: Sequence[float], quotes: Sequence[Quote]) -> tuple[Quote, Quote] | None:
    """The quote that one of `amounts` is of, and the newer one that replaced it; None where all are as they stand.

    `quotes` come oldest first; those of one deal replace each other.
    """
    lots = by_deal(quotes)
    current = [lot[-1].amount for lot in lots]
    for amount in amounts:
        if any(_is_same(amount, one) for one in current):
            continue
        for lot in lots:
            old = next((one for one in reversed(lot[:-1]) if _is_same(amount, one.amount)), None)
            if old is not None:
                return old, lot[-1]
    return None


def _is_same(amount: float, other: float | None) -> bool:
    return other is not None and abs(amount - other) <= CLOSE * other
