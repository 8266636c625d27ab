"""Reading a photo, a scan or a PDF, page by page; what is read is kept as it goes, so that a restart goes on."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from capture.documents import refusals as any_file
from capture.documents.pdf import opened_pdf
from capture.photos import refusals
from capture.photos.fields.extract import fields_of
from capture.photos.kinds import kind_of
from capture.photos.model import FieldKind, Page, Reading, Request
from capture.photos.pages import read_pdf_page, read_picture
from capture.photos.pictures import frames, is_heic, is_pdf, opened_picture
from capture.photos.plain import page_of_plain, plain_page
from capture.photos.seal_text import with_names

PIECES = "pages.jsonl"
"""The file in a job's folder that holds the pages read so far, one a line."""


def read(file: Path, folder: Path, request: Request, report: Callable[[float], None]) -> Reading:
    """What a picture or PDF says. Pages already read, found in `folder`, are not read again; `report` is told the share
    done, 0 to 1. The models are loaded once a process; a PDF with a text layer needs none.

    Raises BadMaterialError: empty, not_a_picture, heic, broken, too_large, too_small, encrypted, reader_missing.
    """
    with _opened(file) as opened:
        count = min(opened.total, request.max_pages)
        kept = _Pieces(folder / PIECES, file.stat().st_size)
        pages: list[Page] = []
        for number in range(1, count + 1):
            pages.append(kept.page(number) or kept.put(opened.read(number)))
            report(number / count)
    return _reading(request, opened.total, pages)


def _reading(request: Request, total: int, pages: list[Page]) -> Reading:
    fields = fields_of(pages)
    read_names = (one.value for one in fields if one.kind is FieldKind.COMPANY)
    names = tuple(dict.fromkeys((*read_names, *request.names)))
    named = tuple(replace(page, seals=tuple(with_names(seal, names) for seal in page.seals)) for page in pages)
    return Reading(request.name, total, named, kind_of(named, fields), fields)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file open for reading: how many pages it has, and how to read one (from 1)."""

    total: int
    read: Callable[[int], Page]


@contextmanager
def _opened(file: Path) -> Iterator[_Opened]:
    """A file by what is in it; its name and media type are not believed. Raises BadMaterialError."""
    with file.open("rb") as stream:
        head = stream.read(1024)
    if not head:
        raise any_file.empty()
    if is_heic(head):
        raise refusals.heic()
    if is_pdf(head):
        with opened_pdf(file) as pdf:
            yield _Opened(len(pdf), lambda number: read_pdf_page(number, pdf))
        return
    yield _Opened(frames(file), lambda number: read_picture(number, opened_picture(file, number - 1)))


class _Pieces:
    """The pages read so far, in a file; one written for another file of that name, or cut short, counts for nothing."""

    def __init__(self, path: Path, size: int) -> None:
        self._path, self._size = path, size
        self._pages = {page.number: page for page in self._kept()}

    def page(self, number: int) -> Page | None:
        """A page, where it was read before."""
        return self._pages.get(number)

    def put(self, page: Page) -> Page:
        """Keep a page."""
        line = json.dumps({"size": self._size, "page": plain_page(page)}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n" + line)
        return page

    def _kept(self) -> Iterator[Page]:
        if not self._path.exists():
            return
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            piece = _json(line)
            if piece.get("size") == self._size:
                yield page_of_plain(piece["page"])


def _json(line: str) -> Mapping[str, Any]:
    """A line that was written whole; {} for one that a crash cut short."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
