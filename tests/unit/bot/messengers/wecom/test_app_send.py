"""Out by the app: sent once, changed while WeCom lets us."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.messengers.base import CannotTell, Dead, Delivered, NotEditable, Repeatable, Retry, Sent
from bot.messengers.wecom.messenger import WeComMessenger
from notifiers.notice import Address, Attachment, Notice
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.wecom import shown
from tests.unit.bot.messengers.wecom.notices import CARD, CLOSED, HELLO, SETTLED
from tests.vendors.http.faults import Error, Status, TakenThenDropped
from tests.vendors.wecom.fake import FakeWeCom

HERE = Address("wecom", "user:li.lei")


async def send(messenger: WeComMessenger, notice: Notice, key: str = "outbox-1", to: Address = HERE) -> Delivered:
    outcome: Delivered = Retry("nothing to send")
    for part, payload in enumerate(messenger.render(notice, to.room_id)):
        outcome = await messenger.send(payload, to, f"{key}.{part}" if part else key, None)
    return outcome


async def receipt(messenger: WeComMessenger, notice: Notice, key: str = "outbox-1") -> Mapping[str, Any]:
    outcome = await send(messenger, notice, key)
    assert isinstance(outcome, Sent)
    kept: Mapping[str, Any] = json.loads(json.dumps(outcome.receipt))
    return kept


async def edit(messenger: WeComMessenger, held: Mapping[str, Any], notice: Notice) -> Sent | Retry | Dead | NotEditable:
    (payload,) = messenger.render(notice, HERE.room_id)
    return await messenger.edit(held, payload)


async def test_the_same_send_again_is_shown_once(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    for _ in range(3):
        await send(messenger, HELLO, "outbox-1")
        await send(messenger, CARD, "outbox-2")
    assert len(fake.messages("li.lei")) == 2


async def test_the_same_words_in_another_send_are_shown_again(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    await send(messenger, HELLO, "outbox-1")
    await send(messenger, HELLO, "outbox-2")
    assert len(fake.messages("li.lei")) == 2


async def test_a_card_shows_all_and_changes_once(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    held = await receipt(messenger, CARD)
    assert "我来跟进" in shown(fake, "li.lei")
    answer = await edit(messenger, held, SETTLED)
    assert isinstance(answer, Sent)
    assert "李雷已于 09:07 认领" in shown(fake, "li.lei")
    assert "我来跟进" not in shown(fake, "li.lei")
    assert isinstance(await edit(messenger, answer.receipt, CLOSED), NotEditable)
    assert len(fake.messages("li.lei")) == 1


async def test_each_press_lets_the_card_change_again(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    held = await receipt(messenger, CARD)
    first = await edit(messenger, held, SETTLED)
    assert isinstance(first, Sent)
    code = fake.sending.fresh_code(fake.world.apps[1_000_002], fake.messages("li.lei")[0].id)
    pressed = {"user": "li.lei", "pressed": held["task_id"], "pressed_code": code, "pressed_until": held["until"]}
    assert isinstance(await edit(messenger, {**first.receipt, **pressed}, CLOSED), Sent)
    assert fake.messages("li.lei")[0].buttons() == {}


async def test_a_press_on_an_older_card_changes_it_and_the_last_one(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    older = await receipt(messenger, CARD, "outbox-1")
    last = await receipt(messenger, CARD, "outbox-2")
    code = fake.sending.fresh_code(fake.world.apps[1_000_002], fake.messages("li.lei")[0].id)
    pressed = {"user": "li.lei", "pressed": older["task_id"], "pressed_code": code, "pressed_until": last["until"]}
    assert isinstance(await edit(messenger, {**last, **pressed}, SETTLED), Sent)
    assert [message.edits for message in fake.messages("li.lei")] == [1, 1]
    used = {name: value for name, value in last.items() if name != "response_code"}
    assert isinstance(await edit(messenger, {**used, **pressed}, SETTLED), NotEditable)


async def test_a_code_of_three_days_ago_is_not_tried(
    messenger: WeComMessenger, fake: FakeWeCom, clock: FakeClock
) -> None:
    held = await receipt(messenger, CARD)
    clock.advance(72 * 3600)
    assert isinstance(await edit(messenger, held, SETTLED), NotEditable)
    assert fake.journal.named("message/update_template_card") == []


async def test_a_code_that_was_used_elsewhere_is_not_editable(messenger: WeComMessenger) -> None:
    held = await receipt(messenger, CARD)
    assert isinstance(await edit(messenger, held, SETTLED), Sent)
    assert isinstance(await edit(messenger, held, SETTLED), NotEditable)


async def test_a_question_turns_into_its_answer(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    held = await receipt(messenger, replace(CARD, title="", text="“北禾”有两家，您问哪家？"))
    answer = replace(HELLO, lang="zh", text="北禾电子由李雷负责", version=2)
    assert isinstance(await edit(messenger, held, answer), Sent)
    assert shown(fake, "li.lei") == "北禾电子由李雷负责"


async def test_an_answer_too_long_for_a_card_closes_it_and_comes_below(
    messenger: WeComMessenger, fake: FakeWeCom
) -> None:
    held = await receipt(messenger, CARD)
    assert isinstance(await edit(messenger, held, replace(HELLO, lang="zh", text="很长" * 200)), NotEditable)
    assert fake.messages("li.lei")[0].buttons() == {}
    assert "见下一条消息" in shown(fake, "li.lei")


@pytest.mark.parametrize("user", ["@all", "li.lei|han.mei", ""])
async def test_a_room_is_one_person_and_nobody_else(messenger: WeComMessenger, fake: FakeWeCom, user: str) -> None:
    assert isinstance(await send(messenger, HELLO, to=Address("wecom", f"user:{user}")), Dead)
    assert fake.journal.named("message/send") == []


async def test_within_half_an_hour_a_repeat_is_dropped_and_later_nobody_knows(
    messenger: WeComMessenger, clock: FakeClock
) -> None:
    begun = clock.now()
    assert isinstance(await messenger.find(HERE, "outbox-1", begun), Repeatable)
    assert isinstance(await messenger.find(HERE, "outbox-1", begun - timedelta(seconds=1800)), CannotTell)


async def test_a_file_in_doubt_is_uploaded_once_and_shown_once(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    notice = replace(HELLO, attachment=Attachment("热线索.txt", "text/plain", "一行一行".encode()))
    file = messenger.render(notice, HERE.room_id)[-1]
    fake.faults.next("message/send", *[TakenThenDropped()] * 2)
    outcomes = [await messenger.send(file, HERE, "outbox-1.1", None) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Retry, Retry, Sent]
    (upload,) = fake.journal.named("media/upload")
    assert upload.args["media"]["filename"] == "热线索.txt"
    assert [one.kind for one in fake.messages("li.lei")] == ["file"]
    assert host.values == {}


async def test_a_picture_is_shown_as_one(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    await send(messenger, replace(HELLO, attachment=Attachment("chart.png", "image/png", b"\x89PNG\r\n\x1a\nrest")))
    assert [one.kind for one in fake.messages("li.lei")] == ["text", "image"]


@pytest.mark.parametrize(
    ("code", "after"), [(-1, None), (45009, 60.0), (45033, 2.0), (60020, 300.0)], ids=["busy", "fast", "many", "ip"]
)
async def test_what_may_pass_is_tried_again(
    messenger: WeComMessenger, fake: FakeWeCom, code: int, after: float | None
) -> None:
    fake.faults.next("message/send", Error(code))
    outcome = await send(messenger, HELLO)
    assert isinstance(outcome, Retry)
    assert (outcome.after, outcome.in_doubt) == (after, False)


@pytest.mark.parametrize("code", [40003, 40058, 44004, 48002, 60011, 60111, 81013, 123456])
async def test_what_never_passes_is_dead_with_the_code(messenger: WeComMessenger, fake: FakeWeCom, code: int) -> None:
    fake.faults.next("message/send", Error(code))
    outcome = await send(messenger, HELLO)
    assert isinstance(outcome, Dead)
    assert str(code) in outcome.why


async def test_a_page_instead_of_an_answer_is_in_doubt(messenger: WeComMessenger, fake: FakeWeCom) -> None:
    fake.faults.next("message/send", Status(200))
    outcome = await send(messenger, HELLO)
    assert isinstance(outcome, Retry)
    assert outcome.in_doubt


async def test_an_address_that_is_not_trusted_is_told_to_the_operator(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost
) -> None:
    fake.trusts_caller = False
    assert isinstance(await send(messenger, HELLO), Retry)
    ((trouble, subject, facts),) = host.reports
    assert (trouble, subject) == ("messenger_refused", "app:60020")
    assert "127.0.0.1" in facts["why"]


async def test_a_wrong_secret_is_told_to_the_operator_and_waited_for(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, clock: FakeClock
) -> None:
    app = fake.world.apps[1_000_002]
    right, app.secret = app.secret, "changed-in-the-console"
    assert isinstance(await send(messenger, HELLO), Retry)
    assert [report[:2] for report in host.reports] == [("messenger_refused", "app:40001")]
    app.secret = right
    clock.advance(301)
    assert isinstance(await send(messenger, HELLO), Sent)
