"""Out by a group's robot."""

from dataclasses import replace

import pytest

from bot.messengers.base import CannotTell, Dead, NotEditable, Retry, Sent
from bot.messengers.wecom.messenger import WeComMessenger
from notifiers.notice import Address, Attachment
from tests.clocks import START, FakeClock
from tests.contract.messengers.rigs.wecom import ROBOT_KEY
from tests.unit.bot.messengers.wecom.notices import CARD, CLOSED, HELLO
from tests.unit.bot.messengers.wecom.test_app_send import send
from tests.vendors.http.faults import Error, Hang, RateLimited
from tests.vendors.wecom.fake import FakeWeCom

EAST = Address("wecom", "robot:east")


async def test_plain_words_go_as_text_and_cards_as_markdown_with_what_to_say(
    messenger: WeComMessenger, fake: FakeWeCom
) -> None:
    await send(messenger, HELLO, to=EAST)
    await send(messenger, CARD, to=EAST)
    await send(messenger, CLOSED, to=EAST)
    assert [one.kind for one in fake.robot(ROBOT_KEY).sent] == ["text", "markdown", "template_card"]
    assert "我来跟进：对搭子说“认领 L021”" in fake.shown("east")


async def test_words_from_data_ring_nobody(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    await send(messenger, replace(HELLO, text="<@han.mei> @all [x](https://evil.example)"), to=EAST)
    await send(messenger, replace(CARD, title="<@han.mei> @all **x**"), to=EAST)
    assert [one.mentions for one in fake.robot(ROBOT_KEY).sent] == [(), ()]


async def test_files_and_pictures_go_along(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    for name, kind, content in (("列表.txt", "text/plain", b"one\ntwo"), ("c.png", "image/png", b"\x89PNG\r\n\x1a\n.")):
        await send(messenger, replace(HELLO, attachment=Attachment(name, kind, content)), to=EAST)
    assert [one.kind for one in fake.robot(ROBOT_KEY).sent] == ["text", "file", "text", "image"]
    assert "列表.txt" in fake.shown("east")


async def test_twenty_a_minute_are_kept_by_the_pace(
    messenger: WeComMessenger, fake: FakeWeCom, clock: FakeClock
) -> None:
    """As the relay does it: so many at once, then one in each interval."""
    pace, paid_until = messenger.pace(EAST.room_id), 0.0
    for number in range(100):
        wait = paid_until - (pace.burst - 1) * pace.interval - clock.monotonic()
        clock.advance(max(0.0, wait))
        paid_until = max(paid_until, clock.monotonic()) + pace.interval
        assert isinstance(await send(messenger, HELLO, f"outbox-{number}", EAST), Sent)
    assert fake.robot(ROBOT_KEY).overruns == 0


async def test_a_robot_too_fast_waits_a_minute(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("webhook/send", RateLimited())
    outcome = await send(messenger, HELLO, to=EAST)
    assert isinstance(outcome, Retry)
    assert (outcome.after, outcome.in_doubt) == (60.0, False)


async def test_without_an_answer_it_is_in_doubt_and_nobody_tells(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("webhook/send", Hang())
    outcome = await send(messenger, HELLO, to=EAST)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt
    assert isinstance(await messenger.find(EAST, "outbox-1", START), CannotTell)


@pytest.mark.parametrize("room", ["robot:west", "robot:"])
async def test_a_robot_nobody_set_up_is_dead(messenger: WeComMessenger, room: str) -> None:
    assert isinstance(await send(messenger, HELLO, to=Address("wecom", room)), Dead)


async def test_a_robot_that_was_removed_is_dead_without_its_key(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("webhook/send", Error(93000))
    outcome = await send(messenger, HELLO, to=EAST)
    assert isinstance(outcome, Dead)
    assert "93000" in outcome.why
    assert ROBOT_KEY not in outcome.why


async def test_what_a_robot_said_stays(messenger: WeComMessenger) -> None:
    outcome = await send(messenger, CARD, to=EAST)
    assert isinstance(outcome, Sent)
    (payload,) = messenger.render(CLOSED, EAST.room_id)
    assert isinstance(await messenger.edit(outcome.receipt, payload), NotEditable)
