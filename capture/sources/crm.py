"""Changes that a CRM reports: POST /hooks/crm, each event once, by a mapping of its objects and fields onto ours."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from capture.base import Batch, Call, FeedRoom, Response, Source
from capture.changes.envelope import ChangeMapping, load_changes
from capture.changes.events import Change
from capture.changes.genuine import is_genuine
from capture.changes.recording import record_change
from capture.changes.reports import Report, answer_to, assert_something, read_reports
from capture.exports.formats import USED
from capture.exports.mapping import Entry, ExportMapping, MappedColumn, MappingError
from config.errors import SettingsError
from config.feeds import PushSettings
from config.sections import Where, validate_section
from knowledge.store.feeds import Refusal, refuse
from knowledge.store.unit import Unit

Json = Mapping[str, Any]
NAME = "crm"

OWN_WORDS = ChangeMapping(
    entries=ExportMapping(
        tuple(
            Entry(of.table, of.file, {column.name: MappedColumn(column.name) for column in of.columns}, named=False)
            for of in USED
        )
    )
)
"""The mapping of a system that speaks our own words: object "customers", fields as customers.csv has them."""


def take(unit: Unit, body: Json) -> Mapping[str, object]:
    """Record one event; counts of rows, what was rejected (kept for the operator, too) and notes."""
    outcome = record_change(unit, body)
    outcome.rejected[:0] = list(body.get("rejected", ()))
    where = f"{body['object']} {body['record']} ({body['event_id']})"
    for one in outcome.rejected:
        said = {"zh": f"{one['field']}：{one['zh']}", "en": f"{one['field']}: {one['en']}"}
        refuse(unit, str(body["feed"]), [Refusal(f"{where}: {one['value']}", said)])
    return outcome.plain()


def read(raw: bytes, zone: tzinfo) -> Sequence[Batch]:
    """The rows of a request in our own words. Raises BadRow where nothing in it can be taken."""
    reports = read_reports(raw, OWN_WORDS, zone)
    assert_something(reports)
    return list(_batches(reports, NAME))


def hook(section: Json, where: Where, room: FeedRoom) -> Callable[[Call], Response]:
    """/hooks/<feed> of a CRM with its own mapping and key. Raises SettingsError."""
    settings = validate_section(PushSettings, section, where)
    mapping = mapping_of(settings, where)

    def receive(call: Call) -> Response:
        if not is_genuine(call, settings):
            return Response("no key and no signature that fits", 401)
        if call.method != "POST":
            return Response("only POST", 400)
        reports = read_reports(call.body, mapping, room.zone)
        return Response(answer_to(reports), 200, "application/json", list(_batches(reports, room.name or NAME)))

    return receive


def mapping_of(settings: PushSettings, where: Where) -> ChangeMapping:
    """The mapping that the settings name; our own words without one. Raises SettingsError."""
    if settings.mapping is None:
        return OWN_WORDS
    try:
        return load_changes(settings.mapping)
    except MappingError as bad:
        place = where.below("mapping").place
        raise SettingsError(f"{place.en}: {bad.say['en']}", f"{place.zh}：{bad.say['zh']}") from bad


def _batches(reports: Sequence[Report], feed: str) -> Iterator[Batch]:
    """An inbox row for each event of which something can be taken or has to be told."""
    for report in reports:
        if report.event_id:
            change, bad = report.change or _NOTHING, [one.plain() for one in report.bad]
            body = {
                "feed": feed,
                "event_id": report.event_id,
                "object": change.object,
                "record": change.record,
                "what": change.what,
                "at": change.at.isoformat() if change.at else None,
                "day": change.fields.get("@day", ""),
                "rows": [row.plain() for row in report.rows],
                "rejected": bad,
                **({"fields": dict(change.fields)} if bad else {}),
            }
            yield Batch(report.event_id, f"feed:{feed}", body)


_NOTHING = Change("", "", "", "", None)


SOURCE = Source(NAME, take, read, hook=hook)
