"""At the next meeting: which commitments of earlier ones were spoken of, and whether as done or as still open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from capture.minutes.model import Turn
from capture.minutes.sentences import HAN, Sentence, sentences_of
from capture.minutes.timing import time_of, with_ends
from knowledge.meetings.model import Check, Finding, Item

_LIKE = 0.45
"""From this share of a commitment's telling words on, a sentence speaks of it."""

_REACH = 2
"""What is said of it may also stand in so many sentences behind."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.'’-]+")
_IDLE_ZH = re.compile(
    "我们?|您|你们?|他们?|大家|这边|那边|今天|明天|后天|今晚|下?周[一二三四五六日天]?|月底|之前|以前|一下|一版|一个"
    "|一份|新的?|再|会|去|来|给|把|发|的|了|吧|呢|啊|就|都|也|先|请|"
    "尽量|争取|马上|回去|回头|没问题|好的?|可以|行|下班|到时候|让|跟|和|做|出|写|整理|准备|确认|答复|回复|邮箱|微信"
    "|打电话|说|前|后|内"
)
_IDLE_WORDS = (
    "i'll we'll i we you your my our the a an and or to of for on in by at it that this them me us will "
    "going can could send share get give have be with up over back out next week today tomorrow tonight "
    "monday tuesday wednesday thursday friday end day let check find look make sure as well also just "
    "then so is are do i'm we're email one some too soon call put ask tell talk take his her their from"
)
_IDLE_EN = frozenset(_IDLE_WORDS.split())
_DONE = re.compile(
    "(?:已经|都)[^，。]{0,12}(?:了|过|好|完)|(?:发|寄|交|给|做|写|改|修|补|换|装|办|签|付|谈|问|查|申请|确认|导|测|算"
    "|批|出|送|弄|搞定|完成|解决|处理|收到|拿到|到位|通过)(?:给?您|给?你们?|给?我们?)?(?:完|好|过|来|下来)?了"
    r"|收到了?|搞定|\b(?:sent|done|finished|received|got (?:it|them|the|your)|fixed|completed|signed|shared|resolved"
    r"|delivered|arrived|came through|in place|"
    r"have it|has it|approved|installed|confirmed)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    "还(?:没|是没|在|差|要|得|需)|没(?:有)?(?:收到|发|给|做|看到|来|好|完|出|批|弄|拿到|动)|未|没(?=[。，]|$)|催|拖"
    r"|\b(?:not (?:yet|done|sent)|haven['’]?t|hasn['’]?t|didn['’]?t|still (?:waiting|open|missing|not|working|need"
    r"|don)|never|waiting for|overdue|where is|"
    r"(?:i|we)['’]ll|working on|almost|nearly|not received|outstanding|pending)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    number: int
    sentence: Sentence
    terms: frozenset[str]


def followed(open_items: Sequence[Item], turns: Sequence[Turn], meeting_id: str) -> list[Check]:
    """One check for each open commitment of earlier meetings, by what is said in meeting `meeting_id`."""
    whole = with_ends(turns)
    places = list(_places(whole))
    return [_check(item, places, whole, meeting_id) for item in open_items]


def _check(item: Item, places: Sequence[_Place], turns: Sequence[Turn], meeting_id: str) -> Check:
    wanted = terms(f"{item.text} {item.quote}" if item.text != item.quote else item.text)
    rated = [(len(wanted & place.terms) / len(wanted), at) for at, place in enumerate(places)] if wanted else []
    spoken = sorted((one for one in rated if one[0] >= _LIKE), key=lambda one: (-one[0], one[1]))
    for _, at in spoken:
        verdict = _verdict(places, at)
        if verdict:
            finding, place, why = verdict
            return _said(item, finding, place, turns, meeting_id, why)
    if spoken:
        return _said(item, Finding.STILL_OPEN, places[spoken[0][1]], turns, meeting_id, "spoken_of")
    return Check(item.item_id, meeting_id, Finding.NOT_MENTIONED, why="no_like_sentence")


def _verdict(places: Sequence[_Place], at: int) -> tuple[Finding, _Place, str] | None:
    """What is said of it there, or just behind: questions say nothing themselves."""
    for place in places[at : at + 1 + _REACH]:
        if place.sentence.asks and not _NOT_DONE.search(place.sentence.text):
            continue
        if _NOT_DONE.search(place.sentence.text):
            return Finding.STILL_OPEN, place, "said_not_done"
        if _DONE.search(place.sentence.text):
            return Finding.DONE, place, "said_done"
    return None


def _said(item: Item, finding: Finding, place: _Place, turns: Sequence[Turn], meeting_id: str, why: str) -> Check:
    turn = turns[place.line]
    quote = turn.text[place.sentence.start : place.sentence.end]
    at = time_of(turn, place.sentence.start)
    return Check(item.item_id, meeting_id, finding, quote, place.line, at, turn.speaker, why)


def _places(turns: Sequence[Turn]) -> Iterator[_Place]:
    for line, turn in enumerate(turns):
        for number, sentence in enumerate(sentences_of(turn.text)):
            yield _Place(line, number, sentence, terms(sentence.text))


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The telling words: Latin words by their first six letters, Chinese as pairs of characters."""
    plain = text.casefold()
    words = {word[:6] for word in _LATIN.findall(plain) if word.replace("’", "'") not in _IDLE_EN and len(word) > 2}
    runs = [run for piece in _HAN_RUN.findall(plain) for run in _IDLE_ZH.sub(" ", piece).split()]
    return frozenset(words | {run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1))})
