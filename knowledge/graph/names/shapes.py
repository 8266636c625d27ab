"""Keys under which a Chinese name is found by how an abbreviation of it sounds, or by its initials.

宝钢 abbreviates 宝山钢铁: its first sound stands where the name or its distinctive part begins, the others follow
somewhere. So pairs of (a beginning, a later sound) are keys, and for initials, which are only letters, longer patterns.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.graph.names.sounds import all_syllables, near

# So many sounds of a name are read, and so far from a beginning.
_READ, _REACH = 24, 14
_LONGEST_SLIP = 6
_PAIR, _NEIGHBOURS, _TWO, _THREE, _APART = (tag << 28 for tag in range(1, 6))
_LETTERS = {c: number for number, c in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", start=1)}
_BITS, _LETTER_BITS = 10, 6


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    """A number for each sound, the same for sounds that are near."""
    folded = sorted({near(one) for one in all_syllables()} | set(_LETTERS))
    number = {one: at for at, one in enumerate(folded, start=1)}
    return number | {one: number[near(one)] for one in all_syllables()} | {c: number[c] for c in _LETTERS}


def sound_keys(sounds: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """The pairs of a name whose parts begin at `places`; up to two characters may be left out there (恒天 | 凯马)."""
    numbers = _numbers()
    units = [numbers.get(sound, 0) for sound in sounds[:_READ]]
    for start in {at + more for at in places for more in range(3)}:
        if start < len(units) and units[start]:
            first = units[start] << _BITS
            if start + 1 < len(units):
                yield _NEIGHBOURS | first | units[start + 1]
            yield from (_PAIR | first | unit for unit in units[start + 1 : start + _REACH] if unit)


def asked_sound_keys(sounds: Sequence[str], others: Sequence[Collection[str]] = ()) -> list[list[int]]:
    """Sets of pairs, nearest first: a name that may be abbreviated like this has all of one set.

    First all sounds, the first two as neighbours; then all; then one of them read otherwise (`others`, folded, by
    place); then all but one, where the text is short: a slip in a long one is found by its grams. None where a sound
    is unknown.
    """
    numbers = _numbers()
    units = [numbers.get(sound, 0) for sound in sounds[:_REACH]]
    if len(units) < 2 or not all(units):
        return []
    pairs = _pairs(units)
    found = [_close(units), pairs]
    if len(units) > _LONGEST_SLIP:
        return found
    for at, several in enumerate(others[: len(units)]):
        readings = sorted({numbers[one] for one in several if one in numbers} - {units[at]})
        found += [_pairs([*units[:at], number, *units[at + 1 :]]) for number in readings]
    if len(units) > 2:
        found += [pairs[:at] + pairs[at + 1 :] for at in range(len(pairs))] + [_close(units[1:])]
    return found


def all_sound_keys(sounds: Sequence[str]) -> list[int]:
    """The set of them with all sounds, neighbours or not; empty where a sound is unknown."""
    numbers = _numbers()
    units = [numbers.get(sound, 0) for sound in sounds[:_REACH]]
    return _pairs(units) if all(units) else []


def _pairs(units: Sequence[int]) -> list[int]:
    return [_PAIR | units[0] << _BITS | unit for unit in units[1:]]


def _close(units: Sequence[int]) -> list[int]:
    return [_NEIGHBOURS | units[0] << _BITS | units[1], *_pairs([units[0], *units[2:]])]


def initial_keys(sounds: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """Patterns of initials: the first two, and one from further on; or the first, and two neighbours further on."""
    letters = [_LETTERS.get(sound[0], 0) for sound in sounds[:_READ]]
    for start in set(places):
        end = min(len(letters), start + _REACH)
        if end - start < 2:
            continue
        first, later = letters[start], letters[start + 1 : end]
        yield _TWO | first << _LETTER_BITS | later[0]
        head = _three(first, later[0])
        yield from (head | one for one in later[1:])
        yield from (_apart(first, one) | other for one, other in pairwise(later[1:]))


def _three(first: int, second: int) -> int:
    return _THREE | (first << _LETTER_BITS | second) << _LETTER_BITS


def _apart(first: int, second: int) -> int:
    return _APART | (first << _LETTER_BITS | second) << _LETTER_BITS


def asked_initial_keys(letters: str) -> list[list[int]]:
    """Sets of patterns; a name with these initials has all of one set."""
    found = [_LETTERS.get(c, 0) for c in letters[:_REACH]]
    if len(found) < 2 or not all(found):
        return []
    if len(found) == 2:
        return [[_TWO | found[0] << _LETTER_BITS | found[1]]]
    head = _three(found[0], found[1])
    return [[head | one for one in found[2:]], [_apart(found[0], found[-2]) | found[-1]]]
