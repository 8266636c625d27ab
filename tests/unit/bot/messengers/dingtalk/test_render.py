"""How notices look at DingTalk: kept as text, never beyond a limit, and nothing from data does anything."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messengers.dingtalk.bodies import PARAM_BYTES, WEBHOOK_BYTES, robot_message, webhook_body
from bot.messengers.dingtalk.cards import VALUE_BYTES
from bot.messengers.dingtalk.pressing import pressed, pressing
from bot.messengers.dingtalk.render import render
from bot.wiring import plugins
from handlers.message import Press
from knowledge.people.model import LANGS, Lang
from notifiers.alerts import outsider_heard
from notifiers.notice import Choice, Evidence, Fact, Notice, Ring
from tests.golden import assert_golden

ALONE, GROUP, ROBOT = "user:li.lei", "cidEast==", "robot:east"
SETTLED: Mapping[Lang, str] = {"zh": "李雷已于 2026-01-12 09:07 认领", "en": "Claimed by Li Lei at 2026-01-12 09:07"}

words = st.text(max_size=60) | st.text(alphabet="[](){}<>@#*_`~|-=!\\&; \n\t字😀\u202e", max_size=60)
choices = st.builds(Choice, words, words, st.dictionaries(words, words, max_size=2), say=words)
notices = st.builds(
    Notice,
    kind=words,
    subject=words,
    version=st.integers(1, 99),
    lang=st.sampled_from(LANGS),
    zone=st.sampled_from(["UTC", "Asia/Shanghai", "Nowhere/Land", ""]),
    text=words | st.text(min_size=3000, max_size=9000),
    title=words,
    badge=words,
    settled=words,
    foot=words,
    facts=st.lists(st.builds(Fact, words, words), max_size=4).map(tuple),
    why=st.lists(
        st.builds(Evidence, words, st.none() | st.just(datetime(2026, 1, 1, tzinfo=UTC)), words, words), max_size=4
    ).map(tuple),
    choices=st.lists(choices, max_size=7).map(tuple),
    rings=st.lists(st.builds(Ring, words | st.sampled_from(["li.lei", "all"]), words), max_size=12).map(tuple),
)


def shown(payload: Mapping[str, Any]) -> str:
    """A message as text: the card's variables, or the plain form with what its buttons open."""
    card = payload.get("card")
    if card is not None:
        return "\n".join(f"{name}: {value}" for name, value in card.items())
    plain = payload["plain"]
    return "\n".join(
        [f"({plain['form']}) {plain['title']}", plain["text"], *(f"[{a}] {b}" for a, b in plain["buttons"])]
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("place", ["card", "alone", "group", "robot"])
def test_a_hot_lead_looks_as_it_did(lang: Lang, place: str) -> None:
    fresh = plugins().alerts["hot_lead"].example(lang)
    settled = replace(fresh, version=2, settled=SETTLED[lang], choices=fresh.choices[:1])
    room = {"card": ALONE, "alone": ALONE, "group": GROUP, "robot": ROBOT}[place]
    told = [shown(one) for notice in (fresh, settled) for one in render(notice, room, cards=place == "card")]
    assert_golden(f"notices/dingtalk/hot_lead.{place}.{lang}.txt", "\n\n== settled\n".join(told) + "\n")


@settings(max_examples=400)
@given(notices, st.sampled_from([ALONE, GROUP, ROBOT]), st.booleans())
def test_nothing_goes_beyond_a_limit(notice: Notice, room: str, cards: bool) -> None:  # noqa: FBT001
    payloads = render(notice, room, cards=cards)
    assert payloads
    for payload in json.loads(json.dumps(payloads)):
        plain = payload["plain"]
        key, param = robot_message(plain)
        assert len(param.encode(errors="replace")) <= PARAM_BYTES
        assert len(json.dumps(webhook_body(plain, "li"), ensure_ascii=False).encode(errors="replace")) <= WEBHOOK_BYTES
        assert all(value.strip() for value in json.loads(param).values()), key
        assert all(len(value.encode(errors="replace")) <= VALUE_BYTES for value in payload.get("card", {}).values())


@settings(max_examples=300)
@given(words)
def test_a_value_makes_no_link_mention_or_heading(text: str) -> None:
    notice = Notice(
        "reply", "s", 1, "en", title=text, text=text, facts=(Fact("a", text),), why=(Evidence(text),), foot=text
    )
    told = "\n".join(str(one["plain"]["text"]) for one in render(notice, GROUP, cards=False))  # type: ignore[index]
    assert not re.search(r"\[[^\]]*\]\(", told)
    assert not re.search(r"<@|@all|(?<![A-Za-z0-9._%+-])@(?!Dazi)", told)
    assert not [line for line in told.split("\n") if line.startswith("#") and not line.startswith("### ")]


def test_a_source_is_a_link_where_there_is_one() -> None:
    seen = Evidence("form", datetime(2026, 1, 12, 1, tzinfo=UTC), "Website", "https://example.com/a(b)")
    notice = Notice("hot_lead", "1", 1, "en", zone="Asia/Shanghai", title="Acme", why=(seen,))
    (payload,) = render(notice, GROUP, cards=False)
    assert "- 2026-01-12 09:00 form · [Website](https://example.com/a%28b%29)" in shown(payload)


def test_lines_stay_lines_in_markdown() -> None:
    (payload,) = render(Notice("reply", "s", 1, "en", title="T", text="one\ntwo\n\nthree"), ALONE, cards=False)
    assert "one  \ntwo\n\nthree" in shown(payload)


def test_a_card_that_holds_too_much_is_a_message() -> None:
    notice = plugins().alerts["hot_lead"].example("en")
    assert "card" in render(notice, GROUP, cards=True)[0]
    assert "card" not in render(replace(notice, text="x" * (VALUE_BYTES + 1)), GROUP, cards=True)[0]


@settings(max_examples=200)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]))
    ),
)
def test_a_button_gives_back_what_was_put_into_it(action: str, args: dict[str, str]) -> None:
    notice = Notice("hot_lead", "7", 3, "en")
    press = Press(action, args, 3, "hot_lead", "7")
    assert pressed(pressing(notice, Choice("x", action, args), GROUP)) == (press, GROUP)
    assert pressed(pressing(notice, Choice("x", action, args), ALONE)) == (press, "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_notice_that_rings_looks_like_this(lang: Lang) -> None:
    (message,) = render(outsider_heard.example(lang), GROUP, cards=True)
    plain: Any = message["plain"]
    ways = {"card": message["card"], "robot API": robot_message(plain), "webhook": webhook_body(plain, "han.mei")}
    assert_golden(f"notices/dingtalk/outsider_heard.{lang}.json", json.dumps(ways, ensure_ascii=False, indent=2) + "\n")
