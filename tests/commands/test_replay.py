"""replay: recorded events through the real road; counted, once each, bad lines named."""

import json
from pathlib import Path

from tests.commands.conftest import SAMPLE_TEAM, Console

SIGNAL = {"kind": "page_view", "visitor_id": "v", "page": "/compare/x", "at": "2026-01-12T09:00:00+08:00"}


def lines(file: Path, *documents: object) -> Path:
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in documents]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return file


def hot(visitor: str, **form: str) -> list[dict[str, str]]:
    at = "2026-01-12T09:0{}:00+08:00"
    pages = [
        {"kind": "page_view", "visitor_id": visitor, "page": f"/compare/{n}", "at": at.format(n)} for n in range(3)
    ]
    paper = {"kind": "download", "visitor_id": visitor, "asset": "service-whitepaper", "at": at.format(4)}
    return [*pages, paper, {"kind": "form", "visitor_id": visitor, "form": "maintenance", "at": at.format(5), **form}]


def test_counts_and_the_same_file_again_changes_nothing(console: Console, team: str, tmp_path: Path) -> None:
    file = lines(tmp_path / "day.jsonl", *hot("v-new", lead_id="L006"))
    done = console("replay", file, "--db", team, "--lang", "en", "--config", SAMPLE_TEAM / "dazi.toml")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("5 events, 5 of them new; 1 notices followed.")
    again = console("replay", file, "--db", team, "--lang", "en", "--config", SAMPLE_TEAM / "dazi.toml")
    assert again.out.startswith("5 events, 0 of them new; 0 notices followed.")


def test_bad_lines_are_named_and_the_others_are_taken(console: Console, tmp_path: Path) -> None:
    file = lines(tmp_path / "x.jsonl", "{", SIGNAL, {"kind": "page_view"}, {**SIGNAL, "at": "yesterday"}, "[]")
    done = console("replay", file, "--lang", "en")
    assert done.code == 1
    assert done.out.startswith("1 events, 1 of them new")
    told = done.err.splitlines()
    assert told[0].startswith("4 lines were not taken")
    assert [line.split(":")[0].strip() for line in told[1:]] == ["1", "3", "4", "5"]


def test_whole_rows_are_taken_too(console: Console, team: str, tmp_path: Path) -> None:
    said = {
        "event_id": "e1",
        "kind": "said",
        "sender": {"messenger": "local", "id": "han.mei"},
        "room": "r",
        "at": "2026-01-12T09:00:00+08:00",
        "text": "谁负责华东光伏",
    }
    row = {"source": "terminal", "event_id": "e1", "kind": "said", "body": said}
    other = {**row, "source": "telegram", "event_id": "e2"}
    done = console("replay", lines(tmp_path / "x.jsonl", row, other), "--db", team, "--lang", "en")
    assert done.code == 1
    assert "telegram" in done.err


def test_a_file_that_cannot_be_read(console: Console, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01")
    for file in (tmp_path / "none.jsonl", tmp_path / "binary", tmp_path):
        done = console("replay", file, "--lang", "en")
        assert (done.code, done.out) == (1, "")
        assert file.name in done.err
