"""What the head of a file says about its length, where FFmpeg's libraries guess or look at the size only."""

from pathlib import Path

_HEAD = 1 << 16
# Nothing in their head says how long they are: the decoder guesses by size.
_GUESSED = frozenset({"mp3", "aac", "amr", "amrnb", "amrwb", "ac3", "eac3"})
# A recorder that does not know the length beforehand writes one of these.
_OPEN_ENDED = frozenset({0, 0xFFFFFFFF})


def is_guess(file: Path, form: str) -> bool:
    """Whether the length of a file of this format is the decoder's guess; an MP3 may tell it in a Xing or Info head."""
    if form not in _GUESSED:
        return False
    head = _head(file)
    return form != "mp3" or not (b"Xing" in head or b"Info" in head)


def promised_by_wav(file: Path) -> float:
    """Seconds that the head of a WAV file promises, whatever is left of it; 0 where it promises nothing.

    Multimedia Programming Interface and Data Specifications 1.0 (RIFF, WAVE): chunks of id, size and data.
    """
    head, at, rate = _head(file), 12, 0
    while at + 8 <= len(head):
        name, size = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "little")
        if name == b"fmt ":
            rate = int.from_bytes(head[at + 16 : at + 20], "little")
        if name == b"data":
            return size / rate if rate and size not in _OPEN_ENDED else 0.0
        at += 8 + size + size % 2
    return 0.0


def _head(file: Path) -> bytes:
    with file.open("rb") as data:
        return data.read(_HEAD)
