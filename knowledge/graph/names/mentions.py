"""Names inside a sentence: "谁负责华东光伏的项目" mentions 华东光伏."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from knowledge.graph.names.abbreviation import Asked, Writing, align, shape_of
from knowledge.graph.names.grams import character_bits, gram_hashes, substring_hashes
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Mention, Resolution, Resolved, Unknown
from knowledge.graph.names.normalise import Parts, fold, has_han, is_generic, parts_of, squeeze
from knowledge.graph.names.resolve import resolve
from knowledge.graph.names.shapes import all_sound_keys
from knowledge.graph.names.sounds import syllables

LONGEST_SENTENCE = 400
MOST_MENTIONS = 8
_LONGEST_NAME = 40
# How alike a stretch of the sentence and the core of a name must be to be looked up, and how many names are compared.
_ALIKE = 75.0
_COMPARED = 12
_SHORTEST = 3
# Keys of two characters are often ordinary words.
_WEAK = 2

# Abbreviations have so many characters, and leave out no more than this.
_SHORTENED = (5, 4, 3)
_SHAPED = 25
_CLEAR_COST = 1.8
_HAN_ONLY = re.compile("[\u3400-\u9fff]+")
# A text up to this long is a name, not a sentence with one in it.
_SHORT_TEXT = 4

_Span = tuple[int, int]


def mentions(
    index: NameIndex, sentence: str, *, kinds: Collection[str] | None = None, limit: int = 5
) -> tuple[Mention, ...]:
    """The entities named in a sentence, in order; where names overlap, the longest. At most 8, of `limit` candidates.

    Only the first 400 characters are read. Names and short names are found as they stand; where there is none of
    three characters or more, misspelt and otherwise shortened names are looked for too.
    """

    def look_up(text: str) -> Resolution:
        return resolve(index, text, kinds=kinds, limit=limit)

    letters, origin = _letters(sentence[:LONGEST_SENTENCE])
    if len(letters) < 2:
        return ()
    edges = _edges(letters, origin)
    spans = _known_spans(index, letters, edges)
    if all(end - start <= _WEAK for start, end in spans):
        spans += [span for span in _alike_spans(index, letters, edges, kinds) if span not in spans]
    if all(end - start <= _SHORTEST for start, end in spans):
        spans += [span for span in _shortened_spans(index, letters, kinds) if span not in spans]
    spans.sort(key=_longest_first)
    found = _taken(sentence, ((origin[s], origin[e - 1] + 1) for s, e in spans), look_up)
    return tuple(sorted(found, key=lambda mention: mention.start))


def understand(index: NameIndex, text: str, *, kinds: Collection[str] | None = None, limit: int = 5) -> Resolution:
    """What a name, or else a sentence with names in it, means: of several in a sentence the most telling one."""
    whole = resolve(index, text, kinds=kinds, limit=limit)
    if isinstance(whole, Resolved) or len(text) <= _SHORT_TEXT:
        return whole
    inside = mentions(index, text, kinds=kinds, limit=limit)
    if not inside:
        return whole
    return max(inside, key=lambda mention: (mention.end - mention.start, -mention.start)).outcome


def _longest_first(span: _Span) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _letters(sentence: str) -> tuple[str, list[int]]:
    """The folded letters and digits of a sentence, and where each stood."""
    pairs = [(letter, at) for at, c in enumerate(sentence) if c.isalnum() for letter in squeeze(fold(c))]
    return "".join(letter for letter, _ in pairs), [at for _, at in pairs]


def _known_spans(index: NameIndex, letters: str, edges: set[int]) -> list[_Span]:
    """Stretches that are a key of some name, longest first; generic words and parts of Latin words are none."""
    starts, ends, found = substring_hashes(letters, _LONGEST_NAME)
    hits = np.zeros(len(found), dtype=np.bool_)
    for segment in index.segments:
        hits |= segment.has_keys(found)
    spans = zip(starts[hits].tolist(), ends[hits].tolist(), strict=True)
    kept = [(s, e) for s, e in spans if s in edges and e in edges and not is_generic(letters[s:e])]
    return sorted(kept, key=_longest_first)


def _edges(letters: str, origin: list[int]) -> set[int]:
    """Positions where a name may begin or end: anywhere but within a Latin word."""
    inner = range(1, len(letters))
    apart = {i for i in inner if origin[i] - origin[i - 1] > 1 or has_han(letters[i - 1 : i + 1])}
    return apart | {0, len(letters)}


def _taken(sentence: str, places: Iterable[_Span], look_up: Callable[[str], Resolution]) -> list[Mention]:
    """The first places that do not overlap and mean something."""
    found: list[Mention] = []
    for first, last in places:
        if len(found) == MOST_MENTIONS:
            break
        if any(first < mention.end and mention.start < last for mention in found):
            continue
        outcome = look_up(sentence[first:last])
        if not isinstance(outcome, Unknown):
            found.append(Mention(first, last, sentence[first:last], outcome))
    return found


def _shortened_spans(index: NameIndex, letters: str, kinds: Collection[str] | None) -> set[_Span]:
    """Stretches of Chinese whose characters abbreviate a name, in its order: 广汽集团."""
    sounds = syllables(letters)
    found: set[_Span] = set()
    for size in _SHORTENED:
        for start in range(len(letters) - size + 1):
            span = (start, start + size)
            text, heard = letters[start : span[1]], sounds[start : span[1]]
            if _HAN_ONLY.fullmatch(text) and not is_generic(text) and _abbreviates(index, text, heard, kinds):
                found.add(span)
    return found


def _abbreviates(index: NameIndex, text: str, sounds: tuple[str, ...], kinds: Collection[str] | None) -> bool:
    keys, asked = all_sound_keys(sounds), Asked(Writing.HAN, tuple(text), sounds)
    characters = int(character_bits([text])[0])
    for segment in index.segments:
        for row in segment.shaped(keys, kinds, _SHAPED, characters):
            folded = segment.folded(row)
            if LCSseq.similarity(text, folded) < len(text):
                continue
            known = parts_of(folded)
            found = align(asked, shape_of(known)) if len(known.legal) > len(text) else None
            if found is not None and not found.off and found.cost <= _CLEAR_COST:
                return True
    return False


def _alike_spans(index: NameIndex, letters: str, edges: set[int], kinds: Collection[str] | None) -> list[_Span]:
    """Stretches that look like the names sharing most with the sentence, whole Latin words only."""
    grams = gram_hashes(letters)
    spans: set[_Span] = set()
    for segment in index.segments:
        for row in segment.sharing(grams, kinds, _COMPARED):
            spans.update(_aligned(parts_of(segment.folded(row)), letters))
    return [(max(e for e in edges if e <= start), min(e for e in edges if e >= end)) for start, end in spans]


def _aligned(name: Parts, letters: str) -> Iterator[_Span]:
    """Where the front of a name stands in the text, or something spelt like it."""
    for text in {squeeze(form) for form in (name.bare, name.brand, *name.short)}:
        front = next((text[:size] for size in range(len(text), 2, -1) if text[:size] in letters), "")
        if has_han(front):
            yield letters.index(front), letters.index(front) + len(front)
        match = fuzz.partial_ratio_alignment(text, letters, score_cutoff=_ALIKE) if len(text) > _SHORTEST else None
        if match is not None and len(letters) >= len(text):
            yield match.dest_start, match.dest_end
