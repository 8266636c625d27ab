"""Where a statement comes from, in words: "CRM 导入 2026-01-03"."""

from collections.abc import Mapping

from handlers.base import SourceLine
from knowledge.graph.model import Provenance
from knowledge.people.model import Lang

_WHAT: Mapping[str, Mapping[Lang, str]] = {
    "import": {"zh": "CRM 导入", "en": "CRM import"},
    "message": {"zh": "聊天消息", "en": "chat message"},
    "claim": {"zh": "认领", "en": "claim"},
    "web": {"zh": "网站", "en": "website"},
}


def source_words(source: Provenance, lang: Lang) -> str:
    """Kind and day of a source."""
    return f"{_WHAT.get(source.what, {}).get(lang, source.what)} {source.at.date().isoformat()}"


def source_line(source: Provenance) -> SourceLine:
    """A source as `ask --json` lists it."""
    return SourceLine(source.what, source.where, source.at.date().isoformat())
