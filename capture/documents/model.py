"""What a document is, as far as its title and its text tell."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What a file is inside, whatever its name says."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF, Word or PowerPoint file.

    `title` is what it calls itself: its properties where they name it, else its first heading, else its file's name;
    `title_from` says which ("properties", "text", "name"). `pages` counts pages or slides, 0 where the file does not
    say. `text` is its first text, line by line. `version` is the whole number that its name or title states (3:
    "V3", "第三版"), None where neither does.
    """

    format: Format
    title: str
    title_from: str
    pages: int
    text: str
    version: int | None = None
