"""Questions that nobody answered: put off, talked past, or asked at the very end."""

import re
from collections.abc import Iterator, Sequence

from capture.minutes import topics
from capture.minutes.following import terms
from capture.minutes.model import Turn
from capture.minutes.sentences import Sentence
from capture.minutes.talk import Cut, Said
from knowledge.meetings.model import ItemKind


def questions_in(turns: Sequence[Turn], cut: Cut) -> Iterator[Said]:
    """The last question of each turn of the customer's, or of somebody of an unknown side, where nobody answered it."""
    for line, sentences in enumerate(cut):
        asked = next((one for one in reversed(sentences) if _asks(one)), None)
        if asked is None or turns[line].side == "us" or topics.CHAT.search(asked.text):
            continue
        why = _left_open(turns, cut, line, asked)
        if why:
            yield Said(ItemKind.QUESTION, line, asked.start, asked.end, why, 0.7 if why == "question.put_off" else 0.5)


def _asks(sentence: Sentence) -> bool:
    """Also with a reason behind it: "what about the load, there is a pharmacy below"."""
    asking = (clause for clause in sentence.clauses if clause.asks or _CHOICE.search(clause.text))
    return sentence.asks or any(not _ASKED_ABOUT.search(clause.text) for clause in asking)


_CHOICE = re.compile("(?:是|用|做|走|要|到底|选)[^，。]{0,12}还是[^，。]{1,10}$|^[^，。我]{1,8}怎么[^，。了样]{1,4}$")
"""Asked without a word that always asks: 用国产还是进口啊, 粉尘怎么处理."""


_ASKED_ABOUT = re.compile(r"知道|清楚|明白|看看?|问问?|\b(?:know|see|wonder|depends|sure)\b", re.IGNORECASE)
"""Behind these a question is only spoken of."""


def _left_open(turns: Sequence[Turn], cut: Cut, line: int, asked: Sentence) -> str | None:
    last = asked is cut[line][-1] and asked.asks
    reply = next((at for at in range(line + 1, len(turns)) if turns[at].speaker != turns[line].speaker), None)
    if reply is None or not cut[reply]:
        return "question.at_the_end" if last and (asked.text.endswith(_MARKS) or len(asked.text) <= _SHORT) else None
    if _YES.search(cut[reply][0].text):
        return None
    if _puts_off(cut[reply]):
        return None if _answered(turns, cut, line, reply, asked) else "question.put_off"
    by_question = last and len(cut[reply]) == 1 and cut[reply][0].asks and reply + 1 < len(turns)
    return "question.met_by_question" if by_question else None


_YES = re.compile(r"^(?:absolutely|of course|certainly|definitely|yes)\W*$", re.IGNORECASE)
"""A sentence of its own; what is looked into behind it is how."""

_MARKS = ("?", "？")
_SHORT = 40
"""Without its mark only a short sentence is surely a question."""


def _puts_off(reply: Sequence[Sentence]) -> bool:
    first = " ".join(sentence.text for sentence in reply[:2])
    if topics.EVADES.search(first):
        return True
    return bool(topics.DEPENDS.search(first)) and not topics.RULE_FOLLOWS.search(first)


_LIKE = 0.5
"""A later sentence with this share of the question's telling words answers it."""


def _answered(turns: Sequence[Turn], cut: Cut, line: int, reply: int, asked: Sentence) -> bool:
    """Whether somebody comes back to it later."""
    wanted = terms(asked.text)
    later = (
        sentence
        for at in range(reply + 1, len(turns))
        if turns[at].speaker != turns[line].speaker
        for sentence in cut[at]
        if not _asks(sentence) and not topics.EVADES.search(sentence.text)
    )
    return bool(wanted) and any(len(wanted & terms(one.text)) >= _LIKE * len(wanted) for one in later)
