"""What customer success measures: usage, health, tickets, contract events; pushed to /hooks/csm, or fetched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from capture.base import BadRow, Batch, Call, FeedRoom, FeedTrouble, Pull, Pulled, Rejected, Response, Source
from capture.changes.envelope import ChangeMapping, load_changes
from capture.changes.events import BadChange, Change
from capture.changes.genuine import is_genuine
from capture.changes.reports import Report, answer_to, assert_something, read_reports
from capture.changes.rows import ChangedRow, readers, rows_of
from capture.csm.formats import FORMATS, OWN_WORDS
from capture.csm.recording import record_rows
from capture.exports.mapping import MappingError
from capture.exports.reasons import Phrase
from capture.records.place import digest_of, read_place
from capture.records.reading import BadRecord, as_rejected, read_table, told_once
from config.errors import SettingsError
from config.feeds import CsmSettings, PushSettings
from config.sections import Where, validate_section
from knowledge.store.feeds import Refusal, refuse
from knowledge.store.lists import pieces
from knowledge.store.unit import Unit

Json = Mapping[str, Any]
NAME = "csm"
MOST_ROWS = 500
"""Rows of a fetched table that one inbox row holds."""


def take(unit: Unit, body: Json) -> Mapping[str, object]:
    """Record what one event or one piece of a table holds; what was rejected is kept for the operator, too."""
    outcome = record_rows(unit, body)
    outcome["rejected"][:0] = list(body.get("rejected", ()))
    for one in outcome["rejected"]:
        said = {"zh": f"{one['field']}：{one['zh']}", "en": f"{one['field']}: {one['en']}"}
        refuse(unit, str(body["feed"]), [Refusal(f"{body['where']}: {one['value']}", said)])
    return outcome


def read(raw: bytes, zone: tzinfo) -> Sequence[Batch]:
    """The rows of a request in our own words. Raises BadRow where nothing in it can be taken."""
    reports = read_reports(raw, OWN_WORDS, zone, FORMATS)
    assert_something(reports)
    return list(_events(reports, NAME))


def hook(section: Json, where: Where, room: FeedRoom) -> Callable[[Call], Response] | None:
    """/hooks/<feed> of a system with its own mapping and key; None where the section is of a feed that is fetched.

    Raises SettingsError.
    """
    if _is_fetched(section):
        return None
    settings = validate_section(PushSettings, section, where)
    mapping = _mapping(settings.mapping, where)

    def receive(call: Call) -> Response:
        if not is_genuine(call, settings):
            return Response("no key and no signature that fits", 401)
        reports = read_reports(call.body, mapping, room.zone, FORMATS)
        return Response(answer_to(reports), 200, "application/json", list(_events(reports, room.name or NAME)))

    return receive


def pull(section: Json, where: Where, room: FeedRoom) -> Pull | None:
    """A table that is fetched; None where the section is of a system that calls. Raises SettingsError."""
    if not _is_fetched(section):
        return None
    settings = validate_section(CsmSettings, section, where)
    mapping = _mapping(settings.mapping, where)

    def look(cursor: str, now: datetime) -> Pulled:
        raw = read_place(settings, room.data_dir / "feeds" / room.name)
        state = digest_of(raw)
        if state == cursor:
            return Pulled((), cursor)
        try:
            rows, rejected = _table(raw, settings, mapping, room.zone)
        except BadRow as bad:
            raise FeedTrouble(bad.say["zh"], bad.say["en"]) from bad
        batches = list(_pieces(rows, room.name or NAME, f"{now:%Y%m%dT%H%M%S}-{state[:16]}"))
        return Pulled(batches, state, rejected, now)

    return Pull(settings.every, look)


def _is_fetched(section: Json) -> bool:
    return "url" in section or "path" in section


def _mapping(path: Path | None, where: Where) -> ChangeMapping:
    if path is None:
        return OWN_WORDS
    try:
        mapping = load_changes(path)
        _check(mapping, path)
    except MappingError as bad:
        place = where.below("mapping").place
        raise SettingsError(f"{place.en}: {bad.say['en']}", f"{place.zh}：{bad.say['zh']}") from bad
    return mapping


def _check(mapping: ChangeMapping, path: Path) -> None:
    """Raises MappingError for an entry that feeds something else."""
    known = {of.file: of for of in FORMATS}
    for entry in mapping.entries.entries:
        of = known.get(entry.target)
        if of is None:
            listed = ", ".join(known)
            raise MappingError(
                Phrase(f"{path.name}：to 只能是 {listed} 之一", f"{path.name}: to must be one of {listed}")
            )


def _events(reports: Sequence[Report], feed: str) -> Iterator[Batch]:
    """An inbox row for each event of which something can be taken or has to be told."""
    for report in reports:
        if report.event_id:
            where = f"{report.change.object} {report.event_id}" if report.change else report.event_id
            yield _batch(feed, report.event_id, where, report.rows, [one.plain() for one in report.bad])


def _batch(feed: str, key: str, where: str, rows: Sequence[ChangedRow], rejected: Sequence[object]) -> Batch:
    body = {"feed": feed, "where": where, "rows": [row.plain() for row in rows], "rejected": list(rejected)}
    return Batch(key, f"feed:{feed}", body, max(1, len(rows)))


def _table(
    raw: bytes, settings: CsmSettings, mapping: ChangeMapping, zone: tzinfo
) -> tuple[list[ChangedRow], list[Rejected]]:
    rows: list[ChangedRow] = []
    bad: list[BadRecord] = []
    reading = readers(zone)
    for record in read_table(raw, settings.items):
        if isinstance(record, BadRecord):
            bad.append(record)
            continue
        change = Change("", settings.object, "updated", "", None, record.fields)
        found = list(rows_of(change, record.line, mapping.entries, reading, FORMATS))
        rows += [one for one in found if isinstance(one, ChangedRow)]
        faults = [one for one in found if isinstance(one, BadChange)]
        bad += [BadRecord(one.place, one.field, one.value[:200], one.why) for one in faults]
    return rows, [as_rejected(one) for one in told_once(bad, len(rows))]


def _pieces(rows: Sequence[ChangedRow], feed: str, read_at: str) -> Iterator[Batch]:
    for number, piece in enumerate(pieces(rows, MOST_ROWS)):
        yield _batch(feed, f"table-{read_at}-{number}", feed, piece, ())


SOURCE = Source(NAME, take, read, pull, hook)
