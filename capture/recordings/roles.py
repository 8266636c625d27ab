"""Who the speakers of a recording are, where they say so: "我是韩梅", "this is Emma". Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capture.recordings.model import Segment

_SAYS_WHO = re.compile(
    r"(?:我是|我叫|这里是|我这边是|(?:\bthis is|\bmy name is|\bi am|\bi'm|\bhere is)\s)\s*(?P<rest>.{1,30})",
    re.IGNORECASE,
)
_GREETS = re.compile(
    r"(?:^|[，,。!！\s])(?P<who>.{1,12}?)(?:您好|你好)|\b(?:hi|hello|thanks),?\s+(?P<en>[a-z]+)", re.IGNORECASE
)
FEW = 12
"""People introduce themselves at the beginning: among so many sentences of theirs."""


@dataclass(frozen=True, slots=True)
class Role:
    """A speaker: the name as we know it ("" where nobody said it), and "us", "them" or ""."""

    name: str = ""
    side: str = ""


def roles(segments: Sequence[Segment], team: Mapping[str, str], contacts: Mapping[str, str]) -> dict[str, Role]:
    """The role of each speaker that can be told. Of two speakers, knowing the side of one tells the other's."""
    speakers = list(dict.fromkeys(one.speaker for one in segments if one.speaker))
    found = {speaker: _introduced(speaker, segments, team, contacts) for speaker in speakers}
    told = {speaker: role for speaker, role in found.items() if role.side}
    if len(speakers) == 2 and len(told) == 1:
        (one, role), other = next(iter(told.items())), next(iter(set(speakers) - set(told)))
        across = "them" if role.side == "us" else "us"
        told[other] = Role(_greeted(one, segments, contacts if across == "them" else team), across)
    return told


def _introduced(
    speaker: str, segments: Sequence[Segment], team: Mapping[str, str], contacts: Mapping[str, str]
) -> Role:
    said = [one.text for one in segments if one.speaker == speaker][:FEW]
    for text in said:
        for found in _SAYS_WHO.finditer(text):
            for names, side in ((team, "us"), (contacts, "them")):
                name = _at_the_beginning(found["rest"], names)
                if name:
                    return Role(name, side)
    return Role()


def _at_the_beginning(text: str, names: Mapping[str, str]) -> str:
    fits = [name for name in names if name and text.casefold().startswith(name.casefold())]
    return max(fits, key=len, default="")


def _greeted(speaker: str, segments: Sequence[Segment], names: Mapping[str, str]) -> str:
    """Whom the other one greets, where that can only be one of those we know: "邵经理您好", "hello, Anna"."""
    said = [one.text for one in segments if one.speaker == speaker][:FEW]
    for text in said:
        for found in _GREETS.finditer(text):
            called = (found["who"] or found["en"] or "").casefold()
            fits = [name for name in names if called and _is_called(name.casefold(), called)]
            if len(fits) == 1:
                return fits[0]
    return ""


def _is_called(name: str, called: str) -> bool:
    """By the whole name, the first name, or in Chinese by the surname before a title."""
    latin = name.isascii()
    return name == called or (
        name.split(maxsplit=1)[0] == called if latin else called[:1] == name[:1] and len(called) >= 2
    )
