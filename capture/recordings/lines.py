"""Words put together to lines: a sentence, or what is said between two pauses. Pure but for the script."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from capture.recordings.languages import HAN
from capture.recordings.model import Segment, Word
from knowledge.graph.names.script import simplified

_END = re.compile(r"[。！？!?…]['\"”’)）]*\s*$|[^.\d]\.['\"”’)]*\s*$")
# So long a pause ends a line, in seconds; a line that is long ends at a lesser one, or at a comma.
_PAUSE, _BREATH = 1.2, 0.35
_LONG, _LONGEST = 12.0, 25.0
_COMMA = re.compile(r"[，,；;、：:]\s*$")
# A space between Chinese characters is a pause that the recogniser did not know how to write.
_HAN_SPACE = re.compile("(?<=[㐀-鿿]) +(?=[㐀-鿿])")
_HALF_WIDTH = re.compile(r"(?<=[㐀-鿿])[,?!:;]|[,?!:;](?=[㐀-鿿])")
_FULL_WIDTH = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；"}
# Whisper writes a comma in three bytes and now and then misses the last: a lone full-width letter or digit comes out.
_STRAY = re.compile("(?<![０-９Ａ-Ｚａ-ｚ])[０-９Ａ-Ｚａ-ｚ](?![０-９Ａ-Ｚａ-ｚ])")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:mr|mrs|ms|dr|st|vs|inc|ltd|co|no|[a-z])\.$", re.IGNORECASE)


def lines(words: Sequence[Word], language: str) -> Iterator[Segment]:
    """The words of one window as lines, in Simplified characters."""
    if language in HAN:
        words = _as_simplified(words)
    held: list[Word] = []
    for word in words:
        if held and _ends(held, word):
            yield line(held, language)
            held = []
        held.append(word)
    if held:
        yield line(held, language)


def line(words: Sequence[Word], language: str, speaker: str = "") -> Segment:
    """Words as one line."""
    text = "".join(word.text for word in words).strip()
    text = _written(text) if language in HAN else text
    return Segment(words[0].start, words[-1].end, text, tuple(words), language, speaker)


def _written(text: str) -> str:
    """Chinese with the punctuation of Chinese: a space between two characters is a pause."""
    text = _HAN_SPACE.sub("，", text)
    return _HALF_WIDTH.sub(lambda found: _FULL_WIDTH[found[0]], text)


def _as_simplified(words: Sequence[Word]) -> list[Word]:
    return [replace(word, text=_STRAY.sub("，", simplified(word.text))) for word in words]


def _ends(held: Sequence[Word], following: Word) -> bool:
    text, pause = held[-1].text, following.start - held[-1].end
    length = held[-1].end - held[0].start
    if _END.search(text) and not _ABBREVIATION.search(text.strip()):
        return True
    if pause >= _PAUSE or length >= _LONGEST:
        return True
    return length >= _LONG and (pause >= _BREATH or bool(_COMMA.search(text)))
