"""Hears the windows of a batch, and once more, otherwise, where the text cannot be all that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from capture.recordings.checks import Verdict, gaps, is_text, judged, pace, units
from capture.recordings.cutting import Window
from capture.recordings.listener import Heard, Listener, Manner, Wish
from capture.recordings.loudness import sides_of
from capture.recordings.model import Word
from capture.recordings.sound import RATE
from capture.recordings.speech import PADDING

_FEWEST_PACES, _MOST_PACES = 2, 20
# A window of which less than half became text has failed; after so many in a row it is music or a bad line.
_HALF, _GIVING_UP = 0.5, 3
# Seconds of nothing after what is heard a second time; the same text as with windows filled up, at a third of the cost.
_TAIL = 8.0
# How often gaps are looked for; and where windows fail, longer ones are left, in seconds.
_ROUNDS, _LONG_GAP = 3, 10.0


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
class _Draft:
    """What was heard in a window so far."""

    window: Window
    heard: Heard
    verdict: Verdict

    def gaps(self) -> list[tuple[float, float]]:
        """Stretches of speech without words, in seconds of the window."""
        return gaps(self.heard, self.window.seconds) if self.verdict is Verdict.GAPS else []

    def _missed(self) -> list[tuple[float, float]]:
        """Speech that did not become text, in seconds of the window."""
        failed = self.verdict in (Verdict.TOO_SHORT, Verdict.CIRCLES)
        return [(0.0, self.window.seconds)] if failed else self.gaps()

    def add(self, words: Sequence[Word]) -> None:
        """Words that were found in a gap."""
        together = sorted([*self.heard.words, *words], key=lambda word: word.start)
        self.heard = replace(self.heard, words=tuple(together))

    def piece(self) -> Piece:
        """What is known in the end."""
        window = self.window
        said = () if self.verdict is Verdict.NOTHING_SAID else self.heard.words
        words = tuple(_placed(window, word) for word in said if word.text.strip())
        unheard = tuple(place for start, end in self._missed() for place in window.part(start, end).stretches)
        start, end = window.times(0.0, 0.0)[0], window.times(window.seconds, window.seconds)[1]
        return Piece(start, end, _speech(window), self.heard.language, words, self.verdict, unheard)


class _Gap(NamedTuple):
    """A gap, in seconds, of the draft at a place in its batch."""

    place: int
    start: float
    end: float


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
        self.language = piece.language if piece.words else self.language
        self.failing = self.failing + 1 if _has_failed(piece) else 0
        if piece.verdict is Verdict.FINE and piece.speech:
            heard = Heard(piece.language, piece.words)
            paces = self.paces.setdefault(piece.language, [])
            self.paces[piece.language] = [*paces, pace(heard, piece.speech)][-_MOST_PACES:]

    def hear(self, windows: Sequence[Window]) -> list[Piece]:
        """What is said in windows that follow one another."""
        wish = replace(self.wish, before=self.language)
        first = self.listener.hear([window.sound for window in windows], wish)
        drafts = [self._draft(window, heard) for window, heard in zip(windows, first, strict=True)]
        self._fill(drafts)
        pieces = [draft.piece() for draft in drafts]
        for piece in pieces:
            self.remember(piece)
        return pieces

    def _draft(self, window: Window, heard: Heard) -> _Draft:
        verdict = self._judged(window, heard)
        if verdict in (Verdict.TOO_SHORT, Verdict.CIRCLES):
            heard, verdict = self._again(window, heard)
        return _Draft(window, heard, verdict)

    def _judged(self, window: Window, heard: Heard) -> Verdict:
        paces = self.paces.get(heard.language, [])
        return judged(heard, _speech(window), window.seconds, paces if len(paces) >= _FEWEST_PACES else ())

    def _fill(self, drafts: Sequence[_Draft]) -> None:
        """Hear the gaps by themselves, those of a language together. What is found may have gaps again."""
        asked: set[_Gap] = set()
        for _ in range(_ROUNDS):
            found = [_Gap(place, *gap) for place, draft in enumerate(drafts) for gap in draft.gaps()]
            fresh = [gap for gap in found if gap not in asked and self._is_worth_it(gap)]
            for language in dict.fromkeys(drafts[gap.place].heard.language for gap in fresh):
                self._fill_some(drafts, [gap for gap in fresh if drafts[gap.place].heard.language == language])
            asked.update(fresh)

    def _is_worth_it(self, gap: _Gap) -> bool:
        return self.failing < _GIVING_UP or gap.end - gap.start <= _LONG_GAP

    def _fill_some(self, drafts: Sequence[_Draft], found: Sequence[_Gap]) -> None:
        parts = [drafts[gap.place].window.part(gap.start, gap.end) for gap in found]
        wish = replace(self.wish, before=drafts[found[0].place].heard.language, tail=_TAIL)
        told = self.listener.hear([part.sound for part in parts], wish)
        for gap, part, heard in zip(found, parts, told, strict=True):
            if is_text(heard, part.seconds):
                draft = drafts[gap.place]
                draft.add(_without_repeats(_shifted(heard.words, gap.start), draft.heard.words))

    def _again(self, window: Window, first: Heard) -> tuple[Heard, Verdict]:
        """The first other hearing that is fine, or more with gaps; else the one with most text that is no circle."""
        found = [(first, self._judged(window, first))]
        for heard in self._others(window, first.language):
            found.append((heard, self._judged(window, heard)))
            if found[-1][1] is Verdict.FINE or (found[-1][1] is Verdict.GAPS and _best(found) is found[-1]):
                return found[-1]
        return _best(found)

    def _others(self, window: Window, language: str) -> Iterator[Heard]:
        """In halves, as a whole without hints, and strictly.

        Where one window after the other fails, it is music or a bad line, and only one more try is made.
        """
        wish = replace(self.wish, before=language, tail=_TAIL)
        halves = _halves(window)
        if halves and self.failing < _GIVING_UP:
            yield _joined(self.listener.hear([half.sound for half in halves], wish), halves)
        yield self.listener.hear([window.sound], replace(wish, manner=Manner.BARE))[0]
        if self.failing < _GIVING_UP:
            yield self.listener.hear([window.sound], replace(wish, manner=Manner.STRICT))[0]


def _best(found: Sequence[tuple[Heard, Verdict]]) -> tuple[Heard, Verdict]:
    """The one with most text that does not go round in circles, the earliest of equals."""
    return max(found, key=lambda one: (one[1] is not Verdict.CIRCLES, units(one[0].text)))


def _has_failed(piece: Piece) -> bool:
    lost = sum(end - start for start, end in piece.unheard)
    return piece.verdict is Verdict.NOTHING_SAID or lost > _HALF * piece.speech


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
