"""Which opens belong together, and how visitors are told apart."""

from datetime import date, timedelta
from ipaddress import ip_address

import pytest

from capture.opens.sittings import Place, place
from capture.opens.visitor import client_address, trace_of
from tests.unit.capture.opens.labelled import TAKEN

GAP = timedelta(minutes=30)
SECRET = b"a secret of the tests"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (timedelta(seconds=-5), Place.SAME),
        (timedelta(), Place.SAME),
        (timedelta(seconds=59), Place.SAME),
        (timedelta(seconds=60), Place.FURTHER),
        (GAP, Place.FURTHER),
        (GAP + timedelta(seconds=1), Place.NEW),
    ],
)
def test_a_sitting_ends_after_a_pause(after: timedelta, found: Place) -> None:
    assert place(TAKEN, TAKEN + after, GAP) is found


def test_the_first_open_begins_one() -> None:
    assert place(None, TAKEN, GAP) is Place.NEW


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("8.8.8.8", "", "8.8.8.8"),
        ("8.8.8.8", "1.2.3.4", "8.8.8.8"),
        ("127.0.0.1", "1.2.3.4, 9.9.9.9", "9.9.9.9"),
        ("10.0.0.7", "2606:4700::1111", "2606:4700::1111"),
        ("127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "", "None"),
    ],
)
def test_only_a_proxy_of_ours_may_say_for_whom_it_calls(peer: str, forwarded: str, found: str) -> None:
    assert str(client_address(peer, forwarded)) == found


def test_a_trace_is_of_one_browser_on_one_day_and_tells_nothing() -> None:
    address, day = ip_address("8.8.8.8"), date(2026, 1, 12)
    trace = trace_of(SECRET, day, address, "Mozilla/5.0")
    others = [
        trace_of(SECRET, day + timedelta(days=1), address, "Mozilla/5.0"),
        trace_of(SECRET, day, ip_address("8.8.4.4"), "Mozilla/5.0"),
        trace_of(SECRET, day, address, "Mozilla/5.0 Chrome"),
        trace_of(b"another", day, address, "Mozilla/5.0"),
    ]
    assert trace == trace_of(SECRET, day, address, "Mozilla/5.0")
    assert trace not in others
    assert len(trace) == 24
    assert "8.8" not in trace
