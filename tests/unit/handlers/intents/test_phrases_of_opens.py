"""How people ask for tracked links, and say what they want to hear of them; and what only sounds like it."""

import pytest

from handlers.route import Matched
from knowledge.people.model import Lang
from tests.unit.handlers.routing import routed

URL = "https://docs.qq.com/doc/D1"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (f"给我一个追踪链接 {URL}", "zh"),
        (f"给我一个追踪链接 {URL} 给华东光伏的王芳", "zh"),
        (f"帮我给华东光伏做个追踪链接：{URL}", "zh"),
        (f"{URL} 要个追踪链接", "zh"),
        (f"帮我跟踪这个链接 {URL}", "zh"),
        (f"追踪一下 {URL}", "zh"),
        ("追踪这个链接", "zh"),
        ("追踪一下这份文档", "zh"),
        (f"track this link {URL}", "en"),
        (f"track {URL} for Hollowell", "en"),
        (f"can you give me a tracked link for {URL}, please", "en"),
        (f"I need a trackable link to {URL} for Hollowell", "en"),
        ("track this", "en"),
        ("track this proposal for Hollowell", "en"),
    ],
)
def test_a_tracked_link(text: str, lang: Lang) -> None:
    found = routed(text, lang)
    assert isinstance(found, Matched), text
    assert found.intent.name == "track_link"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("跟踪一下华东光伏", "zh"),
        ("华东光伏谁在跟踪", "zh"),
        (f"存一下 {URL}", "zh"),
        ("what is the track record of Hollowell", "en"),
        ("are we on track with Hollowell?", "en"),
        (f"save {URL}", "en"),
    ],
)
def test_no_tracked_link(text: str, lang: Lang) -> None:
    found = routed(text, lang)
    assert not isinstance(found, Matched) or found.intent.name != "track_link"


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("静音同屹轨道的打开提醒", "zh", "mute_opens"),
        ("关掉同屹轨道打开方案的提醒", "zh", "mute_opens"),
        ("别再提醒我同屹轨道打开方案了", "zh", "mute_opens"),
        ("恢复同屹轨道的打开提醒", "zh", "unmute_opens"),
        ("取消静音同屹轨道的打开提醒", "zh", "unmute_opens"),
        ("mute opens of Hollowell", "en", "mute_opens"),
        ("silence the open alerts for Hollowell", "en", "mute_opens"),
        ("stop telling me when Hollowell opens the proposal", "en", "mute_opens"),
        ("unmute opens of Hollowell", "en", "unmute_opens"),
    ],
)
def test_what_to_hear_of(text: str, lang: Lang, intent: str) -> None:
    found = routed(text, lang)
    assert isinstance(found, Matched), text
    assert (found.intent.name, found.slots["customer"]) == (intent, "同屹轨道" if lang == "zh" else "Hollowell")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("刚才是我自己打开的", "zh"),
        ("是我点开的", "zh"),
        ("那是我们自己打开的链接", "zh"),
        ("that was me opening it", "en"),
        ("that was one of us testing the link", "en"),
    ],
)
def test_it_was_us(text: str, lang: Lang) -> None:
    found = routed(text, lang)
    assert isinstance(found, Matched), text
    assert found.intent.name == "own_open"
