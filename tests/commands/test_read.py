"""read: a PDF through the real command; what cannot be read ends with 1, what is missing with 3."""

import json
import sys
from pathlib import Path

import pytest

from capture.photos.engine import engine
from tests.commands.conftest import Console
from tests.unit.capture.photos.files import pdf, picture

pytest.importorskip("pypdfium2")
pytest.importorskip("cv2")
pytest.importorskip("zxingcpp")

KEYS = {"name", "total_pages", "kind", "kind_confidence", "kind_words", "kind_signs", "fields", "pages"}
KEYS |= {"text", "sealed", "seals", "codes", "customers"}
LINES = ["Quotation", "Customer: East China Solar", "Grand total: USD 11,189.38", "Valid until 31 December 2026"]


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    file = tmp_path / "offer.pdf"
    file.write_bytes(pdf([LINES]))
    return file


def test_json_is_one_document_with_the_keys_of_the_contract(console: Console, offer: Path) -> None:
    done = console("read", offer, "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert set(found) == KEYS
    assert (found["kind"], found["sealed"], found["customers"]) == ("quotation", False, [])
    assert "11189.38 USD" in {one["value"] for one in found["fields"]}


def test_companies_are_looked_up_where_there_is_a_database(console: Console, offer: Path, team: str) -> None:
    found = json.loads(console("read", offer, "--json", "--db", team).out)
    assert [one["input"] for one in found["customers"]] == ["East China Solar"]
    assert {one["outcome"] for one in found["customers"]} <= {"resolved", "ambiguous", "unknown"}


def test_it_is_told_in_words_in_both_languages(console: Console, offer: Path) -> None:
    told = {lang: console("read", offer, "--lang", lang).out for lang in ("zh", "en")}
    assert "类型：报价单" in told["zh"]
    assert "金额：11189.38 USD" in told["zh"]
    assert "Kind: quotation" in told["en"]
    assert "Amount: 11189.38 USD" in told["en"]


def test_pages_left_out_are_told(console: Console, tmp_path: Path) -> None:
    (tmp_path / "dazi.toml").write_text("[ocr]\nmax_pages = 1\n", encoding="utf-8")
    (tmp_path / "long.pdf").write_bytes(pdf([LINES] * 3))
    assert "共 3 页，只读了前 1 页" in console("read", tmp_path / "long.pdf", "--lang", "zh").out


def test_what_cannot_be_read_is_the_inputs_fault(console: Console, tmp_path: Path) -> None:
    for name, content in (("empty.jpg", b""), ("text.jpg", b"only text"), ("cut.png", picture()[:80])):
        (tmp_path / name).write_bytes(content)
        done = console("read", tmp_path / name)
        assert (done.code, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1
    assert console("read", tmp_path / "none.jpg").code == 1
    assert console("read", tmp_path).code == 1
    assert console("read").code == 2


def test_without_the_reader_it_says_what_to_install(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    (tmp_path / "photo.png").write_bytes(picture())
    done = console("read", tmp_path / "photo.png", "--lang", "en")
    assert done.code == 3
    assert "pip install '.[ocr]'" in done.err
