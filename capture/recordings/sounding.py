"""How far apart two names sound: Chinese by syllables, Latin letters by spelling and by the consonants heard. Pure."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.graph.names.sounds import near, near_sounds

_INITIAL = re.compile("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$")
# Sounds that recognisers take for each other; across two groups they rarely do.
_INITIALS = ("b p", "d t", "g k h", "j q x", "z c s zh ch sh", "l n r", "f h", "r y w", "m n", "j z", "q c", "x s")
_FINALS = (
    "an en in un",
    "ei ui uei i",
    "ou u o uo",
    "e uo o",
    "iu ou u v",
    "a ia ua",
    "ai ei",
    "ao iao ou",
    "ang ong eng",
    "ian an uan",
)
_ALIKE_READING, _NEAR = 0.1, 0.2
_ALIKE_INITIAL, _ALIKE_FINAL = 0.35, 0.4
_OTHER_INITIAL, _OTHER_FINAL = 0.6, 0.7


@lru_cache(maxsize=65536)
def syllable_cost(heard: str, heard_as: str, known: str, known_as: str) -> float:
    """0 for the same sound to 1 for another; each a character with its syllable (the character where it has none)."""
    if heard == known or heard_as == known_as:
        return 0.0
    if near_sounds(heard) & near_sounds(known):
        return _ALIKE_READING
    if near(heard_as) == near(known_as):
        return _NEAR
    (initial, final), (other_initial, other_final) = _split(heard_as), _split(known_as)
    first = _part(initial, other_initial, _INITIALS, _ALIKE_INITIAL, _OTHER_INITIAL)
    return min(1.0, first + _part(final, other_final, _FINALS, _ALIKE_FINAL, _OTHER_FINAL))


def _split(syllable: str) -> tuple[str, str]:
    """Initial and final; y and w are no initials but a way to write the final (you: iu, yu: v, wei: ui)."""
    found = _INITIAL.match(syllable)
    initial, final = (found[1], found[2]) if found else ("", syllable)
    if initial == "y":
        return "", {"u": "v", "ou": "iu", "e": "ie", "uan": "van", "ue": "ve", "un": "vn"}.get(final, final)
    if initial == "w":
        return "", {"ei": "ui", "u": "u", "en": "un", "o": "uo", "a": "ua", "ai": "uai", "an": "uan"}.get(final, final)
    return initial, final


@lru_cache(maxsize=8192)
def _part(one: str, other: str, groups: tuple[str, ...], alike: float, apart: float) -> float:
    if one == other:
        return 0.0
    if near(one) == near(other):
        return _NEAR
    return alike if any({one, other} <= set(group.split()) for group in groups) else apart


_SILENT = re.compile(r"^(?:kn|gn|pn)|^wr|(?<=m)b$|gh(?=t|$)")
_SAME = (
    ("ph", "f"), ("ck", "k"), ("sch", "sk"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("th", "t"), ("qu", "kw"),
    ("x", "ks"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("dg", "j"),
    ("ge", "je"), ("gi", "ji"), ("wh", "w"), ("v", "f"), ("y", "i"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def skeleton(letters: str) -> str:
    """The consonants of a word as heard: "kestral" and "kestrel" are both kstrl, "quillon" and "kwilon" kwln."""
    text = _SILENT.sub(lambda found: found[0][-1] if found.start() == 0 else "", letters)
    for written, said in _SAME:
        text = text.replace(written, said)
    first, rest = text[:1], re.sub("[aeiouh]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", ("a" if first and first in "aeiou" else first) + rest)


def letter_cost(heard: str, known: str) -> float:
    """0 for the same letters to 1; the mean of the spelling's and the consonants' edits. Both lower case, unspaced."""
    if heard == known:
        return 0.0
    spelling = OSA.normalized_distance(heard, known)
    return (spelling + OSA.normalized_distance(skeleton(heard), skeleton(known))) / 2
