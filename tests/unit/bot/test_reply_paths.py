"""Short ways back that close in time, messages that take several sends, and what stays when they do not work."""

from dataclasses import replace
from datetime import timedelta

from bot.messengers.base import CannotTell, Dead, PathGone, Repeatable, Retry, Sent
from bot.sends import freshen_receipt
from notifiers.notice import Address, Notice, ReplyPath
from notifiers.outbox import put
from tests.unit.bot.fakes import group_notice, notice
from tests.unit.bot.house import TO_ANN, House, send_all, turn


async def put_by(house: House, one: Notice, *, seconds: float, to: Address = TO_ANN) -> ReplyPath:
    path = ReplyPath("session", "https://example.com/back", house.clock.now() + timedelta(seconds=seconds))
    await house.store.write(lambda unit: put(unit, one, to, path=path))
    return path


async def test_an_answer_goes_by_its_path_while_that_is_open(house: House) -> None:
    path = await put_by(house, notice("a"), seconds=5)
    await turn(house.relay())
    assert house.messenger.paths == [path]
    assert await house.states() == {"a.1": "sent"}


async def test_an_answer_that_is_late_for_its_path_still_arrives(house: House) -> None:
    await put_by(house, notice("a"), seconds=5)
    house.clock.advance(5)
    await turn(house.relay())
    assert (house.messenger.paths, house.messenger.texts) == ([None], ["a.1"])
    assert await house.states() == {"a.1": "sent"}


async def test_a_path_that_its_platform_no_longer_takes_is_left_for_the_room_at_once(house: House) -> None:
    path = await put_by(house, notice("a"), seconds=5)
    house.messenger.answers.append(PathGone("used before"))
    await turn(house.relay())
    assert house.messenger.paths == [path, None]
    assert await house.states() == {"a.1": "sent"}


async def test_a_retry_may_find_the_path_closed(house: House) -> None:
    path = await put_by(house, notice("a"), seconds=5)
    house.messenger.answers.append(Retry("busy", after=30))
    await send_all(house, house.relay(), 60)
    assert house.messenger.paths == [path, None]


async def test_nowhere_to_go_is_parked_and_told(house: House) -> None:
    await put_by(house, notice("a"), seconds=5)
    house.messenger.answers.extend([PathGone("used"), PathGone("and the room is gone")])
    await turn(house.relay())
    assert (await house.states())["a.1"] == "dead"
    assert [row["kind"] for row in await house.outbox()][1:] == ["operator_send_dead"]


async def test_several_messages_follow_each_other_and_keep_the_order_of_the_room(house: House) -> None:
    await house.put(replace(notice("a"), text="one\ftwo\fthree"), notice("b"))
    await send_all(house, house.relay(), 10)
    assert house.messenger.texts == ["one", "two", "three", "b.1"]
    assert [call.key for call in house.messenger.calls] == ["outbox-1", "outbox-1.1", "outbox-1.2", "outbox-2"]


async def test_a_restart_between_two_messages_goes_on_with_the_second(house: House) -> None:
    await house.put(replace(notice("a"), text="one\ftwo"))
    await turn(house.relay())
    house.me = "the next process"
    await send_all(house, house.relay(), 10)
    assert house.messenger.texts == ["one", "two"]


async def test_what_took_several_messages_is_not_edited_but_followed_up(house: House) -> None:
    await house.put(replace(group_notice("a"), text="one\ftwo"))
    await send_all(house, house.relay(), 10)
    await house.put(replace(group_notice("a"), text="settled", version=2))
    await send_all(house, house.relay(), 10)
    assert [(call.way, call.text) for call in house.messenger.calls] == [
        ("send", "one"),
        ("send", "two"),
        ("send", "settled"),
    ]


async def test_each_message_of_several_pays_for_itself(house: House) -> None:
    house.messenger.rate = replace(house.messenger.rate, interval=10.0)
    await house.put(replace(notice("a"), text="one\ftwo\fthree"))
    await send_all(house, house.relay(), 60)
    first, *_, last = [call.at for call in house.messenger.calls]
    assert (last - first) >= timedelta(seconds=20)


async def test_in_doubt_the_platform_is_asked_first(house: House) -> None:
    house.messenger.answers.append(Retry("no answer", in_doubt=True))
    house.messenger.arrived["outbox-1"] = Sent({"message_id": "m1"})
    await house.put(group_notice("a"))
    await turn(house.relay())
    assert await house.states() == {"a.1": "sent"}


async def test_what_surely_did_not_arrive_is_sent_again_also_in_a_group(house: House) -> None:
    house.messenger.answers.append(Retry("no answer", in_doubt=True))
    house.messenger.arrived["outbox-1"] = Repeatable("not there")
    await house.put(group_notice("a"))
    await send_all(house, house.relay(), 60)
    assert house.messenger.texts == ["a.1", "a.1"]
    assert await house.states() == {"a.1": "sent"}


async def test_where_the_platform_cannot_tell_the_operator_looks(house: House) -> None:
    assert isinstance(await house.messenger.find(TO_ANN, "outbox-1", house.clock.now()), CannotTell)
    house.messenger.answers.append(Retry("no answer", in_doubt=True))
    await house.put(group_notice("a"))
    await turn(house.relay())
    assert (await house.states())["a.1"] == "unknown"


async def test_what_missed_somebody_is_told_to_the_operator(house: House) -> None:
    house.messenger.answers.append(Sent({"message_id": "m1"}, partly="not to bob: no such user"))
    await house.put(notice("a"))
    await turn(house.relay())
    told = [row["body"]["text"] for row in await house.outbox() if row["kind"] == "operator_send_partly"]
    assert len(told) == 1
    assert "not to bob: no such user" in told[0]


async def test_what_a_press_brings_is_kept_with_the_receipt_and_used_for_the_edit(house: House) -> None:
    relay = house.relay()
    await house.put(group_notice("a"))
    await turn(relay)
    fresh = {"message_id": "changed by the press"}
    await house.store.write(lambda unit: freshen_receipt(unit, group_notice("a").kind, "a", TO_ANN.key, fresh))
    await house.put(replace(group_notice("a"), version=2))
    await turn(relay)
    assert [call.key for call in house.messenger.calls if call.way == "edit"] == ["changed by the press"]


async def test_a_dead_send_with_a_path_names_its_reason(house: House) -> None:
    await put_by(house, notice("a"), seconds=5)
    house.messenger.answers.append(Dead("forbidden"))
    await turn(house.relay())
    assert [row["why"] for row in await house.outbox() if row["subject"] == "a"] == ["forbidden"]
