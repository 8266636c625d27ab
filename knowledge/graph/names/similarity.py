"""How well an asked-for name fits a known one: 0 to 100, and why. Pure."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from knowledge.graph.names.abbreviation import Asked, Shape, Writing, align
from knowledge.graph.names.model import NICKNAME, PROPER_ROLES, Why
from knowledge.graph.names.normalise import Parts, has_han, is_generic
from knowledge.graph.names.words import TELLING, TRADES_ZH

# Sure enough to act on without asking.
SURE = 80.0
# Near enough to be among the nearest, no better; above it, one of the answers to choose from.
DOUBTFUL = 74.0

# Score by how far the asked text (row) and the known name (column) had to be stripped until they were equal: not at
# all, legal form, group words, place or trade, both. Two sides stripped of group words may be parent and subsidiary.
_BY_LEVEL = (
    (100.0, 97.0, 95.0, 93.0, 91.0, 90.0),
    (97.0, 97.0, 95.0, 93.0, 91.0, 90.0),
    (93.0, 93.0, DOUBTFUL, DOUBTFUL, DOUBTFUL, DOUBTFUL),
)
_PREFIX = 88.0
_INSIDE = 84.0
# The end of a brand: enough to ask about.
_AT_THE_END = 79.5
_REORDERED = 93.0
# The most that a spelling is worth that is not one of the keys.
_NEARLY = 98.0
# One Chinese character is more of a name than one letter, so a slip weighs as much on fewer of them.
_HAN_WEIGHT, _LATIN_WEIGHT = 0.8, 1.1
# One character left out weighs less than one that is wrong.
_LEFT_OUT = 0.6
# What the perfect alignment of an abbreviation is worth; less where it is short, as then it may mean many.
_BY_WRITING = {Writing.HAN: 93.0, Writing.PINYIN: 92.0, Writing.MIXED: 89.0, Writing.INITIALS: 88.0}
_FEW_UNITS = {
    (Writing.HAN, 2): 4.0,
    (Writing.PINYIN, 2): 6.0,
    (Writing.MIXED, 2): 8.0,
    (Writing.INITIALS, 2): 12.0,
    (Writing.INITIALS, 3): 4.0,
}
_PER_COST = 4.0
# Up to this cost the alignment is clear enough to act on; beyond, it is one to ask about.
_CLEAR = {
    Why.SHORT_NAME: 2.0,
    Why.ABBREVIATION: 1.5,
    Why.HOMOPHONE: 1.8,
    Why.PINYIN: 2.0,
    Why.INITIALS: 0.4,
}
_STEP = 1.0
_FEWEST, _TOO_MUCH = 2, 2.0
# What another character of the same sound costs more where there are few characters; a place with a trade is hardly a
# name (上海能源).
_WHEN_SHORT = {2: 1.0, 3: 0.5}
_GENERIC = 1.2


@dataclass(frozen=True, slots=True)
class Fit:
    """The score of one name for one text, and its ground."""

    score: float
    why: Why


def by_key(asked_level: int, known_level: int, role: str) -> Fit:
    """The fit of two names that are equal once stripped to these levels (0 to 2, 0 to 4)."""
    score = _BY_LEVEL[asked_level][known_level]
    if asked_level or known_level > 1:
        return Fit(score, Why.SHORT_NAME if known_level >= asked_level else Why.EXACT)
    return Fit(score, Why.EXACT if role in PROPER_ROLES else Why.NICKNAME if role == NICKNAME else Why.ALIAS)


def by_likeness(asked: Parts, known: Parts) -> Fit:
    """The fit of two names that are not equal: contained, in another word order, or misspelt."""
    inside = max(_containment(asked.legal, known), _AT_THE_END if _ends_brand(asked, known) else 0.0)
    if inside >= DOUBTFUL:
        return Fit(_generic(asked.legal, known) if is_generic(asked.legal) else inside, Why.SHORT_NAME)
    if _same_words(asked.bare, known.bare):
        return Fit(_REORDERED, Why.WORD_ORDER)
    return Fit(max(inside, _spelling(asked, known)), Why.FUZZY)


def by_shape(asked: Parts, read: Asked, known: Parts, shape: Shape) -> Fit | None:
    """The fit of a text that may abbreviate a Chinese name of this shape; None where it does not."""
    found = align(read, shape)
    if found is None:
        return None
    size, generic = len(read.units), asked.han and is_generic(asked.legal)
    cost = found.cost + _WHEN_SHORT.get(size, 0.0) * found.off + (_GENERIC if generic else 0.0)
    if (generic and size < 4) or (len(known.legal) <= 3 and size != len(known.bare)):
        return Fit(min(DOUBTFUL, _shape_score(read, cost)), found.why)
    if cost > _CLEAR[found.why]:
        if size == _FEWEST and cost > _TOO_MUCH:
            return Fit(min(DOUBTFUL, _shape_score(read, cost)), found.why)
        return Fit(max(0.0, SURE - _STEP * cost), found.why)
    return Fit(_shape_score(read, cost), found.why)


def _shape_score(read: Asked, cost: float) -> float:
    base = _BY_WRITING[read.writing] - _FEW_UNITS.get((read.writing, len(read.units)), 0.0)
    return max(0.0, base - _PER_COST * cost)


def _containment(asked: str, known: Parts) -> float:
    """What it is worth that the asked text stands inside the known name: most at its front.

    Nobody shortens a Chinese name of three characters: 王小 is not 王小明.
    """
    if len(asked) < 2 or asked not in known.legal:
        return 0.0
    share = len(asked) / len(known.legal)
    if any(_leads(asked, text) for text in (known.bare, *known.short, known.legal)):
        return DOUBTFUL if len(known.bare if known.han else asked) <= 3 else _PREFIX
    if has_han(asked) and len(asked) >= 4 and share >= 0.5:
        return _INSIDE
    return 50.0 + 24.0 * share


def _ends_brand(asked: Parts, known: Parts) -> bool:
    """Whether the brand ends with the text, after a parent's name or another first word: 利新 | 北禾 | 电子."""
    return (
        known.han
        and len(asked.bare) > 1
        and asked.marks in known.marks
        and known.bare.removesuffix(known.trade).endswith(asked.bare)
    )


def _generic(asked: str, known: Parts) -> float:
    """What a word is worth that says little: something only where a brand is made of such words (杭州 | 园林绿化)."""
    return _AT_THE_END if known.brand.startswith(asked) and asked in TRADES_ZH else DOUBTFUL


def _leads(asked: str, text: str) -> bool:
    """Whether `text` begins with `asked`, and not within a Latin word."""
    size = len(asked)
    return text.startswith(asked) and (text[size : size + 1] in ("", " ") or has_han(text[size - 1 : size + 1]))


def _same_words(asked: str, known: str) -> bool:
    return " " in asked and len(asked) == len(known) and sorted(asked.split()) == sorted(known.split())


def _spelling(asked: Parts, known: Parts) -> float:
    """100 less the edits, relative to the shorter of what was asked and the known name's core."""
    weight = _HAN_WEIGHT if known.han else _LATIN_WEIGHT
    text = asked.legal
    edits, target = min((_edits(text, t) / max(len(text), len(t)), t) for t in _targets(text, known))
    score = min(_NEARLY, 100.0 * max(0.0, 1.0 - weight * max(edits, _core_edits(asked, known))))
    return DOUBTFUL if score > DOUBTFUL and _in_doubt(asked, known, target) else score


def _targets(text: str, known: Parts) -> set[str]:
    """The forms of a known name that a misspelt text may stand for; Chinese may stop anywhere."""
    targets = {known.legal, known.bare, known.brand, *known.short}
    if known.han:
        size = len(text)
        targets |= {t[:n] for t in (known.bare, *known.short[:1]) for n in (size, size + 1) if n < len(t)}
    return targets


def _edits(asked: str, known: str) -> float:
    """Edits between two texts, a swap of neighbours counting once, one character left out less."""
    edits = OSA.distance(asked, known)
    left_out = edits == 1 == len(known) - len(asked) and asked[:1] == known[:1]
    return _LEFT_OUT if left_out else float(edits)


def _core_edits(asked: Parts, known: Parts) -> float:
    """The share of the brand that is wrong: a slip there weighs more than in the trade."""
    if asked.trade and asked.trade == known.trade:
        return _edits(asked.brand, known.brand) / max(len(asked.brand), len(known.brand))
    text = asked.legal
    share = _wrong_at(text, known.brand, 0)
    before = known.starts[-1] if known.starts else 0
    if share and before > 0:
        head = known.bare[: before + len(known.brand)]
        share = min(share, max(_wrong_at(text, head, 0), _wrong_at(text, known.brand, before)))
    return share


def _wrong_at(text: str, part: str, start: int) -> float:
    """The share of `part` that is wrong where it should stand in the text, give or take one character."""
    size = len(part)
    return min(_edits(text[start : start + n], part) for n in (size - 1, size, size + 1)) / size


def _in_doubt(asked: Parts, known: Parts, target: str) -> bool:
    """Whether a difference may well mean another company: never act on such a fit."""
    return (
        len(asked.legal) < (3 if known.han else 5)
        or (_differ(asked.place, known.place) and asked.place not in known.place and known.place not in asked.place)
        or _differ(asked.trade, known.trade)
        or _differ(asked.marks, known.marks)
        or _telling(asked.legal) != _telling(target)
        or is_generic(asked.legal)
        or is_generic(known.brand)
    )


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _telling(text: str) -> list[str]:
    return sorted(c for c in text if c in TELLING)
