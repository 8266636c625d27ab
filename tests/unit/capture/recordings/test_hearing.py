"""A window is heard again, otherwise, where the text cannot be all that was said; and only there."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from capture.recordings.checks import Verdict
from capture.recordings.cutting import Window
from capture.recordings.hearing import Ear
from capture.recordings.listener import Heard, Manner, Wish
from capture.recordings.model import Word
from capture.recordings.sound import RATE, Samples
from capture.recordings.speech import Span
from tests.unit.capture.recordings.tones import WORDS

Answer = Callable[[float, Wish], Heard]


class Scripted:
    """Answers by the length of what it is given, in seconds, and by what it is told; counts the calls."""

    multilingual = True

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[float, Manner]] = []
        self.calls: list[tuple[int, float]] = []

    def hear(self, sounds: Sequence[Samples], wish: Wish) -> list[Heard]:
        self.calls.append((len(sounds), wish.tail))
        self.asked += [(round(sound.size / RATE, 1), wish.manner) for sound in sounds]
        return [self.answer(sound.size / RATE, wish) for sound in sounds]

    def everyday(self, _word: str) -> bool:
        return False

    def length(self, text: str) -> int:
        return len(text)


def words(count: int, start: float, end: float, name: str = "") -> tuple[Word, ...]:
    step = (end - start) / max(1, count)
    return tuple(
        Word(
            f" {name}{WORDS[at]}",
            start + at * step,
            start + (at + 1) * step,
            0.9,
        )
        for at in range(count)
    )


def window(*seconds: float) -> Window:
    """Stretches of speech of so many seconds with pauses of 5 s between them."""
    spans, at = [], 0
    for size in seconds:
        spans.append(Span(at, at + int(size * RATE)))
        at += int((size + 5) * RATE)
    return Window(tuple(spans), np.zeros((1, sum(span.size for span in spans)), np.float32))


def full(length: float, _wish: Wish) -> Heard:
    return Heard("en", words(round(2.5 * length), 0.0, length), -0.2, 0.1)


def test_what_is_fine_is_heard_once() -> None:
    listener = Scripted(full)
    pieces = Ear(listener, Wish()).hear([window(10, 10), window(8)])
    assert listener.asked == [(20.0, Manner.USUAL), (8.0, Manner.USUAL)]
    assert [piece.verdict for piece in pieces] == [Verdict.FINE, Verdict.FINE]
    assert pieces[0].words[-1].end == pytest.approx(25.0)


def test_a_gap_is_heard_by_itself_and_put_in_its_place() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        if length < 20:
            return full(length, wish)
        return Heard("en", (*words(15, 0, 6, "a"), *words(15, 14, 20, "b")), -0.2, 0.1)

    listener = Scripted(answer)
    (piece,) = Ear(listener, Wish()).hear([window(20)])
    assert listener.asked == [(20.0, Manner.USUAL), (8.0, Manner.USUAL)]
    texts = [word.text.strip() for word in piece.words]
    assert (texts[14], texts[15], texts[-15], len(texts)) == ("a" + WORDS[14], WORDS[0], "b" + WORDS[0], 50)
    assert [word.start for word in piece.words] == sorted(word.start for word in piece.words)
    assert piece.unheard == ()


def test_a_gap_in_which_nothing_is_heard_is_told() -> None:
    def answer(length: float, _wish: Wish) -> Heard:
        return Heard("en", words(30, 0, 12), -0.2, 0.1) if length == 20 else Heard("en", (), 0.0, 0.3)

    (piece,) = Ear(Scripted(answer), Wish()).hear([window(20)])
    (gap,) = piece.unheard
    assert gap == pytest.approx((12.0, 20.0), abs=0.1)


def beginning_only(length: float, wish: Wish) -> Heard:
    """What Whisper does now and then: some seconds of what is there, and no more."""
    return full(min(length, 6), wish)


def test_gaps_of_a_batch_are_heard_together_with_little_behind_them() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        return Heard("en", words(30, 0, 12), -0.2, 0.1) if length == 20 else full(length, wish)

    listener = Scripted(answer)
    pieces = Ear(listener, Wish()).hear([window(20), window(20)])
    assert listener.calls == [(2, 30.0), (2, 8.0)]
    assert [len(piece.words) for piece in pieces] == [50, 50]


def test_a_gap_of_which_a_part_is_heard_is_not_all_heard() -> None:
    """Its rest is heard once more; what is left in the end is told."""
    listener = Scripted(beginning_only)
    (piece,) = Ear(listener, Wish()).hear([window(29)])
    assert [length for length, _ in listener.asked] == [29.0, 23.0, 17.0, 11.0]
    assert len(piece.words) == 60
    (left,) = piece.unheard
    assert left == pytest.approx((24.0, 29.0))


def test_text_that_the_recogniser_takes_for_failed_fills_no_gap() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        if length < 20:
            return replace(full(length, wish), logprob=-1.2)
        return Heard("en", words(30, 0, 12), -0.2, 0.1)

    (piece,) = Ear(Scripted(answer), Wish()).hear([window(20)])
    assert (len(piece.words), len(piece.unheard)) == (30, 1)


def test_on_a_bad_line_long_gaps_are_told_but_not_heard_again() -> None:
    def answer(length: float, _wish: Wish) -> Heard:
        return Heard("en", words(12, 0, 5), -0.2, 0.1) if length == 20 else Heard("en", (), 0.0, 0.3)

    listener = Scripted(answer)
    ear = Ear(listener, Wish())
    for _ in range(3):
        ear.hear([window(20)])
    assert len(listener.asked) == 6
    (piece,) = ear.hear([window(20)])
    assert len(listener.asked) == 7
    (left,) = piece.unheard
    assert left == pytest.approx((5.0, 20.0))


def test_speech_without_any_text_is_told() -> None:
    (piece,) = Ear(Scripted(lambda *_: Heard("en", (), 0.0, 0.2)), Wish()).hear([window(8, 12)])
    assert (piece.verdict, piece.words) == (Verdict.TOO_SHORT, ())
    assert piece.unheard == ((0.0, 8.0), (13.0, 25.0))


def test_too_little_is_heard_in_halves() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        return full(length, wish) if length < 20 else Heard("en", words(8, 0, 20), -0.1, 0.1)

    listener = Scripted(answer)
    (piece,) = Ear(listener, Wish()).hear([window(8, 12)])
    assert listener.asked == [(20.0, Manner.USUAL), (8.0, Manner.USUAL), (12.0, Manner.USUAL)]
    assert piece.verdict is Verdict.FINE
    assert [word.start for word in piece.words][20] == pytest.approx(13.0)


def test_circles_are_left_without_hints_and_then_strictly() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        if wish.manner is Manner.STRICT:
            return full(length, wish)
        return Heard("en", tuple(Word(" so", at / 4, (at + 1) / 4, 0.9) for at in range(40)), -0.1, 0.1)

    listener = Scripted(answer)
    (piece,) = Ear(listener, Wish()).hear([window(10)])
    assert [manner for _, manner in listener.asked] == [Manner.USUAL, Manner.BARE, Manner.STRICT]
    assert piece.verdict is Verdict.FINE
    assert len(piece.words) == 25


def test_where_nothing_helps_the_most_is_kept_and_told() -> None:
    def answer(length: float, wish: Wish) -> Heard:
        return Heard("en", words(6 if wish.manner is Manner.BARE else 4, 0, length), -0.1, 0.1)

    (piece,) = Ear(Scripted(answer), Wish()).hear([window(10)])
    assert len(piece.words) == 6
    assert piece.unheard == ((0.0, 10.0),)


def test_where_one_fails_after_the_other_only_one_more_try_is_made() -> None:
    listener = Scripted(lambda length, _wish: Heard("en", words(4, 0, length), -0.1, 0.1))
    ear = Ear(listener, Wish())
    ear.hear([window(6, 6) for _ in range(3)])
    before = len(listener.asked)
    ear.hear([window(6, 6)])
    assert listener.asked[before:] == [(12.0, Manner.USUAL), (12.0, Manner.BARE)]


def test_a_subtitle_over_music_is_dropped() -> None:
    credit = tuple(Word(f" {word}", at, at + 1, 0.3) for at, word in enumerate(["thank", "you", "for", "watching"]))
    (piece,) = Ear(Scripted(lambda *_: Heard("en", credit, -0.8, 0.5)), Wish()).hear([window(6)])
    assert (piece.verdict, piece.words) == (Verdict.NOTHING_SAID, ())


def test_the_language_before_is_told_and_kept() -> None:
    told: list[str] = []

    def answer(length: float, wish: Wish) -> Heard:
        told.append(wish.before)
        return full(length, wish)

    ear = Ear(Scripted(answer), Wish())
    ear.hear([window(8)])
    ear.hear([window(8)])
    assert told == ["", "en"]
