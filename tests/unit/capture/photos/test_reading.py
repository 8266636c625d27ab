"""Reading files without the models: PDFs with a text layer, pieces, pages left out, named refusals."""

import json
from pathlib import Path

import pytest

from capture.base import BadMaterialError
from capture.photos.model import FieldKind, Kind, Origin, Reading, Request, Role
from capture.photos.plain import of_plain, plain
from capture.photos.reading import PIECES, read
from tests.unit.capture.photos.files import locked_pdf, pdf, picture

pytest.importorskip("pypdfium2")
pytest.importorskip("cv2")
pytest.importorskip("zxingcpp")

CONTRACT = [
    "Sales Contract",
    "Contract No.: PO2024-30088",
    "Party A \\(Buyer\\): Northfield Robotics Ltd.",
    "Party B \\(Seller\\): Harbour Materials Inc.",
    "Total contract price: USD 11,189.38",
    "Date: 2 April 2024",
    "Governing law: England. Warranty: twelve months.",
]


def reading(folder: Path, content: bytes, max_pages: int = 20) -> tuple[Reading, list[float]]:
    file = folder / "shared"
    file.write_bytes(content)
    shares: list[float] = []
    return read(file, folder, Request("contract.pdf", max_pages), shares.append), shares


def test_a_text_layer_is_read_without_models(tmp_path: Path) -> None:
    found, shares = reading(tmp_path, pdf([CONTRACT]))
    values = {(one.kind, one.role): one.value for one in found.fields}
    assert values[FieldKind.COMPANY, Role.BUYER] == "Northfield Robotics Ltd."
    assert values[FieldKind.COMPANY, Role.SELLER] == "Harbour Materials Inc."
    assert values[FieldKind.AMOUNT, Role.NONE] == "11189.38 USD"
    assert values[FieldKind.CONTRACT_NUMBER, Role.NONE] == "PO2024-30088"
    assert values[FieldKind.DATE, Role.NONE] == "2024-04-02"
    assert (found.judged.kind, found.pages[0].origin, shares) == (Kind.CONTRACT, Origin.TEXT_LAYER, [1.0])


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_the_text_of_a_turned_page_stays_in_order(tmp_path: Path, turned: int) -> None:
    upright, _ = reading(tmp_path, pdf([CONTRACT]))
    (tmp_path / PIECES).unlink()
    page = reading(tmp_path, pdf([CONTRACT], rotate=turned))[0].pages[0]
    across = turned in (90, 270)
    assert (page.width > page.height) == across
    assert all(0 <= line.box.left <= page.width and 0 <= line.box.top <= page.height for line in page.lines)
    assert sorted(line.text for line in page.lines) == sorted(line.text for line in upright.pages[0].lines)


def test_of_three_thousand_pages_the_first_are_read(tmp_path: Path) -> None:
    found, shares = reading(tmp_path, pdf([CONTRACT] * 3000), max_pages=2)
    assert (found.total_pages, len(found.pages), found.cut) == (3000, 2, True)
    assert shares == [0.5, 1.0]


def test_a_restart_goes_on_where_it_was(tmp_path: Path) -> None:
    first, _ = reading(tmp_path, pdf([CONTRACT, CONTRACT, CONTRACT]))
    pieces = tmp_path / PIECES
    lines = [line for line in pieces.read_text(encoding="utf-8").splitlines() if line]
    marked = lines[0].replace("Sales Contract", "Kept Contract")
    pieces.write_text(f"{marked}\n{lines[1][:100]}", encoding="utf-8")
    again, _ = reading(tmp_path, pdf([CONTRACT, CONTRACT, CONTRACT]))
    assert again.pages[0].lines[0].text == "Kept Contract"
    assert again.pages[1:] == first.pages[1:]


def test_pieces_of_another_file_count_for_nothing(tmp_path: Path) -> None:
    reading(tmp_path, pdf([CONTRACT]))
    other = reading(tmp_path, pdf([[*CONTRACT[:-1], "Another text at the end"]]))[0]
    assert "Another text at the end" in other.text


def test_a_reading_goes_through_json_unchanged(tmp_path: Path) -> None:
    found, _ = reading(tmp_path, pdf([CONTRACT]))
    assert of_plain(json.loads(json.dumps(plain(found)))) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("只是文字".encode(), "not_a_picture"),
        (picture("JPEG", (800, 800))[:900], "broken"),
        (b"%PDF-1.4\nnothing more", "broken"),
        (locked_pdf(), "encrypted"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + b"\0" * 400, "not_a_picture"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(BadMaterialError) as caught:
        reading(tmp_path, content)
    assert caught.value.code == code
    assert caught.value.say["zh"]
    assert caught.value.say["en"]
