import pytest

from tests.architecture.annotations import unannotated
from tests.architecture.tree import product, snippet


def test_everything_is_annotated() -> None:
    assert unannotated(product()) == []


@pytest.mark.parametrize(
    "code",
    [
        "def f(a) -> None: ...",
        "def f(*, a) -> None: ...",
        "def f(a, /) -> None: ...",
        "def f(*a) -> None: ...",
        "def f(**a) -> None: ...",
        "async def f(): ...",
        "class C:\n    def f(self, a) -> None: ...",
    ],
)
def test_a_missing_type_is_found(code: str) -> None:
    assert len(unannotated([snippet(code)])) == 1


def test_self_needs_no_type() -> None:
    assert unannotated([snippet("class C:\n    def f(self, a: int) -> None: ...")]) == []
