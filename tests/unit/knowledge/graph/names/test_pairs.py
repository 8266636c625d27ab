import pytest

from knowledge.graph.names.pairs import SAME, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("D.S.M. N.V.", "D S M NV, HEERLEN"),
        ("Northwind Intl Mfg Co.", "Northwind International Manufacturing Company"),
        ("Olafson Bros.", "OLAFSON BROTHERS LTD"),
        ("vanderbilt corp", "Van der Bilt Corp."),
        ("Scholz, Olaf", "Olaf Scholz"),
        ("Betasoloin Research GmbH", "BETASOLION RESEARCH GMBH"),
        ("ОАО Газпром", "OAO Gazprom"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert likeness(one, other) >= SAME
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BAE Systems, Inc.", "BAE Industries, Inc."),
        ("China National Pipeline Corporation", "China National Petroleum Corporation"),
        ("Ali Hassan al-Rawi", "Ali Hassan al-Tikriti"),
        ("", "Acme"),
    ],
)
def test_names_of_others(one: str, other: str) -> None:
    assert likeness(one, other) < SAME


def test_the_same_name_is_worth_most() -> None:
    assert likeness("Acme Foods GmbH", "ACME FOODS GMBH") == 100.0
    assert 90 < likeness("Acme Foods GmbH", "Acme Foods AG") < 100
