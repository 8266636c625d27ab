"""Names put right by their sound, only where that is sure; the labelled lines are in tests/data/recordings."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from capture.recordings.lines import line
from capture.recordings.model import Repair, Segment, SpokenName, Word
from capture.recordings.repair import repaired

LABELLED = Path(__file__).resolve().parents[3] / "data" / "recordings" / "names.jsonl"
_EVERYDAY = """acne robotics calendar systems the will with and foods energy software older colder flow gate board
    pulse solar insurance logistics bright well health care cost"""
EVERYDAY = frozenset(re.findall(r"\w+", _EVERYDAY))


def everyday(word: str) -> bool:
    return word in EVERYDAY


def segment(text: str, probability: float = 0.5) -> Segment:
    """The line with a word for each Chinese character and each Latin word, half a second each."""
    pieces: list[str] = []
    for c in text:
        joins = pieces and ((c.isascii() and (pieces[-1][-1].isalnum() and c.isalnum())) or not c.isalnum())
        if joins and not c.isspace():
            pieces[-1] += c
        else:
            pieces.append(c)
    words = [Word(piece, at / 2, at / 2 + 0.5, probability) for at, piece in enumerate(pieces)]
    return line(words, "zh" if any(c > "㐀" for c in text) else "en")


def put_right(text: str, *names: str, probability: float = 0.5) -> str:
    found, _ = repaired([segment(text, probability)], [SpokenName(name) for name in names], everyday)
    return found[0].text


@pytest.mark.parametrize(
    ("heard", "name", "right"),
    [
        ("今天讨论北河电子的项目。", "北禾电子", "今天讨论北禾电子的项目。"),
        ("军托中共签了。", "钧拓重工", "钧拓重工签了。"),
        ("发给青郎光服的人。", "青岚光伏股份有限公司", "发给青岚光伏的人。"),
        ("恒屿，物流的合同。", "恒屿物流", "恒屿物流的合同。"),
        ("李纳负责报价。", "李娜", "李娜负责报价。"),
        ("王司远说可以。", "王思远", "王思远说可以。"),
        ("Acne Robotics wants a demo.", "Acme Robotics", "Acme Robotics wants a demo."),
        ("Kestral energy will decide.", "Kestrel Energy Ltd.", "Kestrel Energy will decide."),
        ("We use flow gate here.", "FlowGate", "We use FlowGate here."),
        ("跟 Kestral 签了。", "Kestrel", "跟 Kestrel 签了。"),
    ],
)
def test_a_name_that_was_misheard(heard: str, name: str, right: str) -> None:
    assert put_right(heard, name) == right


@pytest.mark.parametrize(
    ("heard", "names"),
    [
        ("他从这里拿走了合同。", ["李娜"]),
        ("这是一笔零息贷款。", ["灵犀网关"]),
        ("我们买了一束百合。", ["白河"]),
        ("北京电子的报价。", ["北禾电子"]),
        ("凌西网关的延迟太高。", ["西王食品股份有限公司"]),
        ("北禾食品的报价。", ["北禾电子", "北禾食品"]),
        ("The calendar systems were down.", ["Calder Systems"]),
        ("Blue Robotics called.", ["Acme Robotics"]),
        ("It was much colder there.", ["Calder"]),
        ("The gate and the flow of goods.", ["FlowGate"]),
        ("the pulse of the board", ["PulseBoard"]),
    ],
)
def test_what_was_said_stays(heard: str, names: Sequence[str]) -> None:
    assert put_right(heard, *names, probability=0.9) == heard


def test_a_recogniser_that_is_sure_of_a_short_name_is_believed() -> None:
    assert put_right("李纳负责报价。", "李娜", probability=0.95) == "李纳负责报价。"


def test_of_two_names_that_sound_the_same_none_is_taken() -> None:
    assert put_right("章伟来了。", "张伟", "张玮") == "章伟来了。"
    assert put_right("张玮来了。", "张伟", "张玮") == "张玮来了。"


def test_what_was_heard_is_kept_with_its_time() -> None:
    names = [SpokenName("杭州北禾电子有限公司", "customer")]
    found, repairs = repaired([segment("好，北河电子签了。")], names, everyday)
    assert repairs == [Repair("北河电子", "北禾电子", "customer", 0.5)]
    (name,) = [word for word in found[0].words if "北禾电子" in word.text]
    assert (name.start, name.end) == (0.5, 2.5)
    assert "".join(word.text for word in found[0].words) == found[0].text


def test_a_name_that_is_right_is_no_repair() -> None:
    found, repairs = repaired([segment("北禾电子签了。")], [SpokenName("北禾电子")], everyday)
    assert (found[0].text, repairs) == ("北禾电子签了。", [])


def labelled(half: str) -> list[Mapping[str, Any]]:
    rows = [json.loads(row) for row in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["half"] == half]


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_the_labelled_lines(half: str) -> None:
    """At least nine in ten mentions are right, and hardly a line without a mention is touched."""
    rows = labelled(half)
    right = mentions = touched = 0
    for row in rows:
        text = put_right(row["heard"], *row["names"], probability=row["probability"])
        mentions += len(row["mentions"])
        right += sum(name in text for name in row["mentions"])
        touched += not row["mentions"] and text != row["heard"]
    assert right >= 0.9 * mentions, f"{right} of {mentions}"
    assert touched <= 0.02 * len(rows), f"{touched} of {len(rows)}"
