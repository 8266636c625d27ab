"""From a piece of text to the entity it means, or to a question."""

from collections.abc import Collection, Iterable

from knowledge.graph.names.grams import U64, gram_hashes, hashes
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Ambiguous, Candidate, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.normalise import LONGEST_TEXT, Parts, squeeze, take_apart
from knowledge.graph.names.segment import BARE, FULL, LEGAL, Segment
from knowledge.graph.names.similarity import SURE, Fit, by_key, by_likeness

# Names looked at closely, of those that share most with the text.
RESCORED = 60
# Below this a name is not even near.
_NEAR = 40.0
# The best must lead by this much to be taken without asking; by more where it is a matter of spelling.
_MARGIN, _FUZZY_MARGIN = 5.0, 10.0

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
        grams = gram_hashes(asked.bare)
        for segment in index.segments:
            _keep(best, _alike(segment, asked, grams, kinds))
    return decide(best.values(), text, limit)


def _with_same_key(segment: Segment, asked: Parts, kinds: Collection[str] | None) -> Iterable[Candidate]:
    keys = {squeeze(asked.full): FULL}
    keys.setdefault(squeeze(asked.legal), LEGAL)
    keys.setdefault(squeeze(asked.bare), BARE)
    for key_hash, asked_level in zip(hashes(list(keys)).tolist(), keys.values(), strict=True):
        for row, level in segment.with_key(key_hash, kinds):
            yield _candidate(segment, row, by_key(asked_level, level, segment.roles[row]))


def _alike(segment: Segment, asked: Parts, grams: U64, kinds: Collection[str] | None) -> Iterable[Candidate]:
    for row in segment.sharing(grams, kinds, RESCORED):
        yield _candidate(segment, row, by_likeness(asked, take_apart(segment.texts[row])))


def _candidate(segment: Segment, row: int, fit: Fit) -> Candidate:
    return Candidate(segment.kind(row), segment.entity_ids[row], segment.texts[row], round(fit.score, 1), fit.why)


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
    if not ranked or ranked[0].score < SURE:
        return Unknown(tuple(ranked[:limit]))
    rivals = _rivals(ranked, text)
    if len(rivals) == 1:
        return Resolved(rivals[0])
    return Ambiguous(tuple(rivals[:limit]), max(0, len(rivals) - limit))


def _rivals(ranked: list[Candidate], text: str) -> list[Candidate]:
    """Those that the best does not clearly beat, itself included."""
    top = ranked[0]
    if top.score == 100.0:
        equal = [c for c in ranked if c.score == 100.0]
        verbatim = [c for c in equal if c.name.strip() == text.strip()]
        return verbatim if len(verbatim) == 1 else equal
    margin = _FUZZY_MARGIN if top.why is Why.FUZZY else _MARGIN
    return [c for c in ranked if top.score - c.score < margin]
