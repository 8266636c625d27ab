"""Names put right by their sound, where that is sure: what was heard is kept beside. Pure.

A common word never becomes a name: a short name needs the very same sounds and a recogniser in doubt; a text that is
itself a word, or a name that is known, stays; where two names fit about equally, nothing is done.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from capture.recordings.hints import spoken_form
from capture.recordings.model import Repair, Segment, SpokenName
from capture.recordings.sounding import letter_cost, syllable_cost
from capture.recordings.units import Unit, squeezed, units_of, with_name
from capture.recordings.vocabulary import is_word
from knowledge.graph.names.normalise import has_han, take_apart
from knowledge.graph.names.sounds import near, near_sounds, syllables

Common = Callable[[str], bool]

# By the number of syllables: what a name may cost in all (see syllable_cost).
_MOST_HAN = {2: 0.0, 3: 0.4, 4: 0.8}
_PER_SYLLABLE = 0.2
# A recogniser that is surer than this of each character means what it wrote; of a short name, already surer than that.
_SURE, _SURE_SHORT = 0.97, 0.8
# By letter_cost: the most for a name of several words of which one is exactly right, of several, of one word.
_MOST_ANCHORED, _MOST_WORDS, _MOST_WORD, _MOST_SPLIT = 0.34, 0.24, 0.2, 0.15
# An everyday word is taken for a misheard part of a name only where the recogniser is less sure of it.
_SURE_WORD = 0.6
_FEWEST_LETTERS = 5
_SHORTEST_BRAND = 3
# Two names that fit within this are not told apart.
_APART = 0.12


@dataclass(frozen=True, slots=True)
class _Form:
    """One way a name is said, as units: characters with syllables, or words in lower case."""

    name: SpokenName
    text: str
    units: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """Units first to last (exclusive) of a line that sound like a form."""

    first: int
    last: int
    form: _Form
    cost: float


@dataclass(frozen=True, slots=True)
class _Lexicon:
    han: Mapping[str, list[tuple[_Form, int]]]
    latin: tuple[_Form, ...]
    known: frozenset[str]


def repaired(
    segments: Iterable[Segment], names: Sequence[SpokenName], common: Common = lambda _word: False
) -> tuple[list[Segment], list[Repair]]:
    """The segments with names put right, and what was done. `common` tells everyday words of Latin script."""
    if not names:
        return list(segments), []
    lexicon = _lexicon(names)
    found: list[Segment] = []
    repairs: list[Repair] = []
    for segment in segments:
        put_right, done = _of_segment(segment, lexicon, common)
        found.append(put_right)
        repairs += done
    return found, repairs


def _of_segment(segment: Segment, lexicon: _Lexicon, common: Common) -> tuple[Segment, list[Repair]]:
    units = units_of(segment.words)
    matches = [*_han_matches(units, lexicon), *_latin_matches(units, lexicon, common)]
    text, repairs = "".join(word.text for word in segment.words), []
    for match in sorted(_settled(matches), key=lambda one: -one.first):
        start, end = units[match.first].start, units[match.last - 1].end
        segment, at = with_name(segment, start, end, match.form.text)
        if text[start:end] != match.form.text:
            repairs.append(Repair(text[start:end], match.form.text, match.form.name.kind, at))
    return segment, repairs[::-1]


def _settled(matches: Sequence[_Match]) -> list[_Match]:
    """What is right first, then the longest and nearest; of two names that fit as well on one place, none is taken."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda one: (one.cost > 0.0, one.first - one.last, one.cost)):
        if any(match.first < one.last and one.first < match.last for one in kept):
            continue
        rivals = [one for one in matches if (one.first, one.last) == (match.first, match.last)]
        if all(one.form.text == match.form.text or one.cost - match.cost > _APART for one in rivals):
            kept.append(match)
    return kept


# ------------------------------------------------------------------------------------------------------------ Chinese


def _han_matches(units: Sequence[Unit], lexicon: _Lexicon) -> Iterator[_Match]:
    hits: Counter[tuple[int, _Form]] = Counter()
    for place, unit in enumerate(units):
        if unit.han:
            for sound in near_sounds(unit.text) | {near(unit.sound)}:
                hits.update((place - at, form) for form, at in lexicon.han.get(sound, ()))
    for (first, form), count in hits.items():
        size = len(form.units)
        if 0 <= first <= len(units) - size and count >= max(2, size // 2):
            heard = units[first : first + size]
            cost = _han_cost(heard, form)
            if _is_meant(units, first, heard, form, cost, lexicon):
                yield _Match(first, first + size, form, cost)


def _han_cost(heard: Sequence[Unit], form: _Form) -> float:
    if not all(unit.han for unit in heard):
        return float(len(heard))
    pairs = zip(heard, form.units, form.sounds, strict=True)
    return sum(syllable_cost(unit.text, unit.sound, known, known_as) for unit, known, known_as in pairs)


def _is_meant(
    units: Sequence[Unit], first: int, heard: Sequence[Unit], form: _Form, cost: float, lexicon: _Lexicon
) -> bool:
    text, size = "".join(unit.text for unit in heard), len(heard)
    if text == form.text:
        return True  # right already; only punctuation that was put into it goes
    if text in lexicon.known or cost > _MOST_HAN.get(size, _PER_SYLLABLE * size):
        return False
    doubt = min(unit.probability for unit in heard)
    if size >= 4:
        return doubt < _SURE or cost == 0.0
    if doubt >= _SURE_SHORT or is_word(text) or _cuts_a_word(units, first, size):
        return False
    return text[0] == form.text[0] or (size == 3 and text[-1] == form.text[-1])


def _cuts_a_word(units: Sequence[Unit], first: int, size: int) -> bool:
    """Whether its first or last character belongs to a word with its neighbour: 这里 | 拿走."""
    pairs = [units[at : at + 2] for at in (first - 1, first + size - 1) if 0 <= at < len(units) - 1]
    return any(pair[0].han and pair[1].han and is_word(pair[0].text + pair[1].text) for pair in pairs)


# -------------------------------------------------------------------------------------------------------------- Latin


def _latin_matches(units: Sequence[Unit], lexicon: _Lexicon, common: Common) -> Iterator[_Match]:
    for form in lexicon.latin:
        size = len(form.units)
        for first in range(len(units)):
            for count in (size - 1, size, size + 1):
                heard = units[first : first + count]
                if not heard or len(heard) < count or any(unit.han for unit in heard):
                    continue
                cost = letter_cost("".join(unit.sound for unit in heard), "".join(form.units))
                if _is_spelt(heard, form, cost, lexicon, common):
                    yield _Match(first, first + count, form, cost)


def _is_spelt(heard: Sequence[Unit], form: _Form, cost: float, lexicon: _Lexicon, common: Common) -> bool:
    words = [unit.sound for unit in heard]
    joined = "".join(words)
    if cost == 0.0:
        return True  # spelt right, written in another way: flow gate
    if joined in lexicon.known or cost > _MOST_ANCHORED or len(joined) < _FEWEST_LETTERS:
        return False
    doubtful = [unit for unit in heard if unit.sound not in form.units]
    if all(common(unit.sound) and unit.probability >= _SURE_WORD for unit in doubtful):
        return False
    if len(words) != len(form.units):
        # Written together or apart; an everyday word beside a name belongs to the sentence.
        return cost <= _MOST_SPLIT and not any(map(common, words))
    if len(doubtful) < len(words):
        return _others_fit(words, form)
    return cost <= (_MOST_WORDS if len(form.units) > 1 else _MOST_WORD) and not all(map(common, words))


def _others_fit(words: Sequence[str], form: _Form) -> bool:
    """Whether each word that is not right is at least near: "Acne Robotics" is Acme, "Blue Robotics" is not."""
    return all(letter_cost(word, known) <= _MOST_ANCHORED for word, known in zip(words, form.units, strict=True))


# -------------------------------------------------------------------------------------------------------------- forms


def _lexicon(names: Sequence[SpokenName]) -> _Lexicon:
    forms = list({form.text: form for name in names for form in _forms(name)}.values())
    han: dict[str, list[tuple[_Form, int]]] = {}
    for form in forms:
        if has_han(form.text):
            for at, sound in enumerate(form.sounds):
                han.setdefault(near(sound), []).append((form, at))
    known = {form.text for form in forms} | {squeezed(form.text) for form in forms}
    return _Lexicon(han, tuple(form for form in forms if not has_han(form.text)), frozenset(known))


def _forms(name: SpokenName) -> Iterator[_Form]:
    text = name.text.strip()
    said = spoken_form(text)
    parts = take_apart(text)
    # A brand of two characters sounds like too much else that is said.
    brand = parts.brand if parts.han and parts.brand in text and len(parts.brand) >= _SHORTEST_BRAND else ""
    for form in dict.fromkeys((text, said, brand)):
        if len(form) >= 2 and all("㐀" <= c <= "鿿" for c in form):
            yield _Form(name, form, tuple(form), syllables(form))
        elif len(form) >= 3 and not has_han(form):
            words = tuple(squeezed(word) for word in form.split() if squeezed(word))
            yield _Form(name, form, words, words)
