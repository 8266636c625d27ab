"""Something promised has another day: by a button and a day, or in one sentence."""

from collections.abc import Mapping

from capture.promises.festivals import first_workday_after
from capture.promises.moment import moment
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.due_days import day_said
from handlers.promise_slots import promise_meant, seen_of
from knowledge.people.model import Lang
from knowledge.work.promise import Promise, PromiseState
from knowledge.work.promising import RedatePromise
from notifiers.filling import filled
from notifiers.formats import day
from notifiers.notice import Choice

NAME = "promise_change"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "ask": {
        "zh": "“{title}”改到哪天？选一个，或直接说，比如“下周三”。",
        "en": "“{title}”: by when? Pick one, or say it, like “next Wednesday”.",
    },
    "unclear": {
        "zh": "没看懂是哪天，换个说法，比如“3月20日”。",
        "en": "I can't tell which day that is; try one like “20 March”.",
    },
    "past": {"zh": "{day}已经过了，换一个今天以后的日子。", "en": "{day} is over; give me a day from today on."},
    "done": {"zh": "好，“{title}”改到{day}。", "en": "All right: “{title}” is due {day}."},
}
_AHEAD = (1, 3, 5)
"""So many working days ahead are offered."""


def plan(ask: Ask, view: View) -> Plan:
    """Set the day; ask for it where none is said."""
    one = promise_meant(ask, view, NAME, PromiseState.OPEN, PromiseState.ASKED)
    if isinstance(one, Plan):
        return one
    text = ask.slots.get("until", "")
    if not text:
        return _asked(one, ask, "ask")
    due_on = day_said(text, ask)
    if due_on is None:
        return _asked(one, ask, "unclear")
    if due_on < ask.today:
        return _asked(one, ask, "past", day=due_on.isoformat())
    said = _say("done", ask.lang, title=one.draft.title, day=day(due_on, ask.lang, ask.today))
    return Plan(Answer(Outcome.DONE, said), (RedatePromise(one.promise_id, seen_of(ask, one), due_on, view.zone),))


def _asked(one: Promise, ask: Ask, words: str, **facts: str) -> Plan:
    said = _say(words, ask.lang, title=one.draft.title, **facts)
    days, calendar = [ask.today], moment(ask.now, ask.zone).calendar
    while len(days) <= max(_AHEAD):
        days.append(first_workday_after(days[-1], calendar))
    kept = {"promise": one.promise_id}
    options = [
        {**kept, "until": days[ahead].isoformat(), "label": day(days[ahead], ask.lang, ask.today)} for ahead in _AHEAD
    ]
    choices = tuple(Choice(one["label"], NAME, {"promise": one["promise"], "until": one["until"]}) for one in options)
    return Plan(
        Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=Pending(NAME, "until", kept, said, tuple(options))
    )


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


INTENT = Intent(
    name=NAME,
    title={"zh": "改答应的日期", "en": "change the day of something promised"},
    examples={"zh": ("把“给您报价”改到下周五",), "en": ("move “send the quote” to Friday",)},
    patterns=sentences(
        r"把[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」](?:改到|推到|延到|延期到|改成|挪到)(?P<until>.{1,30})",
        r"把[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」](?:改个|换个)日期",
        r"(?:move|postpone|push)\s+[“\"](?P<title>[^“”\"]{1,80})[”\"]\s+(?:to|until)\s+(?P<until>.{1,30})",
        r"change\s+the\s+date\s+of\s+[“\"](?P<title>[^“”\"]{1,80})[”\"]",
    ),
    plan=plan,
)
