"""Whether what was heard in a window can be all that was said there, and said at all. Pure."""

import re
import zlib
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from capture.recordings.languages import HAN
from capture.recordings.listener import Heard
from knowledge.graph.names.normalise import has_han

# Characters of Chinese, or words of another language, a second of speech; slower than this is nobody but a gap.
# Measured: real Mandarin speech 3.5 to 6.5, English 2 to 3.5; with a sentence left out it falls below these.
_SLOWEST_HAN, _SLOWEST_WORDS = 2.2, 1.1
# Faster than this nobody speaks: it says the same twice.
_FASTEST_HAN, _FASTEST_WORDS = 11.0, 7.0
# A window is compared with what came before it in the same recording: less than this share of that pace is a gap.
_PACE = 0.55
# Below so many seconds of speech a single word is all there is.
_TELLING = 3.0
# Nobody draws a word out for so long, in seconds; and so long is all of it taken for the word.
_LONGEST_GAP, _LONGEST_WORD = 4.0, 1.0
# Text that compresses better than this goes round in circles (Whisper's own threshold).
_CIRCLES = 2.4
_LONG_ENOUGH = 40
# A few words tell no pace.
_FEW = 8
# Whisper's own thresholds for a window in which nobody speaks; text below the second one has failed.
_SILENCE, _UNSURE = 0.6, -1.0
# A sentence of a subtitle's end is believed where the recogniser is as sure of it as of speech.
_BELIEVED = -0.35
# A subtitle's end stands alone, but for a few words.
_BESIDE = 4

_UNIT = re.compile(r"[㐀-鿿\d]|[^\W\d_㐀-鿿]+(?:['’][^\W\d_]+)*")

# What Whisper has learnt to write over silence and music, from subtitles (its training data).
_CREDITS = re.compile(
    r"thank(?:s| you)(?: (?:so|very) much)? for (?:watching|listening)|(?:please )?(?:like and )?subscribe\b"
    r"|don'?t forget to subscribe|see you (?:in the )?next (?:time|video)|subtitles? (?:by|created by)|\S*amara\.org"
    r"|www\.\S+\.com|transcri(?:bed|ption) by|ご視聴ありがとう\w*"
    r"|请?不吝点赞|点赞.{0,3}订阅|订阅.{0,6}(?:频道|转发|打赏)|打赏支持|明镜与点点(?:栏目)?"
    r"|(?:谢谢|感谢)(?:大家)?的?(?:观看|收看|收听)|字幕(?:由|制作|提供|志愿者|by)|社区提供|中文字幕",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[\s♪♫*\[\]()（）.…,，。!！?？-]*(?:music|音乐|音樂|applause|掌声)?[\s♪♫*\[\]()（）.…,，。!！?？-]*", re.IGNORECASE
)


class Verdict(StrEnum):
    """What is the matter with the text of a window."""

    FINE = "fine"
    NOTHING_SAID = "nothing_said"
    TOO_SHORT = "too_short"
    GAPS = "gaps"
    CIRCLES = "circles"


def units(text: str) -> int:
    """How long a text is to say: characters of Chinese, digits, and words of everything else."""
    return len(_UNIT.findall(text))


def pace(heard: Heard, speech: float) -> float:
    """Units a second of speech."""
    return units(heard.text) / speech if speech > 0 else 0.0


def judged(heard: Heard, speech: float, length: float, paces: Sequence[float] = ()) -> Verdict:
    """Whether a text fits `speech` seconds of speech in a window of `length` seconds.

    `paces` are those of earlier windows in the same language.
    """
    if is_invented(heard, speech):
        return Verdict.NOTHING_SAID
    if not heard.words:
        return Verdict.TOO_SHORT
    if goes_in_circles(heard.text):
        return Verdict.CIRCLES
    if units(heard.text) > max(_FEW, length * (_FASTEST_HAN if _is_chinese(heard) else _FASTEST_WORDS)):
        return Verdict.CIRCLES
    if speech < _TELLING:
        return Verdict.FINE
    if gaps(heard, length):
        return Verdict.GAPS
    slowest = _SLOWEST_HAN if _is_chinese(heard) else _SLOWEST_WORDS
    usual = _PACE * sorted(paces)[len(paces) // 2] if paces else 0.0
    return Verdict.TOO_SHORT if pace(heard, speech) < max(slowest, usual) else Verdict.FINE


def _is_chinese(heard: Heard) -> bool:
    return heard.language in HAN or has_han(heard.text)


def gaps(heard: Heard, length: float) -> list[tuple[float, float]]:
    """Stretches of a window, in seconds, in which no word begins though somebody speaks: pauses are not in windows."""
    said = [(word.start, min(word.end, word.start + _LONGEST_WORD)) for word in heard.words]
    places = [(0.0, 0.0), *said, (length, length)]
    return [
        (before[1], after[0])
        for before, after in pairwise(places)
        if after[0] - before[0] > _LONGEST_GAP and heard.words
    ]


def is_invented(heard: Heard, speech: float) -> bool:
    """Whether the recogniser wrote something where nobody spoke: it doubts itself, or writes the end of a subtitle."""
    if heard.words and _NOISE.fullmatch(heard.text):
        return True
    if heard.silence > _SILENCE and (heard.logprob < _UNSURE or not heard.words):
        return True
    rest, credits_found = _CREDITS.subn(" ", heard.text)
    if not credits_found:
        return False
    return units(rest) <= _BESIDE and (heard.logprob < _BELIEVED or pace(heard, speech) < _SLOWEST_WORDS)


def is_text(heard: Heard, speech: float) -> bool:
    """Whether what came out of a gap is better than the gap; the recogniser itself takes some for failed."""
    return (
        bool(heard.words)
        and heard.logprob >= _UNSURE
        and not is_invented(heard, speech)
        and not goes_in_circles(heard.text)
    )


def goes_in_circles(text: str) -> bool:
    """Whether it says the same over and over."""
    data = text.encode()
    if len(data) >= _LONG_ENOUGH and len(data) / len(zlib.compress(data)) > _CIRCLES:
        return True
    return re.search(r"(.{2,24}?)\1{5,}", text) is not None
