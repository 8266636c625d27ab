import ast

import pytest

from tests.architecture.tree import ROOT

EXPECTED = """
from bot.app import main

if __name__ == "__main__":
    raise SystemExit(main())
"""


def only_hands_over(text: str) -> bool:
    """Whether this is the one call and nothing else, a docstring aside. Code in main.py would exist twice."""
    body = ast.parse(text).body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    return [ast.dump(node) for node in body] == [ast.dump(node) for node in ast.parse(EXPECTED).body]


def test_main_only_hands_over() -> None:
    assert only_hands_over((ROOT / "main.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("addition", ["VERSION = 1\n", "import knowledge\n", "main()\n"])
def test_anything_more_is_found(addition: str) -> None:
    assert only_hands_over(EXPECTED)
    assert not only_hands_over(EXPECTED + addition)
