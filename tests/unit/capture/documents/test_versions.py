"""The version a title or a file's name states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.documents.versions import Stated, stated_version


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("报价方案 V3", Stated("V3", 3)),
        ("江城启明_方案_v12_改", Stated("v12", 12)),
        ("智能巡检方案（第三版）", Stated("第三版", 3)),
        ("第十二稿 终", Stated("第十二稿", 12)),
        ("Proposal version 4", Stated("version 4", 4)),
        ("proposal-ver.5-final", Stated("ver.5", 5)),
        ("方案V2.1", Stated("V2.1", None)),
        ("方案V2.0", Stated("V2.0", 2)),
        ("Offer Rev. 7", Stated("Rev. 7", 7)),
        ("技术方案 二稿", Stated("二稿", 2)),
        ("版本号：6", Stated("版本号：6", 6)),
        ("报价单_最终版2", Stated("最终版", None)),
        ("Lumen proposal FINAL", Stated("FINAL", None)),
        ("方案V1 V2", Stated("V2", 2)),
    ],
)
def test_a_version_that_is_stated(text: str, stated: Stated) -> None:
    assert stated_version(text) == stated


@pytest.mark.parametrize(
    "text", ["报价方案", "TV500 说明", "2026年报", "Review of 3 offers", "UV1000 printer", "finally", ""]
)
def test_none_is_stated(text: str) -> None:
    assert stated_version(text) is None


@given(st.integers(min_value=1, max_value=999))
def test_every_whole_number_is_read_back(number: int) -> None:
    stated = stated_version(f"Proposal V{number}")
    assert stated is not None
    assert stated.number == number
