"""Where a statement comes from, in words: "CRM 导入 2026-01-03"."""

import re
from collections.abc import Mapping
from datetime import tzinfo

from handlers.base import SourceLine
from knowledge.graph.model import Provenance
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import source_name

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BY: Mapping[Lang, str] = {"zh": "{who} {day} 说的", "en": "said by {who} on {day}"}


def source_words(source: Provenance, lang: Lang, zone: tzinfo, by: str = "") -> str:
    """What the source says of itself, else who said it (`by`, a name), else its kind; and the day we learnt it, in the
    team's `zone`.
    """
    if source.said:
        return source.said
    if by:
        return filled(_BY[lang], lang, who=by, day=_learnt(source, zone))
    return f"{source_name(source.what, lang)} {_learnt(source, zone)}"


def source_line(source: Provenance, zone: tzinfo) -> SourceLine:
    """A source as `ask --json` lists it; its date is the one it names itself, else the day we learnt it."""
    named = _DAY.search(source.said)
    return SourceLine(source.said or source.what, source.where, named[0] if named else _learnt(source, zone))


def _learnt(source: Provenance, zone: tzinfo) -> str:
    return source.at.astimezone(zone).date().isoformat()
