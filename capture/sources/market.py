"""Market data: prices, news, changes in the company register, fetched as CSV or JSON; every row is kept as a signal."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from capture.base import BadRow, Batch, FeedRoom, FeedTrouble, Pull, Pulled, Rejected, Signal, Source
from capture.market.rows import Reading, read_row
from capture.records.place import digest_of, read_place
from capture.records.reading import BadRecord, as_rejected, read_table, told_once
from config.feeds import MarketSettings
from config.sections import Where, validate_section
from knowledge.graph.called import customers_named
from knowledge.leads.ties import keep_signals
from knowledge.store.lists import pieces
from knowledge.store.unit import Unit

Json = Mapping[str, Any]
NAME = "market"
MOST_ROWS = 500
LOOKS_BACK = timedelta(days=14)
"""Corrections of what was already read are looked for in so many days; a table may hold years."""


def take(unit: Unit, body: Json) -> Mapping[str, object]:
    """Keep readings as signals, tied to customers that they name exactly; names nobody has are listed, and kept."""
    names = {str(row["about"]) for row in body["rows"] if row["about"]}
    known = customers_named(unit, names)
    received = [
        Signal(
            NAME,
            f"{body['feed']}:{row['event_id']}",
            str(body["what"]),
            datetime.fromisoformat(row["at"]),
            customer_id=known.get(str(row["about"]), ""),
            attributes={**row["attributes"], "feed": body["feed"]},
        )
        for row in body["rows"]
    ]
    new, _ = keep_signals(unit, received)
    return {"signals": len(received), "new": new, "unknown": sorted(names - known.keys())}


def pull(section: Json, where: Where, room: FeedRoom) -> Pull:
    """The table of one section. Raises SettingsError."""
    settings = validate_section(MarketSettings, section, where)
    feed = room.name or NAME

    def look(cursor: str, now: datetime) -> Pulled:
        state = json.loads(cursor) if cursor else {}
        raw = read_place(settings, room.data_dir / "feeds" / feed)
        digest = digest_of(raw)
        if digest == state.get("digest"):
            return Pulled((), cursor)
        readings, rejected = _read(raw, settings, room, now)
        newest = max((one.at for one in readings), default=None)
        since = datetime.fromisoformat(state["newest"]) - LOOKS_BACK if state.get("newest") else None
        fresh = [one for one in readings if since is None or one.at >= since]
        latest = newest.isoformat() if newest else state.get("newest")
        batches = list(_batches(fresh, feed, settings.what, f"{now:%Y%m%dT%H%M%S}-{digest[:16]}"))
        return Pulled(batches, json.dumps({"digest": digest, "newest": latest}), rejected, newest)

    return Pull(settings.every, look)


def _read(raw: bytes, settings: MarketSettings, room: FeedRoom, now: datetime) -> tuple[list[Reading], list[Rejected]]:
    readings: list[Reading] = []
    bad: list[BadRecord] = []
    try:
        for record in read_table(raw, settings.items):
            found = record if isinstance(record, BadRecord) else read_row(record, settings, room.zone, now)
            if isinstance(found, Reading):
                readings.append(found)
            else:
                bad.append(found)
    except BadRow as broken:
        raise FeedTrouble(broken.say["zh"], broken.say["en"]) from broken
    return readings, [as_rejected(one) for one in told_once(bad, len(readings))]


def _batches(readings: Sequence[Reading], feed: str, what: str, read_at: str) -> Iterator[Batch]:
    for index, piece in enumerate(pieces(readings, MOST_ROWS)):
        body = {"feed": feed, "what": what, "rows": [one.plain() for one in piece]}
        yield Batch(f"table-{read_at}-{index}", f"feed:{feed}", body, len(piece))


SOURCE = Source(NAME, take, pull=pull)
