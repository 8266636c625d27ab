"""Opening a zip that anybody may have sent. How many members it has, how large they unpack and how far they were packed
is looked at before a byte is unpacked; no more is unpacked than was announced.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from capture.documents import refusals

MOST_MEMBERS = 10_000
MOST_BYTES = 2_000_000_000
"""Of all members together, unpacked: decks with videos are large, but their videos hardly pack."""
MOST_BYTES_OF_A_PART = 32_000_000
"""Of one part of XML that is read."""
MOST_TAGS = 3_000_000
"""In such a part: as many small elements as fit take far more memory than the part itself."""
MOST_RATIO = 200
"""Unpacked to packed, over the whole file. XML packs 10 to 30 to one; deflate can do 1,032."""
RATIO_COUNTS_FROM = 20_000_000


class Archive:
    """An open zip. Reading a part raises BadMaterialError where it is damaged or not what it announced."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.names = frozenset(packed.namelist())

    def xml(self, name: str) -> ET.Element | None:
        """A part as XML; None where there is none of that name. A document type (entities) is refused."""
        if name not in self.names:
            return None
        content = self._part(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise refusals.broken()
        try:
            return ET.fromstring(content)  # noqa: S314 - no document type, so no entities to expand
        except ET.ParseError as error:
            raise refusals.broken() from error

    def _part(self, name: str) -> bytes:
        try:
            with self._packed.open(name) as part:
                content = part.read(MOST_BYTES_OF_A_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise refusals.broken() from error
        except RuntimeError as error:  # what zipfile raises for a member with a password
            raise refusals.encrypted() from error
        if len(content) > MOST_BYTES_OF_A_PART or content.count(b"<") > MOST_TAGS:
            raise refusals.bomb()
        return content


@contextmanager
def opened_archive(file: Path) -> Iterator[Archive]:
    """A zip for as long as it is read. Raises BadMaterialError: broken, bomb, encrypted."""
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refusals.broken() from error
    with packed:
        _look_over(packed.infolist())
        yield Archive(packed)


def _look_over(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(one.file_size for one in members)
    taken = max(1, sum(one.compress_size for one in members))
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise refusals.bomb()
    if unpacked > RATIO_COUNTS_FROM and unpacked / taken > MOST_RATIO:
        raise refusals.bomb()
    if any(one.flag_bits & 1 for one in members):
        raise refusals.encrypted()
