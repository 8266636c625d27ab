"""How a text file is encoded, how long it is, and whether it has bytes that cannot be decoded. One pass, in blocks."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

BLOCK = 1 << 20
SAMPLE = 1 << 18

_HIGH = re.compile(rb"(?:[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x80-\xff])+")
"""Runs of what is not ASCII; a rare character of GB18030 takes four bytes, two of them digits."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file as it lies there. `size` is in bytes; `lines` counts line ends, and a last line without one."""

    size: int
    lines: int
    encoding: str

    @property
    def usual(self) -> bool:
        """Whether it is UTF-8, as it should be."""
        return self.encoding == "utf-8-sig"

    def open(self, path: Path) -> TextIO:
        """The file as text, its line ends untouched; bytes that cannot be decoded become lone surrogates."""
        return path.open(encoding=self.encoding, errors="surrogateescape", newline="")


def survey(path: Path) -> Survey:
    """Look through a file once, twice where it is not UTF-8. Raises OSError."""
    size, lines, last, clean = 0, 0, b"\n", True
    decoder = codecs.getincrementaldecoder("utf-8")()
    first = b""
    for block in _blocks(path):
        first = first or block[:4]
        size += len(block)
        lines += block.count(b"\n")
        last = block[-1:]
        clean = clean and _decodes(decoder, block)
    clean = clean and _decodes(decoder, b"", final=True)
    encoding = "utf-8-sig" if clean else _encoding(path, first)
    return Survey(size, lines + (last != b"\n"), encoding)


def _encoding(path: Path, first: bytes) -> str:
    """The likeliest encoding of a file that is not clean UTF-8: a damaged one stays UTF-8."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    good, bad = _judged(path)
    if len(good) > len(bad):
        return "utf-8-sig"
    runs = [run for line in bad for run in _HIGH.findall(line)]
    alone = sum(len(run) == 1 for run in runs)
    return "cp1252" if alone * 2 > len(runs) else "gb18030"


def _judged(path: Path) -> tuple[list[bytes], list[bytes]]:
    """Lines that are not plain ASCII: those that are UTF-8, and those that are not, up to the first lot with such."""
    good: list[bytes] = []
    bad: list[bytes] = []
    with path.open("rb") as file:
        while not bad and (lines := file.readlines(SAMPLE)):
            for line in lines:
                if not line.isascii():
                    whole = _decodes(codecs.getincrementaldecoder("utf-8")(), line, final=True)
                    (good if whole else bad).append(line)
    return good, bad


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
