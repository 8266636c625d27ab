"""Promises in English sentences: a sign that somebody commits, what they will do, for whom, by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from capture.promises import words_en as words
from capture.promises.doers_en import MACHINE, PERSON, antecedents, is_office, name_in
from capture.promises.due import Due
from capture.promises.line import Line, Weight, limits_of, weigh
from capture.promises.merging import merged
from capture.promises.model import WORTH_ASKING, By, Promised
from capture.promises.reading import Sentence
from capture.promises.titles import title_en


@dataclass(frozen=True, slots=True)
class _Sign:
    """A way of committing. `weight` is what it says by itself; `needs` what must stand beside it: a day ("dated"),
    somebody it is for ("to_you"), either ("either"), the day and whom or what it is done for ("handed"; "given": whom),
    or nothing.
    """

    name: str
    pattern: re.Pattern[str]
    weight: float
    needs: str = ""


_NAMED = _Sign("named", words.NAMED, 0.3, "handed")
_SIGNS = (
    _Sign("own_word", words.OWN, 0.5, "dated"),
    _Sign("pledge", words.PLEDGE, 0.6),
    _Sign("will", words.WILL, 0.45),
    _Sign("try", words.TRY, 0.4, "either"),
    _Sign("aim", words.AIM, 0.4, "either"),
    _Sign("can", words.CAN, 0.3, "dated"),
    _Sign("doing", words.DOING, 0.3, "dated"),
    _Sign("will_do", words.WILL_DO, 0.3, "dated"),
    _Sign("coming", words.COMING, 0.4, "dated"),
    _Sign("bare_will", words.BARE_WILL, 0.4),
    _Sign("bare_doing", words.BARE_DOING, 0.25, "dated"),
    _Sign("let_me", words.LET_ME, 0.3, "either"),
    _Sign("you_get", words.YOU_GET, 0.25, "dated"),
    _Sign("expect", words.EXPECT, 0.4),
    _Sign("with_you", words.WITH_YOU, 0.3, "dated"),
    _NAMED,
    _Sign("present", words.PRESENT, 0.3, "given"),
)
_END = re.compile(
    r"\s+(?:but|because|since|although|though|whereas|so\s+that)\s+|\s+so\s+(?=(?:i|we|you|he|she|they)\b)"
    r"|[;]|\s+-+\s+|\s+–\s+",
    re.IGNORECASE,
)
_NAMING = ("named", "present")
_WHOLE_CONDITION = 3
"""So many words after "if" can be a condition that is said whole, without a comma behind it."""
_COMMA = re.compile(r",\s*(?:and\s+|so\s+|then\s+)?")


def may_commit(sentence: Sentence) -> bool:
    """Whether any sign of committing stands in a sentence."""
    return any(sign.pattern.search(sentence.text) for sign in _SIGNS)


def promises_en(sentence: Sentence, line: Line) -> Iterator[Promised]:
    """What a sentence of `line` promises."""
    told = (words.JOKE, words.ADVERT)
    if sentence.asks or any(pattern.search(line.text) for pattern in told) or _is_none(sentence.text):
        return
    signs = [one for one in _signs(sentence.text) if _is_somebody(one[1], sentence, line)]
    ends = [0, *(match.end() for _, match in signs)]
    starts = [*(match.start() for _, match in signs), len(sentence.text)]
    found = [
        _judged(_Clause(sentence, sign, match, ends[place], starts[place + 1]), line)
        for place, (sign, match) in enumerate(signs)
        if not (_blocked(_before(sign, match)) or _is_told_of(sentence, sign, match, line))
    ]
    apart = [each for one in found if one and one.confidence >= WORTH_ASKING for each in _each_day(one, line)]
    yield from merged(apart, line.text)


def _is_none(text: str) -> bool:
    """Whether the whole sentence asks, offers, or tells what is usual."""
    calm = words.BENIGN.sub("", text).lstrip(" ,.-")
    kinds = (words.OFFER, words.HABIT, words.CITED, words.NOTICE)
    return any(pattern.search(text) for pattern in kinds) or words.ASKS.search(calm) is not None


def _is_told_of(sentence: Sentence, sign: _Sign, match: re.Match[str], line: Line) -> bool:
    """Whether a promise is only spoken of: the sender's own that was kept, somebody else's that is guessed at."""
    if sign.name == "own_word":
        return words.KEPT.search(line.text, sentence.start + match.end()) is not None
    return sign.name in _NAMING and words.GUESS.search(sentence.text[: match.start()]) is not None


def _is_somebody(match: re.Match[str], sentence: Sentence, line: Line) -> bool:
    """Whether it is clear who acts: he or she only where a name stands before."""
    return not match.groupdict().get("pronoun") or bool(antecedents(line.text[: sentence.start + match.start()]))


def _signs(text: str) -> Iterator[tuple[_Sign, re.Match[str]]]:
    """The signs in order; of those that overlap, the one listed first, or the one that says more of who does it."""
    taken: list[tuple[_Sign, re.Match[str]]] = []
    for sign in _SIGNS:
        for match in _matches(sign, text):
            beside = [one for one in taken if match.start() <= one[1].end() and one[1].start() <= match.end()]
            longer = sign is _NAMED and all(match.end() == other.end() for _, other in beside)
            if not beside or (longer and all(match.start() < other.start() for _, other in beside)):
                taken = [*(one for one in taken if one not in beside), (sign, match)]
    yield from sorted(taken, key=lambda pair: pair[1].start())


def _matches(sign: _Sign, text: str) -> Iterator[re.Match[str]]:
    """Where a sign stands; where it is nobody, who acts may begin a word later (Yes, our cashier …)."""
    place = 0
    while match := sign.pattern.search(text, place):
        named = sign is not _NAMED or _is_named(match)
        if named:
            yield match
        place = max(match.end(), match.start() + 1) if named else match.start() + 1


def _is_named(match: re.Match[str]) -> bool:
    """Whether it is somebody: no word that only opens the sentence; what they "do" opens a clause."""
    if match["now"] and not words.OPENS.search(match.string[: match.start()]):
        return False
    return not match["who"] or name_in(match) != "" or is_office(match)


def _before(sign: _Sign, match: re.Match[str]) -> str:
    """What stands before a sign; with the comma that it begins with, where it says who or what: a new clause."""
    if sign.name.startswith("bare"):
        return match.string[: match.start()]
    return match.string[: match.start() + _opening(match)]


def _opening(match: re.Match[str]) -> int:
    """How many characters of a sign only part it from what stands before."""
    return len(match[0]) - len(match[0].lstrip(" ,.;:–—-"))


def _blocked(before: str) -> bool:
    """Whether what stands before a sign says that it is no promise: a report, a supposition, a negation."""
    clause = _COMMA.split(before)[-1]
    if words.REPORT.search(before) and not words.OWN_WORD.search(before):
        return True
    if words.ANEW.search(before):
        return False
    return _supposes(clause) or words.NEGATIVE.search(words.BENIGN.sub("", clause)) is not None


def _supposes(clause: str) -> bool:
    """Whether a condition before a sign is still open there: "if we'll", not "if the numbers hold up we'll"."""
    condition = words.CONDITION.search(clause)
    if condition is None:
        return False
    between = clause[condition.end() :].split()
    return len(between) < _WHOLE_CONDITION or words.THINKS.search(clause) is not None


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a sign says: from the sign to the next one, or to where another thought begins; `opens` after the last."""

    sentence: Sentence
    sign: _Sign
    match: re.Match[str]
    opens: int
    closes: int

    @property
    def rest(self) -> str:
        """What is to be done, with its condition."""
        said = self.sentence.text[self.match.end() : self.closes]
        end = _END.search(said)
        return said[: end.start()] if end else said

    @property
    def deed(self) -> str:
        """What is to be done."""
        condition = words.CONDITION.search(self.rest)
        return self.rest[: condition.start()] if condition else self.rest

    @property
    def conditional(self) -> bool:
        """Whether a condition stands before or after it."""
        before = self.sentence.text[: self.match.start()]
        return len(self.deed) < len(self.rest) or words.CONDITION.search(before) is not None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the sentence, with a day said before it ("By Friday I'll …")."""
        says = self.match.start() + _opening(self.match)
        commas = [one.end() for one in _COMMA.finditer(self.sentence.text, self.opens, says)]
        return (commas[-1] if commas else self.opens), self.match.end() + len(self.rest)

    @property
    def groups(self) -> dict[str, str]:
        """The named parts of the sign that are there."""
        return {group: text for group, text in self.match.groupdict().items() if text}

    @property
    def of_ours(self) -> bool:
        """Whether it is one of ours by name: Ann from our design team, our engineer Ann."""
        groups = self.groups
        said = groups.get("place", "") if "who" in groups else groups.get("owner", "") if "alias" in groups else ""
        return words.OUR.search(said) is not None and words.OUTSIDER.search(groups.get("role", "")) is None

    @property
    def by(self) -> By:
        """Who acts."""
        owner = (self.match.groupdict().get("owner") or "").lower()
        if self.sign.name in _NAMING and "subject" not in self.groups:
            return "us" if owner in ("our", "my") and not self.of_ours else "other"
        if self.sign.name in ("you_get", "with_you"):
            before = self.sentence.text[: self.match.start()]
            mine = self.sign.name == "you_get" and words.I_ACT.search(before)
            return "me" if mine or words.FROM_ME.search(self.rest) else "us"
        if self.sign.name == "expect" and words.OURS.search(self.rest):
            return "us"
        subject = self.groups.get("subject", "i").lower()
        return "us" if subject != "i" else "me"


def _judged(clause: _Clause, line: Line) -> Promised | None:
    verb, due, sign = _bare_verb(clause.deed), _due(clause, line), clause.sign
    if words.STOP.search(verb):
        return None
    to_you = words.SECOND.search(clause.deed) is not None or sign.name in ("you_get", "with_you", "expect")
    acts = words.DEED.search(verb) is not None
    if not _has_needed(clause, verb, dated=due is not None, to_you=to_you) or not (acts or due or to_you):
        return None
    them = words.SOMEBODY.search(clause.deed) or (sign.name in _NAMING and words.US.search(clause.deed))
    signs = {
        sign.name: sign.weight,
        "ours": 0.15 * clause.of_ours,
        "to_you": 0.2 * to_you,
        "to_somebody": 0.1 if not to_you and them else 0.0,
        "dated": 0.25 if due else 0.0,
        "deed": 0.0 if not acts else 0.1 if words.SMALL.search(verb) else 0.2,
        "laughs": -0.3 if words.LAUGH.search(line.ending) or words.LAUGH_FIRST.search(line.text) else 0.0,
    }
    return _promised(clause, due, weigh("en", signs), line)


def _has_needed(clause: _Clause, verb: str, *, dated: bool, to_you: bool) -> bool:
    """Whether what must stand beside the sign does."""
    needs = "given" if clause.groups.get("now") else clause.sign.needs
    if clause.of_ours:
        return True
    if needs in ("given", "handed"):
        given = to_you or any(one.search(clause.deed) for one in (words.US, words.SOMEBODY))
        if needs == "given":
            return dated and given
        role = clause.groups.get("role", "")
        acts = given and words.MEETS.search(verb) is None and MACHINE.search(role) is None
        person = not role or (PERSON.search(role) is not None and words.OUTSIDER.search(role) is None)
        return (to_you and not role) or (dated and (acts or (person and words.HANDS.search(verb) is not None)))
    return {"": True, "dated": dated, "to_you": to_you, "either": dated or to_you}[needs]


def _promised(clause: _Clause, due: Due | None, weight: Weight, line: Line) -> Promised:
    start, text = clause.sentence.start, clause.sentence.text
    first, last = clause.span
    return Promised(
        title=title_en(_undated(clause.deed, clause.match.end() + start, line.dues)),
        quote=text[first:last].strip(),
        span=(start + first, start + last),
        lang="en",
        by=clause.by,
        who=_who(clause, line) if clause.by == "other" else "",
        due=due.day if due else None,
        due_text=due.text if due else "",
        conditional=clause.conditional,
        vague=words.VAGUE.search(text[first:last]) is not None,
        confidence=weight.confidence,
        why=weight.why,
    )


def _who(clause: _Clause, line: Line) -> str:
    """The name of who acts, "" for somebody of whom only the role is said, and where "she" can be two people."""
    if not clause.match.groupdict().get("pronoun"):
        return name_in(clause.match)
    names = antecedents(line.text[: clause.sentence.start + clause.match.start()])
    return names.pop() if len(names) == 1 else ""


def _each_day(one: Promised, line: Line) -> Iterator[Promised]:
    """A promise as one; as two where it names a thing each for two days ("the deck today and the quote on Friday")."""
    first, last = one.span
    days = [day for day in line.ahead(line.dues) if first <= day.span[0] < last and not day.rough]
    more = words.AND_THING.fullmatch(line.text, days[0].span[1], days[1].span[0]) if len(days) == 2 else None
    if more is None:
        yield one
        return
    early, late = days
    until, verb = early.span[1], one.title.split()[0]
    title = title_en(one.title.partition(f" and {more['thing']}")[0])
    yield replace(
        one, title=title, quote=line.text[first:until], span=(first, until), due=early.day, due_text=early.text
    )
    quote = line.text[more.start() : last].strip()
    begins = more.start("thing")
    yield replace(
        one, title=f"{verb} {more['thing']}", quote=quote, span=(begins, last), due=late.day, due_text=late.text
    )


def _bare_verb(deed: str) -> str:
    verb = deed.strip()
    while (shorter := words.ADVERB.sub("", verb)) != verb:
        verb = shorter
    return verb


def _due(clause: _Clause, line: Line) -> Due | None:
    """The day by which: ahead, of no other thing; a limit before others, what stands in the clause before the rest."""
    start = clause.sentence.start
    ahead = [one for one in line.ahead(line.dues) if not _of_thing(clause.sentence, one)]
    near = [one for one in ahead if clause.span[0] <= one.span[0] - start < clause.match.end() + len(clause.deed)]
    wide = [one for one in ahead if clause.opens <= one.span[0] - start < clause.span[1]]
    found = near or [one for one in wide if one.limit or not _in_condition(clause.sentence, one)]
    limits = limits_of(found)
    if limits:
        return limits[0]
    certain = [one for one in found if not one.rough] or found
    return certain[-1] if certain else None


def _of_thing(sentence: Sentence, due: Due) -> bool:
    """Friday's call, the notes of Monday: the day belongs to a thing; Monday is a holiday: it is spoken of itself."""
    before = sentence.text[: max(0, due.span[0] - sentence.start)].lower()
    after = sentence.text[max(0, due.span[1] - sentence.start) :]
    return (
        "'s" in due.text
        or words.SPOKEN_OF.match(after) is not None
        or (before.endswith((" from ", " of ", "since ", "last ")) and not before.endswith("week of "))
    )


def _in_condition(sentence: Sentence, due: Due) -> bool:
    before = _COMMA.split(sentence.text[: max(0, due.span[0] - sentence.start)])[-1]
    return words.CONDITION.search(before) is not None


def _undated(deed: str, place: int, dues: Sequence[Due]) -> str:
    for due in reversed(dues):
        first, last = due.span[0] - place, due.span[1] - place
        if 0 <= first < len(deed):
            deed = deed[:first].rstrip() + " " + deed[last:].lstrip()
    return deed
