"""Capital numerals: what the People's Bank gives as examples, what people write, and every amount there and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.photos_texts import capitals
from capture.photos.fields.numerals import CAPITALS, capital_amount

EXAMPLES = {
    "壹仟肆佰零玖元伍角": "1409.50",
    "陆仟零柒元壹角肆分": "6007.14",
    "壹仟陆佰捌拾元零叁角贰分": "1680.32",
    "壹拾万柒仟元零伍角叁分": "107000.53",
    "壹万陆仟肆佰零玖元零贰分": "16409.02",
    "叁佰贰拾伍元零肆分": "325.04",
    "贰拾伍万元整": "250000",
    "拾万元整": "100000",
    "壹亿贰仟万圆正": "120000000",
    "叁萬伍仟圆整": "35000",
    "一百二十万元": "1200000",
    "柒仟零壹拾捌圆捌角叁分": "7018.83",
}


@pytest.mark.parametrize(("text", "amount"), EXAMPLES.items())
def test_what_people_write(text: str, amount: str) -> None:
    assert capital_amount(text) == Decimal(amount)
    assert CAPITALS.fullmatch(text)


@given(st.decimals(min_value=1, max_value=Decimal("999999999999.99"), places=2))
def test_every_amount_is_read_back_as_it_was_spelled(amount: Decimal) -> None:
    assert capital_amount(capitals(amount)) == amount


@given(st.text(alphabet="零壹贰叁肆伍拾佰仟万亿元角分整甲x ", max_size=12))
def test_whatever_stands_there_is_an_amount_or_none(text: str) -> None:
    assert capital_amount(text) is None or isinstance(capital_amount(text), Decimal)


@pytest.mark.parametrize("text", ["", "元整", "甲方", "叁仟删佰陆拾元整", "25万"])
def test_what_is_none(text: str) -> None:
    assert capital_amount(text) is None


def test_the_rest_of_a_misread_amount_is_not_taken_for_one() -> None:
    assert not CAPITALS.search("大写:贰仟肆佰玖拾万叁仟删佰陆拾元整")
    assert CAPITALS.search("人民币叁仟元整")
