"""A list of names somebody hands in."""

import pytest

from capture.recordings.model import SpokenName
from capture.recordings.name_list import names_in


def test_one_a_line_with_its_kind_behind_a_tab() -> None:
    text = "\ufeff北禾电子\tcustomer\n\n# 产品\nFlowGate\n北禾电子\n"
    assert names_in(text) == (SpokenName("北禾电子"), SpokenName("FlowGate"))


def test_a_table_as_the_import_takes_it() -> None:
    text = "customer_id,name,aliases,name_en\nC-1,北禾电子,北禾;BH,Beihe Electronics\nC-2,Acme Robotics,,\n"
    assert [name.text for name in names_in(text)] == ["北禾电子", "北禾", "BH", "Beihe Electronics", "Acme Robotics"]


def test_json() -> None:
    assert names_in('["北禾电子", {"text": "李娜", "kind": "person"}, {"name": "FlowGate"}]') == (
        SpokenName("北禾电子"),
        SpokenName("李娜", "person"),
        SpokenName("FlowGate"),
    )


@pytest.mark.parametrize("text", ["[1]", "[{}]", "[", '[{"text": 3}]'])
def test_json_of_another_shape(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        names_in(text)


def test_an_empty_list() -> None:
    assert names_in(" \n") == ()
