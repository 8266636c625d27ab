"""The real models on drawn pages: text under a seal, pages on their side and head, red headlines, what a seal says."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from benchmarks.photos_drawing import EFFECTS, Effect, drawn, has_fonts, photographed
from benchmarks.photos_texts import Paper
from capture.documents.refusals import ReaderMissing
from capture.photos.engine import engine
from capture.photos.model import FieldKind, Kind, Reading, Request, Role
from capture.photos.reading import read
from tests.unit.capture.photos.files import picture

pytest.importorskip("rapidocr")
pytestmark = pytest.mark.slow

BUYER, SELLER = "江城启明科技有限公司", "东港恒拓食品有限公司"
CONTRACT: Sequence[tuple[str, ...]] = (
    ("合同编号：HT-2026-0115",),
    (f"甲方（采购方）：{BUYER}",),
    (f"乙方（供应方）：{SELLER}",),
    ("合同总金额：人民币（大写）贰拾伍万元整（￥250,000.00）",),
    ("联系电话：13800138000",),
    ("签订日期：2026年11月21日",),
)
EXPECTED = {
    (FieldKind.COMPANY, Role.BUYER): BUYER,
    (FieldKind.COMPANY, Role.SELLER): SELLER,
    (FieldKind.AMOUNT, Role.NONE): "250000.00 CNY",
    (FieldKind.DATE, Role.NONE): "2026-11-21",
    (FieldKind.CONTRACT_NUMBER, Role.NONE): "HT-2026-0115",
    (FieldKind.PHONE, Role.NONE): "13800138000",
}


@pytest.fixture(autouse=True)
def _fonts() -> None:
    if not has_fonts():
        pytest.skip("fonts-noto-cjk is not installed")


def photo(folder: Path, effect: Effect, rows: Sequence[tuple[str, ...]] = CONTRACT, seals: int = 1) -> Reading:
    paper = Paper("test", "zh", "设备采购合同", tuple(rows), {}, "contract", (BUYER, SELLER))
    rng = Random(5)
    page = drawn(paper, rng, seals=seals, code="https://qm.example/c/1")
    file = folder / "photo.jpg"
    file.write_bytes(photographed(page, effect, rng))
    return read(file, folder, Request(file.name, names=(BUYER, SELLER)), lambda _share: None)


def effect(name: str) -> Effect:
    return next(one for one in EFFECTS if one.name == name)


@pytest.mark.parametrize(("name", "turned"), [("mild", 0), ("90", 90), ("180", 180)])
def test_a_contract_is_read_through_its_seal_however_it_lies(tmp_path: Path, name: str, turned: int) -> None:
    found = photo(tmp_path, effect(name))
    values: dict[tuple[FieldKind, Role], str] = {}
    for field in found.fields:
        values.setdefault((field.kind, field.role), field.value)
    assert values.items() >= EXPECTED.items()
    assert [seal.names[:1] for seal in found.seals] == [(BUYER,)]
    assert [code.text for code in found.codes] == ["https://qm.example/c/1"]
    assert (found.judged.kind, found.pages[0].turned) == (Kind.CONTRACT, turned)


def test_a_picture_without_text_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "blank.png").write_bytes(picture())
    found = read(tmp_path / "blank.png", tmp_path, Request("blank.png"), lambda _share: None)
    assert (found.text, found.fields, found.seals, found.judged.kind) == ("", (), (), Kind.OTHER)


def test_a_headline_printed_in_red_is_read(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    from benchmarks.photos_drawing import FACES, font

    page = Image.new("RGB", (1000, 700), "white")
    ImageDraw.Draw(page).text((500, 100), "江城启明科技有限公司文件", font=font(FACES[2], 52), fill="red", anchor="mm")
    ImageDraw.Draw(page).text((100, 300), "关于二期项目的通知", font=font(FACES[0], 32), fill="black")
    page.save(tmp_path / "notice.png")
    found = read(tmp_path / "notice.png", tmp_path, Request("notice.png"), lambda _share: None)
    assert [line.text for line in found.pages[0].lines] == ["江城启明科技有限公司文件", "关于二期项目的通知"]


def test_a_price_badge_is_no_seal_and_a_company_in_a_frame_is_one(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    from benchmarks.photos_drawing import FACES, RED, font

    page = Image.new("RGB", (1000, 1400), "white")
    for top, rows in ((200, ("限时优惠", "立减 ¥5,000")), (800, ("青屿天枢电子", "有限公司"))):
        stamp = Image.new("RGB", (330, 180), "white")
        draw = ImageDraw.Draw(stamp)
        draw.rounded_rectangle((8, 8, 322, 172), 10, outline=RED, width=7)
        for at, row in enumerate(rows):
            draw.text((165, 55 + 72 * at), row, font=font(FACES[2], 44), fill=RED, anchor="mm")
        page.paste(stamp.rotate(6, expand=True, fillcolor="white"), (500, top))
    page.save(tmp_path / "offer.png")
    found = read(tmp_path / "offer.png", tmp_path, Request("offer.png"), lambda _share: None)
    assert [seal.box.top > 700 for seal in found.seals] == [True]


def test_the_models_are_loaded_once() -> None:
    assert engine() is engine()


def test_without_the_package_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ReaderMissing) as caught:
        engine()
    assert "rapidocr" in caught.value.say["zh"]
