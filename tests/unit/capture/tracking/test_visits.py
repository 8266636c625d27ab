"""What a page reports, read into signals: the visitor's clock corrected, nothing kept that was not meant for us."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.base import BadRow
from capture.tracking.visits import MOST_EVENTS, Visit, read_visit

NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
VISITOR = "0123456789abcdef"
SENT = 1_700_000_000_000
VIEW = {"id": "e1", "kind": "page_view", "at": SENT - 4000, "page": "/compare/us?token=secret#top", "title": "Compare"}


def body(*events: object, **more: object) -> bytes:
    document = {"site": "main", "visitor": VISITOR, "sent": SENT, "events": list(events)} | more
    return json.dumps(document, ensure_ascii=False).encode()


def read(*events: object, **more: object) -> Visit:
    return read_visit(body(*events, **more), NOW)


def only(visit: Visit) -> dict[str, Any]:
    (signal,) = visit.signals
    return dict(signal)


def test_a_page_view_becomes_a_signal_at_our_own_time() -> None:
    """Their clock is years off; the event was four seconds old as it was sent."""
    signal = only(read(VIEW))
    assert datetime.fromisoformat(signal["at"]) == NOW - timedelta(seconds=4)
    assert (signal["kind"], signal["visitor_id"], signal["lead_id"]) == ("page_view", VISITOR, "")
    assert signal["attributes"] == {"page": "/compare/us", "title": "Compare"}


def test_an_event_from_the_future_happened_as_it_was_sent() -> None:
    signal = only(read({**VIEW, "at": SENT + 86_400_000}))
    assert datetime.fromisoformat(signal["at"]) == NOW


@given(st.integers(0, 2**45), st.integers(0, 7 * 86_400_000), st.integers(-(10**9), 10**9))
def test_however_wrong_a_clock_is_the_time_is_right(sent: int, age: int, wrong: int) -> None:
    visit = read({**VIEW, "at": sent + wrong - age}, sent=sent + wrong)
    assert datetime.fromisoformat(only(visit)["at"]) == NOW - timedelta(milliseconds=age)


def test_what_the_campaign_says_is_kept_with_each_event() -> None:
    utm = {"source": "baidu", "campaign": "q1", "secret": "x"}
    download = {"id": "e2", "kind": "download", "at": SENT, "asset": "white-paper", "file": "white-paper.pdf"}
    visit = read({**download, "utm": utm, "page": "/papers"})
    assert only(visit)["attributes"] == {
        "page": "/papers", "asset": "white-paper", "file": "white-paper.pdf",
        "utm_source": "baidu", "utm_campaign": "q1",
    }  # fmt: skip


def test_a_form_brings_its_email_and_nothing_that_could_name_a_lead_or_customer() -> None:
    form = {"id": "e3", "kind": "form", "at": SENT, "form": "maintenance", "email": " Ge.Yang@Yuanju.example "}
    signal = only(read({**form, "lead_id": "L001", "customer_id": "C001", "password": "x", "phone": "138"}))
    assert signal["attributes"] == {"form": "maintenance", "email": "ge.yang@yuanju.example"}
    assert (signal["lead_id"], signal["customer_id"]) == ("", "")
    assert "email" not in only(read({**form, "email": "not an address"}))["attributes"]


def test_dwell_is_a_number_within_a_day() -> None:
    dwell = {"id": "e4", "kind": "dwell", "at": SENT, "page": "/p"}
    assert only(read({**dwell, "dwell_s": 181.26}))["attributes"]["dwell_s"] == 181.3
    assert only(read({**dwell, "dwell_s": 10**9}))["attributes"]["dwell_s"] == 86_400
    assert "dwell_s" not in only(read({**dwell, "dwell_s": "long"}))["attributes"]


def test_the_same_events_make_the_same_row() -> None:
    assert read(VIEW).batch.event_id == read(VIEW, sent=SENT + 9).batch.event_id
    assert read(VIEW).batch.event_id != read({**VIEW, "id": "other"}).batch.event_id
    other = "f" * 16
    assert only(read(VIEW))["event_id"] != only(read(VIEW, visitor=other))["event_id"]


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (3, ""), ({**VIEW, "id": ""}, "id"), ({**VIEW, "id": "a b"}, "id"), ({**VIEW, "kind": "login"}, "kind"),
        ({**VIEW, "page": "https://x.example/"}, "page"), ({**VIEW, "page": 3}, "page"), ({**VIEW, "at": "now"}, "at"),
        ({**VIEW, "at": SENT - 8 * 86_400_000}, "at"), ({**VIEW, "at": float("nan")}, "at"),
        ({"id": "x", "kind": "download", "at": SENT}, "asset"),
    ],
)  # fmt: skip
def test_an_event_at_fault_costs_only_itself(event: object, field: str) -> None:
    visit = read(VIEW, event)
    assert len(visit.signals) == 1
    (rejected,) = visit.rejected
    assert (rejected["event"], rejected["field"]) == (2, field)
    assert rejected["zh"] != rejected["en"]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"[]", b"\xc4\xe3\xba\xc3", body(), body(VIEW, visitor="short"), body(VIEW, visitor="a" * 61),
        body(VIEW, sent="now"), body(VIEW, sent=True), body(VIEW, events={}), body(*[VIEW] * (MOST_EVENTS + 1)),
        b"[" * 50_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_visit_is_refused_in_both_languages(raw: bytes) -> None:
    with pytest.raises(BadRow) as refused:
        read_visit(raw, NOW)
    assert refused.value.say["zh"] != refused.value.say["en"]


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_visit(raw, NOW)
    except BadRow:
        return


@given(st.dictionaries(st.sampled_from(["page", "title", "email", "asset", "utm", "dwell_s"]),
                       st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()),
                                 st.dictionaries(st.text(), st.text()))))  # fmt: skip
def test_whatever_an_event_holds_both_databases_can_keep_it(more: dict[str, Any]) -> None:
    visit = read({**VIEW, **more})
    kept = json.dumps([dict(one) for one in visit.signals], ensure_ascii=False, allow_nan=False)
    kept.encode()
    assert "\\u0000" not in kept
