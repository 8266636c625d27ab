"""Notices as Block Kit: whole, harmless, within every limit."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.messengers.slack.render import MOST_BLOCKS, MOST_BYTES, rendered, size_of
from bot.messengers.slack.values import unpacked
from bot.messengers.slack.words import words
from knowledge.people.model import LANGS, Lang
from notifiers.alerts import outsider_heard
from notifiers.alerts.hot_lead import example
from notifiers.notice import EVERYBODY, Attachment, Choice, Evidence, Fact, Notice, Ring, Stripe
from tests.contract.messengers.rigs.slack import read
from tests.golden import assert_golden
from tests.unit.bot.messengers.slack.notices import notices
from tests.vendors.slack.blocks import wrong_with
from tests.vendors.slack.model import Refused
from tests.vendors.slack.views import check_view

BARE = Notice("reply", "s1", 1, "en")
SETTLED: Mapping[Lang, str] = {"zh": "李雷已于 10:44 认领", "en": "Claimed by Li Lei at 10:44"}


def shown(notice: Notice) -> str:
    return "\n\n(next message)\n".join("\n".join(read(one)) for one in rendered(notice))


def blocks_of(notice: Notice) -> list[dict[str, Any]]:
    (message,) = rendered(notice)
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return blocks


def texts_of(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in (block.get("text"), *block.get("fields", ()), *block.get("elements", ())) if one]


@pytest.mark.parametrize("lang", LANGS)
def test_a_hot_lead_looks_like_this(lang: Lang) -> None:
    card = example(lang)
    told = [shown(card), shown(replace(card, settled=SETTLED[lang], stripe=Stripe.DONE, choices=(), version=2))]
    assert_golden(f"notices/slack/hot_lead.{lang}.txt", "\n\n== settled\n".join(told) + "\n")
    assert_golden(
        f"notices/slack/hot_lead.{lang}.json", json.dumps(rendered(card), ensure_ascii=False, indent=2) + "\n"
    )


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(notices)
def test_whatever_the_notice_slack_takes_it(notice: Notice) -> None:
    messages = rendered(notice)
    assert messages == rendered(notice)
    assert [message["part"] for message in messages] == list(range(len(messages)))
    for message in messages:
        assert str(message["text"]).strip()
        assert len(str(message["text"])) <= 4000
        blocks = message.get("blocks", [])
        assert isinstance(blocks, list)
        assert wrong_with(blocks) == []
        assert (len(blocks) <= MOST_BLOCKS, size_of(blocks) <= MOST_BYTES) == (True, True)
        for block in blocks:
            Block.parse(block).validate_json()  # type: ignore[union-attr]
    if "view" in messages[0]:
        check_view({**dict(messages[0]["view"]), "private_metadata": ""}, "modal")  # type: ignore[call-overload]
    check_view({"type": "home", "blocks": messages[0].get("home") or messages[0]["blocks"]}, "home")


def test_a_form_is_one_by_slack_sdks_own_rules() -> None:
    from notifiers.notice import Field, Form

    fields = (Field("reason", "Why", (("student", "Student"), ("rival", "Competitor"))), Field("more", "More"))
    form = Form("Why is it not a lead at all, really?", "reject_lead", {"alert": "7"}, fields, "Send it")
    view = rendered(replace(BARE, text="Pick one", form=form))[0]["view"]
    assert isinstance(view, dict)
    View(**view).validate_json()
    assert view["title"]["text"] == "Why is it not a lead…"
    assert "Why is it not a lead at all, really?" in view["blocks"][0]["text"]["text"]


def test_what_slack_cannot_ask_has_no_form() -> None:
    from notifiers.notice import Field, Form

    many = tuple((str(number), str(number)) for number in range(101))
    form = Form("Which", "pick", {}, (Field("one", "One", many),), "OK")
    assert "view" not in rendered(replace(BARE, text="Pick one", form=form))[0]


@pytest.mark.parametrize(
    "data", ["<!channel> all", "<@U123> you", "<https://evil.example|safe>", "@channel", "a & b < c > d"]
)
def test_data_pings_nobody_and_hides_no_link(data: str) -> None:
    card = replace(
        BARE, text=data, title=data, facts=(Fact(data, data),), why=(Evidence(data, source=data),), foot=data
    )
    (message,) = rendered(card)
    assert data in shown(card)
    assert not any(mark in str(message["text"]) for mark in ("<!", "<@", "|safe>"))
    for text in (text for block in blocks_of(card) for text in texts_of(block)):
        assert text["type"] == "plain_text" or text["verbatim"] is True
        assert text["type"] == "plain_text" or not any(mark in text["text"] for mark in ("<!", "<@", "|safe>"))


@pytest.mark.parametrize("data", ["*bold*", "say _this_ now", "`code`", "~gone~", "```x", "> quoted"])
def test_what_would_be_formatted_is_shown_as_it_is(data: str) -> None:
    for block in blocks_of(replace(BARE, text=data, facts=(Fact("Name", data),))):
        assert {text["type"] for text in texts_of(block)} == {"plain_text"}
        assert any(data in text["text"] for text in texts_of(block))


@pytest.mark.parametrize("data", ["a_b_c", "2 * 3 = 6", "5~7", "https://x.example/_a_/b*c*", "snake_case_"])
def test_what_only_looks_like_it_stays_markup(data: str) -> None:
    (block,) = blocks_of(replace(BARE, text=data))
    assert block["text"]["type"] == "mrkdwn"


def test_web_addresses_are_links_to_themselves() -> None:
    (block,) = blocks_of(replace(BARE, text="see https://x.example/a?b=1&c=2, then (https://y.example/d)"))
    assert block["text"]["text"] == "see <https://x.example/a?b=1&amp;c=2>, then (<https://y.example/d>)"


def test_evidence_has_its_time_in_the_readers_zone_and_its_source_as_a_link() -> None:
    from tests.clocks import START

    seen = Evidence("Downloaded the white paper", START, "website", "https://w.example/1")
    (block,) = blocks_of(replace(BARE, zone="Asia/Shanghai", why=(seen,)))
    line = "• Downloaded the white paper · 2026-01-12 09:00 · <https://w.example/1|website>"
    assert block["text"]["text"] == f"*Why*\n{line}"


def test_five_buttons_the_likely_one_first_and_the_rest_as_words() -> None:
    choices = tuple(Choice(f"Do {n}", "act", {"n": str(n)}, primary=n == 3, say=f"do {n}") for n in range(7))
    told, actions = blocks_of(replace(BARE, choices=choices))
    assert [one["text"]["text"] for one in actions["elements"]] == ["Do 3", "Do 0", "Do 1", "Do 2", "Do 4"]
    assert [one.get("style") for one in actions["elements"]] == ["primary", None, None, None, None]
    assert told["text"]["text"] == "Do 5: say “@Dazi do 5”\nDo 6: say “@Dazi do 6”"


def test_choices_that_cannot_be_said_all_get_a_button() -> None:
    choices = tuple(Choice(f"Acme {n}", "who_owns", {"customer": str(n)}) for n in range(8))
    rows = blocks_of(replace(BARE, choices=choices))
    assert [len(row["elements"]) for row in rows] == [5, 3]
    pressed = [unpacked(button["value"]).args["customer"] for row in rows for button in row["elements"]]
    assert pressed == [str(n) for n in range(8)]


def test_a_choice_with_more_than_a_button_holds_is_told_in_words() -> None:
    from random import Random

    noise = "".join(Random(7).choices("0123456789abcdef", k=9000))
    (told,) = blocks_of(
        replace(BARE, lang="zh", choices=(Choice("全部通过", "approve", {"ids": noise}, say="全部通过"),))
    )
    assert told["text"]["text"] == "全部通过: 回复“@搭子 全部通过”"


def test_a_long_label_is_whole_somewhere() -> None:
    label = "Hand this customer over to " + "somebody else " * 6
    assert label in shown(replace(BARE, choices=(Choice(label, "hand_over"),)))


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_too_long_goes_on_in_the_next_message(lang: Lang) -> None:
    text = "\n".join(f"{number}. 华东光伏的报价已经更新。" for number in range(1500))
    messages = rendered(replace(BARE, lang=lang, text=text, choices=(Choice("OK", "ok"),), foot="the foot"))
    assert len(messages) > 2
    mark = words("continued", lang)
    assert [mark in "\n".join(read(one)) for one in messages] == [True] * (len(messages) - 1) + [False]
    assert ["actions" in str(one["blocks"]) for one in messages] == [False] * (len(messages) - 1) + [True]
    joined = "".join("".join(read(one)).replace(mark, "") for one in messages)
    assert text.replace("\n", "") in joined.replace("\n", "")


def test_a_file_is_a_message_of_its_own() -> None:
    chart = Attachment("chart.png", "image/png", b"\x89PNG")
    first, file = rendered(replace(BARE, text="the forecast", attachment=chart))
    assert file["file"] == {"name": "chart.png", "type": "image/png", "content": "iVBORw=="}
    assert "file" not in first


def test_nothing_to_show_is_still_a_message() -> None:
    assert shown(replace(BARE, text=" \x00 ")) == "—"


def test_a_view_that_breaks_a_limit_would_be_found() -> None:
    with pytest.raises(Refused):
        check_view({"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": []}, "modal")


LI, EAST = Ring("U0EXAMPLE1", "Li Lei"), Ring("S0EXAMPLE2", "East sales")


def test_people_groups_and_everybody_are_rung_in_the_first_line_of_blocks_and_text() -> None:
    first, *_ = messages = rendered(
        replace(BARE, text="line\n" * 2000, rings=(LI, EAST, Ring(EVERYBODY, "everybody"), LI))
    )
    mentions = "<@U0EXAMPLE1> <!subteam^S0EXAMPLE2> <!channel>"
    blocks = first["blocks"]
    assert isinstance(blocks, list)
    assert blocks[0] == {"type": "section", "text": {"type": "mrkdwn", "text": mentions, "verbatim": True}}
    assert str(first["text"]).startswith(f"{mentions}\nline")
    assert len(messages) > 1
    assert not any("<@" in str(one) for one in messages[1:])


def test_a_name_that_would_be_formatted_keeps_nobody_from_being_rung() -> None:
    rung, named, _ = blocks_of(replace(BARE, text="hi", rings=(Ring("nobody", "*Han* Mei"), LI)))
    assert rung["text"]["text"] == "<@U0EXAMPLE1>"
    assert named["text"] == {"type": "plain_text", "text": "@*Han* Mei", "emoji": False}


@pytest.mark.parametrize(
    "account", ["u0example1", "U1>", "U1|x", "!channel", "@U1", "", "U", "C0EXAMPLE1", "T1/U1", "U１"]
)
def test_what_is_no_id_of_this_workspace_is_named(account: str) -> None:
    named, _ = blocks_of(replace(BARE, text="hi", rings=(Ring(account, "<!channel> Han"),)))
    assert named["text"]["text"] == "@&lt;!channel&gt; Han"


def test_with_several_workspaces_a_ring_stays_in_its_own() -> None:
    (message,) = rendered(replace(BARE, text="hi", rings=(Ring("T1/U1", "Li"), Ring("T2/U2", "Han"))), "T1")
    assert str(message["text"]) == "<@U1>\n@Han\nhi"


def test_an_edit_names_and_rings_nobody_again() -> None:
    assert rendered(replace(BARE, version=2, text="hi", rings=(LI, EAST)))[0]["text"] == "@Li Lei @East sales\nhi"


@pytest.mark.parametrize("lang", LANGS)
def test_a_notice_that_rings_looks_like_this(lang: Lang) -> None:
    told = [rendered(outsider_heard.example(lang)), rendered(replace(outsider_heard.example(lang), version=2))]
    assert_golden(f"notices/slack/outsider_heard.{lang}.json", json.dumps(told, ensure_ascii=False, indent=2) + "\n")
