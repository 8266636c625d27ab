"""The drop-in folder: read, stored, and only then moved away; what cannot be read lies there with its reason."""

from pathlib import Path

import pytest

from capture.base import FeedTrouble
from capture.mail import drop
from knowledge.store.store import Store
from tests.unit.capture.mail.world import FIRST, Post

ATTACHED = """From: tao@vantory.example
To: li.lei@dazi.example
Message-ID: <a@vantory.example>
Content-Type: multipart/mixed; boundary=A

--A
Content-Type: text/plain

please see
--A
Content-Type: application/pdf
Content-Disposition: attachment; filename="offer.pdf"

{data}
--A--
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    return found


def post(store: Store, folder: Path, **more: object) -> Post:
    return Post(store, folder.parent, {"drop": str(folder), **more})


async def test_a_mail_is_taken_and_moved_to_done_once_it_is_stored(store: Store, folder: Path) -> None:
    (folder / "one.eml").write_text(FIRST, encoding="utf-8")
    found = post(store, folder)
    await found.look()
    assert (folder / "one.eml").exists(), "not stored yet"
    brought = await found.arrive()
    assert not (folder / "one.eml").exists()
    assert (folder / "done" / "one.eml").exists()
    assert [one.subject for one in await found.touches("C1")] == ["Offer"]
    assert brought.newest is not None
    assert (await found.arrive()).batches == []


async def test_mail_of_nobody_known_is_put_aside_and_not_stored(store: Store, folder: Path) -> None:
    (folder / "ad.eml").write_text(FIRST.replace("vantory", "shop"), encoding="utf-8")
    brought = await post(store, folder).arrive()
    assert (brought.batches, brought.passed_over) == ([], 1)
    assert (folder / "unknown" / "ad.eml").exists()


async def test_what_is_broken_is_rejected_with_its_reason_beside_it(store: Store, folder: Path) -> None:
    (folder / "bad.EML").write_bytes(b"\x00\x01")
    (folder / "huge.eml").write_text(FIRST * 100, encoding="utf-8")
    (folder / "notes.txt").write_text("not for us", encoding="utf-8")
    brought = await post(store, folder, max_mail_bytes=5000).arrive()
    assert [one.where for one in brought.rejected] == ["bad.EML", "huge.eml"]
    assert "没有邮件头" in (folder / "rejected" / "bad.txt").read_text(encoding="utf-8")
    assert (folder / "rejected" / "huge.eml").exists()
    assert (folder / "notes.txt").exists()


async def test_two_files_of_one_name_are_both_kept(store: Store, folder: Path) -> None:
    found = post(store, folder)
    for number in (1, 2):
        (folder / "x.eml").write_text(FIRST.replace("<1@", f"<{number}@"), encoding="utf-8")
        await found.arrive()
    assert sorted(one.name for one in (folder / "done").iterdir()) == ["x-2.eml", "x.eml"]


async def test_the_same_mail_twice_is_one_touch(store: Store, folder: Path) -> None:
    found = post(store, folder)
    for name in ("a.eml", "b.eml"):
        (folder / name).write_text(FIRST, encoding="utf-8")
    brought = await found.arrive()
    assert len({one.event_id for one in brought.batches}) == 1
    assert [one["touchpoints"] for one in found.outcomes] == [1, 0]


async def test_more_files_than_one_look_takes(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drop, "MOST_FILES", 2)
    for number in range(3):
        (folder / f"{number}.eml").write_text(FIRST.replace("<1@", f"<{number}@"), encoding="utf-8")
    found = post(store, folder)
    looks = [await found.arrive() for _ in range(2)]
    assert [(len(one.batches), one.more) for one in looks] == [(2, True), (1, False)]


async def test_a_folder_that_cannot_be_used_is_trouble(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(FeedTrouble, match="cannot be used"):
        await post(store, tmp_path / "file").look()


async def test_attachments_lie_beside_the_database_and_too_large_ones_do_not(store: Store, folder: Path) -> None:
    (folder / "small.eml").write_text(ATTACHED.format(data="PDF"), encoding="utf-8")
    (folder / "zlarge.eml").write_text(ATTACHED.format(data="X" * 900).replace("<a@", "<b@"), encoding="utf-8")
    found = post(store, folder, max_attachment_bytes=500)
    brought = await found.arrive()
    assert [one["files"] for one in found.outcomes] == [1, 0]
    assert "offer.pdf" in brought.rejected[0].say["en"]
    (kept,) = [one for one in (folder.parent / "mail").iterdir() if one.is_file()]
    assert kept.read_bytes() == b"PDF"


async def test_what_a_mail_says_is_heard_once(store: Store, folder: Path) -> None:
    (folder / "a.eml").write_text(ATTACHED.format(data="PDF"), encoding="utf-8")
    reply = "From: Li.Lei@dazi.example\nTo: tao@vantory.example\nMessage-ID: <r@d>\nIn-Reply-To: <a@vantory.example>\n"
    (folder / "b.eml").write_text(f"{reply}Subject: Re: x\n\n周三前报价\n\n> please see", encoding="utf-8")
    found = post(store, folder)
    first, second = await found.heard(await found.look())
    assert (first.person_id, first.customers, first.heard.sender_id) == ("li.lei", ("C1",), "")
    assert first.heard.outsider
    assert [one.name for one in first.heard.files] == ["offer.pdf"]
    assert first.heard.text == "please see"
    assert (second.heard.sender_id, second.heard.outsider, second.heard.text) == ("li.lei", False, "周三前报价")
    brought = await found.arrive()
    assert await found.heard(brought) == [], "a mailbox that brings the same mail later adds nothing"
    assert len({one.thread for one in await found.touches("C1")}) == 1


async def test_a_customer_is_known_by_its_website_and_free_mail_is_nobodys(store: Store, folder: Path) -> None:
    (folder / "a.eml").write_text(FIRST.replace("tao@vantory", "x@mail.bolun"), encoding="utf-8")
    (folder / "b.eml").write_text(FIRST.replace("tao@vantory.example", "stranger@gmail.com"), encoding="utf-8")
    found = post(store, folder)
    brought = await found.arrive()
    assert (len(brought.batches), brought.passed_over) == (1, 1)
    (touch,) = await found.touches("C2")
    assert touch.contact_id == ""


async def test_what_a_machine_wrote_touches_nobody(store: Store, folder: Path) -> None:
    (folder / "away.eml").write_text(f"Auto-Submitted: auto-replied\n{FIRST}", encoding="utf-8")
    brought = await post(store, folder).arrive()
    assert (brought.batches, brought.passed_over) == ([], 1)
