import pytest

from tests.architecture.excepts import blanket_excepts
from tests.architecture.tree import product, snippet

ONE = "try:\n    f()\nexcept Exception:\n    g()\n"


def test_only_the_surviving_loops_catch_everything() -> None:
    assert blanket_excepts(product()) == []


@pytest.mark.parametrize(
    "code",
    [
        ONE,
        "try:\n    f()\nexcept:\n    g()\n",
        "try:\n    f()\nexcept (OSError, BaseException):\n    g()\n",
        "import builtins\ntry:\n    f()\nexcept builtins.Exception as error:\n    g(error)\n",
        "import contextlib\nwith contextlib.suppress(Exception):\n    f()\n",
        "try:\n    f()\nexcept* Exception:\n    g()\n",
    ],
)
def test_a_blanket_except_is_found(code: str) -> None:
    assert len(blanket_excepts([snippet(code)])) == 1


def test_a_named_error_is_fine() -> None:
    assert blanket_excepts([snippet("try:\n    f()\nexcept (OSError, ValueError):\n    g()\n")]) == []


def test_a_surviving_loop_may_have_one_and_no_second() -> None:
    assert blanket_excepts([snippet(ONE, path="bot/relay.py")]) == []
    assert len(blanket_excepts([snippet(ONE + ONE, path="bot/relay.py")])) == 1
