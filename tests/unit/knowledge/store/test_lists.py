from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.lists import LONGEST, padded, pieces

NUMBERS = st.lists(st.integers(), max_size=1200)


@given(NUMBERS)
def test_pieces_are_the_list_in_order(values: list[int]) -> None:
    found = [list(piece) for piece in pieces(values)]
    assert [one for piece in found for one in piece] == values
    assert all(0 < len(piece) <= LONGEST for piece in found)


@given(NUMBERS)
def test_padded_holds_the_same_values_in_few_lengths(values: list[int]) -> None:
    found = padded(values)
    assert found[: len(values)] == values
    assert set(found) == set(values)
    assert len(found) in (0, 1, 8, 64) or len(found) % LONGEST == 0
