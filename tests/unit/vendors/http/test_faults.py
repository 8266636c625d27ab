"""Trouble on order, and waiting by event."""

import pytest

from tests.clocks import FakeClock
from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import Error, Faults, Hang, Status


def test_a_name_of_its_own_goes_first() -> None:
    faults = Faults()
    faults.next("*", Status(502))
    faults.next("send", Error("busy"), Hang())
    assert [faults.take(name) for name in ("send", "send", "send", "send")] == [
        Error("busy"),
        Hang(),
        Status(502),
        None,
    ]


async def test_waiting_for_calls() -> None:
    journal, clock = Journal(), FakeClock()
    call = Call("send", {"text": "hi"}, {}, clock.now())
    journal.note(call)
    assert await journal.called("send") == [call]
    with pytest.raises(AssertionError, match="send came 1 times, not 2"):
        await journal.called("send", count=2, within=0.01)
