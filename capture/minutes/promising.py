"""Whether a clause is a promise, and by which rule. Pure; one clause at a time."""

import re
from dataclasses import dataclass, replace

from capture.minutes import cues_en, cues_zh
from capture.minutes.sentences import Clause, has_han
from capture.minutes.when import By


@dataclass(frozen=True, slots=True)
class Promise:
    """What makes a clause a promise: the rule's name, how sure it is (0 to 1), and whom it names as the one to act.

    `who` is "" where it is the speaker. `offer`: it counts once somebody agrees.
    """

    rule: str
    confidence: float
    who: str = ""
    offer: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A clause made ready for the cues: lower case, fillers and stutters gone; the day it names."""

    text: str
    plain: str
    by: By | None
    asks: bool
    chinese: bool
    side: str = ""


_FILLERS_EN = re.compile(
    r"\b(?:um+|uh+|er+|hmm+|you know|i mean|sort of|kind of|basically|just)\b[\s,]*", re.IGNORECASE
)
_SPOKEN_WORD = r"\w{1,20}(?:['’]\w{1,4})?"
_STUTTER = re.compile(rf"\b({_SPOKEN_WORD}(?: {_SPOKEN_WORD})?)(?: \1\b)+", re.IGNORECASE)
_FILLERS_ZH = re.compile("嗯+|呃+|那个(?=[^\\w]|我|他)|就是说|的话(?=[，,])|啊(?=[，,])")

_CONDITION_ZH = re.compile("^[^，。我你您]{1,14}的话(?=.{3})")
"""法务没意见的话下周二发给您: the promise stands behind."""


def read(clause: Clause, by: By | None, side: str = "") -> Read:
    """The clause as the cues want it."""
    if has_han(clause.text):
        plain = _CONDITION_ZH.sub("", _FILLERS_ZH.sub("", clause.text))
        return Read(
            clause.text, cues_zh.ACCEPTS.sub("", plain).strip() or plain, by, clause.asks, chinese=True, side=side
        )
    plain = _STUTTER.sub(r"\1", _FILLERS_EN.sub("", clause.text.lower().replace("’", "'")))
    return Read(clause.text, " ".join(plain.split()), by, clause.asks, chinese=False, side=side)


def promise_in(clause: Read) -> Promise | None:
    """The promise that the clause makes, by the first rule that finds one."""
    return _in_chinese(clause) if clause.chinese else _in_english(clause)


def is_vague(clause: Read) -> bool:
    """Whether it promises only to try, or only in principle."""
    return (cues_zh if clause.chinese else cues_en).VAGUE.search(clause.plain) is not None


# ------------------------------------------------------------------------------------------------------------- Chinese


def _in_chinese(clause: Read) -> Promise | None:
    if clause.asks:
        told = cues_zh.FINDS_OUT.search(clause.plain) or (clause.by and cues_zh.TELLS_WHAT.search(clause.plain))
        return Promise("zh.finds_out", 0.65) if told else _offered(clause)
    if _barred(clause.plain) or _only_said(clause):
        return None
    return _delegated(clause.plain) or _to_you(clause) or _of_ours(clause) or _small_deed(clause.plain)


def _offered(clause: Read) -> Promise | None:
    """下周一给你行不行: the promise without its tag."""
    bare = cues_zh.OFFERED.sub("", clause.plain)
    promise = _in_chinese(replace(clause, plain=bare, asks=False)) if bare != clause.plain else None
    return replace(promise, offer=True) if promise else None


def _barred(text: str) -> bool:
    """Past, denied, asked of the listener, done by others, or what this meeting is about."""
    cues = (cues_zh.AGENDA, cues_zh.NOT, cues_zh.OTHERS, cues_zh.TO_ME, cues_zh.TELLING)
    if any(cue.search(text) for cue in cues) or (cues_zh.PAST.search(text) and not cues_zh.DISPOSES.search(text)):
        return True
    return bool(cues_zh.THEIRS.search(text)) and not cues_zh.OURS.search(text)


_LONGEST = 30
"""A promise without a day is made in fewer characters; what goes on longer tells of something."""


def _only_said(clause: Read) -> bool:
    """Said is done (跟您说实话), or only thought (我觉得)."""
    if cues_zh.BELIEVING.search(clause.plain):
        return True
    if clause.by is None and len(clause.plain) > _LONGEST:
        return True
    now = clause.by is None and cues_zh.NOW.search(clause.plain) is not None
    firm = clause.by is not None or cues_zh.FIRST_TIME.search(clause.plain)
    return not firm and (now or bool(cues_zh.SPEECH.search(clause.plain) or cues_zh.THINKING.search(clause.plain)))


def _delegated(text: str) -> Promise | None:
    found = cues_zh.WE_SEND.search(text)
    return Promise("zh.we_have_somebody", 0.8, found["who"]) if found else None


_SHORT = 10
_LEAST = 4
"""给您, without more, goes with a hand that gives."""


def _to_you(clause: Read) -> Promise | None:
    handed_over = clause.by is None and len(clause.plain) < _LEAST
    if handed_over or not cues_zh.TO_YOU.search(clause.plain) or cues_zh.THEIRS.search(clause.plain):
        return None
    hands = "把" in clause.plain or any(
        cue.search(clause.plain) for cue in (cues_zh.OURS, cues_zh.FIRST_TIME, cues_zh.TRIES)
    )
    firm = clause.by or hands
    if not firm and "您" not in clause.plain and len(clause.plain) > _SHORT:
        return None  # 你 is anybody there: 帮你去做一个导流
    return Promise("zh.to_you", 0.9 if clause.by else 0.8 if firm else 0.6)


def _of_ours(clause: Read) -> Promise | None:
    text = clause.plain
    if cues_zh.WE_OURSELVES.search(text):
        return Promise("zh.we_ourselves", 0.8)
    if cues_zh.WE_MAKE_GOOD.search(text):
        return Promise("zh.we_make_good", 0.7)
    if cues_zh.WE_TAKE.search(text):
        return Promise("zh.we_take", 0.75)
    if cues_zh.WE_TRY.search(text):
        return Promise("zh.we_try", 0.65)
    if cues_zh.CAN.search(text):
        return None
    if cues_zh.WE_INTEND.search(text):
        return Promise("zh.we_intend", 0.85 if clause.by else 0.7)
    if clause.by and (clause.by.said != "今天" or "就" in text) and cues_zh.WE_DO.search(text):
        return Promise("zh.we_with_a_day", 0.75)
    return Promise("zh.a_day_and_a_deed", 0.6) if clause.by and _starts_with_deed(clause) else None


def _small_deed(text: str) -> Promise | None:
    if cues_zh.WE_DO_A_BIT.search(text) and not cues_zh.CAN.search(text):
        return Promise("zh.we_do_a_bit", 0.65)
    if cues_zh.THEN_WE.search(text):
        return Promise("zh.then_we", 0.7)
    return Promise("zh.word_given", 0.6) if cues_zh.WORD_GIVEN.search(text) else None


_LIGHT = re.compile("^[之以前就也再都会来去可 ，,]+")


def _starts_with_deed(clause: Read) -> bool:
    """No subject at all: "下周五前出第二版" is the speaker's."""
    said = clause.by.said if clause.by else ""
    rest = _LIGHT.sub("", clause.plain.replace(said, "", 1))
    return (
        re.match(rf"(?:{cues_zh.INTENT}[就再也]?){{0,3}}(?:把[^，。]{{1,10}}?)?{cues_zh.DO}", rest) is not None
        and clause.plain.find(said) <= 2
    )


# ------------------------------------------------------------------------------------------------------------- English


def _in_english(clause: Read) -> Promise | None:
    text = clause.plain
    if cues_en.WILL_DO.search(text):
        return Promise("en.will_do", 0.8)
    if clause.asks or (cues_en.REPORTS.search(text) and not clause.by):
        return None
    own = _will(clause) or _let_me(clause) or _gives_word(clause) or _offer(clause) or _doing(clause)
    return own or _third(clause) or _obliged(clause)


def _will(clause: Read) -> Promise | None:
    found = cues_en.WILL.search(clause.plain)
    if not found or cues_en.NOT.search(found[0]) or cues_en.SUBORDINATE.search(clause.plain):
        return None
    verb, rest = found["verb"], found["rest"]
    sent = cues_en.SENDS.search(clause.text)
    if sent or cues_en.CAUSES.search(verb + rest):
        return Promise("en.has_it_done", 0.75, sent["who"] if sent else "")
    if not clause.by and cues_en.ON_SCREEN.search(verb + rest):
        return None
    if verb == "be" and not cues_en.BEING.search(rest):
        return None
    asks_for_it = verb in ("ask", "talk", "speak") and cues_en.ASKS_AND.search(rest)
    if verb in cues_en.NOW_VERBS - {"be"} and not (clause.by or cues_en.FOR_SOMEBODY.search(rest) or asks_for_it):
        return None
    if cues_en.DECIDES.search(verb + rest):
        return None
    if found["we"] == "we" and not (clause.side or clause.by or cues_en.TO_LISTENER.search(rest)):
        return None  # where nobody knows the sides, "we" is nobody in particular
    sure = verb in cues_en.DELIVERS or cues_en.TO_YOU.search(rest)
    return Promise("en.will", 0.9 if clause.by else 0.8 if sure else 0.6)


def _let_me(clause: Read) -> Promise | None:
    found = cues_en.LET_ME.search(clause.plain)
    does = found is not None and found["verb"] in cues_en.LET_VERBS
    return Promise("en.let_me", 0.75) if does or (found and clause.by) else None


def _gives_word(clause: Read) -> Promise | None:
    text = clause.plain
    found = cues_en.GIVES_WORD.search(text) or (cues_en.YOU_GET.search(text) if clause.by else None)
    return Promise("en.gives_word", 0.75) if found and not cues_en.NOT.search(text[: found.start()]) else None


_EARLY = 12
"""So far into its clause the one who tries is still its subject: "okay so I can try to …"."""


def _offer(clause: Read) -> Promise | None:
    if clause.side and cues_en.ABLE.search(clause.plain):
        return Promise("en.should_be_able", 0.6)
    found = cues_en.OFFER.search(clause.plain)
    early = found is not None and found.start() <= _EARLY
    if found and early and clause.side and found["verb"] == "try" and re.match(r" (?:to|and) ", found["rest"]):
        return Promise("en.can_try", 0.6)
    if not found or found["verb"] not in cues_en.DELIVERS or "if you" in clause.plain:
        return None
    goes = clause.by or (found["we"] == "i" and cues_en.TO_YOU.search(found["rest"]))
    return Promise("en.can_for_you", 0.65) if goes else None


def _doing(clause: Read) -> Promise | None:
    found = cues_en.DOING.search(clause.plain)
    if not found or not clause.by or cues_en.NOT.search(found[0]):
        return None
    stem = found["verb"] + (found["double"] or "")
    forms = {stem, f"{stem}e", found["verb"]}
    return Promise("en.doing", 0.7) if forms & cues_en.DELIVERS else None


def _obliged(clause: Read) -> Promise | None:
    found = cues_en.OBLIGED.search(clause.plain) if clause.side else None
    if not found or found["verb"] not in cues_en.FINDS_OUT or not cues_en.OF_SOMEBODY.search(found["rest"]):
        return None
    return Promise("en.has_to_find_out", 0.55)


def _third(clause: Read) -> Promise | None:
    found = cues_en.THIRD.search(clause.plain)
    if not found or found["who"].split()[-1] in cues_en.PRONOUNS:
        return None
    tries = clause.side and found["tries"] and (found["ours"] or found["verb"] in cues_en.DELIVERS)
    goes = clause.by or tries or found["verb"] == "be" or cues_en.TO_LISTENER.search(found["rest"])
    return Promise("en.somebody_will", 0.7, found["who"].strip()) if goes else None
