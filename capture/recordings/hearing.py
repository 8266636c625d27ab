"""Hears the windows of a batch, and once more, otherwise, where the text cannot be all that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from capture.recordings.checks import Verdict, gaps, goes_in_circles, is_invented, judged, pace, units
from capture.recordings.cutting import Window
from capture.recordings.listener import Heard, Listener, Manner, Wish
from capture.recordings.loudness import sides_of
from capture.recordings.model import Word
from capture.recordings.sound import RATE
from capture.recordings.speech import PADDING

_FEWEST_PACES, _MOST_PACES = 2, 20
_GIVING_UP = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of one window. Times are seconds of the recording, `speech` is how many somebody speaks.

    `unheard` are stretches of speech that gave no text.
    """

    start: float
    end: float
    speech: float
    language: str
    words: tuple[Word, ...]
    verdict: Verdict
    unheard: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class Ear:
    """Listens to one recording, remembering its language and its pace from window to window."""

    listener: Listener
    wish: Wish
    language: str = ""
    paces: dict[str, list[float]] = field(default_factory=dict)
    failing: int = 0

    def remember(self, piece: Piece) -> None:
        """A window that was heard, now or before a crash."""
        self.language = piece.language or self.language
        self.failing = 0 if piece.verdict in (Verdict.FINE, Verdict.GAPS) else self.failing + 1
        if piece.verdict is Verdict.FINE and piece.speech:
            heard = Heard(piece.language, piece.words)
            paces = self.paces.setdefault(piece.language, [])
            self.paces[piece.language] = [*paces, pace(heard, piece.speech)][-_MOST_PACES:]

    def hear(self, windows: Sequence[Window]) -> list[Piece]:
        """What is said in windows that follow one another."""
        wish = replace(self.wish, before=self.language)
        heard = self.listener.hear([window.sound for window in windows], wish)
        pieces = [self._piece(window, one) for window, one in zip(windows, heard, strict=True)]
        for piece in pieces:
            self.remember(piece)
        return pieces

    def _piece(self, window: Window, heard: Heard) -> Piece:
        verdict = self._judged(window, heard)
        unheard: Sequence[tuple[float, float]] = ()
        if verdict is Verdict.GAPS:
            heard, unheard = self._filled(window, heard)
        elif verdict in (Verdict.TOO_SHORT, Verdict.CIRCLES):
            heard, verdict = self._again(window, heard)
            unheard = () if verdict is Verdict.FINE else ((0.0, window.seconds),)
        verdict = verdict if heard.words else Verdict.NOTHING_SAID
        said = () if verdict is Verdict.NOTHING_SAID else heard.words
        placed = tuple(_placed(window, word) for word in said if word.text.strip())
        missed = tuple(window.times(start, end) for start, end in unheard) if placed else ()
        start, end = window.times(0.0, 0.0)[0], window.times(window.seconds, window.seconds)[1]
        return Piece(start, end, _speech(window), heard.language, placed, verdict, missed)

    def _judged(self, window: Window, heard: Heard) -> Verdict:
        paces = self.paces.get(heard.language, [])
        return judged(heard, _speech(window), window.seconds, paces if len(paces) >= _FEWEST_PACES else ())

    def _filled(self, window: Window, heard: Heard) -> tuple[Heard, list[tuple[float, float]]]:
        """The same with what is said in its gaps, each heard once more by itself; and those still without words."""
        wish = replace(self.wish, before=heard.language)
        words, unheard = list(heard.words), []
        for start, end in gaps(heard, window.seconds):
            part = window.part(start, end)
            found = self.listener.hear([part.sound], wish)[0] if part else Heard("")
            if part is None or is_invented(found, part.seconds) or goes_in_circles(found.text) or not found.words:
                unheard.append((start, end))
            else:
                words += _without_repeats(_shifted(found.words, start), heard.words)
        return replace(heard, words=tuple(sorted(words, key=lambda word: word.start))), unheard

    def _again(self, window: Window, first: Heard) -> tuple[Heard, Verdict]:
        """The first other hearing that is fine, else the one with most text that does not go round in circles."""
        found = [(first, self._judged(window, first))]
        for heard in self._others(window, first.language):
            found.append((heard, self._judged(window, heard)))
            if found[-1][1] is Verdict.FINE:
                return found[-1]
        return max(found, key=lambda one: (one[1] is not Verdict.CIRCLES, units(one[0].text)))

    def _others(self, window: Window, language: str) -> Iterator[Heard]:
        """In halves, as a whole without hints, and strictly.

        Where one window after the other fails, it is music or a bad line, and only one more try is made.
        """
        wish = replace(self.wish, before=language)
        halves = _halves(window)
        if halves and self.failing < _GIVING_UP:
            yield _joined(self.listener.hear([half.sound for half in halves], wish), halves)
        yield self.listener.hear([window.sound], replace(wish, manner=Manner.BARE))[0]
        if self.failing < _GIVING_UP:
            yield self.listener.hear([window.sound], replace(wish, manner=Manner.STRICT))[0]


def _shifted(words: Sequence[Word], seconds: float) -> list[Word]:
    return [replace(word, start=word.start + seconds, end=word.end + seconds) for word in words]


def _without_repeats(words: list[Word], around: Sequence[Word]) -> list[Word]:
    """Words of a gap without those at its edges that are there already: its ends are not known to the tenth."""
    before = [word.text.strip() for word in around if word.start <= words[0].start][-1:]
    after = [word.text.strip() for word in around if word.start >= words[-1].start][:1]
    first = 1 if [words[0].text.strip()] == before else 0
    last = len(words) - 1 if [words[-1].text.strip()] == after and len(words) > first else len(words)
    return words[first:last]


def _speech(window: Window) -> float:
    """Seconds somebody speaks: each span without its padding, of which neighbours share some."""
    return sum(max(0.5 * span.size / RATE, span.size / RATE - 1.5 * PADDING) for span in window.spans)


def _halves(window: Window) -> list[Window]:
    """The window cut at the pause that is nearest to its middle; none where there is no pause."""
    if len(window.spans) < 2:
        return []
    sizes = np.cumsum([span.size for span in window.spans])
    cut = int(np.argmin(np.abs(sizes[:-1] - sizes[-1] / 2))) + 1
    at = int(sizes[cut - 1])
    return [
        Window(window.spans[:cut], window.samples[:, :at]),
        Window(window.spans[cut:], window.samples[:, at:]),
    ]


def _joined(heard: Sequence[Heard], halves: Sequence[Window]) -> Heard:
    """Two halves as one window again."""
    words: list[Word] = []
    before = 0.0
    for one, half in zip(heard, halves, strict=True):
        words += _shifted(one.words, before)
        before += half.seconds
    return Heard(
        heard[0].language,
        tuple(words),
        min(one.logprob for one in heard),
        min(one.silence for one in heard),
    )


def _placed(window: Window, word: Word) -> Word:
    """A word with its time in the recording, and how loud each channel is in it."""
    start, end = window.times(word.start, word.end)
    return replace(word, start=start, end=end, sides=sides_of(window.samples, word.start, word.end))
