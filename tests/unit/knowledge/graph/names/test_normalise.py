import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.graph.names.normalise import LONGEST_TEXT, fold, has_han, is_generic, squeeze, take_apart


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ　Ｅｎｅｒｇｙ", "abc energy"),
        ("  Acme   Co., Ltd. ", "acme co ltd"),
        ("A.B.C. Corp", "abc corp"),
        ("McDonald's", "mcdonalds"),
        ("Société Générale", "societe generale"),
        ("Straße AG", "strasse ag"),
        ("Johnson & Johnson", "johnson johnson"),
        ("Johnson and Johnson", "johnson johnson"),
        ("华东 光伏（上海）有限公司", "华东光伏上海有限公司"),
        ("ABB （中国） 有限公司", "abb中国有限公司"),
        ("阿凡提·买买提", "阿凡提买买提"),
        ("🔥🔥", "🔥🔥"),
        ("And", "and"),
        (" \t\n", ""),
        ("\x02\x03", ""),
    ],
)
def test_fold_drops_what_does_not_tell_names_apart(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_that_matters(text: str) -> None:
    assert squeeze(fold(fold(text))) == squeeze(fold(text)) or not text.isascii()


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert fold("x" * 10_000_000) == "x" * LONGEST_TEXT


def test_a_chinese_company_comes_apart() -> None:
    parts = take_apart("上海北禾电子集团股份有限公司")
    assert (parts.legal, parts.bare, parts.marks) == ("上海北禾电子集团股份", "上海北禾电子", "集团股份")
    assert (parts.place, parts.brand, parts.trade) == ("上海", "北禾", "电子")
    assert {"北禾电子", "上海北禾", "北禾", "北禾电子集团"} <= set(parts.short)


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("华东光伏科技股份有限公司", "华东光伏"),
        ("仙桃市一二三网络科技有限公司", "一二三"),
        ("北京银行股份有限公司", "北京银行"),
        ("中国银行股份有限公司", "中国银行"),
        ("有限公司", "有限公司"),
        ("Acme Energy Systems Inc.", "acme"),
        ("The Acme Group GmbH & Co. KG", "acme"),
        ("Energy Systems Ltd", "energy systems"),
        ("Betasoloin", "betasoloin"),
        ("王小明", "王小明"),
    ],
)
def test_the_brand_is_what_people_say(name: str, brand: str) -> None:
    assert take_apart(name).brand == brand


@given(st.text(min_size=1))
def test_no_part_that_serves_as_a_name_is_empty(text: str) -> None:
    parts = take_apart(text)
    if parts.full:
        assert parts.legal
        assert parts.bare
        assert parts.brand
        assert all(parts.short)


@pytest.mark.parametrize("text", ["上海", "科技", "上海科技", "有限公司", "energy", "systems group", "inc"])
def test_places_and_trades_alone_are_no_names(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize("text", ["北禾", "上海北禾", "acme", "acme energy", "🔥"])
def test_brands_are_names(text: str) -> None:
    assert not is_generic(text)


def test_han_is_told_from_other_scripts() -> None:
    assert has_han("abb中国")
    assert not has_han("société النور 🔥")
