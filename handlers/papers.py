"""What answers about a customer's deals and papers share: whose they are, amounts, names, and where they are from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlers.base import Answer, Ask, Outcome, Plan, View
from handlers.finding import find_customer
from handlers.sources import source_line, source_words
from handlers.when import when
from handlers.words import kind_words
from knowledge.access.model import Kind
from knowledge.graph.model import Provenance
from knowledge.graph.view import as_provenance
from knowledge.people.model import Lang
from knowledge.people.view import people
from knowledge.store.errors import UserMistake
from knowledge.store.recording import Claim, Source
from knowledge.work.model import Task
from knowledge.work.view import tasks_of
from notifiers.filling import filled
from notifiers.formats import exact_money, money

MOST = 20
"""More lines than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "source": {"zh": "来源：{sources}。", "en": "Source: {sources}."},
    "and": {"zh": "、", "en": ", "},
    "left": {"zh": "{who}（已离职）", "en": "{who} (has left)"},
    "exact": {"zh": "{short}（{exact}）", "en": "{short} ({exact})"},
    "by_then": {"zh": "截至 {day}", "en": "by {day}"},
    "more": {"zh": "……还有 {count} 条", "en": "… and {count} more"},
    "left_out": {
        "zh": "没有算上{kinds}：只给跟这家客户的同事看，你目前不在其中。",
        "en": "Left out: {kinds}. Only colleagues who work with this customer may see those.",
    },
    "left_out_here": {
        "zh": "{kinds}没有在这里说，私下问我就能看到。",
        "en": "Left out here: {kinds}. Ask me in private to see those.",
    },
}
_STAGES: Mapping[str, Mapping[Lang, str]] = {
    "qualification": {"zh": "资格确认", "en": "qualification"},
    "discovery": {"zh": "需求调研", "en": "discovery"},
    "proposal": {"zh": "方案与报价", "en": "proposal"},
    "negotiation": {"zh": "商务谈判", "en": "negotiation"},
    "contract": {"zh": "合同审批", "en": "contract"},
    "closed": {"zh": "已结束", "en": "closed"},
}
_UNITS = {"亿": 1e8, "万": 1e4, "B": 1e9, "M": 1e6, "k": 1e3}


def customer_for(ask: Ask, view: View, intent: str, kind: Kind) -> str | Plan:
    """The id of the one customer asked about, whom the asker may hear `kind` of; or the plan that asks back.

    Raises NotForThemError, and UserMistake for a day that cannot be.
    """
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    view.need(Kind.OWNERSHIP)
    found = find_customer(ask, view, intent, ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(kind, found.customer_id)
    return found.customer_id


def may_hear(view: View, kind: Kind, customer_id: str) -> bool:
    """Whether everybody who listens may be told `kind` of a customer: for a part of an answer that can be left out."""
    return view.rights.verdict(view.person, kind, customer_id, view.audience).allowed


def left_out(view: View, kinds: Iterable[Kind], customer_id: str, lang: Lang) -> list[str]:
    """That these kinds are left out of an answer, where somebody may not hear them: the same whether there is any."""
    hidden = [kind for kind in kinds if not may_hear(view, kind, customer_id)]
    alone = [kind for kind in hidden if view.rights.sees(view.person, kind, customer_id)]
    of = {"left_out_here": alone, "left_out": [kind for kind in hidden if kind not in alone]}
    return [_say(words, lang, kinds=_kinds(some, lang)) for words, some in of.items() if some]


def _kinds(kinds: Iterable[Kind], lang: Lang) -> str:
    return _say("and", lang).join(kind_words(kind, lang) for kind in kinds)


def tasks_heard(view: View, customer_id: str) -> list[Claim[Task]]:
    """A customer's tasks that may be told; alone, those of one's own always."""
    found = tasks_of(view.reader, customer_id)
    if may_hear(view, Kind.TASK, customer_id):
        return found
    me = view.person.person_id if view.person and view.audience.direct else ""
    return [one for one in found if me and one.value.assignee_id == me]


def sourced(ask: Ask, view: View, lines: Sequence[str], sources: Iterable[Source]) -> Answer:
    """The lines, and below them where they are known from and since when."""
    known = [_provenance(source) for source in sources]
    words = dict.fromkeys(source_words(one, ask.lang, view.zone) for one in known)
    foot = [_say("source", ask.lang, sources=_say("and", ask.lang).join(words))] if words else []
    listed = dict.fromkeys(source_line(one, view.zone) for one in known)
    return Answer(Outcome.ANSWER, "\n".join([*lines, *foot]), sources=tuple(listed))


def _provenance(source: Source) -> Provenance:
    return as_provenance({name: value for name, value in source.items() if isinstance(value, str)})


def team_names(view: View, ids: Iterable[str], lang: Lang) -> dict[str, str]:
    """What people of the team are called, by id; an id that nobody has serves as the name."""
    found = {one: one for one in sorted(set(ids)) if one}
    for member in people(view.reader, list(found)).values():
        name = member.name_in(lang)
        gone = member.left_on is not None and member.left_on < view.today
        found[member.person_id] = _say("left", lang, who=name) if gone else name
    return found


def amount(value: float, currency: str, lang: Lang) -> str:
    """An amount as people say it, and exactly where that rounds: "¥69.1 万（¥691,200）"."""
    short = money(value, currency, lang)
    size = next((size for unit, size in _UNITS.items() if short.endswith(unit)), 1.0)
    said = float(re.sub(r"[^\d.-]", "", short)) * size
    if abs(said - value) < 0.005:
        return short
    return _say("exact", lang, short=short, exact=exact_money(value, currency))


def stage_words(stage: str, lang: Lang) -> str:
    """A stage as people call it; the team's own words stay."""
    return _STAGES[stage][lang] if stage in _STAGES else stage


def period_of(ask: Ask) -> tuple[date, date] | None:
    """The first and last day that the question names; None where it names none. One day means: up to then."""
    if "day" not in ask.slots:
        return None
    named = (ask.slots.get(name) or ask.slots["day"] for name in ("first", "last"))
    first, last = (date.fromisoformat(text) for text in named)
    return (date.min, last) if first == last else (first, last)


def period_words(ask: Ask) -> str:
    """The days of `period_of` in words; nothing where the question names none."""
    found = period_of(ask)
    if found is None:
        return ""
    first, last = found
    if first == date.min:
        return _say("by_then", ask.lang, day=last.isoformat())
    return when(first, last, ask.lang, ask.today)


def cut(lines: Sequence[str], lang: Lang, most: int = MOST) -> list[str]:
    """The first lines, and how many more there are."""
    if len(lines) <= most:
        return list(lines)
    return [*lines[:most], _say("more", lang, count=str(len(lines) - most))]


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
