"""Names of entities, and what a piece of text may resolve to."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one entity: ("customer", "C-17", "华东光伏科技股份有限公司", "name").

    `role` is "name", "name_en", "alias", "email" ...: the first two are proper names, a "nickname" is one that was
    learnt, all others count as aliases.
    """

    kind: str
    entity_id: str
    text: str
    role: str = "name"


PROPER_ROLES = frozenset({"name", "name_en"})
NICKNAME = "nickname"


class Why(StrEnum):
    """How a text and a name came together."""

    EXACT = "exact"
    ALIAS = "alias"
    NICKNAME = "nickname"
    SHORT_NAME = "short_name"
    WORD_ORDER = "word_order"
    FUZZY = "fuzzy"
    ABBREVIATION = "abbreviation"
    HOMOPHONE = "homophone"
    PINYIN = "pinyin"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a text may mean; `name` is the name that matched, `score` is 0 to 100."""

    kind: str
    entity_id: str
    name: str
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class Resolved:
    """The text means this one."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several fit about equally, or one not clearly enough; best first: ask. `more` counts those beyond the limit."""

    candidates: tuple[Candidate, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing fits well enough to act on; the nearest names, best first, maybe none."""

    nearest: tuple[Candidate, ...]


Resolution = Resolved | Ambiguous | Unknown


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence, `sentence[start:end]`, and what it means."""

    start: int
    end: int
    text: str
    outcome: Resolved | Ambiguous
