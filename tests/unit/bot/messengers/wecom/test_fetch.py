from dataclasses import replace
from pathlib import Path

import pytest

from bot.messengers.base import Dead, Fetched, Retry
from bot.messengers.wecom.fetch import BadCipher, unseal
from bot.messengers.wecom.messenger import WeComMessenger
from capture.base import FileRef
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.unit.bot.messengers.wecom.test_bot_send import heard
from tests.vendors.http.faults import Error, HalfBody, Status
from tests.vendors.wecom.crypto import encrypt_bytes, new_key, raw_key
from tests.vendors.wecom.fake import FakeWeCom

PDF = b"%PDF-1.7 " + b"0123456789" * 300_000


def media(fake: FakeWeCom, data: bytes = PDF) -> FileRef:
    kept = fake.media.keep("file", "华东光伏 报价.pdf", data)
    return FileRef(kept.id, "file", 0, access={"way": "app"})


async def test_a_file_of_the_app_comes_whole_with_its_name(
    messenger: WeComMessenger, fake: FakeWeCom, tmp_path: Path
) -> None:
    small = b"%PDF-1.7 small"
    found = await messenger.fetch(media(fake, small), tmp_path)
    assert isinstance(found, Fetched)
    assert found.path.read_bytes() == small
    assert (found.name, found.media_type, found.size) == ("华东光伏 报价.pdf", "application/pdf", len(small))


async def test_a_token_refused_on_the_way_is_renewed(
    messenger: WeComMessenger, fake: FakeWeCom, tmp_path: Path
) -> None:
    await messenger.look_up_user("li.lei")
    fake.tokens.revoke(fake.world.apps[1_000_002])
    assert isinstance(await messenger.fetch(media(fake, b"%PDF-1.7"), tmp_path), Fetched)


@pytest.mark.parametrize(
    ("fault", "outcome"), [(Error(40007), Dead), (Status(502), Retry), (HalfBody(), Retry), (Error(-1), Retry)]
)
async def test_what_does_not_come_leaves_nothing(
    messenger: WeComMessenger, fake: FakeWeCom, tmp_path: Path, fault: Error | Status | HalfBody, outcome: type
) -> None:
    into = tmp_path / "into"
    into.mkdir()
    fake.faults.next("media/get", fault)
    assert isinstance(await messenger.fetch(media(fake, b"%PDF-1.7"), into), outcome)
    assert list(into.iterdir()) == []


async def test_a_file_that_is_too_large_is_left(messenger: WeComMessenger, fake: FakeWeCom, tmp_path: Path) -> None:
    assert isinstance(await messenger.fetch(media(fake), tmp_path), Dead)


async def test_a_file_of_the_bots_chat_is_decrypted(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, tmp_path: Path
) -> None:
    content = b"%PDF-1.7 quote" * 1000
    await fake.bot_chat("li.lei").send_file("报价.pdf", content)
    (file,) = (await heard(messenger, host)).files
    found = await messenger.fetch(file, tmp_path)
    assert isinstance(found, Fetched)
    assert found.path.read_bytes() == content
    assert (found.name, found.media_type) == ("报价.pdf", "application/pdf")


async def test_a_file_that_is_quoted_in_a_group_comes_too(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, tmp_path: Path
) -> None:
    chat = fake.bot_chat("li.lei", "east")
    dropped = chat.drop_file("录音.mp3", b"ID3 a recording")
    await chat.say("整理一下", quote=dropped)
    quoted = (await heard(messenger, host)).quoted
    assert quoted is not None
    found = await messenger.fetch(quoted.files[0], tmp_path)
    assert isinstance(found, Fetched)
    assert found.path.read_bytes() == b"ID3 a recording"


async def test_after_five_minutes_the_bots_file_is_gone(
    messenger: WeComMessenger, fake: FakeWeCom, host: FakeHost, clock: FakeClock, tmp_path: Path
) -> None:
    await fake.bot_chat("li.lei").send_file("报价.pdf", b"%PDF-1.7")
    (file,) = (await heard(messenger, host)).files
    clock.advance(301)
    assert isinstance(await messenger.fetch(file, tmp_path), Dead)


async def test_a_file_is_not_fetched_from_a_strangers_host(messenger: WeComMessenger, tmp_path: Path) -> None:
    access = {"way": "aibot", "url": "https://evil.example.com/x", "aeskey": new_key()}
    assert isinstance(await messenger.fetch(FileRef("f", "x", 0, access=access), tmp_path), Dead)


@pytest.mark.parametrize("size", [0, 1, 15, 16, 31, 32, 33, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1])
def test_any_size_is_decrypted(size: int, tmp_path: Path) -> None:
    key = new_key()
    (tmp_path / "sealed").write_bytes(encrypt_bytes(bytes(size), raw_key(key)))
    assert unseal(tmp_path / "sealed", tmp_path / "plain", key) == size
    assert (tmp_path / "plain").read_bytes() == bytes(size)


# Fixed keys: only the padding tells a wrong one, and one in a few hundred random keys leaves a padding that fits.
SEALED_WITH, ANOTHER = "A" * 42 + "E", "B" * 42 + "E"


@pytest.mark.parametrize("key", ["", "short", "?", ANOTHER], ids=["none", "short", "no base64", "another"])
def test_with_another_key_nothing_comes(key: str, tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(encrypt_bytes(b"x" * 100, raw_key(SEALED_WITH)))
    with pytest.raises(BadCipher):
        unseal(tmp_path / "sealed", tmp_path / "plain", key)
    assert [one.name for one in tmp_path.iterdir()] == ["sealed"]


@pytest.mark.parametrize("size", [0, 5, 16, 40])
def test_what_is_cut_short_does_not_pass_as_a_file(size: int, tmp_path: Path) -> None:
    key = new_key()
    (tmp_path / "sealed").write_bytes(encrypt_bytes(b"x" * 100, raw_key(key))[:size])
    with pytest.raises(BadCipher):
        unseal(tmp_path / "sealed", tmp_path / "plain", key)


async def test_a_file_without_a_name_is_called_as_it_would_be_fetched(
    messenger: WeComMessenger, fake: FakeWeCom
) -> None:
    sealed = fake.files.put("拜访 录音.mp3", b"ID3")
    of_the_bot = FileRef("f1", "", 0, access={"way": "aibot", **sealed})
    of_the_app = replace(media(fake, b"%PDF-1.7"), name="")
    assert (await messenger.look_up_file(of_the_bot)).name == "拜访 录音.mp3"
    assert (await messenger.look_up_file(of_the_app)).name == "华东光伏 报价.pdf"
    gone = replace(of_the_app, file_id="media-gone")
    elsewhere = replace(of_the_bot, access={**of_the_bot.access, "url": "https://evil.example/f"})
    for one in (gone, elsewhere, FileRef("f2", "", 0)):
        assert await messenger.look_up_file(one) == one
