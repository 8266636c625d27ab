"""Transcripts as they are handed in, and their minutes as plain JSON."""

import json
from typing import Any

import pytest

from capture.base import BadMaterialError
from capture.minutes.plain import minutes_of
from capture.minutes.reading import turns_of
from tests.unit.capture.minutes.saying import KNOWN, SHANGHAI

DOCUMENT: dict[str, Any] = {
    "id": "t1",
    "at": "2026-03-04T14:00",
    "turns": [
        {"start": 0, "speaker": "李雷", "side": "us", "text": "周五前给您报价。"},
        {"start": 4.5, "speaker": "周敏", "side": "them", "text": "好的，价格太高的话我们批不了，拓维才八十万。"},
    ],
}


def test_the_minutes_of_a_transcript() -> None:
    found: dict[str, Any] = minutes_of(DOCUMENT, SHANGHAI, KNOWN)
    json.dumps(found)
    (promise,) = found["promises"]
    assert (promise["who"], promise["due"], promise["vague"], promise["turn"]) == ("李雷", "2026-03-06", False, 0)
    assert promise["quote"] == "周五前给您报价"
    assert promise["person_id"] == "li.lei"
    assert found["id"] == "t1"
    assert found["minutes"]["commitments"] == found["promises"]
    assert found["minutes"]["prices"][0]["amount"] == 800_000
    assert found["minutes"]["competitors"][0]["at"] >= 4.5
    assert found["minutes"]["objections"]


@pytest.mark.parametrize("at", ["2026-03-04T14:00+08:00", "2026-03-04T06:00:00Z", "2026-03-04"])
def test_the_time_with_and_without_an_offset(at: str) -> None:
    assert minutes_of({**DOCUMENT, "at": at}, SHANGHAI)["promises"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"turns": []}, "no_turns"),
        ({"turns": None}, "no_turns"),
        ({"turns": "好"}, "no_turns"),
        ({"turns": ["好"]}, "bad_turn"),
        ({"turns": [{"speaker": "A"}]}, "bad_turn"),
        ({"turns": [{"text": "好" * 200_001}]}, "long_turn"),
        ({"turns": [{"text": "好", "start": "soon"}]}, "bad_second"),
        ({"turns": [{"text": "好", "start": -1}]}, "bad_second"),
        ({"turns": [{"text": "好", "start": float("nan")}]}, "bad_second"),
        ({"at": "gestern"}, "bad_time"),
        ({"at": None}, "bad_time"),
    ],
)
def test_what_is_no_transcript_gets_one_sentence(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(BadMaterialError, match=code) as caught:
        minutes_of({**DOCUMENT, **wrong}, SHANGHAI)
    assert set(caught.value.say) == {"zh", "en"}


def test_turns_in_what_forms_recorders_write_them() -> None:
    raw = [
        {"start": "00:01:02.5", "end": "1:05", "text": "好的", "speaker": None, "side": "customer"},
        {"text": ""},
        {"text": "明天发您", "start": 70, "words": [{"start": 70, "end": 70.4, "word": "明天"}, {"word": 5}, "x"]},
        {"text": "x", "words": "none", "start": ""},
    ]
    first, blank, last, odd = turns_of(raw)
    assert (first.start, first.end, first.speaker, first.side) == (62.5, 65, "", "")
    assert (blank.start, blank.text) == (65, "")
    assert [(word.start, word.text) for word in last.words] == [(70, "明天")]
    assert (odd.start, odd.words) == (70, ())
