"""People and channels, as Slack describes them, asked once an hour."""

from typing import Any

import pytest

from knowledge.people.model import Handle
from tests.unit.bot.messengers.slack.bench import Bench
from tests.vendors.http.faults import Error, Partial, RateLimited


async def test_a_person_is_known_by_name_mail_zone_and_language(at: Bench) -> None:
    person = at.slack.user(
        "hanmei", real_name="Han Mei", email="Han.Mei@example.com", tz="Europe/Paris", locale="en-GB"
    )
    account = await at.messenger.look_up_user(person.id)
    assert account is not None
    assert account.handle == Handle("slack", person.id)
    assert (account.name, account.email, account.timezone) == ("hanmei", "han.mei@example.com", "Europe/Paris")
    assert (account.language, account.outsider, account.active) == ("en", False, True)
    await at.messenger.look_up_user(person.id)
    assert len(at.slack.journal.named("users.info")) == 1
    at.clock.advance(3601)
    await at.messenger.look_up_user(person.id)
    assert len(at.slack.journal.named("users.info")) == 2


async def test_without_permission_nobody_is_known(at: Bench) -> None:
    at.slack.workspaces["T1"].scopes.remove("users:read")
    assert await at.messenger.look_up_user(at.person.id) is None
    at.slack.workspaces["T1"].scopes.remove("channels:read")
    assert await at.messenger.look_up_room(at.room.id) is None


@pytest.mark.parametrize(
    ("guest", "outsiders"), [({}, False), ({"is_restricted": True}, True), ({"is_stranger": True}, True)]
)
async def test_a_channel_with_a_guest_has_outsiders(at: Bench, guest: dict[str, Any], outsiders: bool) -> None:  # noqa: FBT001
    room = at.slack.channel("deal", [at.person, at.slack.user("zhang", **guest)])
    found = await at.messenger.look_up_room(room.id)
    assert found is not None
    assert (found.title, found.direct, found.outsiders) == ("deal", False, outsiders)


async def test_a_channel_shared_with_a_company_needs_no_look_at_its_members(at: Bench) -> None:
    room = at.slack.channel("deal", [at.person], is_ext_shared=True)
    found = await at.messenger.look_up_room(room.id)
    assert found is not None
    assert found.outsiders is True
    assert at.slack.journal.named("conversations.members") == []


async def test_where_not_everybody_can_be_looked_at_it_is_unknown_and_asked_again(at: Bench) -> None:
    at.slack.faults.next("conversations.members", RateLimited(30))
    found = await at.messenger.look_up_room(at.room.id)
    assert found is not None
    assert found.outsiders is None
    again = await at.messenger.look_up_room(at.room.id)
    assert again is not None
    assert again.outsiders is False


async def test_a_direct_room_has_nobody_else(at: Bench) -> None:
    found = await at.messenger.look_up_room(f"@{at.person.id}")
    assert found is not None
    assert (found.direct, found.outsiders) == (True, False)
    assert at.slack.calls == []


async def test_who_comes_makes_the_room_be_looked_at_again(at: Bench) -> None:
    await at.messenger.look_up_room(at.room.id)
    guest = at.slack.user("zhang", is_restricted=True)
    await at.slack.joins(guest.id, at.room.id)
    found = await at.messenger.look_up_room(at.room.id)
    assert found is not None
    assert found.outsiders is True


async def test_who_changed_is_asked_for_again(at: Bench) -> None:
    await at.messenger.look_up_user(at.person.id)
    await at.slack.changes_user(at.person.id, deleted=True)
    found = await at.messenger.look_up_user(at.person.id)
    assert found is not None
    assert not found.active


async def test_somebody_slack_does_not_know_is_nobody(at: Bench) -> None:
    assert await at.messenger.look_up_user("U404") is None
    at.slack.faults.next("conversations.info", Error("channel_not_found"))
    assert await at.messenger.look_up_room("C404") is None


async def test_all_members_are_told_page_by_page_and_bots_left_out(at: Bench) -> None:
    people = [at.slack.user(f"p{number}") for number in range(130)]
    room = at.slack.channel("all", [*people, at.slack.user("calendar", is_bot=True)])
    found = await at.messenger.look_up_room(room.id)
    assert found is not None
    assert set(found.accounts or ()) == {one.id for one in people}
    assert len(at.slack.journal.named("conversations.members")) == 2


async def test_of_a_channel_that_is_too_large_no_member_is_told(at: Bench) -> None:
    room = at.slack.channel("everybody", [at.slack.user(f"p{number}") for number in range(201)])
    found = await at.messenger.look_up_room(room.id)
    assert found is not None
    assert (found.accounts, found.outsiders) == (None, None)
    assert at.slack.journal.named("users.info") == []


async def test_where_a_page_is_missing_no_member_is_told(at: Bench) -> None:
    room = at.slack.channel("all", [at.slack.user(f"p{number}") for number in range(130)])
    at.slack.faults.next("conversations.members", Partial({}), RateLimited(30))
    found = await at.messenger.look_up_room(room.id)
    assert found is not None
    assert (found.accounts, found.outsiders) == (None, None)
