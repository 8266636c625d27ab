"""Undoes the compression of what comes over the web, as it comes, and notices what grows out of all proportion."""

import zlib
from typing import Protocol

CHUNK = 64 * 1024
"""So many bytes are read at a time; what is unpacked may always be that long."""


class BrokenError(ValueError):
    """What came is not properly compressed."""


class Unpacker(Protocol):
    """Undoes a compression as it comes."""

    @property
    def whole(self) -> bool:
        """Whether all of it has come."""
        ...

    def unpacked(self, chunk: bytes, most: int) -> bytes | None:
        """What a chunk becomes, at most about `most` bytes of it; None where it grows out of all proportion."""
        ...


class _Plain:
    whole = True

    def unpacked(self, chunk: bytes, most: int) -> bytes | None:  # noqa: ARG002
        return chunk


class _Zipped:
    """gzip or zlib (RFC 9110, section 8.4.1)."""

    def __init__(self, most_ratio: int) -> None:
        self._zlib, self._ratio = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32), most_ratio
        self._packed, self._unpacked = 0, 0

    @property
    def whole(self) -> bool:
        return self._zlib.eof

    def unpacked(self, chunk: bytes, most: int) -> bytes | None:
        self._packed += len(chunk)
        allowed = max(CHUNK, self._ratio * self._packed) - self._unpacked
        try:
            piece = self._zlib.decompress(chunk, max(1, min(most, allowed + 1)))
        except zlib.error as error:
            raise BrokenError(str(error)) from error
        if self._zlib.unused_data:
            raise BrokenError("more than one compressed body")
        self._unpacked += len(piece)
        return None if len(piece) > allowed else piece


def unpacker_for(encoding: str, most_ratio: int) -> Unpacker | None:
    """For the encoding that an answer names; None where it is none that we read."""
    known = encoding.strip().lower()
    if known in ("", "identity"):
        return _Plain()
    return _Zipped(most_ratio) if known in ("gzip", "x-gzip", "deflate") else None
