"""Promises in Chinese sentences, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    """A clause: as said, without its days (`bare`), and that without the courtesies it opens with (`start`)."""

    said: Sentence
    bare: str
    start: str
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
        if not reported or words.FIRST.match(clause.start):
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
        if words.CONDITION.search(clause.text) and not words.FIRST.match(clause.start):
            self._conditional = True
            if not words.FIRST.search(clause.bare):
                then = _then(clause)
                if then is None:
                    return
                clause = then
        if clause.dues and words.AT_WORK.search(clause.bare):
            self._waiting = self._spoken_of = clause.dues[-1]
            return
        waiting = (self._waiting,) if self._waiting and not clause.dues else ()
        one = _judged(clause, (*self._on_that_day(clause.dues), *waiting), self._line)
        if one is not None:
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
    bare, dues = said.text, tuple(line.days_in(said))
    for due in reversed(dues):
        bare = bare[: due.span[0] - said.start] + bare[due.span[1] - said.start :]
    start = words.FILLER.sub("", words.FILLER.sub("", bare)).strip()
    return _Clause(said, bare, start, dues)


def _then(clause: _Clause) -> _Clause | None:
    """What is done for you once a condition of the same clause is met; None where nothing is."""
    then = words.THEN.search(clause.start)
    return replace(clause, start=clause.start[then.end() :]) if then else None


def _reports(text: str) -> bool:
    return not words.OWN_WORD.search(text) and words.REPORT.search(words.TO_TELL.sub("", text)) is not None


def _judged(clause: _Clause, dues: Sequence[Due], line: Line) -> Promised | None:
    subject = _subject(clause)
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


def _subject(clause: _Clause) -> _Subject | None:
    """Who acts in a clause; None for somebody else, or somebody asked to."""
    start = clause.start
    colleague = _colleague(start) or _colleague(clause.text)
    if colleague:
        return colleague
    if words.FIRST.search(start):
        return _WE if words.US.search(start) else _I
    to_you = words.SECOND.search(start) is not None
    if words.THIRD.search(start) or words.YOUR_TURN.search(start):
        return None
    for pattern, subject in ((words.TITLED, _DROPPED), (words.DEPARTMENT, _DEPARTMENT)):
        if pattern.search(start):
            return subject if to_you else None
    whole = words.COLLEAGUE.search(clause.text)
    named = words.COLLEAGUE.search(start) or (whole if to_you or (whole and whole.start("who")) else None)
    if named and not words.THING.match(named["who"]):
        return _Subject("other", named["who"], 0.35, "named", named[0])
    return None if "@" in clause.text and not to_you else _DROPPED


def _colleague(text: str) -> _Subject | None:
    """One of ours with a name (我们技术张工)."""
    ours = words.OURS.match(text)
    named = words.COLLEAGUE.search(text[ours.end() :]) if ours else None
    return _Subject("other", named["who"], 0.45, "named", f"{ours[0]}{named['who']}") if ours and named else None


def _is_none(clause: _Clause, subject: _Subject, dues: Sequence[Due], line: Line) -> bool:
    """Whether something in the clause says that it is no promise."""
    text, start = clause.text, clause.start
    calm = words.BENIGN.sub("", words.EMBEDDED.sub("", text))
    if words.NEGATIVE.search(calm) or words.HABIT.search(text) or words.THOUGHT.search(start):
        return True
    to_you = words.SECOND.search(text) is not None
    if words.LOOK.search(start) and not line.ahead(dues):
        return True
    if words.ORDER.search(start) and not words.OWN_WORD.search(text):
        return True
    if words.ALL_OF_YOU.search(text) and subject is _DROPPED and not to_you:
        return True
    return (words.SELF.search(text) is not None and not to_you) or _is_past(clause, dues, line)


def _is_past(clause: _Clause, dues: Sequence[Due], line: Line) -> bool:
    text, done = clause.text, clause.said.start + clause.text.replace("到了", "到到").rfind("了")
    ahead = any(one.day != line.today or one.limit or 0 <= done < one.span[0] for one in line.ahead(dues))
    if (words.OWN_WORD.search(text) and ahead) or words.APPROVED.search(text):
        return False
    if words.PAST.search(text) or (not ahead and any(one.day and one.day < line.today for one in dues)):
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
