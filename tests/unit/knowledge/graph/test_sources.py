from datetime import UTC, datetime

from knowledge.graph.model import Provenance
from knowledge.graph.sources import from_import, from_meeting, from_message, from_photo
from knowledge.graph.view import as_provenance

AT = datetime(2026, 1, 7, 1, 30, tzinfo=UTC)


def test_every_kind_of_source_can_be_read_back() -> None:
    assert as_provenance(from_import("a.csv", 2, AT)) == Provenance("import", "a.csv line 2", AT)
    assert as_provenance(from_message("slack:C1", "m1", "li", AT)) == Provenance("message", "slack:C1", AT, by="li")
    heard = as_provenance(from_meeting("meet-1", 754.5, "li", AT))
    assert (heard.what, heard.where, heard.offset) == ("meeting", "meet-1", 754.5)
    assert as_provenance(from_photo("f1", "li", AT)).what == "photo"
