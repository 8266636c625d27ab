"""From a piece of text to the entity it means, or to a question."""

from collections.abc import Collection, Iterable

from knowledge.graph.names.grams import gram_hashes
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.lookup import Lookup
from knowledge.graph.names.model import Ambiguous, Candidate, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.normalise import LONGEST_TEXT, Parts, take_apart
from knowledge.graph.names.readings import readings
from knowledge.graph.names.similarity import DOUBTFUL, SURE

# Names looked at closely, of those that have the sounds of the text: all of them, all but one.
SHAPED, SLIPS = 20, 8
# Below this a name is not even near.
_NEAR = 40.0
# The best must lead by this much to be taken without asking; by more where it is a matter of spelling or sound, or
# where two characters may be short for much.
_MARGIN = 5.0
_MARGINS = {Why.FUZZY: 10.0, Why.ABBREVIATION: 12.0, Why.HOMOPHONE: 10.0, Why.PINYIN: 9.0, Why.INITIALS: 14.0}
_SHORT, _SHORT_MARGIN = 2, 7.0
# From here on what abbreviates a name or sounds like it is asked about; what is only spelt like it must be SURE.
_LIKELY = DOUBTFUL + 0.1

# Of the sets of a reading, those without a slip; and what makes looking for slips needless.
_NEAREST_SETS = 2
_CONVINCING = 87.0

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
    lookups = [Lookup(segment, asked, kinds) for segment in index.segments]
    for lookup in lookups:
        _keep(best, lookup.with_same_key())
    if not any(candidate.score == 100.0 for candidate in best.values()):
        _look_closer(best, lookups, asked)
    return decide(best.values(), text, limit)


def _look_closer(best: _Best, lookups: Iterable[Lookup], asked: Parts) -> None:
    """What is spelt alike, what it abbreviates or sounds like; and only then, what one sound is wrong for."""
    grams = gram_hashes(asked.bare)
    ways = readings(asked)
    whole = [(way.asked, keys) for way in ways for keys in way.keys[:_NEAREST_SETS]]
    for lookup in lookups:
        _keep(best, lookup.alike(grams))
        _keep(best, lookup.shaped(whole, SHAPED))
    if not any(candidate.score >= _CONVINCING for candidate in best.values()):
        slips = [(way.asked, keys) for way in ways for keys in way.keys[_NEAREST_SETS:]]
        for lookup in lookups:
            _keep(best, lookup.shaped(slips, SLIPS))


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
