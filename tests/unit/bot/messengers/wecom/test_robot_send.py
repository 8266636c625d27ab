"""Out by a group's robot."""

from dataclasses import replace

import pytest

from bot.messengers.base import CannotTell, Dead, NotEditable, Retry, Sent
from bot.messengers.wecom.messenger import WeComMessenger
from bot.messengers.wecom.render import Way, render
from notifiers.notice import EVERYBODY, Address, Attachment, Ring
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


@pytest.mark.hangs
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


LI, ALL, ODD = Ring("li.lei", "李雷"), Ring(EVERYBODY, "所有人"), Ring("<@han.mei>", "@all 韩<@han.mei>")


async def test_a_robot_rings_by_list_beside_a_text_and_by_mention_in_markdown(
    messenger: WeComMessenger, fake: FakeWeCom
) -> None:
    await send(messenger, replace(HELLO, rings=(LI, ALL, LI)), to=EAST)
    await send(messenger, replace(CARD, rings=(LI,)), to=EAST)
    text, card = fake.robot(ROBOT_KEY).sent
    assert (text.kind, text.content["content"], text.mentions) == ("text", "who owns it?", ("li.lei", "@all"))
    assert (card.kind, card.mentions) == ("markdown", ("li.lei",))
    assert card.content["content"].startswith("<@li.lei>\n")


async def test_what_fits_a_card_goes_as_markdown_to_ring(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    await send(messenger, replace(CLOSED, version=1, rings=(LI,)), to=EAST)
    assert [(one.kind, one.mentions) for one in fake.robot(ROBOT_KEY).sent] == [("markdown", ("li.lei",))]


async def test_who_cannot_be_rung_is_named_and_so_is_everybody_a_second_time(
    messenger: WeComMessenger, fake: FakeWeCom
) -> None:
    await send(messenger, replace(HELLO, rings=(ODD,)), to=EAST)
    await send(messenger, replace(CARD, rings=(ODD,)), to=EAST)
    await send(messenger, replace(CLOSED, rings=(LI,)), to=EAST)
    assert [one.mentions for one in fake.robot(ROBOT_KEY).sent] == [(), (), ()]
    assert fake.shown("east").count("＠＠all 韩＜＠han.mei>") == 2
    assert "＠李雷" in fake.shown("east")


@pytest.mark.parametrize(("way", "told"), [(Way.CHAT, "＠李雷\n\nwho owns it?"), (Way.APP, "who owns it?")])
def test_a_bot_names_whom_it_means_and_the_app_only_talks_to_them(way: Way, told: str) -> None:
    assert told in [
        str(body["content"])
        for body in render(replace(HELLO, rings=(LI,)), way, "")[0].values()
        if isinstance(body, dict) and "content" in body
    ]
