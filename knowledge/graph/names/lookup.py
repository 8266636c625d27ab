"""One text looked up in one segment: the names that may be meant, each with its score and reason."""

from collections.abc import Collection, Iterator, Sequence

from rapidfuzz import fuzz, process

from knowledge.graph.names.abbreviation import Asked, Shape, Writing, shape_of
from knowledge.graph.names.columns import BARE, FULL, LEGAL
from knowledge.graph.names.grams import U64, character_bits, hashes
from knowledge.graph.names.model import Candidate
from knowledge.graph.names.normalise import Parts, parts_of, squeeze
from knowledge.graph.names.segment import Segment
from knowledge.graph.names.similarity import Fit, by_key, by_likeness, by_shape

# Names that share most with the text; of these so many are looked at closely: those spelt most like it, and the first.
SHARING, RESCORED, FIRST = 64, 16, 6

Keys = tuple[Asked, list[int]]
"""A way to read the text, and the shape keys that a name has which is meant."""


class Lookup:
    """Names are taken apart once, however many ways lead to them; nothing is kept beyond the look-up."""

    __slots__ = ("_asked", "_characters", "_kinds", "_parts", "_seen", "_segment", "_shapes")

    def __init__(self, segment: Segment, asked: Parts, kinds: Collection[str] | None) -> None:
        self._segment, self._asked, self._kinds = segment, asked, kinds
        self._characters = int(character_bits([squeeze(asked.legal)])[0]) if asked.han else 0
        self._parts: dict[int, Parts] = {}
        self._shapes: dict[int, Shape] = {}
        self._seen: set[tuple[Asked, int]] = set()

    def with_same_key(self) -> Iterator[Candidate]:
        """What is equal once both are stripped of legal forms, places, trades."""
        asked = self._asked
        keys = {squeeze(asked.full): FULL}
        keys.setdefault(squeeze(asked.legal), LEGAL)
        keys.setdefault(squeeze(asked.bare), BARE)
        for key_hash, asked_level in zip(hashes(list(keys)).tolist(), keys.values(), strict=True):
            for row, level in self._segment.with_key(key_hash, self._kinds):
                name = self._segment.name(row)
                yield self._candidate(row, by_key(asked_level, level, name.role))

    def alike(self, grams: U64) -> Iterator[Candidate]:
        """What is spelt alike; `grams` are those of the text."""
        rows = self._segment.sharing(grams, self._kinds, SHARING)
        texts = [self._segment.folded(row) for row in rows]
        nearest = process.extract(self._asked.legal, texts, scorer=fuzz.partial_ratio, limit=RESCORED)
        for row in dict.fromkeys([rows[place] for _, _, place in nearest] + rows[:FIRST]):
            yield self._candidate(row, by_likeness(self._asked, self._known(row)))

    def shaped(self, ways: Sequence[Keys], most: int) -> Iterator[Candidate]:
        """What the text abbreviates, or sounds like; `most` names for each way to read it, more where only their
        length tells them apart."""
        for read, keys in ways:
            han = read.writing is Writing.HAN
            rows = self._segment.shaped(keys, self._kinds, most if han else 2 * most, self._characters if han else 0)
            for row in rows:
                if (read, row) not in self._seen:
                    self._seen.add((read, row))
                    fit = by_shape(self._asked, read, self._known(row), self._shape(row))
                    if fit is not None:
                        yield self._candidate(row, fit)

    def _known(self, row: int) -> Parts:
        parts = self._parts.get(row)
        if parts is None:
            parts = self._parts[row] = parts_of(self._segment.folded(row))
        return parts

    def _shape(self, row: int) -> Shape:
        shape = self._shapes.get(row)
        if shape is None:
            shape = self._shapes[row] = shape_of(self._known(row))
        return shape

    def _candidate(self, row: int, fit: Fit) -> Candidate:
        name = self._segment.name(row)
        return Candidate(name.kind, name.entity_id, name.text, round(fit.score, 1), fit.why)
