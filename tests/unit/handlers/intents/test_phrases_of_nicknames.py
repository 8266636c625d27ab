"""How people say what they call a customer: each sentence reaches its intent, with its parts."""

from datetime import date

import pytest

from handlers.nicknames import unfit
from handlers.route import Matched
from tests.unit.handlers.routing import reached, routed

LESSONS = [
    ("小光就是华东光伏", "小光", "华东光伏"),
    ("小光指的是华东光伏", "小光", "华东光伏"),
    ("小光指的是华东光伏这家客户", "小光", "华东光伏"),
    ("我们管华东光伏叫小光", "小光", "华东光伏"),
    ("我们把华东光伏叫做小光", "小光", "华东光伏"),
    ("记住, 小光=华东光伏", "小光", "华东光伏"),
    ("记住，小光就是华东光伏", "小光", "华东光伏"),
    ("帮我记一下，小光是华东光伏", "小光", "华东光伏"),
    ("小光＝华东光伏", "小光", "华东光伏"),
    ("小光是华东光伏的简称", "小光", "华东光伏"),
    ("华东光伏的外号是小光", "小光", "华东光伏"),
    ("华东光伏简称小光", "小光", "华东光伏"),
    ("我们平时说小光就是指华东光伏", "小光", "华东光伏"),
    ("Sunny means Northwyck", "Sunny", "Northwyck"),
    ("by Sunny we mean Northwyck", "Sunny", "Northwyck"),
    ("when we say Sunny, we mean Northwyck", "Sunny", "Northwyck"),
    ("Sunny is our nickname for Northwyck", "Sunny", "Northwyck"),
    ("Sunny is short for Northwyck", "Sunny", "Northwyck"),
    ("we call Northwyck Pumps Sunny", "Sunny", "Northwyck Pumps"),
    ("our nickname for Northwyck is Sunny", "Sunny", "Northwyck"),
    ("Northwyck's nickname is Sunny", "Sunny", "Northwyck"),
    ("Remember: Sunny = Northwyck", "Sunny", "Northwyck"),
    ("please remember, Sunny means Northwyck", "Sunny", "Northwyck"),
]
OTHERS = [
    "小光是谁",
    "小光指的是谁",
    "小光指的是哪家",
    "小光是什么意思",
    "华东光伏的简称是什么",
    "华东光伏的负责人是谁",
    "把华东光伏转给韩梅",
    "是韩梅负责",
    "北禾食品和北禾电子就是同一家",
    "北禾食品就是北禾电子同一家公司",
    "记住了",
    "what does Sunny mean?",
    "who is Sunny?",
    "who do we mean by Sunny?",
    "remind me to call Northwyck",
]


@pytest.mark.parametrize(("text", "name", "customer"), LESSONS, ids=[text for text, _, _ in LESSONS])
def test_lessons(text: str, name: str, customer: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "learn_nickname"
    assert (found.slots["name"], found.slots["customer"]) == (name, customer)


@pytest.mark.parametrize("text", OTHERS)
def test_what_teaches_nothing(text: str) -> None:
    assert reached(text) != "learn_nickname"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("小光", ""),
        ("老朋友", ""),
        ("Sunny", ""),
        ("3M", ""),
        ("光", "too_short"),
        ("S.", "too_short"),
        ("", "too_short"),
        ("光" * 31, "too_long"),
        ("报价", "common"),
        ("Deals", "common"),
        ("42", "common"),
        ("第二个", "common"),
        ("the first one", "common"),
        ("明天", "common"),
        ("ｈｅｌｐ", "common"),
    ],
)
def test_what_may_be_a_nickname(name: str, why: str) -> None:
    assert unfit(name, date(2026, 1, 12)) == why
