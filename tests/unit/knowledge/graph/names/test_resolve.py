import csv
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Name, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.normalise import fold, squeeze
from knowledge.graph.names.resolve import resolve

TEAM = (
    Name("customer", "sun", "华东光伏科技股份有限公司"),
    Name("customer", "chips", "上海北禾电子有限公司"),
    Name("customer", "foods", "北京北禾食品有限公司"),
    Name("customer", "cells", "宁德时代新能源科技股份有限公司"),
    Name("customer", "cells", "CATL", "alias"),
    Name("customer", "group", "宝钢集团有限公司"),
    Name("customer", "steel", "宝钢股份有限公司"),
    Name("customer", "beta", "Betasoloin"),
    Name("customer", "acme", "Acme Energy Systems Inc."),
    Name("customer", "acme-foods", "Acme Foods GmbH"),
    Name("customer", "siemens", "Siemens AG"),
    Name("customer", "fire", "🔥🔥"),
    Name("customer", "light", "شركة النور"),
    Name("person", "wang", "王小明"),
    Name("person", "wang", "wang.xm@dazi.example", "email"),
    Name("person", "olaf", "Olaf Scholz"),
)
INDEX = NameIndex.build(TEAM)


def ids(outcome: Resolution) -> set[str]:
    match outcome:
        case Resolved(candidate):
            return {candidate.entity_id}
        case Ambiguous(candidates) | Unknown(candidates):
            return {c.entity_id for c in candidates}


@pytest.mark.parametrize(
    ("text", "entity_id", "why"),
    [
        ("华东光伏科技股份有限公司", "sun", Why.EXACT),
        (" 华东光伏科技（股份）有限公司 ", "sun", Why.EXACT),
        ("华东光伏科技", "sun", Why.SHORT_NAME),
        ("华东光伏", "sun", Why.SHORT_NAME),
        ("北禾电子", "chips", Why.SHORT_NAME),
        ("上海北禾", "chips", Why.SHORT_NAME),
        ("宁德时代", "cells", Why.SHORT_NAME),
        ("catl", "cells", Why.ALIAS),
        ("ＣＡＴＬ", "cells", Why.ALIAS),
        ("宁得时代", "cells", Why.HOMOPHONE),
        ("宝钢股份", "steel", Why.EXACT),
        ("宝钢集团", "group", Why.EXACT),
        ("betasolion", "beta", Why.FUZZY),
        ("Betasolon", "beta", Why.FUZZY),
        ("BETASOLOIN", "beta", Why.EXACT),
        ("acme energy", "acme", Why.SHORT_NAME),
        ("Siemens Aktiengesellschaft", "siemens", Why.SHORT_NAME),
        ("王小明", "wang", Why.EXACT),
        ("wang.xm@dazi.example", "wang", Why.ALIAS),
        ("Scholz, Olaf", "olaf", Why.WORD_ORDER),
        ("🔥🔥", "fire", Why.EXACT),
        ("شركة النور", "light", Why.EXACT),
    ],
)
def test_what_is_clear_resolves(text: str, entity_id: str, why: Why) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Resolved), outcome
    assert (outcome.candidate.entity_id, outcome.candidate.why) == (entity_id, why)


@pytest.mark.parametrize(
    ("text", "choice"),
    [("北禾", {"chips", "foods"}), ("宝钢", {"group", "steel"}), ("acme", {"acme", "acme-foods"})],
)
def test_what_fits_two_is_asked(text: str, choice: set[str]) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Ambiguous), outcome
    assert ids(outcome) == choice


@pytest.mark.parametrize(
    "text",
    [
        "宁波时代",
        "华西光伏",
        "北京北禾电子",
        "光伏",
        "上海",
        "科技",
        "有限公司",
        "王大明",
        "Acne",
        "氢能重卡",
        "Zebra Corp",
    ],
)
def test_what_may_be_another_one_is_not_guessed(text: str) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Unknown), outcome


def test_an_unknown_name_gets_its_nearest() -> None:
    outcome = resolve(INDEX, "华西光伏")
    assert isinstance(outcome, Unknown)
    assert outcome.nearest[0].entity_id == "sun"


def test_kinds_narrow_the_search() -> None:
    assert ids(resolve(INDEX, "王小明", kinds={"person"})) == {"wang"}
    assert isinstance(resolve(INDEX, "王小明", kinds={"customer"}), Unknown)
    assert resolve(INDEX, "王小明", kinds=()) == Unknown(())
    assert resolve(INDEX, "王小明", kinds={"starship"}) == Unknown(())


def test_the_limit_holds_and_the_rest_is_counted() -> None:
    index = NameIndex.build(
        Name("customer", str(i), f"北禾{trade}有限公司") for i, trade in enumerate(("电子", "食品", "物流"))
    )
    outcome = resolve(index, "北禾", limit=2)
    assert isinstance(outcome, Ambiguous)
    assert (len(outcome.candidates), outcome.more) == (2, 1)


def test_the_same_name_on_two_entities_is_asked() -> None:
    index = NameIndex.build([Name("customer", "a", "北禾"), Name("customer", "b", "北禾"), Name("person", "c", "北禾")])
    assert ids(resolve(index, "北禾")) == {"a", "b", "c"}
    assert ids(resolve(index, "北禾", kinds=["person"])) == {"c"}


def test_verbatim_beats_what_is_equal_but_for_punctuation() -> None:
    index = NameIndex.build([Name("customer", "a", "Yahoo!"), Name("customer", "b", "Yahoo?")])
    assert ids(resolve(index, "Yahoo!")) == {"a"}
    assert isinstance(resolve(index, "yahoo"), Ambiguous)


def test_several_names_of_one_entity_are_one_candidate() -> None:
    index = NameIndex.build(
        [Name("customer", "a", "北禾电子有限公司"), Name("customer", "a", "北禾食品有限公司", "alias")]
    )
    assert ids(resolve(index, "北禾")) == {"a"}
    assert isinstance(resolve(index, "北禾"), Resolved)


def test_a_subsidiary_does_not_stand_in_for_its_parent() -> None:
    index = NameIndex.build([Name("customer", "sub", "宝钢股份有限公司")])
    assert isinstance(resolve(index, "宝钢集团有限公司"), Unknown)


def test_a_given_order_of_names_does_not_matter() -> None:
    assert ids(resolve(NameIndex.build(reversed(TEAM)), "北禾")) == {"chips", "foods"}
    assert resolve(NameIndex.build(reversed(TEAM)), "北禾") == resolve(INDEX, "北禾")


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00\x02\x03", "\ud800", "ﷺ" * 300, "x" * 10_000_000, "\u202e\u200f", "()（）"]
)
def test_odd_text_is_unknown_and_does_no_harm(text: str) -> None:
    assert isinstance(resolve(INDEX, text), Unknown)


@given(st.text(max_size=60))
def test_any_text_has_an_outcome(text: str) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Resolved | Ambiguous | Unknown)
    assert resolve(NameIndex.build(()), text) == Unknown(())


_names = st.text(min_size=1, max_size=24) | st.text("北禾电子华东光伏科技上海有限公司股份集团", min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.lists(_names.filter(fold), min_size=1, max_size=12, unique_by=lambda text: squeeze(fold(text))))
def test_the_exact_name_of_one_entity_always_resolves_to_it(texts: list[str]) -> None:
    index = NameIndex.build(Name("customer", str(i), text) for i, text in enumerate(texts))
    for i, text in enumerate(texts):
        outcome = resolve(index, text)
        assert isinstance(outcome, Resolved)
        assert outcome.candidate.entity_id == str(i)


SHARED = Path(os.environ.get("DAZI_SHARED") or Path(__file__).resolve().parents[6] / "shared")
COMPANIES = SHARED / "data" / "cn_company_names"


@pytest.fixture(scope="module")
def companies() -> list[dict[str, str]]:
    if not COMPANIES.is_dir():
        pytest.skip("needs ../shared/data/cn_company_names (or DAZI_SHARED)")
    return rows("companies_dev.csv")


def rows(name: str) -> list[dict[str, str]]:
    with (COMPANIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def indexed(companies: Iterable[dict[str, str]]) -> NameIndex:
    return NameIndex.build(Name("customer", c["code"], c["full_name"]) for c in companies)


def test_real_companies_without_their_legal_form(companies: list[dict[str, str]]) -> None:
    index = indexed(companies)
    asked = [m for m in rows("mentions_derived_dev.csv") if m["kind"] == "no_suffix"][::7]
    right = sum(m["code"] in ids(resolve(index, m["mention"])) for m in asked)
    assert right >= 0.99 * len(asked)


def test_real_companies_that_are_not_known_are_hardly_ever_taken_for_others(companies: list[dict[str, str]]) -> None:
    index = indexed(companies[::2])
    strangers = {c["code"] for c in companies[1::2]}
    asked = [m for m in rows("mentions_derived_dev.csv") if m["code"] in strangers and m["kind"] != "pinyin"][::7]
    wrong = sum(isinstance(resolve(index, m["mention"]), Resolved) for m in asked)
    assert wrong <= 0.02 * len(asked)
