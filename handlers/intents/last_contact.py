"""When somebody of the team last had to do with a customer, as far as anything is recorded."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, left_out, may_hear, sourced, tasks_heard, team_names
from knowledge.access.model import Kind
from knowledge.graph.touchpoints import Direction, TouchKind, past_touchpoints
from knowledge.meetings.view import meetings_of_customer
from knowledge.people.model import Lang
from knowledge.proposals.papers import proposals_of, quotes_of
from knowledge.store.recording import Source
from knowledge.success.view import contracts_of
from notifiers.filling import filled

MOST = 3
"""So many of the latest are told."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "last": {
        "zh": "最近一次和{customer}的往来是 {day}（{days} 天前）：{what}。",
        "en": "The last contact with {customer} on record was {day} ({days} days ago): {what}.",
    },
    "today": {"zh": "今天就和{customer}有往来：{what}。", "en": "There was contact with {customer} today: {what}."},
    "before": {"zh": "再往前：", "en": "Before that:"},
    "line": {"zh": "· {day}：{what}", "en": "· {day}: {what}"},
    "none": {"zh": "没有记录和{customer}的往来。", "en": "No contact with {customer} is recorded."},
    "limits": {
        "zh": "看得到方案、报价、合同、办完的任务、会议录音，和接进来的邮件、日历；电话没有记录。",
        "en": "I see proposals, quotes, contracts, finished tasks, recorded meetings, and the mail and calendars that "
        "are connected; phone calls are not on record.",
    },
    "proposal": {"zh": "{who}发出方案《{name}》", "en": "{who} sent the proposal “{name}”"},
    "quote": {"zh": "{who}报价 {name}", "en": "{who} quoted {name}"},
    "contract": {"zh": "签订合同 {name}", "en": "contract {name} was signed"},
    "task": {"zh": "{who}办完“{name}”", "en": "{who} finished “{name}”"},
    "mail_in": {"zh": "客户来信《{name}》，收信人{who}", "en": "mail from them to {who}, “{name}”"},
    "mail_out": {"zh": "{who}去信《{name}》", "en": "{who} mailed them “{name}”"},
    "meeting": {"zh": "开会《{name}》，{who}参加", "en": "the meeting “{name}” with {who}"},
    "untitled": {"zh": "无标题", "en": "no title"},
    "somebody": {"zh": "有人", "en": "somebody"},
}
_LOOKED_AT = (Kind.PROPOSAL, Kind.QUOTE, Kind.CONTRACT, Kind.TASK, Kind.CONTACT, Kind.DEAL)

Touch = tuple[date, str, str, str, Source]
"""A day, what it was, by whom (an id), its name, and where that is known from."""


def plan(ask: Ask, view: View) -> Plan:
    """The last, the two before, and what is not looked at."""
    customer_id = customer_for(ask, view, "last_contact", Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    customer = name_of(view, customer_id, ask.lang)
    past = [one for one in (*_touches(view, customer_id), *_met(ask, view, customer_id)) if one[0] <= ask.today]
    limits = [_say("limits", ask.lang), *left_out(view, _LOOKED_AT, customer_id, ask.lang)]
    found = sorted(past, key=lambda one: one[0], reverse=True)[:MOST]
    if not found:
        lines = [_say("none", ask.lang, customer=customer), *limits]
        return Plan(sourced(ask, view, lines, []))
    team = team_names(view, [one[2] for one in found], ask.lang)
    first, *others = [(one[0], _what(one, team, ask.lang)) for one in found]
    days = str((ask.today - first[0]).days)
    words = "last" if first[0] < ask.today else "today"
    lines = [_say(words, ask.lang, customer=customer, day=first[0].isoformat(), days=days, what=first[1])]
    lines += [_say("before", ask.lang)] if others else []
    lines += [_say("line", ask.lang, day=day.isoformat(), what=what) for day, what in others]
    return Plan(sourced(ask, view, [*lines, *limits], [one[4] for one in found]))


def _touches(view: View, customer_id: str) -> Iterator[Touch]:
    reader, zone = view.reader, view.zone
    for proposal in proposals_of(reader, customer_id) if may_hear(view, Kind.PROPOSAL, customer_id) else ():
        if sent := _day(proposal.value.sent_at, zone):
            name = f"{proposal.value.title} {proposal.value.version}".strip()
            yield sent, "proposal", proposal.value.sent_by, name, proposal.source
    for quote in quotes_of(reader, customer_id) if may_hear(view, Kind.QUOTE, customer_id) else ():
        if quote.value.quoted_on:
            name = f"{quote.value.product} {quote.value.version}".strip()
            yield quote.value.quoted_on, "quote", quote.value.quoted_by, name, quote.source
    for contract in contracts_of(reader, customer_id) if may_hear(view, Kind.CONTRACT, customer_id) else ():
        if contract.value.signed_on:
            yield contract.value.signed_on, "contract", "", contract.value.contract_no, contract.source
    for task in tasks_heard(view, customer_id):
        if done := _day(task.value.done_at, zone):
            yield done, "task", task.value.assignee_id, task.value.title, task.source


def _met(ask: Ask, view: View, customer_id: str) -> Iterator[Touch]:
    """Mail and meetings: those that a mailbox or a calendar told of, and those of which there is a recording."""
    zone, told = view.zone, set[date]()
    reader = view.reader
    for touch in (
        past_touchpoints(reader, customer_id, ask.now, MOST) if may_hear(view, Kind.CONTACT, customer_id) else ()
    ):
        met = touch.kind is TouchKind.MEETING
        words = "meeting" if met else "mail_in" if touch.direction is Direction.IN else "mail_out"
        on = touch.at.astimezone(zone).date()
        told |= {on} if met else set()
        yield on, words, touch.person_id, touch.subject or _say("untitled", ask.lang), touch.source
    for held in meetings_of_customer(reader, customer_id) if may_hear(view, Kind.DEAL, customer_id) else ():
        on = held.held_at.astimezone(zone).date()
        if on not in told:
            source = {"what": "recording", "where": held.meeting_id, "at": held.held_at.isoformat()}
            yield on, "meeting", held.recorded_by, held.title or _say("untitled", ask.lang), source


def _what(one: Touch, team: Mapping[str, str], lang: Lang) -> str:
    _, words, who, name, _ = one
    return _say(words, lang, who=team.get(who) or _say("somebody", lang), name=name)


def _day(at: datetime | None, zone: tzinfo) -> date | None:
    return at.astimezone(zone).date() if at else None


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>.+?)"
_LAST_ZH = r"(?:上一?次|最近一?次|最近|最后一?次|上一?回)"
_TOUCH_ZH = r"(?:联系|接触|沟通|跟进|往来|拜访|碰面|见面|聊|互动|联络|动态)"
_WHEN_ZH = r"(?:是|在)?(?:什么时候|何时|哪天|多久(?:以?前|之前)?|几号|几天前|什么情况)?"
_END = r"[的呢呀啊吗嘛了]?"

INTENT = Intent(
    name="last_contact",
    title={"zh": "最近一次和客户的往来", "en": "the last contact with a customer"},
    examples={
        "zh": ("上次联系同屹轨道是什么时候？", "同屹轨道最近一次跟进"),
        "en": ("when was the last contact with Vantory?", "last contact with Vantory"),
    },
    patterns=sentences(
        rf"(?:我们?)?{_LAST_ZH}(?:和|跟|与)?{_TOUCH_ZH}(?:过)?{_X}{_WHEN_ZH}{_END}",
        rf"(?:我们?)?{_LAST_ZH}(?:和|跟|与){_X}{_TOUCH_ZH}(?:过)?{_WHEN_ZH}{_END}",
        rf"(?:我们?)?(?:和|跟|与)?{_X}(?:的|那边)?{_LAST_ZH}的?{_TOUCH_ZH}(?:过|记录)?{_WHEN_ZH}{_END}",
        rf"(?:我们?)?(?:有)?多久没(?:有)?(?:和|跟|与)?{_TOUCH_ZH}(?:过)?{_X}{_END}",
        rf"(?:我们?)?(?:和|跟|与)?{_X}(?:有)?多久没(?:有)?{_TOUCH_ZH}(?:过)?{_END}",
        rf"(?:when\s+was\s+)?(?:the\s+|our\s+)?(?:last|latest|most\s+recent)\s+(?:contact|touch(?:point)?|interaction|activity)\s+(?:with|at|for|on)\s+{_X}",
        rf"when\s+did\s+(?:we|i|anyone|somebody|someone)\s+last\s+(?:contact|talk\s+to|speak\s+(?:to|with)|touch|reach\s+out\s+to|hear\s+from|follow\s+up\s+with)\s+{_X}",
        rf"(?:what\s+was\s+the\s+)?last\s+activity\s+(?:with|at|for)\s+{_X}",
        rf"how\s+long\s+(?:ago\s+)?(?:since|has\s+it\s+been\s+since)\s+we\s+(?:last\s+)?(?:contacted|talked\s+to|spoke\s+to)\s+{_X}",
    ),
    plan=plan,
    place=29,
    asks={"customer": CUSTOMER},
)
