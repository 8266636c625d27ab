import pytest

from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import understand
from knowledge.graph.names.model import Ambiguous, Name, Resolved, Unknown, Why
from knowledge.graph.names.resolve import resolve

INDEX = NameIndex.build(
    [
        Name("customer", "steel", "上海宝山钢铁股份有限公司"),
        Name("customer", "chips", "晶原半导体(上海)股份有限公司"),
        Name("customer", "glass", "江苏秀岭玻璃工艺股份有限公司"),
        Name("customer", "bank", "重庆渝江农村商业银行股份有限公司"),
        Name("customer", "sun", "华东光伏科技股份有限公司"),
        Name("customer", "cars-one", "广东肇庆星河汽车部件有限公司"),
        Name("customer", "cars-two", "浙江星河汽车销售有限公司"),
        Name("customer", "acme", "Acme Energy Systems Inc."),
        Name("person", "wang", "王小明"),
    ]
)


@pytest.mark.parametrize(
    ("text", "entity_id", "why"),
    [
        ("宝钢", "steel", Why.ABBREVIATION),
        ("晶原半导体", "chips", Why.SHORT_NAME),
        ("秀岭股份", "glass", Why.ABBREVIATION),
        ("秀玲玻璃", "glass", Why.HOMOPHONE),
        ("华东光福", "sun", Why.HOMOPHONE),
        ("华东科技", "sun", Why.ABBREVIATION),
        ("huadongguangfu", "sun", Why.PINYIN),
        ("Hua Dong Guang Fu", "sun", Why.PINYIN),
        ("huadongguanfu", "sun", Why.PINYIN),
        ("HDGF", "sun", Why.INITIALS),
        ("yujiangyinhang", "bank", Why.PINYIN),
        ("肇庆星河", "cars-one", Why.SHORT_NAME),
        ("wangxiaoming", "wang", Why.PINYIN),
        ("華東光伏", "sun", Why.SHORT_NAME),
    ],
)
def test_names_are_known_by_abbreviation_and_sound(text: str, entity_id: str, why: Why) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Resolved), outcome
    assert (outcome.candidate.entity_id, outcome.candidate.why) == (entity_id, why)


@pytest.mark.parametrize("text", ["星河汽车", "xingheqiche", "XHQC", "星和汽车"])
def test_what_sounds_like_two_is_asked(text: str) -> None:
    outcome = resolve(INDEX, text)
    assert isinstance(outcome, Ambiguous), outcome
    assert {one.entity_id for one in outcome.candidates} == {"cars-one", "cars-two"}


@pytest.mark.parametrize("text", ["王明", "华西", "zzzz", "氢能重卡", "qingnengzhongka"])
def test_what_does_not_fit_is_unknown(text: str) -> None:
    assert isinstance(resolve(INDEX, text), Unknown)


@pytest.mark.parametrize(
    ("sentence", "entity_id"),
    [("帮我看看秀岭股份上次报价", "glass"), ("晶原股份去年的合同在哪", "chips"), ("谁负责渝江农商行", "bank")],
)
def test_abbreviations_are_found_in_sentences(sentence: str, entity_id: str) -> None:
    outcome = understand(INDEX, sentence)
    assert isinstance(outcome, Resolved), outcome
    assert outcome.candidate.entity_id == entity_id
