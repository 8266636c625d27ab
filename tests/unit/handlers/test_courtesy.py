"""Politeness is cut off; what is nothing else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.courtesy import without_courtesy


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("请问谁负责华东光伏", "谁负责华东光伏"),
        ("麻烦帮我查一下谁负责华东光伏，谢谢", "谁负责华东光伏"),
        ("你好，想问下谁负责华东光伏", "谁负责华东光伏"),
        ("搭子，谁负责华东光伏", "谁负责华东光伏"),
        ("could you please tell me who owns Acme, thanks", "who owns Acme"),
        ("hi, do you know who owns Acme right now?", "who owns Acme"),
        ("show me my customers please", "my customers"),
    ],
)
def test_it_is_cut_off(said: str, meant: str) -> None:
    assert without_courtesy(said) == meant


@pytest.mark.parametrize("said", ["谢谢", "你好", "thanks", "hello", "谁负责娃哈哈", "who owns So Energy", "在吗"])
def test_the_sentence_itself_stays(said: str) -> None:
    assert without_courtesy(said) == said


@given(st.text(max_size=80).map(lambda text: " ".join(text.split())))
def test_something_is_always_left(text: str) -> None:
    left = without_courtesy(text)
    assert left in text
    assert bool(left.strip()) == bool(text.strip())
