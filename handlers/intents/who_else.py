"""Who else of the team is on a customer: beside the owner, by role, deals, contracts and tasks."""

from collections.abc import Iterator, Mapping

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, cut, left_out, may_hear, sourced, tasks_heard, team_names
from knowledge.access.model import Kind
from knowledge.deals.view import deals_of
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang, Role
from knowledge.store.recording import Source
from knowledge.success.view import contracts_of
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}有 {count} 位同事在跟：", "en": "{count} of us are on {customer}:"},
    "title_one": {"zh": "{customer}只有 1 位同事在跟：", "en": "Only 1 of us is on {customer}:"},
    "none": {"zh": "没有记录谁在跟{customer}。", "en": "Nobody is recorded as working on {customer}."},
    "line": {"zh": "· {who}：{parts}", "en": "· {who}: {parts}"},
    "owner:rep": {"zh": "负责人", "en": "owner"},
    "owner:presales": {"zh": "售前", "en": "presales"},
    "owner:csm": {"zh": "客户成功", "en": "customer success"},
    "owner:delivery": {"zh": "交付", "en": "delivery"},
    "since": {"zh": "{part}（自 {first}）", "en": "{part} (since {first})"},
    "deal": {"zh": "商机“{name}”的负责人", "en": "owner of the deal “{name}”"},
    "presales": {"zh": "商机“{name}”的售前", "en": "presales of the deal “{name}”"},
    "contract": {"zh": "合同 {name} 的客户成功", "en": "customer success of contract {name}"},
    "task": {"zh": "待办“{name}”", "en": "task “{name}”"},
    "and": {"zh": "，", "en": ", "},
}
_LOOKED_AT = (Kind.DEAL, Kind.CONTRACT, Kind.TASK)

Part = tuple[str, str, Source]
"""A person's id, the part they play in words, and where that is known from."""


def plan(ask: Ask, view: View) -> Plan:
    """Everybody with each of their parts, the owner first."""
    customer_id = customer_for(ask, view, "who_else", Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    parts = [*_roles(ask, view, customer_id), *_papers(ask, view, customer_id), *_tasks(ask, view, customer_id)]
    team = team_names(view, [who for who, _, _ in parts], ask.lang)
    played: dict[str, list[str]] = {}
    for who, part, _ in parts:
        played.setdefault(who, []).append(part)
    words = "none" if not played else "title" if len(played) > 1 else "title_one"
    title = _say(words, ask.lang, customer=name_of(view, customer_id, ask.lang), count=str(len(played)))
    joint = _say("and", ask.lang)
    lines = [
        _say("line", ask.lang, who=team[who], parts=joint.join(dict.fromkeys(said))) for who, said in played.items()
    ]
    lines = [*cut(lines, ask.lang), *left_out(view, _LOOKED_AT, customer_id, ask.lang)]
    return Plan(sourced(ask, view, [title, *lines], [source for _, _, source in parts]))


def _roles(ask: Ask, view: View, customer_id: str) -> Iterator[Part]:
    held = [one for one in ownerships(view.reader, customer_id) if one.holds_on(ask.today)]
    for one in sorted(held, key=lambda one: one.role is not Role.REP):
        words = f"owner:{one.role.value}"
        part = _say(words, ask.lang) if words in _WORDS else one.role.value
        if one.valid_from:
            part = _say("since", ask.lang, part=part, first=one.valid_from.isoformat())
        source = {"what": one.source.what, "where": one.source.where, "at": one.source.at.isoformat()}
        yield one.person_id, part, {**source, "said": one.source.said} if one.source.said else source


def _papers(ask: Ask, view: View, customer_id: str) -> Iterator[Part]:
    """Open deals, and contracts that have not ended."""
    for deal in deals_of(view.reader, customer_id) if may_hear(view, Kind.DEAL, customer_id) else ():
        name = deal.value.name or deal.value.deal_id
        for words, who in (("deal", deal.value.owner_id), ("presales", deal.value.presales_id)):
            if who and not deal.value.outcome:
                yield who, _say(words, ask.lang, name=name), deal.source
    for contract in contracts_of(view.reader, customer_id) if may_hear(view, Kind.CONTRACT, customer_id) else ():
        if contract.value.csm_id and not contract.value.ended_before(ask.today):
            part = _say("contract", ask.lang, name=contract.value.contract_no)
            yield contract.value.csm_id, part, contract.source


def _tasks(ask: Ask, view: View, customer_id: str) -> Iterator[Part]:
    for task in tasks_heard(view, customer_id):
        if task.value.assignee_id and task.value.done_at is None:
            yield (
                task.value.assignee_id,
                _say("task", ask.lang, name=task.value.title or task.value.task_id),
                task.source,
            )


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>.+?)"
_AT = r"(?:那边|这边|现在|目前|这个客户)?"
_DO = r"(?:参与|跟进|一起跟进?|在跟|跟|负责|协作|配合|支持)"
_END = r"[的呢呀啊吗嘛了]?"
_ON = r"(?:on|for|with|involved\s+(?:in|with)|working\s+on|supporting|helping\s+(?:with|on))"

INTENT = Intent(
    name="who_else",
    title={"zh": "还有谁在跟某个客户", "en": "who else is on a customer"},
    examples={
        "zh": ("还有谁在跟华东光伏？", "华东光伏的团队名单"),
        "en": ("who else is on Northwyck?", "account team of Northwyck"),
    },
    patterns=sentences(
        rf"(?:除了.{{1,20}}[,，]?)?(?:还|另外|其他)(?:都)?有(?:谁|哪些人|哪些同事|哪几[位个](?:同事)?)(?:在|也在)?{_DO}{_X}{_END}",
        rf"{_X}{_AT}(?:还|另外)(?:都)?有(?:谁|哪些人|哪些同事|哪几[位个](?:同事)?|别人)(?:在|也在)?{_DO}?{_END}",
        (
            rf"{_X}{_AT}的?(?:项目组|团队|协作人|参与人|客户团队|服务团队|跟进团队|小组)(?:成员|名单)?"
            rf"(?:都)?(?:有|是)?(?:谁|哪些人?|哪几[位个])?{_END}"
        ),
        rf"(?:我们)?(?:都)?有(?:谁|哪些人|哪些同事)(?:一起)?(?:参与|协作|配合|支持)(?:了|过)?{_X}{_END}",
        rf"who\s+else(?:['’]s|\s+is|\s+are)?\s+(?:also\s+)?(?:working\s+)?{_ON}\s+{_X}",
        rf"who\s+else\s+works\s+(?:on|with)\s+{_X}",
        rf"(?:who(?:['’]s|\s+is|\s+are)\s+(?:on\s+|in\s+)?)?(?:the\s+|our\s+)?(?:account|customer|deal|project)\s+team\s+(?:of|for|on|at)\s+{_X}",
        rf"(?:who(?:['’]s|\s+is)\s+(?:on|in)\s+)?(?:the\s+)?{_X}(?:['’]s)?\s+(?:account|customer|project)\s+team",
    ),
    plan=plan,
    place=28,
    asks={"customer": CUSTOMER},
)
