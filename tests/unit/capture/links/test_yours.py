"""What somebody outside says of a paper of ours, and of other papers beside one of ours."""

import pytest

from capture.links.yours import is_yours


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("您上次发的报价单 ", ""),
        ("贵司的技术方案，是这一版吗 ", ""),
        ("你们上月那版岸电方案我们主任看了，就这个版本对吧 ", ""),
        ("", " 这是你们最终的技术方案吗"),
        ("is this the quote you sent us in May? ", ""),
        ("latest proposal from your side, still valid? ", ""),
        ("the tender response you guys submitted, right? ", ""),
        ("We reviewed the SOW you shared with us last week: ", ""),
        ("", " is that your current quote?"),
    ],
)
def test_their_words_for_a_paper_of_ours(before: str, after: str) -> None:
    assert is_yours(before, after)


@pytest.mark.parametrize(
    "before",
    [
        "你们的方案收到了，附件是我们的预算 ",
        "比你们的报价便宜，是这份 ",
        "贵司尽快给出报价：",
        "你们的方案看过了，我们的意见 ",
        "is this cheaper than the proposal you sent? ",
        "Your proposal looks good. Is this right? ",
        "the proposal from Vexmar, is this one better? ",
        "for your quote please use this: ",
        "we'll compare your quote with this ",
        "is this your NDA? ",
        "got it, thanks ",
    ],
)
def test_what_stands_beside_one_is_theirs(before: str) -> None:
    assert not is_yours(before, "")
