"""WeChat's voice messages: SILK, which FFmpeg does not know. Told by its head; Tencent puts a byte 2 before it."""

import os
from pathlib import Path

from capture.recordings.errors import BadRecording, Part, PartMissing, Reason

_HEADS = (b"#!SILK_V3", b"\x02#!SILK_V3")
_RATE = 16_000
_SAMPLES = "voice.pcm"


def is_silk(file: Path) -> bool:
    """Whether the file begins as SILK does."""
    with file.open("rb") as data:
        return data.read(10).startswith(_HEADS)


def unpacked(file: Path, folder: Path) -> tuple[Path, bool]:
    """Its samples (16 bits, mono, 16 kHz) in a file below `folder`, and whether it broke off.

    Raises PartMissing without the decoder, BadRecording where nothing of it can be decoded.
    """
    try:
        import pysilk
    except ImportError as error:
        raise PartMissing(Part.SILK) from error
    target, damaged = folder / _SAMPLES, False
    with file.open("rb") as voice, target.open("wb") as samples:
        try:
            pysilk.decode(voice, samples, _RATE)
        except pysilk.SilkError:
            damaged = True
        samples.seek(0, os.SEEK_END)
        if not samples.tell():
            raise BadRecording(Reason.UNREADABLE)
    return target, damaged
