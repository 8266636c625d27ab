"""Word and PowerPoint files (Office Open XML, ECMA-376): title, first text, slides. Macros and media stay closed."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from capture.documents import refusals
from capture.documents.archive import Archive
from capture.documents.model import Format

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_STRICT = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/main\}")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
MOST_SLIDES, MOST_LINES = 3, 60


@dataclass(frozen=True, slots=True)
class Inside:
    """What an Office file holds: its properties' title, heading, its first lines, its pages or slides (0: unsaid)."""

    format: Format
    named: str
    heading: str
    lines: tuple[str, ...]
    pages: int


def inside(archive: Archive) -> Inside:
    """What an Office file says of itself. Raises BadMaterialError: not_a_document, broken."""
    if "word/document.xml" in archive.names:
        return _word(archive)
    if "ppt/presentation.xml" in archive.names:
        return _slides(archive)
    raise refusals.not_a_document()


def _word(archive: Archive) -> Inside:
    body = _transitional(archive.xml("word/document.xml"))
    paragraphs = [] if body is None else [(_style(one), _text(one, f"{W}t")) for one in body.iter(f"{W}p")]
    written = [(style, text) for style, text in paragraphs if text][:MOST_LINES]
    heading = next((text for style, text in written if re.match(r"title|标题$|heading1|1$", style, re.IGNORECASE)), "")
    pages = _count(archive, f"{APP}Pages")
    return Inside(Format.DOCX, _named(archive), heading, tuple(text for _, text in written), pages)


def _slides(archive: Archive) -> Inside:
    numbers = sorted(int(found[1]) for name in archive.names if (found := _SLIDE.fullmatch(name)))
    shown = [_transitional(archive.xml(f"ppt/slides/slide{number}.xml")) for number in numbers[:MOST_SLIDES]]
    slides = [slide for slide in shown if slide is not None]
    lines = [text for slide in slides for one in slide.iter(f"{A}p") if (text := _text(one, f"{A}t"))]
    heading = _slide_title(slides[0]) if slides else ""
    return Inside(Format.PPTX, _named(archive), heading, tuple(lines[:MOST_LINES]), len(numbers))


def _slide_title(slide: Element) -> str:
    """The text of a slide's title placeholder; else its first text."""
    for shape in slide.iter(f"{P}sp"):
        place = shape.find(f".//{P}ph")
        if place is not None and place.get("type") in ("title", "ctrTitle"):
            text = " ".join(text for one in shape.iter(f"{A}p") if (text := _text(one, f"{A}t")))
            if text:
                return text
    return next((text for one in slide.iter(f"{A}p") if (text := _text(one, f"{A}t"))), "")


def _text(paragraph: Element, tag: str) -> str:
    return " ".join("".join(part.text or "" for part in paragraph.iter(tag)).split())


def _style(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "").replace(" ", "")


def _named(archive: Archive) -> str:
    properties = archive.xml("docProps/core.xml")
    return "" if properties is None else (properties.findtext(f"{DC}title") or "").strip()


def _count(archive: Archive, tag: str) -> int:
    properties = archive.xml("docProps/app.xml")
    text = "" if properties is None else (properties.findtext(tag) or "")
    return int(text) if text.isdecimal() else 0


def _transitional(root: Element | None) -> Element | None:
    """The part with the usual names: files saved as "Strict Open XML" have others for the same things."""
    for one in [] if root is None else root.iter():
        one.tag = _STRICT.sub(r"{http://schemas.openxmlformats.org/\1/2006/main}", one.tag)
    return root
