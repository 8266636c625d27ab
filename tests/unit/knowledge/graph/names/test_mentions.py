import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import MOST_MENTIONS, mentions
from knowledge.graph.names.model import Ambiguous, Name, Resolved

INDEX = NameIndex.build(
    [
        Name("customer", "sun", "华东光伏科技股份有限公司"),
        Name("customer", "frames", "海宁远山支架有限公司"),
        Name("customer", "chips", "上海北禾电子有限公司"),
        Name("customer", "foods", "北京北禾食品有限公司"),
        Name("customer", "cells", "宁德时代新能源科技股份有限公司"),
        Name("customer", "beta", "Betasoloin"),
        Name("customer", "acme", "Acme Foods GmbH"),
        Name("customer", "cafe", "Café Noir Ltd"),
        Name("person", "wang", "王小明"),
    ]
)


def found(sentence: str) -> list[tuple[str, str]]:
    return [
        (m.text, m.outcome.candidate.entity_id if isinstance(m.outcome, Resolved) else "?")
        for m in mentions(INDEX, sentence)
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("谁负责华东光伏的项目", [("华东光伏", "sun")]),
        ("华东光伏科技股份有限公司去年归谁？", [("华东光伏科技股份有限公司", "sun")]),
        ("远山支架上次报多少", [("远山支架", "frames")]),
        ("北禾和 Betasoloin 谁更急?", [("北禾", "?"), ("Betasoloin", "beta")]),
        ("北禾电子的联系人", [("北禾电子", "chips")]),
        ("帮我看看宁得时代上次报价", [("宁得时代", "cells")]),
        ("how is betasolion doing?", [("betasolion", "beta")]),
        ("Who owns ACME FOODS, and since when?", [("ACME FOODS", "acme")]),
        ("the café noir deal", [("café noir", "cafe")]),
        ("王小明负责什么", [("王小明", "wang")]),
        ("谁负责?", []),
        ("the acmeenergy thing", []),
        ("有限公司科技上海", []),
        ("🔥", []),
        ("", []),
    ],
)
def test_names_are_found_in_sentences(sentence: str, names: list[tuple[str, str]]) -> None:
    assert found(sentence) == names


def test_an_ambiguous_name_brings_its_candidates() -> None:
    (mention,) = mentions(INDEX, "北禾最近怎么样")
    assert isinstance(mention.outcome, Ambiguous)
    assert {c.entity_id for c in mention.outcome.candidates} == {"chips", "foods"}


def test_a_mention_says_where_it_stands() -> None:
    sentence = "谁负责 ＢＥＴＡＳＯＬＯＩＮ 的项目"
    (mention,) = mentions(INDEX, sentence)
    assert sentence[mention.start : mention.end] == mention.text == "ＢＥＴＡＳＯＬＯＩＮ"


def test_kinds_narrow_the_search() -> None:
    assert mentions(INDEX, "王小明负责华东光伏", kinds={"person"})[0].text == "王小明"
    assert len(mentions(INDEX, "王小明负责华东光伏", kinds={"person"})) == 1


def test_there_is_an_end_to_mentions() -> None:
    assert len(mentions(INDEX, "Betasoloin, " * 30)) == MOST_MENTIONS
    assert len(mentions(INDEX, "x" * 10_000_000)) == 0


@given(st.text(max_size=80))
def test_any_sentence_is_read(sentence: str) -> None:
    for mention in mentions(INDEX, sentence):
        assert sentence[mention.start : mention.end] == mention.text


@given(
    st.sampled_from(["帮我看看{}上次报价", "{}去年归谁", "is {} ours?"]), st.sampled_from(["华东光伏", "Betasoloin"])
)
def test_a_name_is_found_wherever_it_stands(frame: str, name: str) -> None:
    assert name in {text for text, _ in found(frame.format(name))}
