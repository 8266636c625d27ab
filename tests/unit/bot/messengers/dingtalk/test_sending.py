"""Which way a message goes, and what comes of it where DingTalk says no."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bot.messengers.base import CannotTell, Dead, NotEditable, PathGone, Repeatable, Retry, Sent
from bot.messengers.dingtalk.refusals import Refused, outcome_of
from notifiers.notice import Address, Attachment, Choice
from tests.clocks import START, FakeClock
from tests.unit.bot.messengers.dingtalk.stage import CARD, TEXT, Stage, staged
from tests.vendors.dingtalk.errors import QPS, QUOTA
from tests.vendors.http.faults import Error, Hang, Partial, RateLimited, Status

PLAIN: Mapping[str, Any] = {"card_template_id": ""}


def names(stage: Stage) -> list[str]:
    """The calls that were made, but for tokens and the stream."""
    return [call.name for call in stage.fake.calls if "accessToken" not in call.name and "gateway" not in call.name]


async def test_an_answer_goes_by_its_session_and_rings_who_asked(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "@搭子 who owns Acme?", stage.east.room_id)
        path = (await stage.heard()).reply
        assert isinstance(await stage.send(TEXT, stage.group, path=path), Sent)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert (shown.kind, shown.text, shown.at) == ("text", "@li.lei Li Lei owns it.", ("Li Lei",))
        assert stage.fake.quota_used == 0


async def test_alone_nobody_is_rung(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "who owns Acme?")
        await stage.send(TEXT, stage.alone, path=(await stage.heard()).reply)
        assert stage.fake.messages("li.lei")[-1].text == "Li Lei owns it."


async def test_a_session_that_ended_is_gone(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "who owns Acme?")
        path = (await stage.heard()).reply
        assert path.expires_at is not None
        assert path.expires_at - stage.clock.now() == timedelta(minutes=89, seconds=30)
        stage.clock.advance(90 * 60)
        assert isinstance(await stage.send(TEXT, stage.alone, path=path), PathGone)


async def test_what_has_buttons_becomes_a_card_even_where_a_session_is_open(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "who owns Acme?")
        await stage.send(CARD, stage.alone, path=(await stage.heard()).reply)
        assert stage.fake.messages("li.lei")[-1].buttons == ("Claim", "Not a lead")


async def test_a_card_changes_in_place_and_loses_buttons(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        sent = await stage.send(CARD, stage.group)
        assert isinstance(sent, Sent)
        settled = replace(CARD, version=2, settled="Claimed by Li Lei", choices=CARD.choices[:1], text="")
        assert isinstance(
            await stage.messenger.edit(sent.receipt, stage.messenger.render(settled, stage.east.room_id)[0]), Sent
        )
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert shown.buttons == ("Claim",)
        assert "Claimed by Li Lei" in shown.text
        assert "New." not in shown.text


async def test_a_card_is_shown_once_however_often_it_is_sent(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        for _ in range(2):
            await stage.send(CARD, stage.group, "outbox-5")
        assert len(stage.fake.messages(stage.east.room_id)) == 1
        assert isinstance(await stage.messenger.find(stage.group, "outbox-5", START), Repeatable)
        assert isinstance(await stage.messenger.find(stage.group, "outbox-6", START), CannotTell)


async def test_a_template_that_is_not_there_leaves_the_message(tmp_path: Path) -> None:
    async with staged(tmp_path, card_template_id="gone.schema") as stage:
        assert isinstance(await stage.send(CARD, stage.group), Sent)
        assert stage.fake.messages(stage.east.room_id)[-1].kind == "sampleMarkdown"


async def test_without_a_template_a_press_says_its_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        sent = await stage.send(CARD, stage.alone)
        assert isinstance(sent, Sent)
        links = stage.fake.links("li.lei")
        assert [(one.label, unquote(one.url).partition("content=")[2]) for one in links] == [
            ("Claim", "claim L021"),
            ("Not a lead", "L021 is not a lead"),
        ]
        assert stage.fake.messages("li.lei")[-1].kind == "sampleActionCard2"
        assert isinstance(await stage.messenger.edit(sent.receipt, {"plain": {}}), NotEditable)


async def test_in_a_group_without_a_template_the_choices_are_sentences_to_say(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        await stage.send(CARD, stage.group)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        assert shown.kind == "sampleMarkdown"
        assert "1. Claim: “@Dazi claim L021”" in shown.text
        assert stage.fake.links(stage.east.room_id) == []


async def test_one_choice_alone_is_an_action_card_of_one_button(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        assert isinstance(await stage.send(replace(CARD, choices=CARD.choices[:1]), stage.alone), Sent)
        assert [link.label for link in stage.fake.links("li.lei")] == ["Claim"]


async def test_choices_without_a_sentence_are_answered_by_number(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        asked = replace(TEXT, text="Which one?", choices=(Choice("Acme Ltd", "answer"), Choice("Acme Inc", "answer")))
        await stage.send(asked, stage.alone)
        assert "2. Acme Inc: “2”" in stage.fake.shown("li.lei")
        await stage.send(asked, stage.group)
        assert "2. Acme Inc: “@Dazi 2”" in stage.fake.shown(stage.east.room_id)


@pytest.mark.parametrize(
    ("lists", "outcome"),
    [
        ({"invalidStaffIdList": ["li.lei"]}, Dead),
        ({"flowControlledStaffIdList": ["li.lei"]}, Retry),
        ({"filteredStaffIdList": ["li.lei"]}, Dead),
    ],
)
async def test_success_that_reached_nobody_is_none(
    lists: dict[str, list[str]], outcome: type[Dead | Retry], tmp_path: Path
) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        stage.fake.faults.next("robot/oToMessages/batchSend", Partial(lists))
        assert isinstance(await stage.send(TEXT, stage.alone), outcome)


async def test_somebody_outside_can_only_be_answered(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        wang = stage.fake.outsider("Wang")
        await stage.fake.say(wang, "hello")
        message = await stage.heard()
        room = Address("dingtalk", message.room.room_id)
        assert message.room.outsiders is True
        assert isinstance(await stage.send(CARD, room, path=message.reply), Sent)
        assert "Claim" in stage.fake.shown(stage.fake.direct(wang))
        assert isinstance(await stage.send(TEXT, room), Dead)


async def test_without_quota_an_answer_still_goes_by_its_session(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "who owns Acme?")
        path = (await stage.heard()).reply
        stage.fake.limits.monthly = 0
        assert isinstance(await stage.send(CARD, stage.alone, path=path), Sent)
        dead = await stage.send(CARD, stage.alone, "outbox-2")
        assert isinstance(dead, Dead)
        assert "used up" in dead.why
        assert [what for what, _, _ in stage.host.reports] == ["messenger_quota"]


async def test_a_permission_that_is_missing_is_named(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        stage.fake.gate.denied.add("qyapi_robot_sendmsg")
        dead = await stage.send(TEXT, stage.group)
        assert isinstance(dead, Dead)
        assert "qyapi_robot_sendmsg" in dead.why


@pytest.mark.hangs
async def test_a_hanging_session_is_in_doubt(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "hello")
        stage.fake.faults.next("/robot/sendBySession".strip("/"), Hang())
        answer = await stage.send(TEXT, stage.alone, path=(await stage.heard()).reply)
        assert isinstance(answer, Retry)
        assert answer.in_doubt


@pytest.mark.parametrize(("status", "doubt"), [(500, True), (504, True), (429, False)])
async def test_what_stands_before_the_api_leaves_doubt(status: int, doubt: bool, tmp_path: Path) -> None:  # noqa: FBT001
    async with staged(tmp_path, **PLAIN) as stage:
        stage.fake.faults.next("robot/groupMessages/send", Status(status))
        answer = await stage.send(TEXT, stage.group)
        assert isinstance(answer, Retry)
        assert answer.in_doubt is doubt


async def test_a_text_file_goes_in_a_zip_and_a_picture_as_one(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        for number, file in enumerate(
            (Attachment("list.txt", "text/plain", b"1\n2"), Attachment("a.png", "image/png", b"x"))
        ):
            payload = stage.messenger.render(replace(TEXT, attachment=file), stage.alone.room_id)[-1]
            assert isinstance(await stage.messenger.send(payload, stage.alone, f"outbox-{number}", None), Sent)
        assert [(one.kind, one.name) for one in stage.fake.files.media.values()] == [
            ("file", "list.txt.zip"),
            ("image", "a.png"),
        ]
        assert [one.kind for one in stage.fake.messages("li.lei")] == ["sampleFile", "sampleImageMsg"]


async def test_what_is_too_long_goes_in_several_messages_with_the_buttons_on_the_last(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        parts = stage.messenger.render(replace(CARD, text="字" * 5000), stage.alone.room_id)
        assert len(parts) == 3
        for number, part in enumerate(parts):
            assert isinstance(await stage.messenger.send(part, stage.alone, f"outbox-1.{number}", None), Sent)
        kinds = [one.kind for one in stage.fake.messages("li.lei")]
        assert kinds == ["sampleMarkdown", "sampleMarkdown", "sampleActionCard2"]
        assert stage.fake.messages("li.lei")[0].text.endswith("(continued)")


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (QPS, Retry("too many calls a second", 2.0)),
        ("90018", Retry("too many calls a second", 2.0)),
        ("send.too.fast", Retry("DingTalk asks to slow down (send.too.fast)", 60.0)),
        (QUOTA, Dead(f"the organisation's DingTalk API calls of this month are used up ({QUOTA})")),
        ("40014", Retry("DingTalk refuses the token that it gave")),
        ("x.y", Dead("DingTalk refuses it (x.y): no")),
    ],
)
def test_each_no_means_something(code: str, outcome: Retry | Dead) -> None:
    assert outcome_of(Refused(code, "no", 403), FakeClock()) == outcome


async def test_a_second_refused_token_is_not_tried_for_ever(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        no = Error("InvalidAuthentication", {"status": 401})
        stage.fake.faults.next("robot/groupMessages/send", no, no)
        assert isinstance(await stage.send(TEXT, stage.group), Retry)
        assert names(stage) == ["robot/groupMessages/send"] * 2


async def test_too_many_calls_a_second_come_again_soon(tmp_path: Path) -> None:
    async with staged(tmp_path, **PLAIN) as stage:
        stage.fake.faults.next("robot/groupMessages/send", RateLimited())
        assert await stage.send(TEXT, stage.group) == Retry("too many calls a second", 2.0)
