"""Where a statement comes from, in words: "CRM 导入 2026-01-03"."""

from handlers.base import SourceLine
from knowledge.graph.model import Provenance
from knowledge.people.model import Lang
from notifiers.formats import source_name


def source_words(source: Provenance, lang: Lang) -> str:
    """What the source says of itself, else its kind and the day we learnt it."""
    return source.said or f"{source_name(source.what, lang)} {source.at.date().isoformat()}"


def source_line(source: Provenance) -> SourceLine:
    """A source as `ask --json` lists it."""
    return SourceLine(source.said or source.what, source.where, source.at.date().isoformat())
