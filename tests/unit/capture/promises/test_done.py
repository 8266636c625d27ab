import pytest

from capture.promises.done import Candidate, Finished, finished_in, kept_by

QUOTE = Candidate("q", "给同屹轨道报价", here=True)
CONTRACT = Candidate("c", "把盖章合同寄给北禾", here=True)
ELSEWHERE = Candidate("e", "send Vantory the quote", here=False)


@pytest.mark.parametrize(
    ("line", "thing"),
    [
        ("报价发了", "quote"),
        ("合同已寄出", "contract"),
        ("样机已经寄出，单号 SF123", "sample"),
        ("发票开好了", "invoice"),
        ("方案发给同屹轨道了", "proposal"),
        ("收到盖章合同了", "contract"),
        ("sent the quote", "quote"),
        ("I've just sent the contract", "contract"),
        ("quote sent", "quote"),
        ("The invoice is out", "invoice"),
        ("We shipped the demo unit today", "sample"),
    ],
)
def test_what_is_done(line: str, thing: str) -> None:
    (found,) = finished_in(line)
    assert thing in found.things


@pytest.mark.parametrize(
    "line",
    [
        *(
            "报价发了吗？",
            "报价还没发",
            "合同明天寄",
            "客户说合同已寄出",
            "报价发了没",
            "如果合同寄了就告诉我",
            "好的",
            "了解",
        ),
        *("did you send the quote?", "the quote isn't sent yet", "he sent the quote", "I'll send the quote", "thanks"),
    ],
)
def test_what_is_not(line: str) -> None:
    assert finished_in(line) == ()


@pytest.mark.parametrize("line", ["搞定了", "done", "完成了"])
def test_done_alone_names_no_thing(line: str) -> None:
    (found,) = finished_in(line)
    assert found.things == frozenset()


def test_what_came_is_told_from_what_went() -> None:
    assert finished_in("收到合同了")[0].received
    assert not finished_in("合同寄出了")[0].received


def said(*things: str) -> Finished:
    return Finished("", frozenset(things), received=False)


def test_by_the_thing() -> None:
    assert kept_by(said("quote"), [QUOTE, CONTRACT]) == ["q"]
    assert kept_by(said("invoice"), [QUOTE, CONTRACT]) == []


def test_this_conversation_goes_before_others() -> None:
    assert kept_by(said("quote"), [QUOTE, ELSEWHERE]) == ["q"]
    assert kept_by(said("quote"), [CONTRACT, ELSEWHERE]) == ["e"]


def test_several_are_all_told_for_asking() -> None:
    assert kept_by(said(), [QUOTE, CONTRACT, ELSEWHERE]) == ["q", "c"]
    assert kept_by(said(), [ELSEWHERE]) == []
