"""Files both ways: what people send is fetched whole or not at all, what the bot sends arrives in the room."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.messengers.base import CannotTell, Dead, Fetched, Repeatable, Retry, Sent
from bot.messengers.slack.incoming_files import file_ref
from capture.base import FileRef
from knowledge.store.errors import StoreFull
from notifiers.notice import Attachment, Notice
from tests.clocks import START
from tests.unit.bot.messengers.slack.bench import Bench
from tests.vendors.http.faults import Error, HalfBody, RateLimited, Status, TakenThenDropped

CONTENT = b"%PDF-1.7 a proposal, version two"
CHART = Notice("digest", "d1", 1, "en", text="", attachment=Attachment("forecast.csv", "text/csv", b"week,sum\n1,2\n"))


async def shared(at: Bench, name: str = "v2.pdf", content: bytes = CONTENT) -> FileRef:
    """Somebody shares a file; the reference that came with the message."""
    file = at.slack.upload(at.person.id, name, content)
    await at.slack.says(at.person.id, at.room.id, "here", files=[file])
    (ref,) = at.message(at.host.taken[0]).files
    return ref


def nothing_in(folder: Path) -> bool:
    return list(folder.iterdir()) == []


async def test_a_shared_file_is_one_message_and_comes_whole(at: Bench, tmp_path: Path) -> None:
    ref = await shared(at)
    assert len(at.host.taken) == 1
    found = await at.messenger.fetch(ref, tmp_path)
    assert isinstance(found, Fetched)
    assert (found.path.read_bytes(), found.name, found.media_type) == (CONTENT, "v2.pdf", "application/pdf")


async def test_in_a_shared_channel_the_file_is_looked_up_first(at: Bench, tmp_path: Path) -> None:
    file = at.slack.upload(at.person.id, "v2.pdf", CONTENT)
    file.checked_on_use = True
    await at.slack.says(at.person.id, at.room.id, "here", files=[file])
    (ref,) = at.message(at.host.taken[0]).files
    assert ref.name == ""
    told = await at.messenger.look_up_file(ref)
    assert (told.file_id, told.name, told.media_type) == (ref.file_id, "v2.pdf", "application/pdf")
    assert await at.messenger.look_up_file(FileRef("F404", "", 0)) == FileRef("F404", "", 0)
    found = await at.messenger.fetch(ref, tmp_path)
    assert isinstance(found, Fetched)
    assert (found.name, found.path.read_bytes()) == ("v2.pdf", CONTENT)


async def test_a_clip_says_that_it_is_one(at: Bench, tmp_path: Path) -> None:
    clip = at.slack.clip(at.person.id, b"sound")
    await at.slack.says(at.person.id, at.slack.dm(at.person.id).id, "", files=[clip])
    (ref,) = at.message(at.host.taken[0]).files
    assert (ref.access["clip"], ref.access["transcription"], ref.media_type) == (
        "slack_audio",
        "processing",
        "audio/mp4",
    )
    assert isinstance(await at.messenger.fetch(ref, tmp_path), Fetched)


async def test_a_page_to_sign_in_is_not_the_file(at: Bench, tmp_path: Path) -> None:
    ref = await shared(at)
    at.slack.workspaces["T1"].scopes.remove("files:read")
    found = await at.messenger.fetch(ref, tmp_path)
    assert isinstance(found, Dead)
    assert "not allowed to read" in found.why
    assert nothing_in(tmp_path)


@pytest.mark.parametrize(
    "url",
    ["https://files.slack.com.evil.example/x", "https://evil.example/x", "http://10.0.0.7/x", "file:///etc/passwd"],
)
async def test_the_token_goes_to_slack_and_nowhere_else(at: Bench, tmp_path: Path, url: str) -> None:
    ref = replace(await shared(at), access={"url": url, "team": "T1"})
    assert isinstance(await at.messenger.fetch(ref, tmp_path), Dead)


async def test_what_is_kept_elsewhere_is_not_fetched(at: Bench, tmp_path: Path) -> None:
    ref = FileRef("F9", "Plan", 0, access={"elsewhere": "https://drive.example.com/d/1"})
    assert await at.messenger.fetch(ref, tmp_path) == Dead(
        "there is nothing to fetch, only to open: https://drive.example.com/d/1"
    )


def test_a_canvas_is_something_to_open() -> None:
    canvas = {
        "id": "F8",
        "mode": "quip",
        "url_private": "https://f.example/8",
        "permalink": "https://acme.example/docs/8",
    }
    assert file_ref(canvas, "T1").access == {"team": "T1", "elsewhere": "https://acme.example/docs/8"}


@pytest.mark.parametrize("fault", [HalfBody(), Status(503), RateLimited(5)])
async def test_trouble_on_the_way_is_tried_again_and_leaves_nothing(
    at: Bench, tmp_path: Path, fault: HalfBody | Status | RateLimited
) -> None:
    ref = await shared(at)
    at.slack.faults.next("download", fault)
    assert isinstance(await at.messenger.fetch(ref, tmp_path), Retry)
    assert nothing_in(tmp_path)


async def test_fewer_bytes_than_slack_told_are_not_the_file(at: Bench, tmp_path: Path) -> None:
    ref = replace(await shared(at), size=len(CONTENT) + 1)
    assert isinstance(await at.messenger.fetch(ref, tmp_path), Retry)
    assert nothing_in(tmp_path)


@pytest.mark.parametrize("file_id", ["../x", "", "F/1"])
async def test_a_strange_id_is_no_file(at: Bench, tmp_path: Path, file_id: str) -> None:
    assert await at.messenger.fetch(FileRef(file_id, "x", 1), tmp_path) == Dead("not a file of Slack's")


async def sent_file(at: Bench) -> object:
    _, file = at.messenger.render(CHART, at.room.id)
    return await at.messenger.send(file, at.here, "outbox-1.1", None)


async def test_a_chart_arrives_in_the_room(at: Bench) -> None:
    answer = await sent_file(at)
    assert isinstance(answer, Sent)
    assert "[file forecast.csv]" in at.slack.shown(at.room.id)
    assert at.slack.file(str(answer.receipt["file"])).content == b"week,sum\n1,2\n"
    assert at.host.values == {}


async def test_a_chart_for_one_person_goes_into_their_conversation(at: Bench) -> None:
    _, file = at.messenger.render(CHART, at.alone.room_id)
    assert isinstance(await at.messenger.send(file, at.alone, "k", None), Sent)
    assert "[file forecast.csv]" in at.slack.shown(at.person.id)


async def test_before_it_is_shared_nothing_is_in_doubt(at: Bench) -> None:
    at.slack.faults.next("files.getUploadURLExternal", TakenThenDropped())
    at.slack.faults.next("upload", TakenThenDropped())
    for _ in range(2):
        answer = await sent_file(at)
        assert isinstance(answer, Retry)
        assert not answer.in_doubt


@pytest.mark.parametrize("taken", [True, False])
async def test_a_share_in_doubt_is_looked_up(at: Bench, taken: bool) -> None:  # noqa: FBT001  a parameter of pytest's
    at.slack.faults.next("files.completeUploadExternal", TakenThenDropped() if taken else Status(502))
    answer = await sent_file(at)
    assert isinstance(answer, Retry)
    assert answer.in_doubt
    found = await at.messenger.find(at.here, "outbox-1.1", START)
    assert isinstance(found, Sent if taken else Repeatable)


async def test_where_slack_does_not_tell_of_the_file_it_stays_in_doubt(at: Bench) -> None:
    at.slack.faults.next("files.completeUploadExternal", TakenThenDropped())
    await sent_file(at)
    at.slack.faults.next("files.info", RateLimited(9))
    assert isinstance(await at.messenger.find(at.here, "outbox-1.1", START), CannotTell)


async def test_a_refused_share_is_dead(at: Bench) -> None:
    at.slack.faults.next("files.completeUploadExternal", Error("is_archived"))
    assert await sent_file(at) == Dead("the channel is archived (is_archived)")


async def test_what_cannot_be_noted_is_not_begun(at: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise StoreFull("no space")

    monkeypatch.setattr(type(at.host), "keep", full)
    assert isinstance(await sent_file(at), Retry)
    assert at.slack.messages(at.room.id) == []
