import pytest

from bot.messengers.local.hub import UnknownMessage, UnknownPerson, UnknownRoom
from bot.messengers.local.hub.errors import BadRequest, Forbidden, TooLarge, UnknownFile
from bot.messengers.local.hub.model import Pressed, Said
from tests.unit.bot.messengers.local.hub.stage import PEOPLE, ROOMS, SETTINGS, Time, make_hub

PAYLOAD = {
    "lang": "zh",
    "text": "好",
    "card": None,
    "choices": [{"label": "认领", "action": "claim", "args": {"l": "1"}}],
}


def pressed(action: str = "claim", message_id: str = "id2", press_id: str = "p1") -> Pressed:
    return Pressed(press_id, message_id, action, {"l": "1"}, 1)


def test_the_same_key_posts_once() -> None:
    hub = make_hub()
    first = hub.post("east", PAYLOAD, "k1")
    assert hub.post("east", PAYLOAD, "k1") == first
    assert hub.find("k1") == first
    assert len(hub.ledger.log.page("east", 9, 9)[0]) == 1


def test_a_key_never_posted_is_not_found() -> None:
    assert make_hub().find("k1") is None
    assert make_hub().find("") is None


@pytest.mark.parametrize("room", ["nowhere", "dm:nobody", ""])
def test_a_room_that_is_not_there(room: str) -> None:
    with pytest.raises(UnknownRoom):
        make_hub().post(room, PAYLOAD, "k1")


def test_everybody_has_a_direct_room() -> None:
    hub = make_hub()
    for person in PEOPLE:
        hub.post(f"dm:{person.person_id}", PAYLOAD, person.person_id)


def test_an_edit_changes_the_message_and_marks_it() -> None:
    hub = make_hub()
    message_id = hub.post("east", PAYLOAD, "k1")
    hub.edit(message_id, {**PAYLOAD, "text": "新"})
    message = hub.ledger.log.get(message_id)
    assert message.payload is not None
    assert message.payload["text"] == "新"
    assert message.edited_at == "2026-11-20T02:02:00.000Z"


def test_only_the_bots_own_messages_can_be_edited() -> None:
    hub = make_hub()
    said = hub.people.say("li-lei", "east", Said("c1", "hello"))
    for message_id in (said.message_id, "nothing"):
        with pytest.raises(UnknownMessage):
            hub.edit(message_id, PAYLOAD)


def test_a_message_sent_twice_is_kept_once() -> None:
    hub = make_hub()
    first = hub.people.say("li-lei", "east", Said("c1", "hello"))
    assert hub.people.say("li-lei", "east", Said("c1", "hello")) == first
    assert len(hub.ledger.under_way()) == 1


@pytest.mark.parametrize(
    ("text", "error"), [("", BadRequest), (" \n\x00 ", BadRequest), ("半\ud800", BadRequest), ("字" * 40_000, TooLarge)]
)
def test_text_that_cannot_be_said(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        make_hub().people.say("li-lei", "east", Said("c1", text))


def test_people_speak_only_where_they_sit() -> None:
    with pytest.raises(UnknownRoom):
        make_hub().people.say("tom", "east", Said("c1", "hello"))
    with pytest.raises(UnknownRoom):
        make_hub().people.say("tom", "dm:li-lei", Said("c1", "hello"))


def test_a_file_of_somebody_else_cannot_be_sent() -> None:
    with pytest.raises(UnknownFile):
        make_hub().people.say("li-lei", "east", Said("c1", "hello", files=("f1",)))


def test_a_thread_has_to_be_in_the_same_room() -> None:
    hub = make_hub()
    elsewhere = hub.post("all", PAYLOAD, "k1")
    with pytest.raises(UnknownMessage):
        hub.people.say("li-lei", "east", Said("c1", "hello", thread=elsewhere))


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("@搭子谁负责华东", True),
        ("请问@搭子，谁负责", True),
        ("＠dazi who", True),
        ("@Dazi", True),
        ("@Dazia", False),
        ("me@dazi.example", False),
        ("搭子在吗", False),
    ],
)
def test_mentions_of_the_bot(text: str, mentioned: bool) -> None:  # noqa: FBT001
    hub = make_hub()
    hub.people.say("li-lei", "east", Said("c1", text))
    assert hub.ledger.under_way()[0].body["mentions_bot"] is mentioned


def test_an_event_says_everything_the_bot_needs() -> None:
    hub = make_hub()
    message = hub.people.say("li-lei", "east", Said("c1", "@搭子 谁负责华东"))
    assert hub.ledger.under_way()[0].body == {
        "event_id": "id3",
        "kind": "said",
        "at": "2026-11-20T02:02:00.000Z",
        "room": {
            "id": "east",
            "title": "华东光伏",
            "direct": False,
            "region": "华东",
            "unit": "",
            "outsiders": False,
            "language": None,
        },
        "sender": {"id": "li-lei", "name": "李雷"},
        "text": "@搭子 谁负责华东",
        "mentions_bot": True,
        "thread": "",
        "message_id": message.message_id,
        "files": [],
        "press": None,
    }


def test_a_press_carries_action_arguments_and_the_version_seen() -> None:
    hub = make_hub()
    message_id = hub.post("east", PAYLOAD, "k1")
    hub.people.press("li-lei", "east", pressed(message_id=message_id))
    hub.people.press("li-lei", "east", pressed(message_id=message_id))
    (event,) = hub.ledger.under_way()
    assert event.body["press"] == {
        "action": "claim",
        "args": {"l": "1"},
        "version": 1,
        "message_id": message_id,
        "kind": PAYLOAD.get("kind", ""),
        "subject": PAYLOAD.get("subject", ""),
    }


def test_only_buttons_that_were_offered_can_be_pressed() -> None:
    hub = make_hub()
    message_id = hub.post("east", PAYLOAD, "k1")
    with pytest.raises(BadRequest):
        hub.people.press("li-lei", "east", pressed("delete_everything", message_id))


def test_a_button_gone_since_can_still_arrive_late() -> None:
    hub = make_hub()
    message_id = hub.post("east", PAYLOAD, "k1")
    hub.edit(message_id, {**PAYLOAD, "choices": []})
    hub.people.press("han-meimei", "east", pressed(message_id=message_id))
    assert len(hub.ledger.under_way()) == 1


def test_unread_counts_what_others_said_since() -> None:
    hub = make_hub()
    hub.people.say("li-lei", "east", Said("c1", "hello"))
    hub.post("east", PAYLOAD, "k1")
    unread = hub.ledger.log.unread
    assert (unread("li-lei", "east"), unread("han-meimei", "east")) == (1, 2)
    hub.people.read("han-meimei", "east", 10**9)
    assert unread("han-meimei", "east") == 0
    hub.post("east", PAYLOAD, "k2")
    assert unread("han-meimei", "east") == 1


def test_a_link_opens_once_for_its_person() -> None:
    hub = make_hub()
    token = hub.invite("tom").removeprefix("/local/enter/")
    assert hub.door.read_session(hub.enter(token)) == "tom"
    with pytest.raises(Forbidden):
        hub.enter(token)


def test_a_link_expires_and_cannot_be_forged() -> None:
    time = Time()
    hub = make_hub(time=time)
    token = hub.invite("tom").removeprefix("/local/enter/")
    time.pass_by(seconds=SETTINGS.invite_seconds + 1)
    for bad in (token, token[:-2] + "xx", "", "a.b.c", "ü"):
        with pytest.raises(Forbidden):
            hub.enter(bad)


def test_nobody_unknown_is_invited() -> None:
    with pytest.raises(UnknownPerson):
        make_hub().invite("nobody")


def test_people_and_rooms_can_change_while_running() -> None:
    hub = make_hub()
    hub.set_people(PEOPLE[:1])
    hub.set_rooms(ROOMS[1:])
    assert [person["id"] for person in hub.people.first_view("li-lei")["people"]] == ["li-lei"]  # type: ignore[attr-defined]
    with pytest.raises(UnknownRoom):
        hub.post("east", PAYLOAD, "k1")
    with pytest.raises(UnknownRoom):
        hub.post("dm:tom", PAYLOAD, "k2")


def test_a_room_needs_a_usable_id() -> None:
    for room in ({"title": "x"}, {"id": "dm:tom"}):
        with pytest.raises(BadRequest):
            make_hub().set_rooms([room])
