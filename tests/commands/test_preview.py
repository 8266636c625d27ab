"""preview: one JSON line for each line; nothing stored, bad lines named."""

import json
from pathlib import Path
from typing import Any

from handlers.route import has_han
from tests.commands.conftest import Console

DECK = "https://docs.google.com/presentation/d/1{}/edit?usp=sharing"

Json = dict[str, Any]


def lines(folder: Path, *given: Json | str) -> Path:
    file = folder / "lines.jsonl"
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in given]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def said(text: str, number: int = 1, **more: object) -> Json:
    at = f"2026-01-12T10:{number:02d}:00+08:00"
    return {"id": f"m{number}", "room": "local:east-pv", "sender": "han.mei", "at": at, "text": text, **more}


def told(out: str) -> list[Json]:
    return [json.loads(line) for line in out.splitlines()]


def test_links_of_a_known_world_with_versions(console: Console, team: str, tmp_path: Path) -> None:
    file = lines(
        tmp_path,
        said(f"朗原电力的方案 {DECK.format('a')}"),
        said(f"朗原电力的方案改好了 {DECK.format('b')}", 2),
        said(f"再发一次朗原电力方案 {DECK.format('a')}#slide=2", 3),
        said(f"北禾的报价 {DECK.format('c')}", 4),
        said(f"方案模板 {DECK.format('d')}", 5),
        said("朗原电力的报价发我一下", 6),
        said(f"给 {DECK.format('e')}", 7, thread_of="m6"),
    )
    done = console("preview", file, "--json", "--db", team)
    assert (done.code, done.err) == (0, "")
    found = told(done.out)
    assert [one["id"] for one in found] == ["m1", "m2", "m3", "m4", "m5", "m6", "m7"]
    links: list[Json] = [one["links"][0] if one["links"] else {} for one in found]
    assert [one.get("outcome") for one in links] == ["attach", "attach", "attach", "ask", None, None, "attach"]
    assert [one["version"] for one in (links[0], links[1], links[2], links[6])] == ["V3", "V4", "V3", "V1"]
    assert links[0]["customer"]["id"] == "C010"
    assert links[0]["canonical"] == "https://docs.google.com/presentation/d/1a"
    assert {one["id"] for one in links[3]["candidates"]} == {"C002", "C003"}
    assert (links[3]["kind"], links[3]["doubt"]) == ("quotation", "several")
    assert found[4]["ignored"][0]["because"] == "template"


def test_without_a_database_it_works_and_leaves_nothing(console: Console, tmp_path: Path) -> None:
    file = lines(
        tmp_path,
        said(f"方案 {DECK.format('a')}"),
        said("我周三前给你报价", 2),
        {
            "id": "t1",
            "at": "2026-01-12T10:00:00+08:00",
            "turns": [{"start": 3, "speaker": "李雷", "text": "周五前发合同给您。"}],
        },
    )
    done = console("preview", file)
    first, second, third = told(done.out)
    assert (done.code, first["links"][0]["outcome"]) == (0, "ask")
    assert second["promises"][0]["due"] == "2026-01-14"
    assert third["promises"][0]["due"] == "2026-01-16"
    assert third["minutes"] is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lines.jsonl"]


def test_bad_lines_are_named_and_the_rest_goes_on(console: Console, tmp_path: Path) -> None:
    bad = ["nonsense", "[1]", "{}", '{"text": 7}', '{"text": "a", "at": "never"}', '{"text": "a", "files": 3}']
    file = lines(tmp_path, *bad, '{"turns": "x"}', "", said("好的", 9))
    done = console("preview", file, "--lang", "en")
    found = told(done.out)
    assert done.code == 1
    codes = ["not_json", "not_an_object", "no_text", "bad_text", "bad_at", "bad_files"]
    assert [one.get("rejected") for one in found[:6]] == codes
    assert [one["line"] for one in found] == [1, 2, 3, 4, 5, 6, 7, 9]
    assert found[6]["rejected"]
    assert not has_han(found[6]["say"])
    assert found[-1]["id"] == "m9"


def test_a_file_that_cannot_be_read(console: Console, tmp_path: Path) -> None:
    assert console("preview", tmp_path / "none").code == 1
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe\x00")
    assert console("preview", tmp_path / "bad.jsonl").code == 1
    assert console("preview").code == 2
