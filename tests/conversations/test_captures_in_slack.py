"""What people share in a Slack channel without a word to the bot: over the real protocol, to card, task and minutes."""

import wave
from io import BytesIO
from pathlib import Path

import pytest

from tests.contract.messengers.rigs.slack import TOKEN
from tests.conversations.abroad import EN, Abroad
from tests.conversations.prepared import Prepared, seen, spoken
from tests.conversations.stage import Json
from tests.vendors.slack import forms

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

CUSTOMER = {"zh": "朗原电力", "en": "Vantory"}
SHARES = {"zh": "{customer}的方案更新了 {link}", "en": "{customer} proposal v5 is here: {link}"}
ATTACHED = {"zh": "朗原电力工程有限公司 方案 V3", "en": "Vantory Glass S.p.A.: proposal V5"}
SHARER = {"zh": "han.mei", "en": "emma.thorne"}
PROMISES = {"zh": "{customer}的报价我周三前发过去", "en": "I'll send {customer} the revised quote by Wednesday"}
CORRECTS = {"zh": "{customer}的报价我周五前发过去", "en": "I'll send {customer} the revised quote by Friday"}
TAKEN_AWAY = {"zh": "原话改了", "en": "The message was edited; this is no promise any more"}
PAGE = b"\xff\xd8\xff a page"
LINK = "https://docs.google.com/presentation/d/1ofTheTests/edit"
SAID = {
    "zh": ("1: 您好，我是韩梅。", "1: 我周四之前给您新的报价单。"),
    "en": ("1: Hello, this is Emma Thorne.", "1: I'll send you the revised quote by Thursday."),
}
SHARED = {"zh": "刚跟{customer}通的电话", "en": "call with {customer}"}
DOING = {"zh": ("录音听写：call.wav", "40%", "完成"), "en": ("Transcription: call.wav", "40%", "Done")}
MINUTES = {
    "zh": ("会议纪要", "1. 韩梅：我周四之前给您新的报价单，2026-01-15（周四）前"),
    "en": ("Minutes", "1. Emma Thorne: I'll send you the revised quote by Thursday"),
}


def told(play: Abroad, words: dict[str, str], **facts: str) -> str:
    return words[play.cast.lang].format(customer=CUSTOMER[play.cast.lang], **facts)


def sharer(play: Abroad) -> str:
    return play.slack_id(SHARER[play.cast.lang])


def by_the_bot(play: Abroad) -> list[Json]:
    """What the bot said in the channel and to the sharer alone."""
    places = (play.channel.id, play.slack.dm(sharer(play)).id)
    return [one for place in places for one in play.slack.messages(place) if one.get("bot_id")]


def the_one(play: Abroad, *words: str) -> Json:
    """The one message of the bot's that says all that."""
    found = [one for one in by_the_bot(play) if all(word in play.read(one) for word in words)]
    assert len(found) == 1, [play.read(one) for one in by_the_bot(play)]
    return found[0]


async def says(play: Abroad, words: dict[str, str], **facts: str) -> str:
    said = await play.slack.says(sharer(play), play.channel.id, told(play, words, **facts))
    await play.quiet()
    return said.ts


async def test_a_link_a_promise_and_its_correction(play: Abroad) -> None:
    lang = play.cast.lang
    await says(play, SHARES, link=LINK)
    the_one(play, ATTACHED[lang])

    ts = await says(play, PROMISES)
    card = the_one(play, "2026-01-14")
    assert CUSTOMER[lang] in play.read(card)

    await play.slack.edits(sharer(play), play.channel.id, ts, told(play, CORRECTS))
    await play.quiet()

    assert the_one(play, "2026-01-16")["ts"] == card["ts"]
    assert not [one for one in by_the_bot(play) if "2026-01-14" in play.read(one)]
    await play.slack.edits(sharer(play), play.channel.id, ts, "…")
    await play.quiet()
    assert TAKEN_AWAY[lang] in play.read(the_one(play, "2026-01-16"))


async def test_a_message_of_another_channel_that_is_shared_with_the_bot(play: Abroad) -> None:
    lang, other = play.cast.lang, play.slack_id(play.cast.other)
    await play.slack.says(other, play.channel.id, "…")  # so this is where they read
    elsewhere = play.slack.channel("elsewhere", [other, sharer(play)], bot=False).id
    said = await play.slack.says(other, elsewhere, told(play, SHARES, link=LINK))
    message = play.slack.message(elsewhere, said.ts)
    await play.slack.shares(sharer(play), play.channel.id, f"{play.slack.mention} for the record", message, elsewhere)
    await play.quiet()
    (card,) = [one for one in play.slack.messages(play.slack.dm(other).id) if ATTACHED[lang] in play.read(one)]
    assert play.called(play.cast.other) in play.read(card), "sent by its author, not by who shared it"
    the_one(play, {"zh": "收到，已私信", "en": "Got it. I've sent"}[lang], play.called(play.cast.other))


async def test_a_recording_is_worked_on_before_everybodys_eyes(play: Abroad, tmp_path: Path) -> None:
    lang, (doing, share, done) = play.cast.lang, DOING[play.cast.lang]
    prepared = Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner)
    prepared.outcome("call.wav", {"share": 0.4}, done=spoken(*SAID[lang], language=lang))
    file = play.slack.upload(sharer(play), "call.wav", silence(), "audio/wav")
    with prepared.held_back("call.wav"):
        await play.slack.says(sharer(play), play.channel.id, told(play, SHARED), files=[file])
        await play.slack.called("chat.postMessage")
        (progress,) = by_the_bot(play)
        assert doing in play.read(progress)
        assert share in play.read(progress)

    await play.quiet()

    assert the_one(play, doing, done)["ts"] == progress["ts"]
    the_one(play, *MINUTES[lang])


@pytest.mark.parametrize("cast", [EN], indirect=True, ids=["en"])
async def test_a_photo_is_evidence_with_one_tap(play: Abroad, tmp_path: Path) -> None:
    prepared, me = Prepared(tmp_path).does_the_work_of(play.stage.runtime.runner), sharer(play)
    page = seen("contract", ["CONTRACT"], 1, company="Vantory Glass S.p.A.", date="2026-01-12")
    prepared.outcome("last page.jpg", done=page)
    file = play.slack.upload(me, "last page.jpg", PAGE)
    await play.slack.says(me, play.channel.id, "it is signed", files=[file])
    await play.quiet()
    card = the_one(play, "Contract: last page.jpg", "Customer", "Vantory Glass S.p.A.", "Emma Thorne")
    (fetched,) = play.slack.journal.named("download")
    assert fetched.headers["Authorization"] == f"Bearer {TOKEN}"
    assert forms.button(card["blocks"], "Evidence: signed") is not None

    await play.slack.press(me, play.slack.dm(me).id, "Evidence: signed")
    await play.quiet()
    settled = the_one(play, "Contract: last page.jpg")
    assert settled["ts"] == card["ts"]
    assert "Emma Thorne took it as evidence: signed" in play.read(settled)
    assert forms.button(settled["blocks"], "Evidence: signed") is None

    prepared.outcome("offer.jpg", done=seen("quotation", ["QUOTATION"], company="Vantory Glass S.p.A."))
    shared = play.slack.upload(me, "offer.jpg", PAGE + b" two")
    shared.checked_on_use = True  # in a channel shared with another company the message tells its id alone
    await play.slack.says(me, play.channel.id, "and our offer", files=[shared])
    await play.quiet()
    the_one(play, "Quotation: offer.jpg", "Take it as evidence that it is quoted?")


def silence() -> bytes:
    """A second of it, 8 kHz mono."""
    kept = BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000))
    return kept.getvalue()
