from tests.architecture.sizes import file_sizes, function_sizes, lines_of, spread, too_long
from tests.architecture.tree import product, snippet


def function_of(lines: int) -> str:
    return "def f() -> None:\n" + "    pass\n" * (lines - 1)


def test_nothing_is_over_the_hard_limits() -> None:
    assert too_long(product()) == []


def test_most_functions_are_short() -> None:
    found = spread(function_sizes(product()))
    assert found.median <= 8
    assert found.p90 < 25


def test_most_files_are_short() -> None:
    assert spread(file_sizes(product())).p90 < 250


def test_signature_and_docstring_count_and_decorators_do_not() -> None:
    source = snippet('@cache\ndef f(\n    a: int,\n) -> int:\n    """What."""\n    return a\n')
    assert [lines_of(function) for function in source.functions()] == [5]


def test_a_long_function_is_found() -> None:
    assert too_long([snippet(function_of(50))]) == []
    assert too_long([snippet(function_of(51))]) == ["knowledge/people/snippet.py:1: f has 51 lines"]


def test_a_long_file_is_found() -> None:
    assert too_long([snippet("x = 1\n" * 400)]) == []
    assert too_long([snippet("x = 1\n" * 401)]) == ["knowledge/people/snippet.py: 401 lines"]


def test_spread_takes_the_nearest_rank() -> None:
    assert (spread(range(1, 11)).median, spread(range(1, 11)).p90) == (5, 9)
    assert spread([]).p90 == 0
