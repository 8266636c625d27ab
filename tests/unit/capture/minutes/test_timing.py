"""When a place of a turn was said."""

from capture.minutes.model import Turn, Word
from capture.minutes.timing import time_of, with_ends


def words(*spoken: tuple[float, str]) -> tuple[Word, ...]:
    return tuple(Word(at, at + 0.2, text) for at, text in spoken)


def test_by_its_word() -> None:
    turn = Turn(
        10,
        "A",
        "us",
        "I'll send it tomorrow.",
        20,
        words((10, " I'll"), (10.3, " send"), (15, " it"), (19, " tomorrow.")),
    )
    assert time_of(turn, turn.text.index("it")) == 15
    assert time_of(turn, turn.text.index("tomorrow")) == 19
    assert time_of(turn, 0) == 10


def test_between_words_that_were_corrected_since_in_proportion() -> None:
    turn = Turn(0, "A", "us", "拓维那边报价低", 7, words((0, "拓"), (1, "为"), (2, "那边"), (4, "报价"), (6, "低")))
    assert time_of(turn, 2) == 2
    assert 0 < time_of(turn, 1) < 2


def test_without_words_in_proportion_to_what_is_said() -> None:
    turn = Turn(100, "A", "us", "好的，没问题，我明天上午把合同发给您。", 110)
    times = [time_of(turn, place) for place in range(len(turn.text) + 1)]
    assert times == sorted(times)
    assert (times[0], times[-1]) == (100, 110)


def test_an_end_is_the_turn_s_own_its_last_word_s_or_a_guess_before_the_next() -> None:
    told, worded, short, last = with_ends(
        [
            Turn(0, "A", "us", "好", 3),
            Turn(4, "B", "them", "好的", words=words((4, "好的"))),
            Turn(5, "A", "us", "这句话很长很长很长很长很长很长很长"),
            Turn(6, "B", "them", "短"),
        ]
    )
    assert (told.end, worded.end, short.end) == (3, 4.2, 6)
    assert last.end is not None
    assert 6 < last.end < 7


def test_times_that_contradict_each_other_do_no_harm() -> None:
    (turn,) = with_ends([Turn(10, "A", "us", "明天发您", 5)])
    assert turn.end is not None
    assert turn.end >= 10
    backwards = Turn(10, "A", "us", "明天发您", 12, words((11.5, "明天"), (10.5, "发您")))
    assert 10 <= time_of(backwards, 1) <= 12
