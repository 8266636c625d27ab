"""Which language a window is in."""

import pytest

from capture.recordings.languages import language_of


@pytest.mark.parametrize(
    ("chances", "seconds", "before", "allowed", "language"),
    [
        ({"zh": 0.6, "ja": 0.3}, 20, "", (), "zh"),
        ({"ja": 0.6, "zh": 0.3}, 20, "zh", (), "zh"),
        ({"en": 0.95, "zh": 0.05}, 20, "zh", (), "en"),
        ({"en": 0.85, "zh": 0.05}, 2, "zh", (), "zh"),
        ({"ja": 0.6, "zh": 0.3, "en": 0.1}, 20, "", ("zh", "en"), "zh"),
        ({"ja": 0.6, "en": 0.3, "zh": 0.02}, 20, "zh", ("zh", "en"), "en"),
        ({"zh": 0.9}, 20, "fr", ("zh", "en"), "zh"),
        ({}, 20, "", (), "en"),
    ],
)
def test_it_changes_only_where_that_is_sure(
    chances: dict[str, float], seconds: float, before: str, allowed: tuple[str, ...], language: str
) -> None:
    assert language_of(chances, seconds, before, allowed) == language
