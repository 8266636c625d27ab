"""A stock list: fetched often, kept whole, answered from in the chat."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from capture.base import BadRow, Batch, FeedRoom, FeedTrouble, Pull, Pulled, Rejected, Source
from capture.changes.events import epoch_as_iso
from capture.exports import reasons
from capture.exports.reasons import Phrase, Unreadable
from capture.exports.values import instant, number
from capture.records.place import digest_of, read_place
from capture.records.reading import BadRecord, Record, as_rejected, read_table, told_once
from config.feeds import StockSettings
from config.sections import Where, validate_section
from knowledge.deals.stock import Level, forget_others, record_levels
from knowledge.store.lists import pieces
from knowledge.store.unit import Unit

Json = Mapping[str, Any]
NAME = "stock"
MOST_ROWS = 500


def take(unit: Unit, body: Json) -> Mapping[str, object]:
    """Keep a piece of a list; with its last piece, what the list no longer has is forgotten."""
    feed, snapshot = str(body["feed"]), str(body["snapshot"])
    levels = [
        Level(**{**row, "as_of": datetime.fromisoformat(row["as_of"]) if row["as_of"] else None})
        for row in body["rows"]
    ]
    record_levels(unit, feed, snapshot, levels)
    gone = forget_others(unit, feed, snapshot) if body["last"] else 0
    return {"rows": len(levels), "gone": gone}


def pull(section: Json, where: Where, room: FeedRoom) -> Pull:
    """The list of one section. Raises SettingsError."""
    settings = validate_section(StockSettings, section, where)
    feed = room.name or NAME

    def look(cursor: str, now: datetime) -> Pulled:
        raw = read_place(settings, room.data_dir / "feeds" / feed)
        digest = digest_of(raw)
        if digest == cursor:
            return Pulled((), cursor)
        levels, rejected = _read(raw, settings, room.zone)
        if rejected and not levels:
            raise FeedTrouble(rejected[0].say["zh"], rejected[0].say["en"])
        snapshot = f"{now:%Y%m%dT%H%M%S}-{digest[:16]}"
        times = [datetime.fromisoformat(one["as_of"]) for one in levels if one["as_of"]]
        return Pulled(list(_batches(levels, feed, snapshot)), digest, rejected, max(times, default=now))

    return Pull(settings.every, look)


def _read(raw: bytes, settings: StockSettings, zone: tzinfo) -> tuple[list[dict[str, Any]], list[Rejected]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    bad: list[BadRecord] = []
    try:
        for record in read_table(raw, settings.items):
            found = record if isinstance(record, BadRecord) else _level(record, settings, zone)
            if isinstance(found, BadRecord):
                bad.append(found)
                continue
            known = rows.setdefault((found["product"], found["place"]), found)
            if known is not found:  # several lots of one product at one place
                known["quantity"] += found["quantity"]
    except BadRow as broken:
        raise FeedTrouble(broken.say["zh"], broken.say["en"]) from broken
    return list(rows.values()), [as_rejected(one) for one in told_once(bad, len(rows))]


def _level(record: Record, settings: StockSettings, zone: tzinfo) -> dict[str, Any] | BadRecord:
    columns, cells = settings.columns, record.fields
    for column in (columns.product, columns.quantity):
        if not cells.get(column, ""):
            why = reasons.EMPTY if column in cells else reasons.no_column(column, cells)
            return BadRecord(record.line, column, "", why)
    column, text = columns.quantity, cells[columns.quantity]
    try:
        quantity = number(text)
        column, text = columns.as_of, cells.get(columns.as_of, "")
        as_of = instant(epoch_as_iso(text), zone) if text else ""
    except Unreadable as unfit:
        return BadRecord(record.line, column, text[:200], unfit.phrase)
    if len(cells[columns.product]) > 200:
        return BadRecord(record.line, columns.product, cells[columns.product][:200], _TOO_LONG)
    texts = {name: cells.get(getattr(columns, name), "")[:40] for name in ("unit", "code", "place")}
    return {"product": cells[columns.product], "quantity": quantity, "as_of": as_of, "said_by": settings.name, **texts}


_TOO_LONG: Phrase = reasons.too_long(200)


def _batches(rows: Sequence[Json], feed: str, snapshot: str) -> Iterator[Batch]:
    cut = list(pieces(rows, MOST_ROWS)) or [()]
    for index, piece in enumerate(cut):
        body = {"feed": feed, "snapshot": snapshot, "rows": json.loads(json.dumps(list(piece)))}
        yield Batch(f"{snapshot}-{index}", f"feed:{feed}", {**body, "last": index == len(cut) - 1}, len(piece))


SOURCE = Source(NAME, take, pull=pull)
