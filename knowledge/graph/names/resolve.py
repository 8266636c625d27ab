"""From a piece of text to the entity it means, or to a question."""

from collections.abc import Collection, Iterable, Sequence

from knowledge.graph.names.abbreviation import Asked
from knowledge.graph.names.columns import BARE, FULL, LEGAL
from knowledge.graph.names.grams import U64, gram_hashes, hashes
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Candidate, Name, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.normalise import LONGEST_TEXT, Parts, squeeze, take_apart
from knowledge.graph.names.readings import readings
from knowledge.graph.names.segment import Segment
from knowledge.graph.names.similarity import DOUBTFUL, SURE, Fit, by_key, by_likeness, by_shape

# Names looked at closely, of those that share most with the text.
RESCORED = 40
# The same for those that have the sounds or initials of the text: all of them, all but one.
SHAPED, SLIPS = 40, 12
# Below this a name is not even near.
_NEAR = 40.0
# The best must lead by this much to be taken without asking; by more where it is a matter of spelling or sound, or
# where two characters may be short for much.
_MARGIN = 5.0
_MARGINS = {Why.FUZZY: 10.0, Why.ABBREVIATION: 12.0, Why.HOMOPHONE: 10.0, Why.PINYIN: 9.0, Why.INITIALS: 14.0}
_SHORT, _SHORT_MARGIN = 2, 3.0
# From here on what abbreviates a name or sounds like it is asked about; what is only spelt like it must be SURE.
_LIKELY = DOUBTFUL + 0.1

# Of the sets of a reading, those without a slip; and what makes looking for slips needless.
_NEAREST_SETS = 2
_CONVINCING = 87.0

_Lookup = tuple[Asked, list[int], int]
_Best = dict[tuple[str, str], Candidate]


def resolve(index: NameIndex, text: str, *, kinds: Collection[str] | None = None, limit: int = 5) -> Resolution:
    """What `text` means among the entities of these kinds (all, if None). Never raises on any text.

    Only the first 200 characters are read. At most `limit` candidates are returned.
    """
    text = text[:LONGEST_TEXT]
    asked = take_apart(text)
    if not asked.full:
        return Unknown(())
    best: _Best = {}
    for segment in index.segments:
        _keep(best, _with_same_key(segment, asked, kinds))
    if not any(candidate.score == 100.0 for candidate in best.values()):
        _look_closer(best, index, asked, kinds)
    return decide(best.values(), text, limit)


def _look_closer(best: _Best, index: NameIndex, asked: Parts, kinds: Collection[str] | None) -> None:
    """What is spelt alike, what it abbreviates or sounds like; and only then, what one sound is wrong for."""
    grams = gram_hashes(asked.bare)
    lookups = [(way.asked, keys, number) for way in readings(asked) for number, keys in enumerate(way.keys)]
    for segment in index.segments:
        _keep(best, _alike(segment, asked, grams, kinds))
        _keep(best, _shaped(segment, asked, [one for one in lookups if one[2] < _NEAREST_SETS], SHAPED, kinds))
    if not any(candidate.score >= _CONVINCING for candidate in best.values()):
        for segment in index.segments:
            _keep(best, _shaped(segment, asked, [one for one in lookups if one[2] >= _NEAREST_SETS], SLIPS, kinds))


def _with_same_key(segment: Segment, asked: Parts, kinds: Collection[str] | None) -> Iterable[Candidate]:
    keys = {squeeze(asked.full): FULL}
    keys.setdefault(squeeze(asked.legal), LEGAL)
    keys.setdefault(squeeze(asked.bare), BARE)
    for key_hash, asked_level in zip(hashes(list(keys)).tolist(), keys.values(), strict=True):
        for row, level in segment.with_key(key_hash, kinds):
            name = segment.name(row)
            yield _candidate(name, by_key(asked_level, level, name.role))


def _alike(segment: Segment, asked: Parts, grams: U64, kinds: Collection[str] | None) -> Iterable[Candidate]:
    for row in segment.sharing(grams, kinds, RESCORED):
        name = segment.name(row)
        yield _candidate(name, by_likeness(asked, take_apart(name.text)))


def _shaped(
    segment: Segment, asked: Parts, lookups: Sequence[_Lookup], most: int, kinds: Collection[str] | None
) -> Iterable[Candidate]:
    seen: set[tuple[Asked, int]] = set()
    for read, keys, _ in lookups:
        for row in segment.shaped(keys, kinds, most):
            if (read, row) not in seen:
                seen.add((read, row))
                name = segment.name(row)
                fit = by_shape(asked, read, take_apart(name.text))
                if fit is not None:
                    yield _candidate(name, fit)


def _candidate(name: Name, fit: Fit) -> Candidate:
    return Candidate(name.kind, name.entity_id, name.text, round(fit.score, 1), fit.why)


def _keep(best: _Best, candidates: Iterable[Candidate]) -> None:
    """Keep each entity's best name."""
    for candidate in candidates:
        known = best.get((candidate.kind, candidate.entity_id))
        if known is None or _rank(candidate) < _rank(known):
            best[candidate.kind, candidate.entity_id] = candidate


def _rank(candidate: Candidate) -> tuple[float, int, str, str, str]:
    """Best first; a fixed order among equals, shorter names before longer ones."""
    return (-candidate.score, len(candidate.name), candidate.name, candidate.kind, candidate.entity_id)


def decide(candidates: Iterable[Candidate], text: str, limit: int) -> Resolution:
    """One clear winner, several about equal, or none good enough."""
    ranked = sorted((c for c in candidates if c.score >= _NEAR), key=_rank)
    if not ranked or ranked[0].score < (SURE if ranked[0].why is Why.FUZZY else _LIKELY):
        return Unknown(tuple(ranked[:limit]))
    rivals = _rivals(ranked, text)
    if len(rivals) == 1 and rivals[0].score >= SURE:
        return Resolved(rivals[0])
    return Ambiguous(tuple(rivals[:limit]), max(0, len(rivals) - limit))


def _rivals(ranked: list[Candidate], text: str) -> list[Candidate]:
    """Those that the best does not clearly beat, itself included."""
    top = ranked[0]
    if top.score == 100.0:
        equal = [c for c in ranked if c.score == 100.0]
        verbatim = [c for c in equal if c.name.strip() == text.strip()]
        return verbatim if len(verbatim) == 1 else equal
    margin = _MARGINS.get(top.why, _MARGIN) + (0.0 if len(text) > _SHORT else _SHORT_MARGIN)
    return [c for c in ranked if top.score - c.score < margin]
