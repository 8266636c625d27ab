"""Title, pages, text and version of documents; and what is refused, by name."""

import io
import zipfile
from pathlib import Path

import pytest

from capture.base import BadMaterialError
from capture.documents.model import Document, Format
from capture.documents.opening import describe
from tests.unit.capture.documents.office_files import docx, pptx, zipped
from tests.unit.capture.photos.files import locked_pdf, pdf


def described(folder: Path, content: bytes, name: str = "shared.bin") -> Document:
    file = folder / "kept"
    file.write_bytes(content)
    return describe(file, name)


def refused(folder: Path, content: bytes) -> str:
    with pytest.raises(BadMaterialError) as caught:
        described(folder, content)
    assert caught.value.say["zh"] != caught.value.say["en"]
    return caught.value.code


def test_a_word_file(tmp_path: Path) -> None:
    found = described(
        tmp_path, docx([("Title", "智能巡检方案"), ("", "致：江城启明科技")], pages=12), "方案_第三版.docx"
    )
    assert found == Document(Format.DOCX, "智能巡检方案", "text", 12, "智能巡检方案\n致：江城启明科技", 3)


def test_a_deck_its_title_placeholder_before_its_first_text(tmp_path: Path) -> None:
    found = described(tmp_path, pptx([("报价方案 V3", "内部资料"), ("目录", "一")]), "deck.pptx")
    assert (found.format, found.title, found.pages, found.version) == (Format.PPTX, "报价方案 V3", 2, 3)


def test_strict_open_xml_is_read_alike(tmp_path: Path) -> None:
    usual = described(tmp_path, pptx([("Proposal", "text")]))
    assert described(tmp_path, pptx([("Proposal", "text")], strict="yes")) == usual


def test_properties_name_it_unless_a_template_did(tmp_path: Path) -> None:
    assert described(tmp_path, pptx([("Welcome", "x")], "Proposal for Lumen")).title == "Proposal for Lumen"
    for named in ("PowerPoint 演示文稿", "Presentation1", "draft.pptx", "Microsoft Word - x.doc"):
        assert described(tmp_path, pptx([("Welcome", "x")], named)).title == "Welcome"


def test_where_nothing_names_it_its_file_does(tmp_path: Path) -> None:
    found = described(tmp_path, pptx([("", "")]), "Lumen_proposal_v2.1.pptx")
    assert (found.title, found.title_from, found.version) == ("Lumen_proposal_v2.1", "name", None)


def test_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    found = described(tmp_path, pdf([["Offer for Lumen", "second line"], ["page two"]], "Offer 2026 V4"), "x.pdf")
    assert (found.title, found.title_from, found.pages, found.version) == ("Offer 2026 V4", "properties", 2, 4)
    assert found.text == "Offer for Lumen\nsecond line\npage two"


def test_macros_do_not_matter(tmp_path: Path) -> None:
    content = io.BytesIO(docx([("Title", "Terms")]))
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    assert described(tmp_path, content.getvalue()).title == "Terms"


def test_a_zip_bomb_stays_closed(tmp_path: Path) -> None:
    huge = zipped({"word/document.xml": b"\0" * 60_000_000})
    assert len(huge) < 100_000
    assert refused(tmp_path, huge) == "bomb"
    assert refused(tmp_path, zipped({f"word/{number}": b"" for number in range(10_001)})) == "bomb"


def test_a_part_of_nothing_but_elements_stays_closed(tmp_path: Path) -> None:
    crowd = zipped({"word/document.xml": b"<a>" + b"<b/>" * 3_000_001 + b"</a>"})
    assert refused(tmp_path, crowd) == "bomb"


def test_a_part_that_is_larger_than_announced_is_not_read_on(tmp_path: Path) -> None:
    lying = bytearray(zipped({"word/document.xml": b"\0" * 40_000_000}))
    size = (40_000_000).to_bytes(4, "little")
    place = lying.find(size)
    while place >= 0:
        lying[place : place + 4] = (1000).to_bytes(4, "little")
        place = lying.find(size)
    assert refused(tmp_path, bytes(lying)) in ("broken", "bomb")


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    assert refused(tmp_path, zipped({"word/document.xml": laughs})) == "broken"


def test_a_member_with_a_password(tmp_path: Path) -> None:
    content = bytearray(docx([("Title", "x")]))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        offsets = [one.header_offset for one in packed.infolist()]
    for offset in offsets:
        content[offset + 6] |= 1
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    assert refused(tmp_path, bytes(content)) == "encrypted"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("只是文字".encode(), "not_a_document"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old_office"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (docx([("Title", "x")])[:300], "broken"),
        (zipped({"readme.txt": "a zip of something else"}), "not_a_document"),
        (zipped({"word/document.xml": "<w:document"}), "broken"),
        (b"%PDF-1.4 broken", "broken"),
        (locked_pdf(), "encrypted"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    pytest.importorskip("pypdfium2")
    assert refused(tmp_path, content) == code
