"""Amounts: the total among many, currencies, figures against capital numerals, what OCR makes of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.photos.fields.money import number
from capture.photos.model import FieldKind, Ground
from tests.unit.capture.photos.pages import found, values

AMOUNT = FieldKind.AMOUNT


def first(text: str) -> str:
    return next(iter(values(text, AMOUNT)), "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("合同总金额：人民币（大写）贰拾伍万元整（￥250,000.00）。", "250000.00 CNY"),
        ("合计（小写）：¥6371886.00", "6371886.00 CNY"),
        ("合同金额：2,239,220.00元", "2239220.00 CNY"),
        ("本协议服务费总计人民币3,173万元", "31730000.00 CNY"),
        ("总价：120万元", "1200000.00 CNY"),
        ("Total contract price: USD 11,189.38, taxes excluded.", "11189.38 USD"),
        ("Grand total: €1.234,50", "1234.50 EUR"),
        ("Grand total: $4,181,410:00", "4181410.00 USD"),
        ("总计（含税）：V173,521.00", "173521.00 CNY"),
        ("Total amount: HK$ 9,000", "9000.00 HKD"),
        ("合同总价|￥ 98,000.00", "98000.00 CNY"),
        ("The total amount payable is USD\n460,284,200.00.", "460284200.00 USD"),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, value: str) -> None:
    assert first(text) == value


def test_the_total_comes_before_its_parts() -> None:
    text = """
    1|逆变器|2|52,056.30|104,112.60
    单价：￥52,056.30
    预付款：￥80,000.00
    合计：￥173,521.00
    违约金：￥990,000.00
    """
    assert first(text) == "173521.00 CNY"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oak CAD 6.90 per board foot; ash CAD 9.75 each.\nThe order comes to CAD 41,000.00.", "41000.00 CAD"),
        ("Guards are charged at $38.50 an hour. Invoice of May $4,920.00", "4920.00 USD"),
        ("铜管￥68.00元/米，弯头￥12.50每只\n货到付￥9,400.00", "9400.00 CNY"),
        ("每公斤￥46.00\n货到付￥9,400.00", "9400.00 CNY"),
        (
            "Deposit: EUR 900\nThe total price of all works under this contract shall not exceed EUR 8,200.",
            "8200.00 EUR",
        ),
        (
            "Set-up is EUR 900. The total value of the services that are called off\nis estimated at EUR 8,200.",
            "8200.00 EUR",
        ),
    ],
)
def test_what_all_costs_comes_before_the_price_of_one(text: str, value: str) -> None:
    assert first(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Paid EUR 6,962.00 per invoice LT-0592. Bank charges EUR 12.00", "6962.00 EUR"),
        ("Received USD 5,000.00 / EUR 4,600.00", "5000.00 USD"),
        ("Contract price: USD 1,200.00 per year. Visits USD 90.00", "1200.00 USD"),
        (
            "Paid USD 700.00. Of the total price of the goods the part due on signing the order is USD 80.00",
            "700.00 USD",
        ),
        ("Paid USD 700.00. The total value of all goods is insured. A crane is USD 80.00", "700.00 USD"),
    ],
)
def test_what_is_no_price_of_one_and_no_total(text: str, value: str) -> None:
    assert first(text) == value


def test_figures_and_capital_numerals_that_agree_are_sure() -> None:
    amount = found("总价：￥7018.83\n大写：柒仟零壹拾捌圆捌角叁分", AMOUNT)[0]
    assert (amount.value, amount.why) == ("7018.83 CNY", Ground.SPELLED_AGREES)
    assert amount.confidence > 0.9


def test_figures_and_capital_numerals_that_differ_say_so() -> None:
    amounts = found("合同总价：￥250,000.00（大写：贰拾万元整）", AMOUNT)
    assert {one.value for one in amounts} == {"250000.00 CNY", "200000.00 CNY"}
    assert {one.why for one in amounts} == {Ground.SPELLED_DIFFERS, Ground.FIGURES_DIFFER}
    assert {one.other for one in amounts} == {"250000.00 CNY", "200000.00 CNY"}


def test_capital_numerals_alone_count() -> None:
    assert first("合同价款（大写）：叁万伍仟元整") == "35000.00 CNY"


@pytest.mark.parametrize("text", ["签约后10日内付30%", "共58台", "2026年1月2日", "电话：13800138000", "No87654321", ""])
def test_what_is_no_amount(text: str) -> None:
    assert values(text, AMOUNT) == []


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_figures_with_separators_are_read_back(amount: Decimal) -> None:
    assert number(f"{amount:,.2f}") == amount
    assert number(f"{amount:.2f}") == amount
    assert number(f"{amount:,.2f}".replace(",", " ")) == amount


@given(st.text(alphabet="0123456789,.:¥$元万 合计Total：", max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(one.value.endswith(("CNY", "USD")) for one in found(text, AMOUNT))
