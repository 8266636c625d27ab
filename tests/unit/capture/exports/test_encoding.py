from pathlib import Path

import pytest

from capture.exports.encoding import survey
from tests.unit.capture.exports.samples import read_all, rows_of, write_export

NAMES = ["澄溪华东光伏科技股份有限公司", "云浦北禾电子", "镕基食品"]
TEXT = "customer_id,name\n" + "".join(f"C{n},{name}\n" for n, name in enumerate(NAMES))


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [("utf-8", ()), ("utf-8-sig", ()), ("gb18030", ("gb18030",)), ("utf-16", ("utf-16",))],
)
def test_a_file_is_read_in_its_own_encoding(tmp_path: Path, encoding: str, seen: tuple[str, ...]) -> None:
    plan, chunks = read_all(write_export(tmp_path, {"customers.csv": TEXT.encode(encoding)}))
    assert [row["name"] for row in rows_of(chunks, "customers")] == NAMES
    assert [note.names for note in plan.notes if note.code == "encoding"] == ([seen] if seen else [])
    assert not plan.rejected


@pytest.mark.parametrize("name", ["𠮷野光伏", "北京㐂禾电子", "𠮷"])
def test_a_rare_character_alone_is_no_western_text(tmp_path: Path, name: str) -> None:
    raw = f"customer_id,name\nC1,{name}\n".encode("gb18030")
    _, chunks = read_all(write_export(tmp_path, {"customers.csv": raw}))
    assert [row["name"] for row in rows_of(chunks, "customers")] == [name]


def test_western_exports_do_not_turn_into_chinese(tmp_path: Path) -> None:
    names = ["Müller & Söhne", "Café Noir", "Ærø Ål"]
    text = "customer_id,name\n" + "".join(f"C{n},{name}\n" for n, name in enumerate(names))
    _, chunks = read_all(write_export(tmp_path, {"customers.csv": text.encode("cp1252")}))
    assert [row["name"] for row in rows_of(chunks, "customers")] == names


def test_one_damaged_row_does_not_change_the_encoding(tmp_path: Path) -> None:
    raw = TEXT.encode() + b"C9,\xe5\x8d\n" + "C10,好\n".encode()
    plan, chunks = read_all(write_export(tmp_path, {"customers.csv": raw}))
    assert [row["name"] for row in rows_of(chunks, "customers")] == [*NAMES, "好"]
    (one,) = plan.rejected
    assert (one.line, one.value) == (5, "C9,\\udce5\\udc8d")
    assert "cannot be decoded" in one.reason.en


def test_chinese_that_first_comes_late_is_still_found(tmp_path: Path) -> None:
    raw = b"customer_id,name\n" + b"".join(b"C%d,plain\n" % n for n in range(60_000)) + "X,华东光伏\n".encode("gb18030")
    seen = survey(write_export(tmp_path, {"customers.csv": raw}) / "customers.csv")
    assert (seen.encoding, seen.lines, seen.size) == ("gb18030", 60_002, len(raw))


def test_a_character_on_the_edge_of_a_block_is_no_damage(tmp_path: Path) -> None:
    raw = b"x" * ((1 << 20) - 1) + "好\n".encode()
    (tmp_path / "a.csv").write_bytes(raw)
    assert survey(tmp_path / "a.csv").usual
