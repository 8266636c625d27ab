"""Files that people send, and who they are."""

from pathlib import Path

import pytest

from bot.messengers.base import Dead, Fetched, Retry
from knowledge.people.model import Account, Handle
from tests.unit.bot.messengers.dingtalk.stage import staged
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.http.faults import Hang, Partial, Status

DOWNLOAD, WHO = "robot/messageFiles/download", "topapi/v2/user/get"


@pytest.mark.parametrize(("heard", "duration_ms"), [("周三前报价", 20_000), ("", 3_000)])
async def test_a_long_voice_or_one_without_words_comes_with_its_bytes(
    tmp_path: Path, heard: str, duration_ms: int
) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.audio(stage.li, b"OggS voice", heard, duration_ms)
        message = await stage.heard()
        found = await stage.messenger.fetch(message.files[0], tmp_path)
        assert isinstance(found, Fetched)
        assert (message.text, found.media_type, found.path.read_bytes()) == ("", "audio/ogg", b"OggS voice")
        assert stage.fake.files.leaks == []


async def test_a_short_voice_is_what_was_said(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.audio(stage.li, b"OggS voice", "谁负责华东光伏", 19_999)
        message = await stage.heard()
        assert (message.text, message.files) == ("谁负责华东光伏", ())


async def test_a_quoted_file_of_a_group_can_be_fetched(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.file(stage.li, "proposal.pdf", b"%PDF", stage.east.room_id)
        shown = stage.fake.messages(stage.east.room_id)[-1]
        await stage.fake.quote(stage.li, "@搭子 this one", shown, stage.east.room_id)
        quoted = (await stage.heard()).quoted
        assert quoted is not None
        found = await stage.messenger.fetch(quoted.files[0], tmp_path)
        assert isinstance(found, Fetched)
        assert (found.name, found.media_type, found.size) == ("proposal.pdf", "application/pdf", 4)


async def test_a_file_that_is_too_large_is_not_kept(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.file(stage.li, "large.zip", b"x" * 1_000_001)
        into = tmp_path / "into"
        into.mkdir()
        assert isinstance(await stage.messenger.fetch((await stage.heard()).files[0], into), Dead)
        assert list(into.iterdir()) == []


async def test_an_address_of_somebody_else_is_not_fetched(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.file(stage.li, "a.zip", b"x")
        stage.fake.faults.next(DOWNLOAD, Partial({"downloadUrl": "http://169.254.169.254/latest"}))
        assert isinstance(await stage.messenger.fetch((await stage.heard()).files[0], tmp_path), Dead)


@pytest.mark.hangs
async def test_trouble_on_the_way_is_tried_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.file(stage.li, "a.zip", b"x")
        file = (await stage.heard()).files[0]
        for fault in (Status(503), Hang()):
            stage.fake.faults.next(DOWNLOAD, fault)
            assert isinstance(await stage.messenger.fetch(file, tmp_path), Retry)


async def test_an_account_is_described_and_remembered_for_an_hour(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        found = [await stage.messenger.look_up_user("li.lei") for _ in range(2)]
        handle = Handle("dingtalk", "li.lei")
        account = Account(handle, "Li Lei", "li.lei@example.com", "13800000000", outsider=False, active=True)
        assert found == [account, account]
        assert len(await stage.fake.called(WHO)) == 1
        stage.clock.advance(3601)
        await stage.messenger.look_up_user("li.lei")
        await stage.fake.called(WHO, 2)


async def test_who_is_no_longer_there_is_not_active(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        gone = await stage.messenger.look_up_user("han.mei")
        assert gone is not None
        assert gone.active is False


async def test_an_outsider_is_one_without_asking(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        account = await stage.messenger.look_up_user("ext:$:LWCP_v1:$wang")
        assert account is not None
        assert account.outsider is True
        assert [call for call in stage.fake.calls if call.name == WHO] == []


@pytest.mark.hangs
@pytest.mark.parametrize("trouble", ["permission", "hang"])
async def test_what_cannot_be_told_is_not_guessed(trouble: str, tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        spoil(stage.fake, trouble)
        assert await stage.messenger.look_up_user("li.lei") is None


def spoil(fake: FakeDingTalk, trouble: str) -> None:
    """Let the next look-up fail."""
    if trouble == "permission":
        fake.gate.denied.add("qyapi_get_member")
    else:
        fake.faults.next(WHO, Hang())
