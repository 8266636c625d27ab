"""How Chinese characters sound: syllables without tones, and what people take for the same sound.

Readings come from pypinyin's dictionaries, read once when first needed, and from its files: to import it would keep
47,000 phrases in memory for good (37 MB), of which the 1,700 that are not read as usual are wanted.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_LONGEST_PHRASE = 3
_LONGEST_SYLLABLE = 6
_MOST_READINGS = 3
_PHRASE = re.compile(r'"([^"]{2,3})":\s*(\[\s*(?:\[[^\]]*\]\s*,?\s*)+\])')
_FIRST = re.compile(r'\[\s*"([^"]*)"')


def _file(name: str) -> str:
    """One of pypinyin's dictionaries, as text. Raises ModuleNotFoundError where it is not installed."""
    found = find_spec("pypinyin")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    return (Path(found.submodule_search_locations[0]) / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _pinyin() -> Mapping[int, str]:
    """The readings of each character, by its code, the usual one first; with tone marks, parted by commas."""
    return {int(code): readings for code, readings in json.loads(_file("pinyin_dict.json")).items()}


def plain(reading: str) -> str:
    """A reading with tone marks as people type it: "lǜ" is "lv", "zhòng" is "zhong"."""
    letters = _TONES.sub("", unicodedata.normalize("NFD", reading)).replace("u\u0308", "v")
    return "".join(c for c in letters if c.isascii() and c.isalpha())


class _Readings(dict[str, str]):
    """The usual reading of a character; "" for what has none."""

    def __missing__(self, character: str) -> str:
        first = _pinyin().get(ord(character), "").partition(",")[0]
        self[character] = found = plain(first)
        return found


_usual = _Readings()


@lru_cache(maxsize=16384)
def near_sounds(character: str) -> frozenset[str]:
    """All its readings, folded by `near`; a character that has none is its own."""
    found = _pinyin().get(ord(character), "").split(",")
    return frozenset(near(plain(one)) for one in found if plain(one)) or frozenset({character})


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """Words of two or three characters in which one is not read as usual: 银行, 重庆."""
    found = {}
    for entry in _PHRASE.finditer(_file("phrases_dict.json")):
        phrase, syllables = entry[1], tuple(plain(one) for one in _FIRST.findall(entry[2]))
        if len(syllables) == len(phrase) and syllables != tuple(_usual[c] for c in phrase) and all(syllables):
            found[phrase] = syllables
    return found


@lru_cache(maxsize=1)
def _turning() -> frozenset[str]:
    """Characters that such a word begins with."""
    return frozenset(phrase[0] for phrase in _phrases())


def syllables(text: str) -> tuple[str, ...]:
    """One sound for each character of a folded text: a syllable, or the character itself where it is no Han."""
    found = [_usual[c] or c for c in text]
    turning = _turning()
    for at, c in enumerate(text):
        if c in turning:
            for size in range(_LONGEST_PHRASE, 1, -1):
                phrase = _phrases().get(text[at : at + size])
                if phrase is not None:
                    found[at : at + size] = phrase
                    break
    return tuple(found)


def usual_syllables(text: str) -> tuple[str, ...]:
    """The same, each character by itself: how a word sounds to somebody who reads it apart."""
    return tuple(_usual[c] or c for c in text)


@lru_cache(maxsize=4096)
def near(letters: str) -> str:
    """Letters without what many speakers do not tell apart: zh z, ch c, sh s, n l, an ang, en eng, in ing."""
    letters = letters.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    return letters.replace("ng", "n").replace("l", "n").replace("v", "u")


@lru_cache(maxsize=1)
def all_syllables() -> dict[str, int]:
    """Every syllable that a character may have, with a number; nothing but pinyin."""
    known = _pinyin()
    everyday = (known[code] for code in range(0x4E00, 0x9FA6) if code in known)
    found = {plain(reading) for readings in everyday for reading in readings.split(",")}
    # Sounds without a vowel are interjections (嗯, 呣), and would split every word.
    return {one: number for number, one in enumerate(sorted(s for s in found if set(s) & set("aeiouv")))}


def cut(letters: str) -> tuple[tuple[str, ...], ...]:
    """Ways to read Latin letters as pinyin, fewest syllables first, at most three; none where they are no pinyin."""
    known = all_syllables()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        found = [
            (*way, letters[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if ways[start] and letters[start:end] in known
            for way in ways[start]
        ]
        ways[end] = sorted(found, key=lambda way: (len(way), way))[:_MOST_READINGS]
    return tuple(ways[-1])
