import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.store.encoding import decode_document, encode_document, fitting

ANY_TEXT = st.text(st.characters())


def test_documents_are_compact_and_readable() -> None:
    assert encode_document({"客户": ["华东光伏", 1, None]}) == '{"客户":["华东光伏",1,null]}'
    assert decode_document('{"a":"é"}'.encode()) == {"a": "é"}


@given(st.lists(ANY_TEXT | st.sampled_from(["\0", "\\", "u0000", "\\u0000"])).map("".join))
def test_any_text_becomes_one_that_every_database_takes(text: str) -> None:
    encoded = encode_document([text])
    encoded.encode()
    (decoded,) = json.loads(encoded)
    expected = "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
    assert decoded == expected


@pytest.mark.parametrize("bad", [float("nan"), float("-inf")])
def test_figures_that_json_does_not_know_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode_document({"amount": bad})


@given(ANY_TEXT, st.integers(80, 200))
def test_an_id_fits_and_stays_itself(text: str, longest: int) -> None:
    fitted = fitting(text, longest)
    fitted.encode()
    assert len(fitted) <= longest
    assert "\0" not in fitted
    assert fitting(text, longest) == fitted


def test_a_short_id_is_left_as_it_is_and_long_ones_stay_apart() -> None:
    assert fitting("C:room-1", 200) == "C:room-1"
    assert fitting("x" * 200, 200) == "x" * 200
    assert fitting("x" * 201, 200) != fitting("x" * 202, 200)
