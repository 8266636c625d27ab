"""Sentences with their facts in place, spaced as each language spaces them."""

import pytest

from notifiers.filling import filled


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("李雷", "华东光伏由李雷负责（2026）。"),
        ("Emma", "华东光伏由 Emma 负责（2026）。"),
        ("", "华东光伏由负责（2026）。"),
        ("李雷2", "华东光伏由李雷2 负责（2026）。"),
        ("A股李", "华东光伏由 A股李负责（2026）。"),
        ("(李)", "华东光伏由(李)负责（2026）。"),
    ],
)
def test_chinese_keeps_latin_letters_apart(who: str, said: str) -> None:
    assert filled("华东光伏由{who}负责（{year}）。", "zh", who=who, year="2026") == said


def test_english_is_filled_as_it_stands() -> None:
    assert filled("{who} owns {what}.", "en", who="李雷", what="Acme") == "李雷 owns Acme."


def test_braces_in_facts_stay_text() -> None:
    assert filled("没有{what}", "zh", what="{x} %s") == "没有{x} %s"
