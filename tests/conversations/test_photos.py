"""Photos that people share: read, offered as evidence where their room may hear of it, asked about, or let be."""

from pathlib import Path
from random import Random

import pytest

from tests.conversations.prepared import Json, Prepared, seen
from tests.conversations.stage import Stage, labels, text_of

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

PV, ELECTRONICS, LANYU = "澄溪华东光伏科技股份有限公司", "云浦北禾电子科技有限公司", "望海蓝屿组件制造有限公司"
SIGNED = seen(
    "contract", ["设备维保合同"], 1, title="设备维保合同", company=PV, amount="1300000.00 CNY", date="2026-01-12"
)
PAPER = seen("contract", ["合同"])


class Photos:
    """What is shared, and what becomes of it."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.stage, self._folder = stage, folder
        self._prepared = Prepared(folder).does_the_work_of(stage.runtime.runner)

    async def shares(self, person: str, room: str, name: str, done: Json, text: str = "") -> None:
        """A picture as which `done` will be read."""
        self._prepared.outcome(name, done=done)
        await self._shared(person, room, name, text)

    async def shares_a_broken_one(self, person: str, room: str, name: str) -> None:
        """A picture that cannot be opened."""
        say = {"zh": "这张图打不开，请重新发一次。", "en": "This picture cannot be opened. Please send it again."}
        self._prepared.outcome(name, failed="broken", say=say)
        await self._shared(person, room, name, "")

    async def _shared(self, person: str, room: str, name: str, text: str) -> None:
        file = self._folder / name
        file.write_bytes(f"the picture {name}".encode())
        await self.stage.shares(person, room, file, text)


@pytest.fixture
def photos(stage: Stage, tmp_path: Path) -> Photos:
    return Photos(stage, tmp_path)


async def test_a_contract_is_evidence_with_one_tap(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares("li.lei", "east-pv", "last-page.jpg", SIGNED, "签回来了")
    card = await stage.answer("east-pv")
    said = text_of(card)
    assert "合同：last-page.jpg" in said
    assert "要记为“签约”的证据吗？" in said
    for fact in (f"客户 {PV}", "金额 ¥1,300,000", "日期 2026-01-12", "印章 1 枚", "李雷 分享"):
        assert fact in said
    assert labels(card) == ["记为签约证据", "不算", "别的客户"]

    await stage.presses("li.lei", card, "记为签约证据")

    settled = await stage.card("east-pv")
    assert settled["id"] == card["id"]
    assert "李雷 记为“签约”证据" in text_of(settled)
    assert labels(settled) == []
    await stage.presses("han.mei", card, "不算")
    assert "已经处理过了" in await stage.everywhere()
    assert "李雷 记为“签约”证据" in text_of(await stage.card("east-pv"))


async def test_the_card_says_what_it_stands_on_and_what_does_not_agree(photos: Photos) -> None:
    stage = photos.stage
    odd = seen("contract", ["设备维保合同"], company=PV, amount="1300000.00 CNY", amount_other="1200000.00 CNY")
    await photos.shares("li.lei", "east-pv", "odd.jpg", odd)
    said = text_of(await stage.answer("east-pv"))
    assert "看作合同：有“设备维保合同”" in said
    assert "金额：1,300,000 CNY，但大写是 1,200,000 CNY，请核对" in said
    odd = seen(
        "quotation", ["QUOTATION"], company="Vantory Glass S.p.A.", amount="9000.00 EUR", amount_other="8000.50 EUR"
    )
    await photos.shares("emma.thorne", "direct", "odd-quote.jpg", odd)
    said = text_of(await stage.answer("direct", "emma.thorne"))
    assert "Taken for: quotation (it says “QUOTATION”)" in said
    assert "Amount: 9,000 EUR; but its capital numerals say 8,000.50 EUR, please check" in said


async def test_in_english_it_is_no_evidence(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares("emma.thorne", "direct", "page.jpg", seen("quotation", company="Vantory Glass S.p.A."))
    card = await stage.answer("direct", "emma.thorne")
    assert "Quotation: page.jpg" in text_of(card)
    assert "Take it as evidence that it is quoted?" in text_of(card)
    assert labels(card) == ["Evidence: quoted", "No", "Another customer"]
    await stage.presses("emma.thorne", card, "No")
    settled = await stage.card("direct", "emma.thorne")
    assert "Emma Thorne: not evidence" in text_of(settled)
    assert labels(settled) == []
    await photos.shares("emma.thorne", "direct", "offer.jpg", seen("quotation", company="Vantory Glass S.p.A."))
    await stage.presses("emma.thorne", await stage.answer("direct", "emma.thorne"), "Evidence: quoted")
    await stage.says("emma.thorne", "direct", "open deals with Vantory")
    said = await stage.reply("direct", "emma.thorne")
    assert "evidence that it is quoted: quotation “offer.jpg”, taken by Emma Thorne on" in said
    assert "page.jpg" not in said


async def test_of_several_open_deals_each_has_its_button(photos: Photos, tmp_path: Path) -> None:
    stage, folder = photos.stage, tmp_path / "more"
    folder.mkdir()
    rows = ["deal_id,customer_id,name,product,amount,currency,stage,owner_id,created_at,expected_close"]
    rows += [
        f"D9{n},C001,华东光伏 {what},SunWatch,300000,CNY,proposal,li.lei,2025-12-01,2026-04-01"
        for n, what in ((1, "一期"), (2, "二期"))
    ]
    (folder / "deals.csv").write_text("\n".join(rows), encoding="utf-8")
    await stage.imports(folder)
    await photos.shares("li.lei", "east-pv", "accepted.jpg", seen("acceptance", company=PV))
    card = await stage.answer("east-pv")
    assert labels(card) == ["华东光伏 一期：验收", "华东光伏 二期：验收", "不算", "别的客户"]
    await stage.presses("li.lei", card, "华东光伏 二期")
    assert "李雷 记为“验收”证据" in text_of(await stage.card("east-pv"))
    await stage.says("li.lei", "direct", "华东光伏有哪些商机？")
    first, second = (await stage.reply("direct", "li.lei")).split("华东光伏 二期")
    assert "证据" not in first
    assert "证据（验收）：验收单“accepted.jpg”，李雷" in second


async def test_where_the_customer_is_unclear_the_sharer_is_asked_alone(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares("han.mei", "east-pv", "contract.jpg", PAPER, "北禾的合同")
    assert await stage.news("east-pv") == []
    card = await stage.answer("direct", "han.mei")
    assert "这是哪家客户的？" in text_of(card)
    assert labels(card) == [ELECTRONICS, "鹭洲北禾食品股份有限公司", "别的客户"]
    await stage.presses("han.mei", card, "别的客户")
    assert "哪家客户" in await stage.reply("direct", "han.mei")
    await stage.says("han.mei", "direct", "华东光伏")
    assert f"客户 {PV}" in text_of(await stage.card("east-pv"))


async def test_filed_under_somebody_elses_customer_it_goes_to_them(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares("han.mei", "east-pv", "contract.jpg", PAPER, "北禾的合同")
    await stage.presses("han.mei", await stage.answer("direct", "han.mei"), ELECTRONICS)
    assert await stage.news("east-pv") == []
    mine = await stage.card("direct", "han.mei")
    assert f"已归到{ELECTRONICS}" in text_of(mine)
    assert labels(mine) == []
    assert labels(await stage.card("direct", "chen.jing")) == ["记为签约证据", "不算", "别的客户"]


@pytest.mark.parametrize("room", ["partner-heqiao", "all-sales"])
async def test_a_room_that_must_not_hear_of_it_sees_nothing(photos: Photos, room: str) -> None:
    await photos.shares("li.lei", room, "contract.jpg", seen("contract", company=LANYU))
    assert await photos.stage.news(room) == []
    assert f"客户 {LANYU}" in text_of(await photos.stage.answer("direct", "li.lei"))


async def test_a_picture_of_no_business_is_let_be(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares("han.mei", "east-pv", "cat.jpg", seen("other"), "看我家猫")
    await photos.shares_a_broken_one("han.mei", "east-pv", "broken.jpg")
    assert await stage.everywhere() == ""
    await photos.shares("han.mei", "direct", "plate.jpg", seen("site", ["额定功率 100kW"]))
    card = await stage.answer("direct", "han.mei")
    assert "读到的文字：额定功率 100kW" in text_of(card)
    assert labels(card) == []


async def test_who_hands_in_what_cannot_be_read_hears_why(photos: Photos) -> None:
    stage = photos.stage
    await photos.shares_a_broken_one("han.mei", "direct", "broken.jpg")
    assert "没做成：这张图打不开，请重新发一次。" in await stage.reply("direct", "han.mei")
    await photos.shares_a_broken_one("emma.thorne", "direct", "torn.jpg")
    said = await stage.reply("direct", "emma.thorne")
    assert "That did not work: This picture cannot be opened. Please send it again." in said


@pytest.mark.slow
async def test_a_drawn_contract_is_really_read(stage: Stage, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="reading pictures is not installed: pip install '.[ocr]'")
    from benchmarks.photos_drawing import EFFECTS, drawn, has_fonts, photographed
    from benchmarks.photos_texts import Paper

    if not has_fonts():
        pytest.skip("fonts-noto-cjk is not installed")
    rows = (
        ("合同编号：HT-2026-0115",),
        (f"甲方（采购方）：{PV}",),
        ("乙方（供应方）：东港恒拓软件有限公司",),
        ("合同总金额：人民币（大写）贰拾伍万元整（￥250,000.00）",),
        ("签订日期：2026年1月9日",),
    )
    paper, rng = Paper("test", "zh", "设备维保合同", rows, {}, "contract", (PV, "东港恒拓软件有限公司")), Random(5)
    mild = next(one for one in EFFECTS if one.name == "mild")
    (tmp_path / "contract.jpg").write_bytes(photographed(drawn(paper, rng, seals=1, code=""), mild, rng))
    await stage.shares("li.lei", "east-pv", tmp_path / "contract.jpg")
    card = await stage.answer("east-pv")
    for fact in ("合同：contract.jpg", f"客户 {PV}", "¥250,000", "2026-01-09", "HT-2026-0115", "印章 1 枚"):
        assert fact in text_of(card)
    assert labels(card)[0] == "记为签约证据"
