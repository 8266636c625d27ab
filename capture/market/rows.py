"""Rows of market data as readings: a price, a piece of news, a change in the company register; when, and about whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any

from capture.changes.events import epoch_as_iso
from capture.exports import reasons
from capture.exports.reasons import Phrase, Unreadable
from capture.exports.values import instant, number
from capture.records.reading import BadRecord, Record
from config.feeds import MarketSettings

SOON = timedelta(days=1)
"""Somewhere it may be tomorrow already; what lies further ahead is a mistake there."""

FUTURE = Phrase("在将来", "lies in the future")
LONGEST = {"series": 120, "title": 500, "link": 1000, "customer": 200, "competitor": 200}
_NUMBERS = frozenset({"price", "index"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One row. `about` is the customer as the feed names it; `value` is None where the row has none."""

    event_id: str
    at: datetime
    series: str
    about: str
    attributes: Mapping[str, Any]

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "event_id": self.event_id,
            "at": self.at.isoformat(),
            "about": self.about,
            "attributes": dict(self.attributes),
        }


def read_row(record: Record, settings: MarketSettings, zone: tzinfo, now: datetime) -> Reading | BadRecord:
    """One row of the feed as its settings say; or what is wrong with it, and in which column."""
    columns = settings.columns
    try:
        at = _moment(record, columns.at, zone, now)
        value = _value(record, settings)
        texts = _texts(record, settings)
    except _At as bad:
        return BadRecord(record.line, bad.column, bad.value, bad.why)
    about = texts.pop("customer")
    attributes = {**texts, "customer": about, "unit": settings.unit, "value": value}
    kept = {name: one for name, one in attributes.items() if one not in ("", None)}
    key = _cell(record, columns.event_id) or _digest(settings.what, at, kept)
    return Reading(key[:150], at, texts["series"], about, kept)


class _At(ValueError):
    """A column at fault."""

    def __init__(self, column: str, value: str, why: Phrase) -> None:
        super().__init__(why.en)
        self.column, self.value, self.why = column, value, why


def _texts(record: Record, settings: MarketSettings) -> dict[str, str]:
    columns = settings.columns
    texts = {name: _cell(record, getattr(columns, name))[:longest] for name, longest in LONGEST.items()}
    texts["series"] = texts["series"] or settings.series
    if not (texts["series"] or texts["title"]):
        raise _At(columns.series or columns.title, "", reasons.EMPTY)
    return texts


def _cell(record: Record, column: str) -> str:
    return record.fields.get(column, "").strip() if column else ""


def _moment(record: Record, column: str, zone: tzinfo, now: datetime) -> datetime:
    text = _cell(record, column)
    if not text:
        why = reasons.EMPTY if column in record.fields else reasons.no_column(column, record.fields)
        raise _At(column, "", why)
    try:
        at = datetime.fromisoformat(instant(epoch_as_iso(text.replace("/", "-")), zone))
    except Unreadable as bad:
        raise _At(column, text, bad.phrase) from None
    if at > now + SOON:
        raise _At(column, text, FUTURE)
    return at


def _value(record: Record, settings: MarketSettings) -> float | None:
    column = settings.columns.value
    text = _cell(record, column)
    if not text:
        if settings.what in _NUMBERS:
            raise _At(column, "", reasons.EMPTY)
        return None
    try:
        return number(text)
    except Unreadable as bad:
        raise _At(column, text, bad.phrase) from None


def _digest(what: str, at: datetime, attributes: Mapping[str, object]) -> str:
    """The same row is the same reading; a corrected one is another."""
    said = "|".join(f"{name}={attributes[name]}" for name in sorted(attributes))
    return sha256(f"{what}|{at.isoformat()}|{said}".encode(errors="replace")).hexdigest()[:32]
