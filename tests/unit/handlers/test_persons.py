"""Whom people mean by "刘工" or "Anna"."""

import pytest

from handlers.persons import fitting
from knowledge.graph.model import Contact

CONTACTS = [
    Contact("K1", "C1", "刘洋", "设备工程师"),
    Contact("K2", "C1", "刘静", "采购经理"),
    Contact("K3", "C1", "王磊", "总经理"),
    Contact("K4", "C2", "Anna Weber", "COO"),
    Contact("K5", "C2", "Anna Berg", "Buyer"),
    Contact("K6", "C2", "欧阳兰", "厂长"),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("刘洋", ["K1"]),
        ("刘工", ["K1"]),
        ("刘经理", ["K2"]),
        ("刘总", ["K1", "K2"]),
        ("小刘", ["K1", "K2"]),
        ("王总", ["K3"]),
        ("欧阳厂长", ["K6"]),
        ("Anna", ["K4", "K5"]),
        ("anna weber", ["K4"]),
        ("Ms Weber", ["K4"]),
        ("Dr. Berg", ["K5"]),
        ("Web", []),
        ("李总", []),
    ],
)
def test_who_is_called_that(text: str, ids: list[str]) -> None:
    assert [one.contact_id for one in fitting(CONTACTS, text)] == ids
