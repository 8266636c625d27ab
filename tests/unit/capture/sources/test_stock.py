"""A stock list: kept whole as it is now, and what is no longer on it is forgotten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from capture.base import FeedTrouble
from capture.sources.stock import SOURCE
from knowledge.deals.stock import all_levels
from knowledge.store.store import Store
from tests.unit.capture.sources.looking import Looker

LIST = (
    "product,code,place,quantity,unit,as_of\nA100 40G,SKU-1,上海,800,台,2026-01-12 08:50\n"
    "A100 40G,SKU-1,上海,20,台,2026-01-12 08:50\nA100 40G,SKU-1,深圳,400,台,2026-01-12 08:50\nA1000,SKU-2,上海,0,台,\n"
)


@pytest.fixture
def stock(any_store: Store, tmp_path: Path) -> Looker:
    (tmp_path / "stock.csv").write_text(LIST, encoding="utf-8")
    return Looker(SOURCE, any_store, {"path": str(tmp_path / "stock.csv"), "name": "ERP"}, tmp_path, "stock")


async def levels(stock: Looker) -> list[tuple[str, str, float]]:
    found = await stock.store.read(all_levels)
    return [(one.product, one.place, one.quantity) for one in found]


async def test_lots_of_one_place_add_up_and_the_list_replaces_the_one_before(stock: Looker, tmp_path: Path) -> None:
    found = await stock.look()
    assert found.newest == datetime(2026, 1, 12, 0, 50, tzinfo=UTC)
    assert await levels(stock) == [("A100 40G", "上海", 820), ("A100 40G", "深圳", 400), ("A1000", "上海", 0)]
    assert (await stock.look()).batches == ()
    (tmp_path / "stock.csv").write_text("product,quantity\nB200,7\n", encoding="utf-8")
    await stock.look()
    assert await levels(stock) == [("B200", "", 7)]
    assert stock.new[-1] == {"rows": 1, "gone": 3}


async def test_a_list_with_nothing_on_it_is_empty(stock: Looker, tmp_path: Path) -> None:
    await stock.look()
    (tmp_path / "stock.csv").write_text("product,quantity\n", encoding="utf-8")
    await stock.look()
    assert await levels(stock) == []


async def test_a_row_at_fault_is_named(stock: Looker, tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text("product,quantity\nA,many\n,3\nB,2\n", encoding="utf-8")
    found = await stock.look()
    assert [one.say["en"] for one in found.rejected] == ["quantity: not a number", "product: must not be empty"]
    assert await levels(stock) == [("B", "", 2)]


async def test_a_list_whose_columns_changed_leaves_the_one_before(stock: Looker, tmp_path: Path) -> None:
    await stock.look()
    (tmp_path / "stock.csv").write_text("artikel,quantity\nA,1\nB,2\n", encoding="utf-8")
    with pytest.raises(FeedTrouble, match="the column product is missing") as trouble:
        await stock.look()
    assert "缺少列 product" in trouble.value.say["zh"]
    assert len(await levels(stock)) == 3


async def test_a_long_list_comes_in_pieces_and_goes_as_one(stock: Looker, tmp_path: Path) -> None:
    rows = "".join(f"P{number},{number}\n" for number in range(1_100))
    (tmp_path / "stock.csv").write_text(f"product,quantity\n{rows}", encoding="utf-8")
    found = await stock.look()
    assert [batch.body["last"] for batch in found.batches] == [False, False, True]
    assert len(await levels(stock)) == 1_100
