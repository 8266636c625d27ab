"""Send, remember the receipt, edit; find what had arrived; keep the secrets."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import structlog

from bot.log import set_up_logging
from bot.messengers.base import CannotTell, Dead, Delivered, NotEditable, Repeatable, Retry, Sent
from notifiers.notice import Address, Notice
from tests.clocks import START
from tests.contract.messengers.payloads import golden
from tests.contract.messengers.rig import Finds, Rig, Stage

HELLO = Notice("reply", "s1", 1, "en", text="who owns it?")


async def send(stage: Stage, notice: Notice, to: Address, key: str = "outbox-1") -> Delivered:
    """Send the first message of a notice."""
    return await stage.messenger.send(stage.messenger.render(notice, to.room_id)[0], to, key, None)


async def sent(stage: Stage, notice: Notice, key: str = "outbox-1") -> Mapping[str, Any]:
    """Send; the receipt as the database gives it back."""
    answer = await send(stage, notice, stage.here, key)
    assert isinstance(answer, Sent)
    receipt: Mapping[str, Any] = json.loads(json.dumps(answer.receipt))
    return receipt


async def test_what_is_sent_is_shown(stage: Stage) -> None:
    await sent(stage, HELLO)
    assert "who owns it?" in stage.shown()


async def test_a_receipt_edits_its_message_or_says_that_it_cannot(rig: Rig, stage: Stage) -> None:
    first = await sent(stage, HELLO)
    await sent(stage, replace(HELLO, subject="s2", text="another"), "outbox-2")
    newer = stage.messenger.render(replace(HELLO, version=2, text="Li Lei owns it."), stage.here.room_id)[0]
    answer = await stage.messenger.edit(first, newer)
    if not rig.edits:
        assert isinstance(answer, NotEditable)
        return
    assert isinstance(answer, Sent)
    shown = stage.shown()
    assert "Li Lei owns it." in shown
    assert "who owns it?" not in shown
    assert "another" in shown
    again = await stage.messenger.edit(json.loads(json.dumps(answer.receipt)), newer)
    assert isinstance(again, Sent)


async def test_a_message_that_is_gone_cannot_be_edited(stage: Stage) -> None:
    receipt = {name: f"no-{value}" for name, value in (await sent(stage, HELLO)).items()}
    payload = stage.messenger.render(HELLO, stage.here.room_id)[0]
    assert isinstance(await stage.messenger.edit(receipt, payload), NotEditable)


async def test_a_send_in_doubt_is_found_by_its_key_where_the_platform_can_tell(rig: Rig, stage: Stage) -> None:
    receipt = await sent(stage, HELLO, "outbox-7")
    found = await stage.messenger.find(stage.here, "outbox-7", START)
    other = await stage.messenger.find(stage.here, "outbox-8", START)
    match rig.finds:
        case Finds.ALL:
            assert isinstance(found, Sent)
            assert found.receipt == receipt
            assert isinstance(other, Repeatable)
        case Finds.REPEATS:
            assert isinstance(found, Repeatable)
            await sent(stage, HELLO, "outbox-7")
            assert stage.shown().count("who owns it?") == 1
        case Finds.NOTHING:
            assert isinstance(found, CannotTell)


async def test_a_room_that_is_not_there_is_dead(stage: Stage) -> None:
    assert isinstance(await send(stage, HELLO, stage.nowhere), Dead)


async def test_nothing_is_sent_after_it_was_closed_by_its_platform(rig: Rig, stage: Stage) -> None:
    """Trouble comes back as a value, never as an exception."""
    await stage.messenger.hang_up()
    assert isinstance(await send(stage, HELLO, stage.here), Sent | Retry | Dead), rig.name


async def test_doctor_has_advice_where_something_is_wrong(stage: Stage) -> None:
    assert all(check.ok or {"zh", "en"} <= check.advice.keys() for check in await stage.messenger.check())


async def test_no_secret_in_any_log_line_or_repr(
    rig: Rig, stage: Stage, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    set_up_logging("debug", "json")
    try:
        await sent(stage, HELLO)
        await send(stage, HELLO, stage.nowhere, "outbox-2")
        for raw in (rig.raw(golden(rig.name)[0].body, START), *rig.forged(b"{}", START).values()):
            structlog.get_logger().info("admitted", found=repr(stage.messenger.admit(raw)))
        structlog.get_logger().info("messenger", messenger=repr(stage.messenger))
    finally:
        structlog.reset_defaults()
    told = capsys.readouterr()
    said = told.err + told.out + caplog.text + repr(stage)
    assert [secret for secret in rig.secrets if secret in said] == []
