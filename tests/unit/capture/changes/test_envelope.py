"""A mapping of changes: its envelope, its entries, and a sentence that names the line where it is wrong."""

from pathlib import Path

import pytest

from capture.changes.envelope import Envelope, load_changes, read_changes_mapping
from capture.exports.formats import USAGE, USED
from capture.exports.mapping import MappingError

WEBHOOKS = Path(__file__).resolve().parents[4] / "examples" / "mappings" / "webhooks"
COLUMNS = {of.file: {column.name for column in of.columns} for of in (*USED, USAGE)}


@pytest.mark.parametrize("path", sorted(WEBHOOKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_can_be_read_and_feed_known_columns(path: Path) -> None:
    mapping = load_changes(path)
    assert len(mapping.entries.entries) >= 5
    for entry in mapping.entries.entries:
        assert entry.columns.keys() <= COLUMNS[entry.target], entry


def test_without_an_envelope_our_own_is_meant() -> None:
    mapping = read_changes_mapping("m.yaml", "- from: A\n  to: deals.csv\n  columns: {deal_id: x}\n")
    assert mapping.envelope == Envelope()
    assert mapping.entries.entries[0].pattern == "A"


def test_every_part_of_an_envelope_is_read() -> None:
    text = (
        "- from: A\n  to: deals.csv\n  columns: {deal_id: x}\n- event:\n    items: events\n    id: [a, b.c]\n"
        "    object: o\n"
        "    change: {source: c, map: {NEW: created, '*': ignored}}\n    at: t\n    record: r\n    fields: .\n"
        "    property: {name: n, value: v}\n    cleared: gone\n"
    )
    assert read_changes_mapping("m.yaml", text).envelope == Envelope(
        items="events", event_id=("a", "b.c"), object=("o",), change="c", changes={"NEW": "created", "*": "ignored"},
        at="t", record="r", fields=".", property=("n", "v"), cleared="gone",
    )  # fmt: skip


ENTRY = "- from: A\n  to: deals.csv\n  columns: {deal_id: x}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- event: {itmes: x}\n" + ENTRY, "m.yaml:1: event.itmes: itmes is not known here; did you mean items?"),
        ("- event: {at: 3}\n" + ENTRY, "m.yaml:1: event.at: this must be a path"),
        (
            "- event:\n    change: {source: c, map: {NEW: made}}\n" + ENTRY,
            "m.yaml:2: event.change.map.NEW: must be one of",
        ),
        ("- event: {change: [c]}\n" + ENTRY, "m.yaml:1: event.change: change must be a path, or"),
        ("- event: {property: n}\n" + ENTRY, "m.yaml:1: event.property: property must be"),
        ("- event: x\n" + ENTRY, "m.yaml:1: event: event must be written as"),
        ("- event: {at: a}\n" + ENTRY + "- event: {at: b}\n", "m.yaml:5: event: event is written twice"),
        ("- event: {at: a}\n- from: A\n  to: dels.csv\n  columns: {}\n", "m.yaml:3: [0].to: there is no file dels.csv"),
        ("x: 1\n", "m.yaml:1: a mapping is a list"),
        ("- event: [\n", "m.yaml:"),
    ],
)
def test_what_is_wrong_names_its_line(text: str, says: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_changes_mapping("m.yaml", text)
    assert refused.value.say["en"].startswith(says)
    assert refused.value.say["zh"].startswith("m.yaml:")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"\xff\xfe")
    for path, says in ((tmp_path / "gone.yaml", "there is no gone.yaml"), (bad, "not UTF-8")):
        with pytest.raises(MappingError, match=says):
            load_changes(path)
