"""Out by the AI bot: under what was said, else on its own."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.messengers.base import Dead, NotEditable, PathGone, Retry, Sent
from bot.messengers.wecom.messenger import WeComMessenger, open_wecom
from config.sections import Where
from handlers.message import Message
from notifiers.notice import Address, Attachment, Notice, ReplyPath
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.wecom import section, surroundings
from tests.unit.bot.messengers.wecom.notices import CARD, CLOSED, HELLO, SETTLED
from tests.unit.bot.messengers.wecom.test_app_send import send
from tests.unit.bot.messengers.wecom.test_socket import until
from tests.vendors.http.faults import Error, Hang, TakenThenDropped
from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.fake import FakeWeCom

EAST = Address("wecom", "chat:east")


async def heard(messenger: WeComMessenger, host: FakeHost, count: int = 1) -> Message:
    """The latest thing said or pressed, as the bot reads it."""
    found = messenger.decode((await host.arrived(count))[-1].body)
    assert isinstance(found, Message)
    return found


async def reply(messenger: WeComMessenger, notice: Notice, path: ReplyPath, key: str = "outbox-1") -> object:
    payload = messenger.render(notice, EAST.room_id)[-1]
    return await messenger.send(payload, EAST, key, path)


async def test_an_answer_goes_under_the_message_as_one_finished_piece(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    asked = await fake.bot_chat("li.lei", "east").say("谁负责华东光伏？")
    path = (await heard(messenger, host)).reply
    assert isinstance(await reply(messenger, replace(HELLO, text="李雷，自 2026-01-01"), path), Sent)
    assert await asked.finished() == "李雷，自 2026-01-01"


async def test_an_answer_with_buttons_is_a_card(messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost) -> None:
    asked = await fake.bot_chat("li.lei", "east").say("热线索")
    assert isinstance(await reply(messenger, CARD, (await heard(messenger, host)).reply), Sent)
    assert asked.replies[-1]["msgtype"] == "template_card"


async def test_the_same_answer_again_is_the_same_piece(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    await fake.bot_chat("li.lei", "east").say("谁负责华东光伏？")
    path = (await heard(messenger, host)).reply
    assert [type(await reply(messenger, HELLO, path)) for _ in range(2)] == [Sent, Sent]
    assert fake.shown("east").count(HELLO.text) == 1


async def test_on_a_later_connection_the_path_is_gone_and_the_room_is_written_to(
    messenger: WeComMessenger, fake: FakeWeCom, bot: AiBot, host: FakeHost, clock: FakeClock
) -> None:
    await fake.bot_chat("li.lei", "east").say("谁负责华东光伏？")
    path = (await heard(messenger, host)).reply
    bot.abort()
    await until(clock, lambda: bot.subscribes == 2, step=0.5)
    assert isinstance(await reply(messenger, HELLO, path), PathGone)
    assert isinstance(await send(messenger, HELLO, to=EAST), Sent)
    assert HELLO.text in fake.shown("east")


async def test_after_six_minutes_a_text_no_longer_fits_under_the_message(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    await fake.bot_chat("li.lei", "east").say("谁负责华东光伏？")
    link, stamp, req_id = (await heard(messenger, host)).reply.token.split(" ")
    late = ReplyPath("aibot", f"{link} {int(stamp) - 340} {req_id}")
    assert isinstance(await reply(messenger, HELLO, late), PathGone)
    assert isinstance(await reply(messenger, CARD, late), Sent)


@pytest.mark.parametrize(
    ("code", "outcome"), [(846605, PathGone), (846607, Retry), (45009, Retry), (40201, Dead), (6000, Retry)]
)
async def test_what_wecom_says_no_to(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, code: int, outcome: type
) -> None:
    await fake.bot_chat("li.lei", "east").say("谁负责华东光伏？")
    path = (await heard(messenger, host)).reply
    fake.faults.next("aibot_respond_msg", Error(code))
    assert isinstance(await reply(messenger, HELLO, path), outcome)


@pytest.mark.hangs
@pytest.mark.parametrize("fault", [Hang(), TakenThenDropped()], ids=["silence", "a broken line"])
async def test_without_an_acknowledgement_it_is_in_doubt(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, fault: Hang | TakenThenDropped
) -> None:
    await fake.bot_chat("li.lei", "east").say("hello")
    await host.arrived()
    fake.faults.next("aibot_send_msg", fault)
    outcome = await send(messenger, HELLO, to=EAST)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt


async def test_a_group_that_never_spoke_is_dead(messenger: WeComMessenger) -> None:
    outcome = await send(messenger, HELLO, to=Address("wecom", "chat:west"))
    assert isinstance(outcome, Dead)
    assert "86003" in outcome.why


async def test_a_pressed_card_changes_within_five_seconds(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, clock: FakeClock
) -> None:
    chat = fake.bot_chat("li.lei", "east")
    await chat.say("热线索")
    await reply(messenger, CARD, (await heard(messenger, host)).reply)
    held = await pressed(messenger, chat.press("我来跟进"), host, 2)
    (payload,) = messenger.render(SETTLED, EAST.room_id)
    answer = await messenger.edit(held, payload)
    assert isinstance(answer, Sent)
    assert "李雷已于 09:07 认领" in fake.shown("east")
    assert "我来跟进" not in fake.shown("east")
    assert isinstance(await messenger.edit(answer.receipt, payload), NotEditable)
    late = await pressed(messenger, chat.press("撤回认领"), host, 3)
    clock.advance(5)
    (closed,) = messenger.render(CLOSED, EAST.room_id)
    assert isinstance(await messenger.edit(late, closed), NotEditable)


async def test_a_press_on_an_older_card_changes_it_and_the_last_one_is_followed_by_another(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    chat = fake.bot_chat("li.lei", "east")
    await chat.say("热线索")
    await host.arrived()
    older, last = [await send(messenger, CARD, key, EAST) for key in ("outbox-1", "outbox-2")]
    assert isinstance(older, Sent)
    assert isinstance(last, Sent)
    held = await pressed(messenger, chat.press("我来跟进"), host, 2)
    (payload,) = messenger.render(SETTLED, EAST.room_id)
    assert isinstance(await messenger.edit({**older.receipt, **held}, payload), NotEditable)
    assert [message.edits for message in fake.messages("east") if not message.by_person] == [0, 1]
    held = await pressed(messenger, chat.press("我来跟进"), host, 3)
    assert isinstance(await messenger.edit({**older.receipt, **held}, payload), Sent)


async def pressed(messenger: WeComMessenger, pressing: Any, host: FakeHost, count: int) -> Mapping[str, Any]:  # noqa: ANN401
    """Press a button; the card's receipt as it is kept then."""
    await pressing
    press = (await heard(messenger, host, count)).press
    assert press is not None
    kept: Mapping[str, Any] = json.loads(json.dumps({"way": "aibot", **press.receipt}))
    return kept


async def test_a_file_goes_over_the_socket_in_chunks(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    await fake.bot_chat("li.lei", "east").say("报告")
    await host.arrived()
    file = Attachment("报告.txt", "text/plain", b"0123456789" * 120_000)
    assert isinstance(await send(messenger, replace(HELLO, attachment=file), to=EAST), Sent)
    assert len(fake.journal.named("aibot_upload_media_chunk")) == 3
    assert "报告.txt" in fake.shown("east")


async def test_without_an_app_people_are_written_to_by_the_bot(
    fake: FakeWeCom, bot: AiBot, clock: FakeClock, host: FakeHost, tmp_path: Path
) -> None:
    opened = open_wecom(section(fake, "app", "corp_id", "robots"), Where(), surroundings(clock, tmp_path))
    await opened.start(host)
    await bot.connected()
    await fake.bot_chat("li.lei").say("hello")
    await host.arrived()
    assert opened.receives == ()
    assert isinstance(await send(opened, HELLO, to=Address("wecom", "user:li.lei")), Sent)
    assert HELLO.text in fake.shown("li.lei")
    await opened.hang_up()
    await opened.close()


async def test_a_message_of_the_bots_own_chat_is_answered_there_and_not_in_the_apps(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    asked = await fake.bot_chat("li.lei").say("谁负责华东光伏？")
    message = await heard(messenger, host)
    (payload,) = messenger.render(replace(HELLO, text="**李雷** [x](https://y.example)"), message.room.room_id)
    assert isinstance(await messenger.send(payload, Address("wecom", "user:li.lei"), "o-1", message.reply), Sent)
    assert "**" not in await asked.finished()
    assert fake.journal.named("message/send") == []
