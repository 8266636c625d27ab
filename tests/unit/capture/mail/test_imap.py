"""A mailbox over IMAP on a real socket: only mail about customers is fetched, nothing marked, nothing comes twice."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from capture.base import FeedRefused, FeedRoom, FeedTrouble
from capture.mail import box
from capture.sources.mail import pull
from config.errors import SettingsError
from config.sections import Where
from knowledge.graph.touchpoints import Direction
from knowledge.store.store import Store
from tests.patience import LONG_ENOUGH
from tests.unit.capture.mail.world import FIRST, NOW, ZONE, Post
from tests.vendors.certificates import certificate
from tests.vendors.imap.server import Folder, ImapServer, day, mail

STRANGER = FIRST.replace("tao@vantory.example", "ads@shop.example").replace("<1@", "<9@")


def numbered(number: int) -> bytes:
    return mail(FIRST.replace("<1@", f"<{number}@").replace("Offer", f"Offer {number}"))


@contextmanager
def mailbox(server: ImapServer, store: Store, folder: Path, **more: object) -> Iterator[Post]:
    with server.running() as port:
        section = {"host": "127.0.0.1", "port": port, "security": "none", "timeout": LONG_ENOUGH}
        who = {"username": server.username, "password": "app-password"}
        yield Post(store, folder, {**section, **who, **more})


async def test_mail_with_a_customer_is_fetched_and_all_else_stays_there(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(numbered(1))
    server.inbox.put(mail(STRANGER))
    with mailbox(server, store, tmp_path) as post:
        found = await post.arrive()
    assert (len(found.batches), found.passed_over) == (1, 1)
    (touch,) = await post.touches("C1")
    assert (touch.subject, touch.direction, touch.person_id, touch.contact_id) == ("Offer 1", "in", "li.lei", "K1")
    assert touch.at.isoformat() == "2026-01-12T02:30:00+00:00"
    assert found.newest == touch.at
    whole = [one for one in server.commands if "BODY.PEEK[])" in one]
    assert whole == ["UID FETCH 1 (UID BODY.PEEK[])"], "the stranger's mail was not even fetched"


async def test_nothing_is_marked_as_read(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path) as post:
        await post.arrive()
    assert not server.inbox.mails[1].seen
    assert not [one for one in server.commands if one.startswith("SELECT")]


async def test_the_next_look_brings_only_what_came_since(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path) as post:
        assert len((await post.arrive()).batches) == 1
        assert (await post.arrive()).batches == []
        server.inbox.put(numbered(2))
        found = await post.arrive()
    assert [batch.body["mail"]["subject"] for batch in found.batches] == ["Offer 2"]  # type: ignore[index]


async def test_an_empty_mailbox_is_read_on_from_its_end(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    with mailbox(server, store, tmp_path) as post:
        assert (await post.arrive()).batches == []
        server.inbox.put(numbered(1))
        assert len((await post.arrive()).batches) == 1


async def test_the_first_look_goes_back_some_days_only(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(numbered(1), day("2025-12-01"))
    server.inbox.put(numbered(2), day("2026-01-11"))
    with mailbox(server, store, tmp_path, first_days=3) as post:
        found = await post.arrive()
    assert [batch.body["mail"]["subject"] for batch in found.batches] == ["Offer 2"]  # type: ignore[index]


async def test_new_numbers_for_old_mails_bring_nothing_twice(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path) as post:
        first = await post.arrive()
        server.folders["INBOX"] = Folder(validity=2, next_uid=40)
        server.inbox.put(numbered(1))
        server.inbox.put(numbered(2))
        again = await post.arrive()
    assert again.batches[0].event_id == first.batches[0].event_id
    assert len(again.batches) == 2
    assert len(await post.touches("C1")) == 2


async def test_a_connection_that_breaks_in_a_mail_is_trouble_and_the_mail_comes_next_time(
    store: Store, tmp_path: Path
) -> None:
    server = ImapServer(drop_at=2)
    for number in (1, 2):
        server.inbox.put(numbered(number))
    with mailbox(server, store, tmp_path) as post:
        with pytest.raises(FeedTrouble) as trouble:
            await post.look()
        assert not isinstance(trouble.value, FeedRefused)
        assert len((await post.arrive()).batches) == 2


async def test_many_mails_come_in_several_looks_in_their_order(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box, "MOST_MAILS", 3)
    server = ImapServer(folders={"INBOX": Folder(), "Sent": Folder()})
    for number in range(4):
        server.inbox.put(numbered(number))
    server.folders["Sent"].put(numbered(9))
    with mailbox(server, store, tmp_path, folders=["INBOX", "Sent"]) as post:
        looks = [await post.arrive() for _ in range(3)]
    assert [(len(one.batches), one.more) for one in looks] == [(3, True), (2, False), (0, False)]


async def test_large_mails_end_a_look_early(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "MOST_BYTES", 100)
    server = ImapServer()
    for number in range(2):
        server.inbox.put(numbered(number))
    with mailbox(server, store, tmp_path) as post:
        looks = [await post.arrive() for _ in range(2)]
    assert [(len(one.batches), one.more) for one in looks] == [(1, True), (1, False)]


async def test_of_a_mail_of_200_mb_only_the_head_is_taken(store: Store, tmp_path: Path) -> None:
    server = ImapServer(said_sizes={1: 200_000_000})
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path) as post:
        found = await post.arrive()
    assert not [one for one in server.commands if "BODY.PEEK[])" in one]
    assert found.rejected[0].where == "INBOX 1"
    assert "200 MB" in found.rejected[0].say["en"]
    assert len(await post.touches("C1")) == 1


async def test_a_wrong_password_is_a_refusal_that_says_what_to_do(store: Store, tmp_path: Path) -> None:
    with mailbox(ImapServer(password="another"), store, tmp_path) as post, pytest.raises(FeedRefused) as refused:
        await post.look()
    assert "Invalid credentials" in refused.value.say["en"]
    assert "授权码" in refused.value.say["zh"]
    assert "app-password" not in str(refused.value)


async def test_a_password_outside_ascii_goes_another_way(store: Store, tmp_path: Path) -> None:
    server = ImapServer(password="密码")
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path, password="密码") as post:
        assert len((await post.arrive()).batches) == 1


async def test_a_server_that_says_nothing_is_given_up(store: Store, tmp_path: Path) -> None:
    with mailbox(ImapServer(silent=True), store, tmp_path, timeout=0.1) as post, pytest.raises(FeedTrouble) as trouble:
        await post.look()
    assert trouble.value.say["en"] == "127.0.0.1 does not answer."


async def test_nobody_there_is_trouble(store: Store, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    section = {"host": "127.0.0.1", "port": port, "security": "none", "username": "a", "password": "b"}
    with pytest.raises(FeedTrouble, match="cannot be reached"):
        await Post(store, tmp_path, section).look()


async def test_a_folder_that_is_missing_is_named(store: Store, tmp_path: Path) -> None:
    with mailbox(ImapServer(), store, tmp_path, folders=["Sent"]) as post, pytest.raises(FeedTrouble, match="“Sent”"):
        await post.look()


async def test_a_folder_with_a_chinese_name(store: Store, tmp_path: Path) -> None:
    server = ImapServer(folders={"&XfJT0ZAB-": Folder()})
    server.folders["&XfJT0ZAB-"].put(numbered(1))
    with mailbox(server, store, tmp_path, folders=["已发送"]) as post:
        assert len((await post.arrive()).batches) == 1


async def test_a_provider_that_wants_to_know_who_we_are(store: Store, tmp_path: Path) -> None:
    server = ImapServer(wants_id=True)
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path) as post:
        assert len((await post.arrive()).batches) == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_over_tls_with_an_authority_of_ones_own(store: Store, tmp_path: Path, security: str) -> None:
    context, trusted = certificate(tmp_path)
    server = ImapServer(tls=context) if security == "tls" else ImapServer(start_tls=context)
    server.inbox.put(numbered(1))
    with mailbox(server, store, tmp_path, security=security, ca_file=str(trusted)) as post:
        assert len((await post.arrive()).batches) == 1
    with mailbox(server, store, tmp_path, security=security) as post, pytest.raises(FeedTrouble, match="ca_file"):
        await post.look()


async def test_what_a_colleague_passes_on_is_looked_into_and_only_kept_if_it_is_of_a_customer(
    store: Store, tmp_path: Path
) -> None:
    head = "From: li.lei@dazi.example\nTo: han.mei@dazi.example\nMessage-ID: <{n}@dazi.example>\nSubject: {subject}\n"
    below = (
        "\n\n看一下\n\n发件人：{who}\n发送时间：2026年1月9日 9:00\n收件人：li.lei@dazi.example\n主题：合同\n\n周五盖\n"
    )
    server = ImapServer()
    server.inbox.put(mail((head + below).format(n=1, subject="转发：合同", who="tao@vantory.example")))
    server.inbox.put(mail((head + below).format(n=2, subject="Fwd: lunch", who="mum@home.example")))
    server.inbox.put(mail((head + below).format(n=3, subject="lunch", who="mum@home.example")))
    with mailbox(server, store, tmp_path) as post:
        found = await post.arrive()
    assert (len(found.batches), found.passed_over) == (1, 2)
    assert [one for one in server.commands if "FETCH 3 (UID BODY" in one] == []
    (touch,) = await post.touches("C1")
    assert (touch.subject, touch.direction) == ("合同", Direction.IN)
    assert touch.at.astimezone(NOW.tzinfo).isoformat() == "2026-01-09T01:00:00+00:00"


async def test_a_date_that_cannot_be_yet_is_not_believed(store: Store, tmp_path: Path) -> None:
    server = ImapServer()
    server.inbox.put(mail(FIRST.replace("12 Jan 2026", "12 Jan 2031")))
    with mailbox(server, store, tmp_path) as post:
        await post.arrive()
    (touch,) = await post.touches("C1")
    assert touch.at == NOW
    assert NOW - touch.at < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ({}, "sources.mail.host must be given, or drop, but not both"),
        ({"host": "imap.example"}, "sources.mail.username must be given, with password"),
        (
            {"host": "imap.example", "username": "a", "password": "b", "security": "none"},
            "sources.mail.security must be",
        ),
        ({"host": "imap.example", "drop": "in", "username": "a", "password": "b"}, "sources.mail.host must be given"),
        ({"host": "h", "username": "a", "passwort": "b"}, 'unknown key "sources.mail.passwort"'),
    ],
)
def test_settings_that_cannot_be(tmp_path: Path, section: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        pull(section, Where().below("sources", "mail"), FeedRoom(tmp_path, ZONE))
