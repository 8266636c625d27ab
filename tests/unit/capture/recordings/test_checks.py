"""Whether a text can be all that was said, and said at all."""

import pytest

from capture.recordings.checks import Verdict, gaps, goes_in_circles, judged, units
from capture.recordings.listener import Heard
from capture.recordings.model import Word


def heard(text: str, length: float = 10.0, language: str = "zh", logprob: float = -0.2, silence: float = 0.1) -> Heard:
    """The text spread evenly over a window."""
    pieces = [*text] if language == "zh" else [f" {word}" for word in text.split()]
    step = length / max(1, len(pieces))
    words = tuple(Word(piece, at * step, (at + 1) * step, 0.9) for at, piece in enumerate(pieces))
    return Heard(language, words, logprob, silence)


@pytest.mark.parametrize(
    ("text", "count"), [("今天讨论报价。", 6), ("我们用 FlowGate 2.0", 6), ("it's 25 percent", 4), ("♪…", 0)]
)
def test_how_long_a_text_is_to_say(text: str, count: int) -> None:
    assert units(text) == count


def test_speech_at_the_usual_pace_is_fine() -> None:
    assert (
        judged(heard("今天我们主要讨论北禾电子的扩容项目，李娜负责报价，下个季度才能批下来。"), 8.5, 10) is Verdict.FINE
    )
    said = "we go through the project then the quote and the contract with all of the people in the room"
    assert judged(heard(said, language="en"), 8.5, 10) is Verdict.FINE


def test_a_sentence_out_of_many_is_too_short() -> None:
    """What Whisper does with a prompt: the first sentence of half a minute, with all assurance."""
    cut = heard("欢迎大家来体验语音识别模型。", length=27.0)
    assert judged(cut, 24.0, 27.0) is Verdict.TOO_SHORT
    assert judged(heard("hello", 10.0, "en"), 9.0, 10.0) in (Verdict.TOO_SHORT, Verdict.GAPS)
    assert judged(heard("好的。", length=1.5), 1.0, 1.5) is Verdict.FINE


def test_the_pace_of_the_recording_counts() -> None:
    slow = heard("他们希望下个月再来看看这个东西怎么样", length=8.0)
    assert judged(slow, 7.0, 8.0, paces=[2.6, 2.7]) is Verdict.FINE
    assert judged(slow, 7.0, 8.0, paces=[5.8, 6.1, 5.5]) is Verdict.TOO_SHORT


def test_a_stretch_without_words_is_a_gap() -> None:
    late = [Word(c, 12 + at / 5, 12 + (at + 1) / 5, 0.9) for at, c in enumerate("欢迎大家来体验这个语音识别的模型")]
    early = [Word(c, at / 5, (at + 1) / 5, 0.9) for at, c in enumerate("比如具体一点他觉得最大的一个不一样的地方在哪")]
    found = Heard("zh", (*early, *late), -0.3, 0.1)
    assert judged(found, 17.0, 20.0) is Verdict.GAPS
    (first, second) = gaps(found, 20.0)
    assert first == pytest.approx((4.6, 12.0), abs=0.3)
    assert second == pytest.approx((15.2, 20.0), abs=0.3)
    drawn_out = Heard("zh", (Word("好", 0.0, 9.0, 0.9), Word("的", 9.0, 9.2, 0.9)), -0.3, 0.1)
    assert gaps(drawn_out, 9.5) == [(1.0, 9.0)]


@pytest.mark.parametrize(
    ("text", "circles"),
    [
        ("谢谢谢谢谢谢谢谢谢谢谢谢谢谢谢谢", True),
        ("I think I think I think I think I think I think I think", True),
        ("不行不行不行，我们不能这样做。", False),
        ("好的，好的，那我下周三之前把报价发给你们。", False),
        ("one two three four five six seven eight nine ten", False),
    ],
)
def test_going_round_in_circles(text: str, *, circles: bool) -> None:
    assert goes_in_circles(text) is circles


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for watching.", "en"),
        ("Please subscribe", "en"),
        ("字幕由Amara.org社区提供", "zh"),
        ("请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "zh"),
        ("谢谢大家收看", "zh"),
        ("♪♪♪", "en"),
        ("[Music]", "en"),
    ],
)
def test_the_end_of_a_subtitle_is_not_something_said(text: str, language: str) -> None:
    assert judged(heard(text, language=language, logprob=-0.6, silence=0.4), 8.0, 9.0) is Verdict.NOTHING_SAID


def test_thanks_that_were_said_stay() -> None:
    said = "今天就到这里，谢谢大家收看，下周三我们再把报价单和合同一起过一遍，有问题随时找我。"
    assert judged(heard(said), 8.0, 9.0) is Verdict.FINE
    assert judged(heard("谢谢。", length=1.2), 0.8, 1.2) is Verdict.FINE


def test_a_recogniser_that_doubts_itself_over_silence() -> None:
    assert judged(heard("you", 3.0, "en", logprob=-1.4, silence=0.8), 2.0, 3.0) is Verdict.NOTHING_SAID
    assert judged(Heard("en", (), 0.0, 0.9), 5.0, 6.0) is Verdict.NOTHING_SAID
    assert judged(Heard("en", (), 0.0, 0.2), 5.0, 6.0) is Verdict.TOO_SHORT
