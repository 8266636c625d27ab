"""resolve: what a name means; --json is one document, a file is one line of JSON for each of its lines."""

import json
from pathlib import Path

from tests.commands.conftest import Console

KEYS = {"input", "outcome", "candidates"}


def test_each_outcome_has_the_keys_of_the_contract(console: Console, team: str) -> None:
    for text, outcome in (("华东光伏", "resolved"), ("北禾", "ambiguous"), ("火星贸易", "unknown")):
        done = console("resolve", text, "--json", "--db", team)
        assert (done.code, done.err) == (0, "")
        found = json.loads(done.out)
        assert set(found) == KEYS
        assert (found["input"], found["outcome"]) == (text, outcome)
        assert all(set(one) == {"kind", "id", "name", "score", "why"} for one in found["candidates"])


def test_a_file_is_answered_line_by_line(console: Console, team: str, tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("华东光伏\n\n帮我看看华东光伏上次报价\n", encoding="utf-8")
    done = console("resolve", "--file", str(file), "--db", team)
    assert (done.code, done.err) == (0, "")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["outcome"] for line in lines] == ["resolved", "resolved"]
    assert len({line["candidates"][0]["id"] for line in lines}) == 1


def test_there_are_at_most_so_many_candidates(console: Console, team: str) -> None:
    done = console("resolve", "北禾", "--limit", "1", "--json", "--db", team)
    assert len(json.loads(done.out)["candidates"]) == 1


def test_it_is_told_in_words(console: Console, team: str) -> None:
    done = console("resolve", "华东光伏", "--db", team, "--lang", "en")
    assert done.out.startswith("It is:\n")
    assert console("resolve", "qqqq", "--db", team, "--lang", "en").out == "Not known, and nothing is near.\n"


def test_wrong_use_and_files_that_cannot_be_read(console: Console, team: str, tmp_path: Path) -> None:
    assert console("resolve", "--db", team).code == 2
    assert console("resolve", "北禾", "--limit", "0", "--db", team).code == 2
    assert console("resolve", "--file", str(tmp_path / "none"), "--db", team).code == 1
