"""Numbers of telephones, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.matching import normal_mobile

CHINESE = st.integers(min_value=10_000_000_000, max_value=19_999_999_999).map(str)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("12000000103", "12000000103"),
        ("+86 120 0000 0103", "12000000103"),
        ("0086-120-0000-0103", "12000000103"),
        ("(86)12000000103", "12000000103"),
        ("１２００００００１０３", "12000000103"),
        ("+49 30 5550 0102", "493055500102"),
        ("0049 30 5550 0102", "493055500102"),
        ("8612345", "8612345"),
        ("4711", ""),
        ("", ""),
        ("n/a", ""),
    ],
)
def test_a_number_is_its_digits(written: str, digits: str) -> None:
    assert normal_mobile(written) == digits


@given(CHINESE, st.sampled_from(["", "+86", "0086 ", "86-", "+86 (0) "[:4]]), st.sampled_from(["", " ", "-", "."]))
def test_separators_and_the_prefix_make_no_difference(number: str, prefix: str, gap: str) -> None:
    assert normal_mobile(f"{prefix}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}") == number


@given(st.text())
def test_any_text_gives_digits_once_and_for_all(text: str) -> None:
    digits = normal_mobile(text)
    assert digits == "" or digits.isdecimal()
    assert normal_mobile(f"+{digits}") in (digits, normal_mobile(digits))
