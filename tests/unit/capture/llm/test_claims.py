"""What a sentence claims, as comparable words."""

import pytest

from capture.llm.claims import comparisons, denies, figures, near_days, share_known


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("¥120 万", "120万元"),
        ("$1.2M", "1.2 million dollars"),
        ("¥691,200", "691200.00"),
        ("2026-01-12", "12 January 2026"),
        ("2026-01-12", "2026 年 1 月 12 日"),
        ("3 May", "May 3"),
        ("三份合同", "3 份合同"),
        ("十二天", "12 天"),
        ("二〇二六年", "2026年"),
        ("一百二十万", "120 万"),
        ("two contracts", "2 contracts"),
        ("12%", "12 percent"),
        ("Monday", "周一"),
        ("星期天", "sunday"),
        ("V2.0", "V2"),
    ],
)
def test_the_same_figure_in_other_words(said: str, written: str) -> None:
    assert figures(said) == figures(written) != frozenset()


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("¥120 万", "¥120 亿"),
        ("$1.2M", "$1.2B"),
        ("12 March 2026", "2026-01-12"),
        ("周二", "周一"),
        ("两家", "三家"),
        ("三千万", "三百万"),
        ("forty deals", "four deals"),
        ("12%", "12"),
    ],
)
def test_another_figure(said: str, written: str) -> None:
    assert figures(said) - figures(written)


def test_ordinary_words_are_no_figures() -> None:
    assert figures("统一采购，一起谈，she may come, the one who decides") == frozenset()


def test_comparisons() -> None:
    assert comparisons("V2 比 V1 更贵，最早只有李雷") == {"比", "更", "最", "只"}
    assert comparisons("the cheapest, and only one, more than V1") == {"cheapest", "only", "more", "than"}
    assert comparisons("华东光伏由李雷负责 since 2024") == frozenset()


def test_days_that_depend_on_when_it_is_said() -> None:
    assert near_days("明天交，上周谈过") == {"明天", "上周"}
    assert near_days("due tomorrow, seen last week") == {"tomorrow", "last week"}
    assert near_days("2026-01-12") == frozenset()


@pytest.mark.parametrize("text", ["还没有签", "不是李雷", "no contract", "it isn't signed", "never quoted"])
def test_denials(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize("text", ["华东光伏由李雷负责", "Li Lei owns Huadong PV", "knowledge notes"])
def test_no_denials(text: str) -> None:
    assert not denies(text)


def test_the_share_of_words_that_are_known() -> None:
    known = "华东光伏由李雷负责 Li Lei owns Huadong PV"
    assert share_known("负责华东光伏的是李雷", known) == 1.0
    assert share_known("李雷已经离职", known) < 0.5
    assert share_known("Li Lei is the owner", known) == 1.0
    assert share_known("Li Lei was fired yesterday for stealing", known) < 0.5
    assert share_known("……", known) == 1.0
