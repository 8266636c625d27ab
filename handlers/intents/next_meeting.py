"""When we meet a customer next, as far as a calendar says."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, sourced, team_names
from knowledge.access.model import Kind
from knowledge.graph.touchpoints import Touchpoint, meetings_ahead
from knowledge.graph.view import some_contacts
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import ClockFace, day

MOST = 3
"""So many are told."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "next": {"zh": "和{customer}的下一次会：{what}。", "en": "The next meeting with {customer}: {what}."},
    "then": {"zh": "之后还有：", "en": "After that:"},
    "line": {"zh": "· {what}", "en": "· {what}"},
    "what": {"zh": "{when}《{title}》", "en": "{when}, “{title}”"},
    "with": {"zh": "，{who}参加", "en": ", with {who}"},
    "and": {"zh": "、", "en": " and "},
    "place": {"zh": "，地点：{place}", "en": ", at {place}"},
    "all_day": {"zh": "{day} 全天", "en": "{day}, all day"},
    "untitled": {"zh": "没有标题", "en": "no title"},
    "none": {
        "zh": "日历里没有和{customer}的下一次会。",
        "en": "No calendar that I can see has another meeting with {customer}.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """The next one, and the two after it."""
    customer_id = customer_for(ask, view, "next_meeting", Kind.CONTACT)
    if isinstance(customer_id, Plan):
        return customer_id
    customer = name_of(view, customer_id, ask.lang)
    found = meetings_ahead(view.reader, customer_id, ask.now, MOST)
    if not found:
        return Plan(sourced(ask, view, [_say("none", ask.lang, customer=customer)], []))
    first, *others = [_what(one, ask, view) for one in found]
    lines = [_say("next", ask.lang, customer=customer, what=first)]
    lines += [_say("then", ask.lang)] if others else []
    lines += [_say("line", ask.lang, what=what) for what in others]
    return Plan(sourced(ask, view, lines, [one.source for one in found]))


def _what(one: Touchpoint, ask: Ask, view: View) -> str:
    who = _people([one], ask, view)
    title = one.subject or _say("untitled", ask.lang)
    parts = [_say("what", ask.lang, when=_when(one, ask), title=title)]
    parts += [_say("with", ask.lang, who=who)] if who else []
    parts += [_say("place", ask.lang, place=one.place)] if one.place else []
    return "".join(parts)


def _when(one: Touchpoint, ask: Ask) -> str:
    if one.whole_day:
        today = ask.now.astimezone(ask.zone).date()
        return _say("all_day", ask.lang, day=day(one.at.astimezone(ask.zone).date(), ask.lang, today))
    return ClockFace(ask.zone, ask.lang, ask.now).tells(one.at)


def _people(found: Sequence[Touchpoint], ask: Ask, view: View) -> str:
    ours = team_names(view, [one.person_id for one in found], ask.lang)
    theirs = some_contacts(view.reader, [one.contact_id for one in found if one.contact_id])
    names = [*ours.values(), *(contact.name for contact in theirs.values())]
    return _say("and", ask.lang).join(names)


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>.+?)"
_NEXT_ZH = r"(?:下一?次|下一?个|接下来|之后|后面)"
_MEET_ZH = r"(?:的)?(?:开会|会议|见面|碰面|拜访|会面|例会|会)"
_WHEN_ZH = r"(?:是|在|安排在|约在|定在)?(?:什么时候|何时|哪一?天|几号|几点|周几)?"
_END = r"[的呢呀啊吗嘛了]?"

INTENT = Intent(
    name="next_meeting",
    title={"zh": "下一次和客户的会", "en": "the next meeting with a customer"},
    examples={
        "zh": ("下次和同屹轨道开会是什么时候？", "同屹轨道的下次会议"),
        "en": ("when is the next meeting with Vantory?", "next meeting with Vantory"),
    },
    patterns=sentences(
        rf"(?:我们?)?{_NEXT_ZH}(?:和|跟|与|去|见)?{_X}{_MEET_ZH}{_WHEN_ZH}{_END}",
        rf"(?:我们?)?{_NEXT_ZH}(?:要)?(?:去)?(?:拜访|见|约见){_X}{_WHEN_ZH}{_END}",
        rf"(?:我们?)?(?:和|跟|与)?{_X}(?:的)?{_NEXT_ZH}{_MEET_ZH}{_WHEN_ZH}{_END}",
        rf"(?:我们?)?(?:什么时候|何时|哪一?天)(?:再|要)?(?:和|跟|与|去){_X}(?:开会|见面|碰面|会面|拜访){_END}",
        rf"(?:我们?)?(?:和|跟|与){_X}(?:都|还)?(?:约了|有)(?:什么|哪些|几个)会(?:议)?(?:要开)?{_END}",
        rf"(?:when\s+(?:is|are)\s+)?(?:the\s+|our\s+|my\s+)?(?:next|upcoming|coming)\s+(?:meeting|meetings|call|calls|visit)\s+(?:with|at|for)\s+{_X}",
        rf"when\s+(?:do|will)\s+(?:we|i)\s+(?:next\s+)?(?:meet|see|visit)\s+(?:with\s+)?{_X}(?:\s+(?:next|again))?",
        rf"(?:what|which)\s+meetings\s+(?:do\s+(?:we|i)\s+have|are\s+(?:there|planned))\s+(?:coming\s+up\s+)?with\s+{_X}",
    ),
    plan=plan,
    place=36,
    asks={"customer": CUSTOMER},
)
