"""What the AI bot's socket brings, as messages."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messengers.base import Admitted, BadPayload, Ignored
from bot.messengers.wecom.bot_events import stored
from bot.messengers.wecom.receive import admitted, decode
from bot.messengers.wecom.tickets import Ticket, ticket_of
from handlers.message import Message, News
from tests.clocks import START
from tests.contract.messengers.payloads import plain_message
from tests.golden import PAYLOADS, assert_golden

FRAMES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((PAYLOADS / "wecom" / "ai_bot").glob("*.json"))
    if ".expected" not in path.name
}
TICKET = Ticket("link-1", "req-1", START)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)


def taken(told: Any, name: str = "搭子") -> Admitted | Ignored | BadPayload:  # noqa: ANN401  any JSON
    return admitted(stored(told, TICKET, name, START))


@pytest.mark.parametrize("name", FRAMES)
def test_a_callback_becomes_its_message(name: str) -> None:
    found = taken(FRAMES[name]["body"])
    assert isinstance(found, Admitted)
    message = decode(json.loads(json.dumps(found.body)))
    told = json.dumps({"kind": found.kind, **plain_message(message)}, ensure_ascii=False, indent=2)
    assert_golden(f"wecom/ai_bot/{name}.expected.json", told + "\n")


def test_there_are_callbacks_of_every_kind() -> None:
    kinds = {frame["body"]["msgtype"] for frame in FRAMES.values()}
    assert kinds == {"text", "image", "file", "video", "voice", "mixed", "event"}


def test_without_a_known_name_the_first_mention_is_cut_off() -> None:
    found = taken(FRAMES["said-in-a-group"]["body"], name="")
    assert isinstance(found, Admitted)
    message = decode(found.body)
    assert isinstance(message, Message)
    assert message.text == "谁负责华东光伏？"


@pytest.mark.parametrize("event", ["feedback_event", "disconnected_event", "unheard_of"])
def test_events_that_ask_nothing_are_ignored(event: str) -> None:
    body = {**FRAMES["entered"]["body"], "event": {"eventtype": event}}
    assert isinstance(taken(body), Ignored)


@settings(max_examples=500)
@given(st.sampled_from(sorted(FRAMES)), st.data())
def test_a_spoilt_callback_is_refused_or_can_be_decoded(name: str, data: st.DataObject) -> None:
    body = dict(FRAMES[name]["body"])
    body[data.draw(st.sampled_from(sorted(body)))] = data.draw(anything | st.just("x" * 300))
    found = taken(body)
    if isinstance(found, Admitted):
        assert max(len(found.event_id), len(found.lane)) <= 200
        assert isinstance(decode(json.loads(json.dumps(found.body))), Message | News)


def test_a_ticket_survives_being_kept() -> None:
    assert ticket_of(TICKET.text) == TICKET


@pytest.mark.parametrize("text", ["", "link", "link 17", "link soon req", "link ９ req", "link 17681796000000000 req"])
def test_what_is_no_ticket_is_none(text: str) -> None:
    assert ticket_of(text) is None
