"""The file of what was heard so far: whatever a crash leaves of it, what is in it can be relied on."""

from pathlib import Path

import pytest

from capture.recordings.checks import Verdict
from capture.recordings.hearing import Piece
from capture.recordings.model import Word
from capture.recordings.pieces import FILE, Journal

ABOUT = {"size": 7, "names": ["北禾电子"]}


def piece(number: int) -> Piece:
    word = Word(f"字{number}", number + 0.5, number + 0.75, 0.5, (-20.0, -40.5))
    return Piece(float(number), number + 1.0, 0.9, "zh", (word,), Verdict.GAPS, ((number + 0.1, number + 0.4),))


def filled(folder: Path) -> Journal:
    journal = Journal.open(folder, ABOUT)
    for number in range(3):
        journal.add(100 * (number + 1), [piece(number)])
    return journal


def test_what_was_added_is_there_again(tmp_path: Path) -> None:
    assert filled(tmp_path / "new").pieces == [piece(0), piece(1), piece(2)]
    again = Journal.open(tmp_path / "new", ABOUT)
    assert (again.pieces, again.end) == ([piece(0), piece(1), piece(2)], 300)


@pytest.mark.parametrize("lost", [1, 5, 40])
def test_a_line_that_was_being_written_is_not_there(lost: int, tmp_path: Path) -> None:
    file = filled(tmp_path).file
    file.write_bytes(file.read_bytes()[:-lost])
    again = Journal.open(tmp_path, ABOUT)
    assert (again.pieces, again.end) == ([piece(0), piece(1)], 200)
    again.add(300, [piece(2)])
    assert Journal.open(tmp_path, ABOUT).pieces == [piece(0), piece(1), piece(2)]


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[1]\n", b"nothing\n", b'{"about":{"size":8}}\n', b'{"about'])
def test_other_work_is_begun_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    journal = Journal.open(tmp_path, ABOUT)
    assert (journal.pieces, journal.end) == ([], 0)
    journal.add(100, [piece(0)])
    assert Journal.open(tmp_path, ABOUT).pieces == [piece(0)]


def test_a_line_that_is_none_of_ours_is_not_believed(tmp_path: Path) -> None:
    file = filled(tmp_path).file
    file.write_bytes(file.read_bytes() + b'{"end": 400}\n')
    assert Journal.open(tmp_path, ABOUT).pieces == []
