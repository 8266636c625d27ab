"""What a file somebody shared is: its title, its pages or slides, its first text, the version it states."""

import re
from pathlib import Path, PurePath

from capture.documents import refusals
from capture.documents.archive import opened_archive
from capture.documents.model import Document, Format
from capture.documents.office import inside
from capture.documents.pdf import opened_pdf
from capture.links.stated import stated_version

_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The head of a compound file (MS-CFB): doc, ppt, and new Office files with a password."""
_TEMPLATE_TITLES = re.compile(
    r"^(?:powerpoint 演示文稿|powerpoint presentation|ppt模板|演示文稿\s*\d*|presentation\s*\d*|幻灯片\s*\d+"
    r"|slide\s*\d+|word 文档|文档\s*\d*|document\s*\d*|untitled|无标题|microsoft (?:word|powerpoint)\b.*"
    r"|.*\.(?:docx?|pptx?|pdf|dotx?|potx?))$",
    re.IGNORECASE,
)
MOST_TEXT, MOST_TITLE, MOST_PAGES = 4000, 200, 3
LARGEST = 200_000_000


def describe(file: Path, name: str) -> Document:
    """What a PDF, Word or PowerPoint file is; `name` is what it was shared as. Without models, in well below a second.

    Raises BadMaterialError: empty, not_a_document, old_office, broken, bomb, encrypted, reader_missing.
    """
    with file.open("rb") as stream:
        head = stream.read(1024)
    if not head:
        raise refusals.empty()
    if b"%PDF-" in head:
        return _pdf(file, name)
    if head.startswith(_OLD_OFFICE):
        raise refusals.old_office()
    if not head.startswith(b"PK"):
        raise refusals.not_a_document()
    with opened_archive(file) as archive:
        found = inside(archive)
    heading = found.heading or (found.lines[0] if found.lines else "")
    return _document(found.format, name, found.named, heading, found.pages, "\n".join(found.lines))


def _pdf(file: Path, name: str) -> Document:
    with opened_pdf(file) as pdf:
        texts = [pdf.text(number) for number in range(min(MOST_PAGES, len(pdf)))]
        lines = [" ".join(line.split()) for text in texts for line in text.splitlines()]
        written = [line for line in lines if line]
        return _document(Format.PDF, name, pdf.title, written[0] if written else "", len(pdf), "\n".join(written))


def _document(format_: Format, name: str, named: str, heading: str, pages: int, text: str) -> Document:
    """The title is the first of properties, heading and name that says anything; the version is looked for in all."""
    stem = PurePath(name).stem
    places = {"properties": named, "text": heading, "name": stem}
    said = {place: title for place, title in places.items() if title and not _TEMPLATE_TITLES.match(title)}
    place, title = next(iter(said.items()), ("name", stem))
    version = next((found for one in (stem, heading, named) if (found := stated_version(one))), None)
    return Document(format_, title[:MOST_TITLE], place, pages, text[:MOST_TEXT], version)
