"""What leaves: every notice there is, in both languages, whole and within the platform's limits."""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wiring import plugins
from knowledge.people.model import LANGS
from notifiers.notice import EVERYBODY, Notice, Ring
from tests.contract.messengers.rig import Rig, Stage, rendered
from tests.golden import assert_golden

_ALERTS = {f"{name}-{lang}": plugin.example(lang) for name, plugin in plugins().alerts.items() for lang in LANGS}
_DIGESTS = {f"{name}-{lang}": plugin.example(lang) for name, plugin in plugins().digests.items() for lang in LANGS}
EXAMPLES = {**_ALERTS, **_DIGESTS}
examples = pytest.mark.parametrize("notice", EXAMPLES.values(), ids=EXAMPLES.keys())


def wording(notice: Notice) -> list[str]:
    """Every text of a notice that people must be able to read."""
    parts = [notice.title, notice.badge, *notice.text.split("\n"), notice.settled, notice.foot]
    parts += [text for fact in notice.facts for text in (fact.label, fact.value)]
    parts += [text for why in notice.why for text in (why.text, why.source)]
    parts += [choice.label for choice in notice.choices]
    return [part for part in parts if part]


def shown_of(rig: Rig, stage: Stage, notice: Notice) -> str:
    """Everything that people can read of a notice at the stage's room."""
    return rendered(rig, list(stage.messenger.render(notice, stage.here.room_id)))


@examples
async def test_nothing_of_a_notice_is_lost(notice: Notice, rig: Rig, stage: Stage) -> None:
    shown = shown_of(rig, stage, notice)
    assert [part for part in wording(notice) if part not in shown] == []


@examples
async def test_it_looks_as_somebody_looked_at_it(notice: Notice, rig: Rig, stage: Stage) -> None:
    payloads = list(stage.messenger.render(notice, stage.here.room_id))
    looks = json.dumps(payloads, ensure_ascii=False, indent=2, sort_keys=True)
    assert_golden(f"notices/{rig.name}/examples/{notice.kind}.{notice.lang}.json", f"{looks}\n")


@examples
async def test_a_settled_notice_says_so(notice: Notice, rig: Rig, stage: Stage) -> None:
    settled = replace(notice, settled="Claimed by Li Lei at 10:44", version=2)
    assert "Claimed by Li Lei at 10:44" in shown_of(rig, stage, settled)


@examples
async def test_rendering_is_pure_and_plain(notice: Notice, stage: Stage) -> None:
    first = stage.messenger.render(notice, stage.here.room_id)
    assert json.loads(json.dumps(first)) == json.loads(json.dumps(stage.messenger.render(notice, stage.here.room_id)))


@examples
async def test_buttons_carry_what_they_do(notice: Notice, stage: Stage) -> None:
    payload = json.dumps(stage.messenger.render(notice, stage.here.room_id))
    assert [choice.action for choice in notice.choices if choice.action not in payload] == []


@examples
async def test_an_example_is_within_the_limits(notice: Notice, rig: Rig, stage: Stage) -> None:
    for payload in stage.messenger.render(notice, stage.here.room_id):
        assert {what: size for what, size in rig.size(payload).items() if size[0] > size[1]} == {}
    assert len(notice.choices) <= stage.messenger.limits.choices


@pytest.mark.parametrize("letter", ["x", "字", "👩🏽‍💻", "ا"])
@pytest.mark.parametrize("lang", LANGS)
async def test_what_is_too_long_is_cut_between_characters_and_marked(
    letter: str, lang: str, rig: Rig, stage: Stage
) -> None:
    if not rig.cuts:
        pytest.skip(f"{rig.name} takes texts of any length")
    number = stage.messenger.limits.text_bytes // len(letter.encode()) + 1
    bare = replace(EXAMPLES[f"hot_lead-{lang}"], title="", facts=(), why=(), choices=(), foot="", badge="")
    long = replace(bare, text=letter * number)
    parts = [rig.texts(one) for one in stage.messenger.render(long, stage.here.room_id)]
    assert "\ufffd" not in "".join(parts)
    for payload in stage.messenger.render(long, stage.here.room_id):
        assert {what: size for what, size in rig.size(payload).items() if size[0] > size[1]} == {}
    if len(parts) == 1:
        assert max(parts[0].split("\n"), key=len).rstrip("）)").endswith({"zh": "已截断", "en": "too long"}[lang])
        return
    assert sum(part.count(letter) for part in parts) == number
    assert [part for part in parts[:-1] if {"zh": "续", "en": "continued"}[lang] not in part] == []


def readable(text: str) -> str:
    """What must survive: letters and digits in their order. Signs may be widened where they would do something."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


async def test_any_text_survives(rig: Rig, stage: Stage) -> None:
    blank = replace(EXAMPLES["hot_lead-en"], title="", facts=(), why=(), choices=(), foot="", badge="")

    @settings(max_examples=200)
    @given(st.text(min_size=1, max_size=300))
    def survive(text: str) -> None:
        assert readable(text) in readable(shown_of(rig, stage, replace(blank, text=text)))

    survive()


async def test_data_cannot_ping_or_link(rig: Rig, stage: Stage) -> None:
    """Every value of a notice comes from data: what somebody wrote there stays what people read."""
    notice, value = EXAMPLES["hot_lead-en"], " ".join(rig.live)
    spiked = replace(
        notice,
        title=f"Acme {value}",
        text=f"said {value}",
        badge=f"{notice.badge} {value}",
        facts=tuple(
            replace(fact, value=f"{fact.value} {value}", label=f"{fact.label} {value}") for fact in notice.facts
        ),
        why=tuple(replace(why, text=f"{why.text} {value}", source=value) for why in notice.why),
        settled=f"Claimed by {value}",
        foot=f"{notice.foot} {value}",
    )
    for room in stage.rooms or (stage.here.room_id,):
        marked_up = "\n".join(rig.markup(payload) for payload in stage.messenger.render(spiked, room))
        assert [live for live in rig.live if live in marked_up] == []


def rung_at(rig: Rig, stage: Stage, notice: Notice, room_id: str) -> Sequence[str]:
    """Whom a notice rings in a room, in all its messages."""
    return [one for payload in stage.messenger.render(notice, room_id) for one in rig.rung(payload)]


@examples
async def test_a_ring_rings_once_or_is_read(notice: Notice, rig: Rig, stage: Stage) -> None:
    """In a room with others: whom the platform cannot ring there, people read of. An edit rings nobody again."""
    ringing = replace(notice, rings=(Ring(rig.account, "Li Lei"), Ring(rig.account, "Li Lei")))
    user_of = plugins().messengers[rig.name].addressing.user_of
    rooms = [one for one in {*stage.rooms, stage.here.room_id, rig.rings_at} if one and user_of(one) is None]
    for room in rooms:
        shown = rendered(rig, list(stage.messenger.render(ringing, room)))
        assert rung_at(rig, stage, ringing, room) == [rig.account] or "@Li Lei" in shown
        again = replace(ringing, version=2)
        assert rung_at(rig, stage, again, room) == []
        assert "@Li Lei" in rendered(rig, list(stage.messenger.render(again, room)))
    if rig.rings_at:
        assert rung_at(rig, stage, ringing, rig.rings_at) == [rig.account]


async def test_everybody_is_rung_only_where_the_composer_says_so(rig: Rig, stage: Stage) -> None:
    notice, room = EXAMPLES["hot_lead-en"], rig.rings_at or stage.here.room_id
    everybody = replace(notice, rings=(Ring(EVERYBODY, "everybody"),))
    assert rung_at(rig, stage, everybody, room) == ([EVERYBODY] if rig.rings_at else [])
    assert rung_at(rig, stage, replace(notice, title="@all", text="@everyone <!channel> <@all>"), room) == []


async def test_data_named_like_a_ring_rings_nobody(rig: Rig, stage: Stage) -> None:
    """Neither in a notice's texts, nor as the name of who is rung, nor as an account that is none."""
    spikes = [*rig.live, f"<@{rig.account}>", f"@{rig.account}", "<!subteam^S0EXAMPLE2>", "@all", "<@all>", "<!here>"]
    for spike in spikes:
        spiked = replace(EXAMPLES["hot_lead-en"], title=spike, text=spike, rings=(Ring(spike, spike),))
        for room in {*stage.rooms, stage.here.room_id, rig.rings_at} - {""}:
            assert rung_at(rig, stage, spiked, room) == []
            marked_up = "\n".join(rig.markup(payload) for payload in stage.messenger.render(spiked, room))
            assert [live for live in rig.live if live in marked_up] == []


async def test_any_name_and_account_stay_within_the_limits(rig: Rig, stage: Stage) -> None:
    odd = st.text(max_size=80) | st.sampled_from([rig.account, EVERYBODY, *rig.live])

    @settings(max_examples=100)
    @given(st.lists(st.builds(Ring, odd, odd), max_size=12).map(tuple))
    def fit(rings: tuple[Ring, ...]) -> None:
        ringing, room = replace(EXAMPLES["hot_lead-en"], rings=rings), rig.rings_at or stage.here.room_id
        for payload in stage.messenger.render(ringing, room):
            assert {what: size for what, size in rig.size(payload).items() if size[0] > size[1]} == {}
        assert {*rung_at(rig, stage, ringing, room)} <= {ring.account for ring in rings}

    fit()
