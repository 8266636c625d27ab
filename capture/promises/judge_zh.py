"""Promises in Chinese sentences, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from capture.promises import doers_zh as doers
from capture.promises import words_zh as words
from capture.promises.due import Due
from capture.promises.line import Line, limits_of, weigh
from capture.promises.merging import merged
from capture.promises.model import WORTH_ASKING, By, Promised
from capture.promises.reading import Sentence, clauses
from capture.promises.titles import title_zh

_SHORT_REST = 2
"""A clause with no more letters than this beside its day only says when."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who acts: `by` and `who` as in Promised; `weight` is how much it says for a promise, `name` what it is called;
    `said` is how the line says who, where that is more than the name (我们技术张工).
    """

    by: By
    who: str
    weight: float
    name: str
    said: str = ""


_DROPPED = _Subject("me", "", 0.2, "dropped")
_I, _WE = _Subject("me", "", 0.45, "i"), _Subject("us", "", 0.45, "we")
_DEPARTMENT = _Subject("us", "", 0.3, "department")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: as said, without its days (`bare`), that without the courtesies it opens with (`start`), and the same
    with a mark for each day (`marked`).
    """

    said: Sentence
    bare: str
    start: str
    marked: str
    dues: tuple[Due, ...]

    @property
    def text(self) -> str:
        return self.said.text


def may_act(sentence: Sentence) -> bool:
    """Whether anything that is done for somebody stands in a sentence."""
    return sentence.is_chinese and words.DEED.search(sentence.text) is not None


def promises_zh(sentence: Sentence, line: Line) -> Iterator[Promised]:
    """What a sentence of `line` promises."""
    asks = sentence.asks or words.QUESTION.search(words.EMBEDDED.sub("", sentence.text))
    if asks or words.CITED.search(sentence.text) or words.SUPPOSED.search(sentence.text):
        return
    if words.JOKE.search(line.text) or words.NOTICE.search(line.text):
        return
    found, reported = _Found(line), False
    for said in clauses(sentence):
        if words.OFFER.search(said.text) or (_reports(said.text) and not words.SAID_ALL.search(said.text)):
            break
        reported = reported or _reports(said.text)
        clause = _clause(said, line)
        if not reported or doers.FIRST.match(clause.start):
            found.hear(clause)
    yield from merged([one for one in found.promises if one.confidence >= WORTH_ASKING], line.text)


class _Found:
    """What was found in a sentence so far: promises, whether they have a condition, a day that waits for its deed."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._conditional = False
        self._waiting: Due | None = None
        self._spoken_of: Due | None = None
        self.promises: list[Promised] = []

    def hear(self, clause: _Clause) -> None:
        """The next clause: a day alone, a condition, a promise, or nothing."""
        if clause.dues and len(clause.start) <= _SHORT_REST and not words.DEED.search(clause.start):
            self._day_alone(clause.dues[-1])
            return
        if words.CONDITION.search(clause.text) and not doers.FIRST.match(clause.start):
            self._conditional = True
            if not doers.FIRST.search(clause.bare):
                then = _then(clause)
                if then is None:
                    return
                clause = then
        if clause.dues and words.AT_WORK.search(clause.bare):
            self._waiting = self._spoken_of = clause.dues[-1]
            return
        waiting = (self._waiting,) if self._waiting and not clause.dues else ()
        one = _judged(clause, (*self._on_that_day(clause.dues), *waiting), self._line)
        if one is not None and not (self.promises and words.AFTER_THAT.fullmatch(clause.start)):
            self.promises.append(replace(one, conditional=self._conditional or one.conditional))
            self._waiting = None
            self._spoken_of = None
        elif clause.dues:
            self._spoken_of = clause.dues[-1]

    def _on_that_day(self, dues: Sequence[Due]) -> Sequence[Due]:
        """A part of a day is one of the day that was spoken of just before (明天我在公司，下午传您)."""
        day = self._spoken_of
        if day is None or not self._line.ahead([day]) or not all(words.PART_OF_DAY.match(one.text) for one in dues):
            return dues
        return [replace(one, day=day.day) for one in dues]

    def _day_alone(self, due: Due) -> None:
        """A day said after the promise ("…给您，最晚周五") belongs to it; one said before waits for its clause."""
        last = self.promises[-1] if self.promises else None
        if last is not None and last.due is None and self._line.ahead([due]):
            self.promises[-1] = replace(last, due=due.day, due_text=due.text)
        else:
            self._waiting = due


def _clause(said: Sentence, line: Line) -> _Clause:
    marked, dues = said.text, tuple(line.days_in(said))
    for due in reversed(dues):
        marked = marked[: due.span[0] - said.start] + doers.DAY + marked[due.span[1] - said.start :]
    bare = marked.replace(doers.DAY, "")
    return _Clause(said, bare, _plain(bare), _plain(marked), dues)


def _plain(text: str) -> str:
    """Without the courtesies that it opens with."""
    return words.FILLER.sub("", words.FILLER.sub("", text)).strip()


def _then(clause: _Clause) -> _Clause | None:
    """What is done for you once a condition of the same clause is met; None where nothing is."""
    then = words.THEN.search(clause.start)
    return replace(clause, start=clause.start[then.end() :]) if then else None


def _reports(text: str) -> bool:
    return not words.OWN_WORD.search(text) and words.REPORT.search(words.TO_TELL.sub("", text)) is not None


def _judged(clause: _Clause, dues: Sequence[Due], line: Line) -> Promised | None:
    subject = _subject(clause, dues)
    if subject is None or not words.DEED.search(clause.start) or _is_none(clause, subject, dues, line):
        return None
    second = words.SECOND.search(clause.bare) is not None
    if subject is _DROPPED and not second and not (_about_thing(clause.start) and _is_said_to_do(clause)):
        return None
    conditional = any(one.search(clause.text) for one in (words.CONDITION, words.APPROVED))
    due = _due(clause, dues, line)
    if conditional and due and words.AT_ONCE.search(due.text):
        due = None  # at once, when that is so
    signs = {
        subject.name: subject.weight,
        "to_you": 0.3 * second,
        "to_somebody": 0.15 if not second and words.SOMEBODY.search(clause.bare) else 0.0,
        "dated": 0.25 if due else 0.0,
        "deed": 0.15,
        "hands": 0.05 if words.HANDS.search(clause.start) else 0.0,
        "firm": 0.15 if words.STRONG.search(clause.start) else 0.0,
        "laughs": -0.3 if words.LAUGH.search(line.ending) else 0.0,
    }
    weight = weigh("zh", signs)
    return Promised(
        title=title_zh(clause.bare, subject.said or subject.who),
        quote=clause.text,
        span=(clause.said.start, clause.said.start + len(clause.text)),
        lang="zh",
        by=subject.by,
        who=subject.who,
        due=due.day if due else None,
        due_text=due.text if due else "",
        conditional=conditional,
        vague=words.VAGUE.search(clause.text) is not None,
        confidence=weight.confidence,
        why=weight.why,
    )


def _subject(clause: _Clause, dues: Sequence[Due]) -> _Subject | None:
    """Who acts in a clause; None for somebody else, or somebody asked to."""
    said = doers.SOMEBODY.match(clause.marked)
    who = said["who"] if said and not _names_thing(said["who"]) and not doers.ADVERB.search(said["who"]) else ""
    name = doers.name_at_end(who)
    if name and doers.OURS.fullmatch(who.removesuffix(name)):
        return _Subject("other", name, 0.45, "named", who)
    if doers.FIRST.search(clause.start):
        return _WE if doers.US.search(clause.start) else _I
    to_you = words.SECOND.search(clause.start) is not None
    if doers.YOUR_TURN.search(clause.start) or doers.PRONOUN.fullmatch(who) or doers.MACHINE.search(who):
        return None
    if to_you and doers.ADDRESSED.fullmatch(who):
        return _DROPPED
    if said and who:
        return _somebody(clause, said, name, dues)
    at = "@" in clause.text or doers.ABROAD.match(clause.start)
    return None if at and not to_you else _DROPPED


def _somebody(clause: _Clause, said: re.Match[str], name: str, dues: Sequence[Due]) -> _Subject | None:
    """Somebody who is said at the head of a clause: by name, or else where it is said for whom and when."""
    who, does = said["who"], clause.marked[said.end("who") :]
    to_you = words.SECOND.search(does) is not None
    given = (to_you or _is_given(does)) and bool(dues) and not words.GUESSED.search(clause.text)
    if name and (given or not doers.ABROAD.match(who)):
        return _Subject("other", name, 0.35, "named", who)
    if given and doers.DEPARTMENT.fullmatch(who):
        return replace(_DEPARTMENT, said=who)
    if to_you and not words.BY_THEM.match(does):
        return _DROPPED
    if not given and _about_thing(clause.start) and not doers.ABROAD.match(who):
        return _DROPPED
    return _Subject("other", "", 0.3, "role", who) if given else None


def _names_thing(who: str) -> bool:
    """Whether what stands before the deed is what it is done to (报价单, 那两台)."""
    return any(one.end() == len(who) for one in words.THING.finditer(who))


def _is_given(does: str) -> bool:
    """Whether a deed is for somebody, or hands something over."""
    somebody = words.FOR.search(does)
    return words.GIVEN.search(does) is not None or (
        somebody is not None and words.DEED.search(does, somebody.end() + 2) is not None
    )


def _is_none(clause: _Clause, subject: _Subject, dues: Sequence[Due], line: Line) -> bool:
    """Whether something in the clause says that it is no promise."""
    text, start = clause.text, clause.start
    calm = words.BENIGN.sub("", words.EMBEDDED.sub("", text))
    if words.NEGATIVE.search(calm) or words.HABIT.search(text) or words.THOUGHT.search(start):
        return True
    to_you = words.SECOND.search(text) is not None
    if words.LOOK.search(start) and not line.ahead(dues):
        return True
    if _is_order(start, subject) and not words.OWN_WORD.search(text):
        return True
    if words.ALL_OF_YOU.search(text) and subject is _DROPPED and not to_you:
        return True
    return (words.SELF.search(text) is not None and not to_you) or _is_past(clause, dues, line)


def _is_order(start: str, subject: _Subject) -> bool:
    """Whether somebody is asked to; what somebody else does "for us" is not."""
    alone = subject.name in ("named", "role", "department") and (subject.said != subject.who or doers.US.search(start))
    return words.ORDER.search(start) is not None or (not alone and words.TO_ME.search(start) is not None)


def _is_past(clause: _Clause, dues: Sequence[Due], line: Line) -> bool:
    text, done = clause.text, clause.said.start + clause.text.replace("到了", "到到").rfind("了")
    ahead = any(one.day != line.today or one.limit or 0 <= done < one.span[0] for one in line.ahead(dues))
    if (words.OWN_WORD.search(text) and ahead) or words.APPROVED.search(text):
        return False
    days = [one.day for one in dues if one.day]
    if words.PAST.search(text) or (not ahead and days and days[-1] < line.today):
        return True
    return words.DONE.search(text) is not None and not ahead and not words.FUTURE.search(text)


def _about_thing(start: str) -> bool:
    """Whether a clause without subject starts with its deed or with a thing of business, not with somebody else."""
    deed, thing = words.DEED.search(start), words.THING.search(start)
    before = start[: deed.start()].strip() if deed else start
    if words.SOMEBODY.match(before) or words.STEP.match(start):
        return True
    return not before or before[0] in "把将先再去来也都就会" or (thing is not None and thing.start() <= len(before))


def _is_said_to_do(clause: _Clause) -> bool:
    """Whether a clause without subject says a deed: one that ends with its day says when something is (评审9号)."""
    return not clause.dues or words.HANDS.search(clause.start) is not None or not _ends_with_day(clause)


def _ends_with_day(clause: _Clause) -> bool:
    return clause.dues[-1].span[1] >= clause.said.start + len(clause.text)


def _due(clause: _Clause, dues: Sequence[Due], line: Line) -> Due | None:
    """The day by which: what is ahead and said as a limit, else the last named before the deed."""
    ahead = [one for one in line.ahead(dues) if not _of_thing(clause.said, one)]
    certain = limits_of(ahead) or ahead
    if len(certain) <= 1 or certain is not ahead:
        return certain[0] if certain else None
    deed = words.SECOND.search(clause.text) or words.DEED.search(clause.text)
    place = clause.said.start + (deed.start() if deed else len(clause.text))
    before = [one for one in ahead if one.span[1] <= place and not one.rough]
    return before[-1] if before else ahead[0]


def _of_thing(said: Sentence, due: Due) -> bool:
    """周三的会, 周五那版: the day belongs to a thing; 明天起: something begins with it."""
    rest = said.text[max(0, due.span[1] - said.start) :]
    return words.NO_LIMIT.match(rest) is not None
