from pathlib import Path

from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name, Resolved
from knowledge.graph.names.resolve import resolve

NAMES = [Name("customer", "sun", "华东光伏科技股份有限公司"), Name("customer", "odd", "Acme \ud800 GmbH", "alias")]


def test_a_saved_index_is_the_same_index(tmp_path: Path) -> None:
    index = NameIndex.build(NAMES)
    index.add([Name("person", "wang", "王小明")])
    index.remove("customer", "odd")
    index.save(tmp_path, "mark 1")
    loaded = NameIndex.load(tmp_path)
    assert loaded is not None
    assert loaded[1] == "mark 1"
    assert [one for segment in loaded[0].segments for one in segment.names()] == [
        NAMES[0],
        Name("person", "wang", "王小明"),
    ]
    for text in ("华东光伏", "HDGF", "wangxiaoming", "Acme"):
        assert resolve(loaded[0], text) == resolve(index, text)


def test_a_loaded_index_takes_new_names(tmp_path: Path) -> None:
    NameIndex.build(NAMES).save(tmp_path, "")
    loaded = NameIndex.load(tmp_path)
    assert loaded is not None
    loaded[0].add([Name("customer", "new", "远山支架有限公司")])
    assert loaded[0].remove("customer", "sun") == 1
    assert isinstance(resolve(loaded[0], "远山支架"), Resolved)
    assert not isinstance(resolve(loaded[0], "华东光伏"), Resolved)


def test_only_the_last_state_is_kept(tmp_path: Path) -> None:
    for mark in ("one", "two"):
        NameIndex.build(NAMES).save(tmp_path, mark)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1
    loaded = NameIndex.load(tmp_path)
    assert loaded is not None
    assert loaded[1] == "two"


def test_what_is_damaged_or_missing_is_not_loaded(tmp_path: Path) -> None:
    assert NameIndex.load(tmp_path / "nowhere") is None
    NameIndex.build(NAMES).save(tmp_path, "")
    next(tmp_path.glob("*/0/key_hashes.npy")).write_bytes(b"no array")
    assert NameIndex.load(tmp_path) is None
    (tmp_path / "state.json").write_text("{", encoding="utf-8")
    assert NameIndex.load(tmp_path) is None
