"""Whom a document names: looked up among the customers, asked about where it is not clear."""

from functools import partial

import pytest

from capture.photos.fields.extract import fields_of
from capture.photos.kinds import kind_of
from capture.photos.matching import customers, matched
from capture.photos.model import Reading
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Name, Resolved, Unknown
from knowledge.graph.names.resolve import resolve
from tests.unit.capture.photos.pages import page_of

INDEX = NameIndex.build(
    Name("customer", key, text)
    for key, text in (("C1", "江城启明科技有限公司"), ("C2", "北禾电子有限公司"), ("C3", "北禾食品有限公司"))
)


def reading(text: str) -> Reading:
    pages = (page_of(text),)
    fields = fields_of(pages)
    return Reading("photo.jpg", 1, pages, kind_of(pages, fields), fields)


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("江城启明科技有限公司", Resolved), ("北禾", Ambiguous), ("云岭博远物流有限公司", Unknown)],
)
def test_a_company_is_resolved_asked_about_or_unknown(name: str, outcome: type) -> None:
    matches = matched(reading(f"甲方：{name}"), partial(resolve, INDEX))
    assert [type(match.outcome) for match in matches] == [outcome]


def test_only_sure_customers_count_each_once() -> None:
    text = "甲方：江城启明科技有限公司\n乙方：云岭博远物流有限公司\n江城启明科技有限公司"
    found = customers(matched(reading(text), partial(resolve, INDEX)))
    assert [one.entity_id for one in found] == ["C1"]
