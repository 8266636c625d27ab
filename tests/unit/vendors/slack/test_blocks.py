"""Block Kit's limits: at the limit it passes, one beyond is refused."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.vendors.slack.test_interactions import card, form, words
from tests.unit.vendors.slack.test_web_api import error
from tests.vendors.slack.blocks import wrong_with
from tests.vendors.slack.fake import FakeSlack
from tests.vendors.slack.model import Refused
from tests.vendors.slack.views import check_view

Block = dict[str, Any]


def mrkdwn(size: int) -> Block:
    return {"type": "mrkdwn", "text": "x" * size}


def section(size: int) -> Block:
    return {"type": "section", "text": mrkdwn(size)}


def fields(count: int, size: int = 1) -> Block:
    return {"type": "section", "fields": [mrkdwn(size)] * count}


def header(size: int) -> Block:
    return {"type": "header", "text": words("x" * size)}


def context(count: int) -> Block:
    return {"type": "context", "elements": [mrkdwn(1)] * count}


def buttons(count: int) -> Block:
    return {"type": "actions", "elements": [{"type": "button", "text": words("x")} for _ in range(count)]}


def button(text: int = 1, value: int = 1) -> Block:
    return {"type": "actions", "elements": [{"type": "button", "text": words("x" * text), "value": "v" * value}]}


AT_THE_LIMIT = [
    (section(3000), section(3001)),
    (fields(10), fields(11)),
    (fields(1, 2000), fields(1, 2001)),
    (header(150), header(151)),
    (context(10), context(11)),
    (buttons(25), buttons(26)),
    (button(text=75), button(text=76)),
    (button(value=2000), button(value=2001)),
    (section(1), section(0)),
    (section(1), {"type": "marquee"}),
    (section(1), {"type": "section"}),
    (header(1), {"type": "header", "text": mrkdwn(1)}),
]


@pytest.mark.parametrize(("good", "bad"), AT_THE_LIMIT)
def test_each_limit(good: Block, bad: Block) -> None:
    assert wrong_with([good]) == []
    assert wrong_with([bad]) != []


def test_how_many_blocks_and_ids() -> None:
    assert wrong_with([section(1)] * 50) == []
    assert wrong_with([section(1)] * 51) != []
    assert wrong_with([{**section(1), "block_id": "same"}] * 2) != []
    assert wrong_with("blocks") != []


@pytest.mark.parametrize(
    "more",
    [
        {"title": words("x" * 25)},
        {"submit": words("x" * 25)},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"blocks": [section(1)] * 101},
        {"blocks": [{"type": "file"}]},
    ],
)
def test_modals(more: Block) -> None:
    assert check_view(form(), "modal")
    with pytest.raises(Refused, match="invalid_arguments"):
        check_view(form(**more), "modal")


def test_a_form_needs_a_submit() -> None:
    view = form()
    del view["submit"]
    with pytest.raises(Refused, match="submit"):
        check_view(view, "modal")


async def test_the_api_refuses_bad_blocks_and_too_many_characters(slack: FakeSlack, client: AsyncWebClient) -> None:
    room = slack.channel("sales")
    long, heavy = card("x" * 76), [section(2900)] * 5
    assert await error(client.chat_postMessage(channel=room.id, text="x", blocks=long)) == "invalid_blocks"
    assert await error(client.chat_postMessage(channel=room.id, text="x", blocks=heavy)) == "msg_blocks_too_long"
    assert slack.messages(room.id) == []
