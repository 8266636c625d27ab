"""How people ask for the next meeting with a customer; and what is none of these."""

import pytest

from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

NEXT = (
    "下次和同屹轨道开会是什么时候？",
    "同屹轨道的下次会议",
    "下一次跟同屹轨道见面是哪天",
    "同屹轨道下次例会是什么时候",
    "什么时候再和同屹轨道开会",
    "我们和同屹轨道约了什么会",
    "接下来跟同屹轨道的会",
    "下次拜访同屹轨道是什么时候",
    "when is the next meeting with 同屹轨道?",
    "next meeting with 同屹轨道",
    "upcoming meetings with 同屹轨道",
    "when do we meet 同屹轨道 next?",
    "when do we next meet with 同屹轨道",
    "what meetings do we have with 同屹轨道?",
)
NOT = {
    "last_contact": ("最近一次跟同屹轨道沟通是什么时候", "when was the last contact with 同屹轨道?"),
    "last_minutes": ("同屹轨道最近一次会的纪要",),
}


@pytest.mark.parametrize("text", NEXT)
def test_the_next_meeting(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert (found.intent.name, found.slots["customer"]) == ("next_meeting", "同屹轨道")


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in NOT.items() for text in texts])
def test_what_is_none_of_these(intent: str, text: str) -> None:
    assert reached(text) == intent
