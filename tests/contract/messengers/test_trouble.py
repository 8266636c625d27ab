"""What may go wrong at a platform, and what must come of it: a value that the relay can act on."""

import asyncio
from pathlib import Path

import pytest

from bot.messengers.base import Dead, Fetched, PathGone, Retry, Sent
from capture.base import FileRef
from notifiers.notice import Notice
from tests.clocks import START
from tests.contract.messengers.rig import Finds, Rig, Stage, Trouble
from tests.contract.messengers.test_sending import HELLO, send, sent

SENDERS = 50
HANGS = pytest.param(Trouble.HANG, marks=pytest.mark.hangs)


async def met(stage: Stage, trouble: Trouble) -> object:
    """How a send ends that meets this trouble; skips where it cannot happen."""
    if stage.arm is None or trouble not in stage.arms:
        pytest.skip(f"there is no {trouble} at {stage.messenger.name}")
    stage.arm(trouble)
    return await send(stage, HELLO, stage.here)


async def test_too_fast_comes_again_when_the_platform_says(stage: Stage) -> None:
    answer = await met(stage, Trouble.RATE_LIMITED)
    assert isinstance(answer, Retry)
    assert not answer.in_doubt
    assert answer.after is None or answer.after > 0


async def test_trouble_of_the_platforms_own_is_tried_again(stage: Stage) -> None:
    assert isinstance(await met(stage, Trouble.SERVER_ERROR), Retry)


@pytest.mark.parametrize("trouble", [HANGS, Trouble.HALF_BODY, Trouble.TAKEN_THEN_DROPPED])
async def test_without_a_whole_answer_it_is_in_doubt(rig: Rig, stage: Stage, trouble: Trouble) -> None:
    answer = await met(stage, trouble)
    assert isinstance(answer, Retry)
    assert answer.in_doubt
    if trouble is Trouble.TAKEN_THEN_DROPPED and rig.finds is Finds.ALL:
        assert isinstance(await stage.messenger.find(stage.here, "outbox-1", START), Sent)


async def test_what_reached_only_some_says_whom_it_missed(stage: Stage) -> None:
    answer = await met(stage, Trouble.PARTIAL)
    assert isinstance(answer, Sent | Dead)
    assert answer.partly if isinstance(answer, Sent) else answer.why


async def test_what_is_forbidden_is_dead_and_says_why(stage: Stage) -> None:
    answer = await met(stage, Trouble.FORBIDDEN)
    assert isinstance(answer, Dead)
    assert answer.why


@pytest.mark.parametrize("trouble", [HANGS, *(one for one in Trouble if one is not Trouble.HANG)])
async def test_after_trouble_the_next_send_goes_through(stage: Stage, trouble: Trouble) -> None:
    await met(stage, trouble)
    await sent(stage, Notice("reply", "s9", 1, "en", text="it works again"), "outbox-9")
    assert "it works again" in stage.shown()


async def test_an_expired_token_is_renewed_once_for_all_who_send(stage: Stage) -> None:
    if stage.expire_token is None or stage.tokens is None:
        pytest.skip(f"{stage.messenger.name} has no token that expires")
    await sent(stage, HELLO, "outbox-0")
    before = stage.tokens()
    stage.expire_token()
    notices = [Notice("reply", f"s{number}", 1, "en", text=f"number {number}") for number in range(SENDERS)]
    answers = await asyncio.gather(*(send(stage, one, stage.here, f"outbox-{one.subject}") for one in notices))
    assert stage.tokens() == before + 1
    assert [answer for answer in answers if not isinstance(answer, Sent | Retry)] == []
    assert any(isinstance(answer, Sent) for answer in answers)


async def test_a_reply_path_that_is_gone_leaves_the_way_to_the_room(stage: Stage) -> None:
    if stage.stale_path is None:
        pytest.skip(f"{stage.messenger.name} has no reply paths")
    payload = stage.messenger.render(HELLO, stage.here.room_id)[0]
    answer = await stage.messenger.send(payload, stage.here, "outbox-1", await stage.stale_path())
    assert isinstance(answer, PathGone)
    await sent(stage, HELLO)
    assert "who owns it?" in stage.shown()


async def test_a_file_comes_whole(stage: Stage, tmp_path: Path) -> None:
    if stage.file is None:
        pytest.skip(f"{stage.messenger.name} has no files")
    ref, content = stage.file
    found = await stage.messenger.fetch(ref, tmp_path)
    assert isinstance(found, Fetched)
    assert found.path.read_bytes() == content
    assert found.size == len(content)


async def test_a_file_that_is_gone_is_dead_and_leaves_nothing(stage: Stage, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    assert isinstance(await stage.messenger.fetch(FileRef("no-such-file", "x.pdf", 1), into), Dead)
    assert list(into.iterdir()) == []
