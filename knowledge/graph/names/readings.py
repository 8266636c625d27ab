"""How a text may be read as an abbreviation, by its sounds, or as initials of a Chinese name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.graph.names.abbreviation import Asked, Writing
from knowledge.graph.names.normalise import Parts, squeeze
from knowledge.graph.names.shapes import asked_initial_keys, asked_sound_keys
from knowledge.graph.names.sounds import cut, near_sounds, syllables, usual_syllables

# Longer texts are found by their grams; longer runs of letters are no pinyin of a name.
_LONGEST_HAN, _LONGEST_LATIN, _LONGEST_INITIALS = 14, 48, 10
_RUN = re.compile("[a-z0-9]+|[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text, and sets of shape keys: a name that is meant has all keys of one set, nearest first."""

    asked: Asked
    keys: list[list[int]]


def readings(asked: Parts) -> list[Reading]:
    """All ways to read it; none for a text that is too long."""
    text = squeeze(asked.legal if asked.han else asked.full)
    found = _han_readings(text) if asked.han else _latin_readings(text)
    return [reading for reading in found if reading.keys]


def _han_readings(text: str) -> Iterator[Reading]:
    if not 2 <= len(text) <= _LONGEST_HAN:
        return
    others = tuple(map(near_sounds, text))
    for sounds in {syllables(text), usual_syllables(text)}:
        yield Reading(Asked(Writing.HAN, tuple(text), sounds), asked_sound_keys(sounds, others))
    if re.search("[a-z]", text):
        sounds = tuple(_mixed(text))
        yield Reading(Asked(Writing.MIXED, sounds, sounds), asked_initial_keys("".join(one[0] for one in sounds)))


def _mixed(text: str) -> Iterator[str]:
    """Sounds of Chinese characters, syllables of letters that are pinyin, and single letters."""
    for run in _RUN.findall(text):
        ways = cut(run) if run.isascii() and len(run) > 1 else ()
        yield from ways[0] if ways else run if run.isascii() else syllables(run)


def _latin_readings(text: str) -> Iterator[Reading]:
    if not (2 <= len(text) <= _LONGEST_LATIN and text.isascii() and text.isalnum()):
        return
    for way in cut(text):
        if len(way) > 1:
            yield Reading(Asked(Writing.PINYIN, way, way), asked_sound_keys(way))
    if len(text) <= _LONGEST_INITIALS:
        yield Reading(Asked(Writing.INITIALS, tuple(text), tuple(text)), asked_initial_keys(text))
