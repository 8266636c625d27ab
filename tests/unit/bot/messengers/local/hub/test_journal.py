import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messengers.local.hub import ledger
from bot.messengers.local.hub.errors import Forbidden, NotKept
from bot.messengers.local.hub.model import Said
from tests.unit.bot.messengers.local.hub.stage import SETTINGS, make_hub

PAYLOAD = {"lang": "zh", "text": "好", "card": None, "choices": [{"label": "认领", "action": "claim", "args": {}}]}


def test_a_restart_forgets_nothing(tmp_path: Path) -> None:
    settings = replace(SETTINGS, journal=tmp_path / "hub" / "journal.jsonl")
    before = make_hub(settings)
    posted = before.post("east", PAYLOAD, "k1")
    said = before.people.say("li-lei", "east", Said("c1", "谁负责 🔥", thread=posted))
    before.edit(posted, {**PAYLOAD, "text": "新"})
    before.people.read("han-meimei", "east", 1)
    token = before.invite("tom").removeprefix("/local/enter/")
    before.enter(token)
    view = before.people.history("li-lei", "east", 99, 99)

    after = make_hub(settings, first_id=100)
    assert after.people.history("li-lei", "east", 99, 99) == view
    assert after.post("east", PAYLOAD, "k1") == posted
    assert after.people.say("li-lei", "east", Said("c1", "谁负责 🔥")).message_id == said.message_id
    assert after.ledger.log.unread("han-meimei", "east") == 1
    assert [event.body["text"] for event in after.ledger.under_way()] == ["谁负责 🔥"]
    with pytest.raises(Forbidden):
        after.enter(token)


def test_a_line_cut_off_by_a_crash_is_dropped(tmp_path: Path) -> None:
    settings = replace(SETTINGS, journal=tmp_path / "journal.jsonl")
    make_hub(settings).post("east", PAYLOAD, "k1")
    with (tmp_path / "journal.jsonl").open("ab") as out:
        out.write(b'{"t":"message","message_id":"half')
    again = make_hub(settings, first_id=50)
    again.post("east", PAYLOAD, "k2")
    assert len(make_hub(settings).ledger.log.page("east", 9, 9)[0]) == 2


def test_a_full_disk_says_so_and_keeps_nothing_by_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(SETTINGS, journal=tmp_path / "journal.jsonl")
    hub = make_hub(settings)
    hub.post("east", PAYLOAD, "k1")
    real = os.pwrite

    def refuse(_descriptor: int, _line: bytes, _at: int) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def write_half(descriptor: int, line: bytes, at: int) -> int:
        return real(descriptor, line[:10], at)

    for write in (refuse, write_half):
        monkeypatch.setattr(os, "pwrite", write)
        with pytest.raises(NotKept):
            hub.people.say("li-lei", "east", Said("c1", "hello"))
        with pytest.raises(NotKept):
            hub.post("east", PAYLOAD, "k2")
    monkeypatch.setattr(os, "pwrite", real)
    assert hub.find("k2") is None
    hub.post("east", PAYLOAD, "k3")
    kept, _ = make_hub(settings).ledger.log.page("east", 9, 9)
    assert [message.key for message in kept] == ["k1", "k3"]


def test_only_the_last_messages_are_remembered() -> None:
    hub = make_hub(replace(SETTINGS, keep=3))
    for number in range(5):
        hub.post("east", PAYLOAD, f"k{number}")
    messages, more = hub.ledger.log.page("east", 2**53, 50)
    assert [message.key for message in messages] == ["k2", "k3", "k4"]
    assert not more
    assert hub.find("k0") is None
    assert [message.number for message in messages] == [3, 4, 5]


def test_pages_go_backwards_without_gaps() -> None:
    hub = make_hub(replace(SETTINGS, keep=10))
    for number in range(14):
        hub.post("east", PAYLOAD, f"k{number}")
    seen: list[int] = []
    before, more = 2**53, True
    while more:
        messages, more = hub.ledger.log.page("east", before, 4)
        seen[:0] = [message.number for message in messages]
        before = messages[0].number
    assert seen == list(range(5, 15))


def test_a_long_journal_is_shortened_at_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "REWRITE_FROM", 20)
    settings = replace(SETTINGS, journal=tmp_path / "journal.jsonl", keep=5)
    hub = make_hub(settings)
    for number in range(40):
        hub.post("east", PAYLOAD, f"k{number}")
    hub.people.say("li-lei", "east", Said("c1", "hello"))
    make_hub(settings)
    assert len((tmp_path / "journal.jsonl").read_bytes().splitlines()) < 12
    again = make_hub(settings)
    assert [message.number for message in again.ledger.log.page("east", 99, 99)[0]] == [37, 38, 39, 40, 41]
    assert len(again.ledger.under_way()) == 1
