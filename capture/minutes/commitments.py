"""Who promised what by when: the promises of a meeting, with the sentences they were made in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from capture.minutes import cues_en, cues_zh
from capture.minutes.model import Known, Setting, Turn
from capture.minutes.offers import Promised, acceptance, taken
from capture.minutes.promising import Promise
from capture.minutes.sentences import Clause, Sentence, has_han
from capture.minutes.stretches import Stretch, stretches
from capture.minutes.when import By, due_of
from capture.promises.doers_en import PERSON
from capture.promises.moment import Moment, moment

Cut = Sequence[Sequence[Sentence]]


def commitments_in(turns: Sequence[Turn], cut: Cut, setting: Setting) -> list[Promised]:
    """All commitments, in order. `cut` holds the sentences of each turn."""
    said = moment(setting.held_at, setting.zone)
    found: list[Promised] = []
    for line, turn in enumerate(turns):
        asked = _asked_of(turns, cut, line, said)
        made = _made_in(line, turn, cut[line], said, setting.known)
        if asked is not None:
            made = _dated(made, asked, turn.text) if made else _agreed(line, turn, asked)
        found.extend(made)
    return taken(found, turns, said)


# ---------------------------------------------------------------------------------------------------- said by oneself


def _made_in(line: int, turn: Turn, cut: Sequence[Sentence], said: Moment, known: Known) -> list[Promised]:
    single = [
        _promised(line, number, one, turn, known)
        for number, sentence in enumerate(cut)
        for one in stretches(sentence, turn.side, said)
    ]
    return _merged(single, turn)


def _promised(line: int, number: int, one: Stretch, turn: Turn, known: Known) -> Promised:
    who = _who(one.promise, turn, known)
    rule, sure = one.promise.rule, one.promise.confidence
    offer = one.promise.offer
    return Promised(line, one.start, one.end, rule, sure, who, one.by, one.vague, number, one.firm, offer=offer)


_OFFICE_ZH = re.compile("法务|财务|技术|售前|商务|采购|研发|工程|师傅|同事|产品|运维|实施|客服|架构|部$|厂$|人$")

_FAMILIAR_ZH = re.compile("[小老阿][^小老阿]{1,2}$")
"""Also behind what they are: 档案室老秦."""

_OFFICE_EN = re.compile(
    r"\b(?:it|hr|qa|legal|procurement|purchasing|finance|accounting|accounts|support|engineering|operations|ops|logistics|marketing"
    r"|security|team|department|office|people|guys|folks)$"
)
_CHIEF = re.compile(r"\bc[a-z]o$")


def _who(promise: Promise, turn: Turn, known: Known) -> str:
    """Who is to act: somebody named, else the speaker, who also answers for their own people (我让法务…)."""
    name = promise.who.strip()
    if not name:
        return turn.speaker
    people = [*known.team, *known.contacts]
    whole = [one for one in people if one.casefold() == name.casefold()]
    first = [one for one in people if one.casefold().split()[:1] == [name.casefold()]]
    if whole or len(first) == 1:
        return (whole or first)[0]
    if not has_han(name):
        return (
            turn.speaker if name.isupper() or _OFFICE_EN.search(name.casefold()) or _is_thing(name) else _english(name)
        )
    familiar = _FAMILIAR_ZH.search(name)
    return familiar[0] if familiar and not _OFFICE_ZH.search(familiar[0]) else turn.speaker


def _is_thing(name: str) -> bool:
    """Whether it is no person: "the draft report" will be with you."""
    return name.startswith("the ") and not PERSON.search(name) and not _CHIEF.search(name)


def _english(name: str) -> str:
    bare = re.sub(r"^(?:our|my|the) ", "", name)
    return bare.upper() if _CHIEF.fullmatch(bare) else bare[:1].upper() + bare[1:]


def _merged(single: Sequence[Promised], turn: Turn) -> list[Promised]:
    """Promises that go on about one thing are one: the last day named counts."""
    found: list[Promised] = []
    for one in single:
        if found and _goes_on(found[-1], one, turn):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    return found


_ANOTHER = re.compile(
    r"另外|还有|第二|再一个|\b(?:also|and one more|another|second|besides|separately)\b", re.IGNORECASE
)
_FAR, _LONGEST = 60, 240
"""Characters between two promises of one turn, and of both together, beyond which they are about different things."""


def _goes_on(one: Promised, other: Promised, turn: Turn) -> bool:
    if other.start - one.end > _FAR or other.end - one.start > _LONGEST:
        return False
    if one.who != other.who or one.offer != other.offer:
        return False
    if one.sentence == other.sentence:
        return True
    between = turn.text[one.end : other.start + 12]
    return (one.by is None or other.by is None or one.by.day == other.by.day) and not _ANOTHER.search(between)


def _joined(one: Promised, other: Promised) -> Promised:
    firm, best = one.firm or other.firm, max(one, other, key=lambda promised: promised.confidence)
    return replace(
        one,
        end=max(one.end, other.end),
        rule=best.rule,
        confidence=best.confidence,
        by=one.by if other.by is None or (other.by.rough and one.by) else other.by,
        vague=(one.vague or other.vague) and not firm,
        sentence=other.sentence,
        firm=firm,
    )


# ------------------------------------------------------------------------------------------------- asked and agreed to


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    by: By | None


def _asked_of(turns: Sequence[Turn], cut: Cut, line: int, said: Moment) -> _Asked | None:
    """What the speaker of turn `line` was asked to do just before, by somebody else."""
    if line == 0 or turns[line - 1].speaker == turns[line].speaker:
        return None
    clauses = ((one, clause) for one in reversed(cut[line - 1]) for clause in reversed(one.clauses))
    asked = next(((sentence, clause) for sentence, clause in clauses if _requests(clause)), None)
    if asked is None:
        return None
    sentence, clause = asked
    behind = sentence.text[clause.start - sentence.start :]
    return _Asked(
        clause.text, due_of(clause.text, said) or due_of(behind, said) or _added(sentence, cut[line - 1], said)
    )


_WHO = re.compile(r"[我你您他她它]|\b(?:i|we|you|he|she|it|they)\b", re.IGNORECASE)


def _added(asked: Sentence, turn: Sequence[Sentence], said: Moment) -> By | None:
    """The day with which the sentence behind a request begins: "By tomorrow would be great"."""
    behind = next((one for one in turn if one.start >= asked.end), None)
    by = due_of(behind.clauses[0].text, said) if behind else None
    if behind is None or by is None:
        return None
    before = behind.text.partition(by.said)[0]
    return None if len(before) > _LEAD or _WHO.search(before) else by


_LEAD = 12
"""So many characters before its day, and a sentence still begins with it."""


def _requests(clause: Clause) -> bool:
    if has_han(clause.text):
        return cues_zh.REQUESTS.search(clause.text) is not None
    return cues_en.REQUESTS.search(clause.text.lower().replace("’", "'")) is not None


def _dated(made: list[Promised], asked: _Asked, text: str) -> list[Promised]:
    """A promise that answers a request, and names no day, keeps the request's."""
    first = made[0]
    answers = first.rule in ("en.should_be_able", "en.will_do") or bool(acceptance(text)[0].strip())
    return [replace(first, by=asked.by), *made[1:]] if first.by is None and answers else made


_SHORT_ZH, _SHORT_EN = 8, 24
"""So much may follow a word of consent that is all the answer."""


def _agreed(line: int, turn: Turn, asked: _Asked) -> list[Promised]:
    """Agreed to in a word: 好的好的, "Sure, no problem"."""
    word, rest = acceptance(turn.text)
    cues, short = (cues_zh, _SHORT_ZH) if has_han(turn.text) else (cues_en, _SHORT_EN)
    if not cues.AGREES.search(word) or len(rest.strip()) > short:
        return []
    end = len(turn.text.rstrip(" .。!！"))
    return [Promised(line, 0, end, "agreed_when_asked", 0.6, turn.speaker, asked.by, vague=False, what=asked.text)]
