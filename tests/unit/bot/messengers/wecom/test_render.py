"""One notice, three looks, each within what WeCom takes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messengers.base import Json
from bot.messengers.wecom.render import CHAT_BYTES, MARKDOWN_BYTES, TEXT_BYTES, Way, render
from bot.messengers.wecom.words import CONTINUED
from bot.wiring import plugins
from knowledge.people.model import LANGS, Lang
from notifiers.alert import Alert
from notifiers.digest import Digest
from notifiers.notice import Attachment, Choice, Evidence, Fact, Notice, Ring, Stripe
from tests.contract.messengers.rigs.wecom import RIG, read, sizes
from tests.golden import assert_golden
from tests.unit.bot.messengers.wecom.notices import CARD, CLOSED, HELLO, SETTLED

EXAMPLES: Mapping[str, Alert | Digest] = {**plugins().alerts, **plugins().digests}
URL = "https://bot.example.com"

words = st.text(max_size=40) | st.sampled_from(["<@all>", "@all", "[x](https://y.example)", "**x**", "> x", "字" * 30])
texts = words | st.text(max_size=3000) | st.just("长" * 9000)
evidence = st.builds(
    Evidence, words, st.none() | st.datetimes(timezones=st.just(UTC)), words, words | st.just("https://crm.example/1")
)
choices = st.builds(Choice, words, words, st.dictionaries(words, texts, max_size=2), st.booleans(), words)
files = st.builds(Attachment, words, st.sampled_from(["text/plain", "image/png"]), st.binary(max_size=20))
rings = st.lists(st.builds(Ring, words | st.sampled_from(["li.lei", "all"]), texts), max_size=12).map(tuple)
notices = st.builds(
    Notice,
    kind=words,
    subject=words,
    version=st.integers(1, 9),
    lang=st.sampled_from(LANGS),
    zone=st.just("Asia/Shanghai"),
    text=texts,
    title=words,
    stripe=st.sampled_from(Stripe),
    badge=words,
    facts=st.lists(st.builds(Fact, words, words), max_size=9).map(tuple),
    why=st.lists(evidence, max_size=5).map(tuple),
    choices=st.lists(choices, max_size=9).map(tuple),
    settled=words,
    foot=words,
    attachment=st.none() | files,
    rings=rings,
)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_each_notice_looks_as_it_did(name: str, lang: Lang) -> None:
    looks = {way.value: render(EXAMPLES[name].example(lang), way, URL) for way in Way}
    assert_golden(f"notices/wecom/{name}.{lang}.json", json.dumps(looks, ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("card", CARD),
        ("settled", SETTLED),
        ("closed", CLOSED),
        ("question", replace(CARD, title="", badge="", why=(), facts=(), foot="", text="“北禾”有两家，您问哪家？")),
        ("too_long_for_a_card", replace(CARD, text="第一点。" * 80)),
        ("seven_facts", replace(CARD, facts=tuple(Fact(f"第{number}项", str(number)) for number in range(8)))),
        ("seven_choices", replace(CARD, choices=tuple(Choice(f"第{n}个", "pick", {"n": str(n)}) for n in range(8)))),
        ("file", replace(HELLO, attachment=Attachment("列表.txt", "text/plain", b"one\ntwo\n"))),
    ],
)
def test_parts_of_a_notice_look_as_they_did(name: str, notice: Notice) -> None:
    looks = {way.value: render(notice, way, URL) for way in Way}
    assert_golden(f"notices/wecom/parts/{name}.json", json.dumps(looks, ensure_ascii=False, indent=2) + "\n")


@settings(max_examples=400)
@given(notices, st.sampled_from(Way))
def test_whatever_it_says_it_fits(notice: Notice, way: Way) -> None:
    told = render(notice, way, URL)
    assert told
    for payload in told:
        assert {what: size for what, size in all_sizes(payload, way).items() if size[0] > size[1]} == {}
    json.dumps(told)


def all_sizes(payload: Json, way: Way) -> dict[str, tuple[int, int]]:
    """The limits of a message, and of the card that it may turn into."""
    card: Any = payload.get("card")
    inner = sizes({"msgtype": "template_card", "template_card": card}) if card else {}
    most = CHAT_BYTES if way is Way.CHAT else MARKDOWN_BYTES
    return {**sizes(payload, most), **{f"as a card: {what}": size for what, size in inner.items()}}


@settings(max_examples=200)
@given(notices, st.sampled_from([Way.APP, Way.CHAT]))
def test_buttons_are_on_the_last_message_and_none_is_lost(notice: Notice, way: Way) -> None:
    told = render(notice, way, URL)
    assert [payload for payload in told[:-1] if payload["msgtype"] == "template_card"] == []
    keys = [button["key"] for button in buttons(told[-1])]
    assert len(keys) == len(set(keys)) <= 6


def buttons(payload: Json) -> Sequence[dict[str, Any]]:
    card: Any = payload.get("template_card") or {}
    found: Sequence[dict[str, Any]] = card.get("button_list", [])
    return found


@pytest.mark.parametrize("way", list(Way))
def test_values_do_nothing(way: Way) -> None:
    evil = '<@li.lei> @all [click](https://evil.example) ![x](y) <a href="https://evil.example">x</a> **b** `c`'
    notice = replace(
        CARD,
        title=evil,
        text=evil,
        badge=evil,
        foot=evil,
        settled=evil,
        facts=(Fact(evil, evil),),
        why=(Evidence(evil, None, evil, evil),),
        choices=(Choice(evil, "claim_lead", say=evil),),
    )
    for payload in render(notice, way, URL):
        said = "\n".join(read(payload))
        assert "<@" not in said
        assert "@all" not in said
        assert "<a " not in said
        assert "](" not in said or payload["msgtype"] != "markdown"


@pytest.mark.parametrize(("way", "most"), [(Way.APP, TEXT_BYTES), (Way.ROBOT, MARKDOWN_BYTES)])
@pytest.mark.parametrize("letter", ["x", "字", "👩🏽‍💻"])
def test_long_texts_are_split_between_characters_and_marked(way: Way, most: int, letter: str) -> None:
    told = render(replace(HELLO, lang="zh", text=letter * most), way, URL)
    parts = ["".join(read(payload)) for payload in told]
    assert all(len(part.encode()) <= most for part in parts)
    assert all(part.endswith(CONTINUED["zh"]) for part in parts[:-1])
    assert "".join(part.removesuffix(CONTINUED["zh"]) for part in parts) == letter * most


def test_what_is_too_long_for_a_card_is_said_above_its_buttons() -> None:
    above, card = render(replace(CARD, text="很长" * 200), Way.APP, URL)
    assert "很长" * 200 in RIG.texts(above)
    assert [button["text"] for button in buttons(card)] == ["我来跟进", "不是线索"]


def test_times_are_the_readers() -> None:
    (card,) = render(CARD, Way.APP, URL)
    assert "2026-01-12 09:00" in RIG.texts(card)
    (card,) = render(replace(CARD, zone="America/New_York"), Way.APP, URL)
    assert "2026-01-11 20:00" in RIG.texts(card)


def test_a_card_leads_to_its_first_link_else_to_us_else_to_wecom() -> None:
    bare = replace(CLOSED, why=())
    told = [render(CLOSED, Way.ROBOT, URL), render(bare, Way.ROBOT, URL), render(bare, Way.ROBOT, "")]
    cards: list[Any] = [payloads[0]["template_card"] for payloads in told]
    assert [card["card_action"]["url"] for card in cards] == [
        "https://crm.example.com/e/1",
        URL,
        "https://work.weixin.qq.com",
    ]


def test_a_link_that_is_none_leads_nowhere() -> None:
    at = datetime(2026, 1, 12, tzinfo=UTC)
    notice = replace(CLOSED, why=(Evidence("x", at, "网站", "javascript:alert(1)"),))
    told = json.dumps(render(notice, Way.ROBOT, URL), ensure_ascii=False)
    assert '"url": "javascript' not in told
