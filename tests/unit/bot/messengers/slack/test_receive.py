"""Which payloads are the bot's business, and that each is so once."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.messengers.base import Admitted, BadPayload, Ignored
from bot.messengers.slack.ids import Ids
from bot.messengers.slack.receive import Intake, payload_of
from handlers.message import Message, News
from tests.clocks import START
from tests.contract.messengers.payloads import golden
from tests.contract.messengers.rigs.slack import RIG

RECORDED = {one.name: json.loads(one.body) for one in golden("slack")}
ONE, SEVERAL = Intake(Ids(several=False), lambda: START), Intake(Ids(several=True), lambda: START)


def event(name: str, **changes: object) -> dict[str, Any]:
    """A recorded event with something changed in it."""
    payload: dict[str, Any] = json.loads(json.dumps(RECORDED[name]))
    payload["event"] |= changes
    return payload


def row(payload: Mapping[str, Any], intake: Intake = ONE) -> Admitted:
    found = intake.admitted(payload)
    assert isinstance(found, Admitted), found
    return found


def message(payload: Mapping[str, Any], intake: Intake = ONE) -> Message:
    found = intake.decode(json.loads(json.dumps(row(payload, intake).body)))
    assert isinstance(found, Message)
    return found


def test_a_mention_arrives_twice_and_is_one_message_whichever_comes_first() -> None:
    first, second = row(RECORDED["app-mention"]), row(RECORDED["mention-as-message"])
    assert (first.event_id, first.lane) == (second.event_id, second.lane)
    assert message(RECORDED["app-mention"]) == message(RECORDED["mention-as-message"])
    assert message(RECORDED["mention-as-message"]).to_bot


@pytest.mark.parametrize(
    "payload",
    [
        event("said-in-a-channel", bot_id="B7"),
        event("said-in-a-channel", user="UBOT"),
        event("said-in-a-channel", user=None),
        event("said-in-a-channel", subtype="bot_message"),
        event("said-in-a-channel", subtype="channel_join"),
        event("said-in-a-channel", subtype="message_deleted"),
        event("said-in-a-channel", subtype="huddle_thread"),
        event("said-in-a-channel", subtype="tombstone"),
        event("said-in-a-channel", type="file_shared"),
        event("said-in-a-channel", type="reaction_added"),
        event("said-in-a-channel", type="link_shared"),
        event("said-in-a-channel", type="app_uninstalled"),
        event("home-opened", tab="messages"),
        event("user-left", user={"id": "U9", "is_bot": True}),
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1768179600},
        {**RECORDED["button"], "actions": [{"type": "static_select", "action_id": "x"}]},
        {**RECORDED["save-to-board"], "callback_id": "something_else"},
        {**RECORDED["form-sent"], "view": {"callback_id": "another", "private_metadata": ""}},
        {"type": "view_closed", "view": {}},
        {"type": "shortcut", "callback_id": "x"},
        {"ssl_check": "1", "token": "x"},
    ],
)
def test_what_is_not_for_the_bot_is_ignored(payload: Mapping[str, Any]) -> None:
    assert isinstance(ONE.admitted(payload), Ignored)


def test_a_link_that_unfolds_is_no_edit() -> None:
    same = RECORDED["message-changed"]["event"]["message"]
    unfolded = event(
        "message-changed", previous_message={**same, "edited": None}, message={**same, "attachments": [{}]}
    )
    assert ONE.admitted(unfolded) == Ignored("changed, but not its text")


def test_each_edit_is_another_event_of_the_same_message() -> None:
    once = message(RECORDED["message-changed"])
    later = event("message-changed")
    later["event"]["message"] |= {"text": "again", "edited": {"user": "U1", "ts": "1768179700.000000"}}
    assert once.event_id != message(later).event_id
    assert once.message_id == message(later).message_id == message(RECORDED["said-in-a-channel"]).message_id


def test_an_address_that_is_being_saved_is_answered_with_its_challenge() -> None:
    found = ONE.admitted({"type": "url_verification", "token": "t", "challenge": "c-1"})
    assert isinstance(found, Ignored)
    assert json.loads(found.answer) == {"challenge": "c-1"}


@pytest.mark.parametrize(
    ("name", "sender", "room"),
    [
        ("app-mention", "T1/U1", "T1/C1"),
        ("said-alone", "T1/U1", "@T1/U1"),
        ("button", "T1/U1", "T1/C1"),
        ("command", "T1/U1", "T1/C1"),
        ("command-alone", "T1/U1", "@T1/U1"),
    ],
)
def test_in_several_workspaces_ids_carry_theirs(name: str, sender: str, room: str) -> None:
    found = message(RECORDED[name], SEVERAL)
    assert (found.sender.user_id, found.room.room_id) == (sender, room)
    assert row(RECORDED[name], SEVERAL).lane == f"slack:{room}"


def test_a_shared_channel_belongs_to_the_workspace_that_installed_the_bot() -> None:
    payload = {**RECORDED["said-in-a-shared-channel"], "team_id": "T9", "context_team_id": "T9"}
    assert message(payload, SEVERAL).room.room_id == "T1/C1"


def test_the_verification_token_is_not_stored() -> None:
    assert "verification-token" not in json.dumps(row(RECORDED["app-mention"]).body)
    assert "verification-token" not in json.dumps(row(RECORDED["command"]).body)


def test_only_forms_are_waited_for() -> None:
    waiting = {name for name, payload in RECORDED.items() if row(payload).inline is not None}
    assert waiting == {"form-sent", "form-sent-alone"}


def test_a_form_sent_twice_is_one_and_corrected_another() -> None:
    again = json.loads(json.dumps(RECORDED["form-sent"]))
    again["trigger_id"] = "1338.99.abc"
    assert row(again).event_id == row(RECORDED["form-sent"]).event_id
    again["view"]["state"]["values"]["field-1"]["more"]["value"] = "they only study"
    assert row(again).event_id != row(RECORDED["form-sent"]).event_id


def test_ids_fit_the_inbox() -> None:
    assert isinstance(ONE.admitted(event("said-in-a-channel", ts="1." + "0" * 300)), BadPayload)


def test_a_row_that_is_none_cannot_be_decoded() -> None:
    for body in ({}, {"payload": [], "at": "x"}, {"payload": {}, "at": START.isoformat()}):
        with pytest.raises((KeyError, TypeError, ValueError)):
            ONE.decode(body)


@pytest.mark.parametrize(
    "body", [b"", b"payload=%5B%5D", b"payload=", b"a=1&=&&", b"null", b"[1]", b"{", b"x" * 50, b"&" * 500]
)
def test_what_is_neither_json_nor_a_form_is_bad(body: bytes) -> None:
    found = payload_of(RIG.raw(body, START))
    assert isinstance(found, BadPayload)
    assert found.status == 400


def test_news_names_the_workspace_as_its_lane() -> None:
    found = ONE.decode(row(RECORDED["bot-joined"]).body)
    assert isinstance(found, News)
    assert row(RECORDED["bot-joined"]).lane == "slack:T1"
