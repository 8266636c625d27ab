import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.intents.contacts import along_lines
from handlers.papers import amount, cut, stage_words
from handlers.rivals import cards_meant
from knowledge.battlecards.model import BattleCard
from knowledge.battlecards.naming import names_of_cards
from knowledge.graph.model import Contact
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name
from knowledge.people.model import Lang

CARDS = (
    BattleCard("maintiva", competitors=("Maintiva", "迈特维"), product="FieldCare"),
    BattleCard("servodesk", competitors=("ServoDesk",), product="LineSight; FieldCare"),
    BattleCard("objections"),
)
NAMES = NameIndex.build([*names_of_cards(CARDS), Name("customer", "C1", "迈特维护理有限公司")])


@pytest.mark.parametrize(
    ("value", "currency", "lang", "said"),
    [
        (640000.0, "CNY", "zh", "¥64 万"),
        (691200.0, "CNY", "zh", "¥69.1 万（¥691,200）"),
        (1200000.0, "CNY", "en", "¥1.2M"),
        (34560.0, "USD", "en", "$34.6k ($34,560)"),
        (999.5, "EUR", "en", "€1,000 (€999.50)"),
        (123456789.25, "CNY", "zh", "¥1.2 亿（¥123,456,789.25）"),
        (20000.0, "SEK", "en", "SEK 20k"),
        (0.0, "", "zh", "0"),
        (-51200.0, "CNY", "en", "¥-51.2k"),
    ],
)
def test_amounts_are_short_and_exact_where_that_rounds(value: float, currency: str, lang: Lang, said: str) -> None:
    assert amount(value, currency, lang) == said


@given(st.integers(0, 10**12))
def test_an_amount_never_loses_its_last_figure(cents: int) -> None:
    value = cents / 100
    said = amount(value, "CNY", "en")
    if "(" in said:
        assert float(said.partition("(¥")[2].rstrip(")").replace(",", "")) == pytest.approx(value, abs=0.001)
    else:
        size = {"k": 1e3, "M": 1e6, "B": 1e9}.get(said[-1], 1.0)
        assert float(said.strip("¥kMB").replace(",", "")) * size == pytest.approx(value, abs=0.006)


def test_stages_and_long_lists() -> None:
    assert (stage_words("negotiation", "zh"), stage_words("内部立项", "en")) == ("商务谈判", "内部立项")
    assert cut(["a", "b", "c"], "zh", 2) == ["a", "b", "……还有 1 条"]
    assert cut(["a", "b"], "en", 2) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "cards", "rest"),
    [
        ("Maintiva", ["maintiva"], ""),
        ("迈特维", ["maintiva"], ""),
        ("Mantiva", ["maintiva"], ""),
        ("servo desk", ["servodesk"], ""),
        ("FieldCare", ["maintiva", "servodesk"], ""),
        ("LineSight", ["servodesk"], ""),
        ("Maintiva更便宜", ["maintiva"], "更便宜"),
        ("太贵了", [], "太贵了"),
    ],
)
def test_which_cards_are_meant(text: str, cards: list[str], rest: str) -> None:
    found = cards_meant(CARDS, text, NAMES)
    assert sorted(card.card_id for card in found.cards) == cards
    assert found.rest == rest


def test_superiors_come_before_those_who_report_to_them() -> None:
    people = [
        Contact("K3", "C1", "C", reports_to="K2"),
        Contact("K2", "C1", "B", reports_to="K1"),
        Contact("K1", "C1", "A"),
        Contact("K4", "C1", "D", reports_to="K1"),
        Contact("K5", "C1", "E", reports_to="gone"),
    ]
    assert [one.contact_id for one in along_lines(people)] == ["K1", "K2", "K3", "K4", "K5"]


@given(st.lists(st.sampled_from(["", "K0", "K1", "K2", "K3", "gone"]), max_size=4))
def test_everybody_is_told_once_even_who_report_in_a_circle(bosses: list[str]) -> None:
    people = [Contact(f"K{place}", "C1", str(place), reports_to=boss) for place, boss in enumerate(bosses)]
    assert sorted(one.contact_id for one in along_lines(people)) == [one.contact_id for one in people]
