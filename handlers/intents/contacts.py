"""The people on a customer's side: their part in buying, whom they report to, and how to reach them."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, cut, sourced
from knowledge.access.model import Kind
from knowledge.deals.buyers import contacts_of
from knowledge.graph.model import Contact
from knowledge.people.model import Lang
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "{customer}有 {count} 位联系人，上级在前：",
        "en": "{count} contacts at {customer}, superiors first:",
    },
    "title_one": {"zh": "{customer}有 1 位联系人：", "en": "1 contact at {customer}:"},
    "role": {"zh": "{customer}的{role}：", "en": "{role} at {customer}:"},
    "no_such_role": {
        "zh": "{customer}没有标注{role}，已知的联系人有：",
        "en": "Nobody at {customer} is marked as {role}. Known there:",
    },
    "none": {"zh": "没有记录{customer}的联系人。", "en": "No contact at {customer} is recorded."},
    "line": {"zh": "· {contact}", "en": "· {contact}"},
    "called": {"zh": "{name}（{role}）", "en": "{name} ({role})"},
    "reports": {"zh": "向{boss}汇报", "en": "reports to {boss}"},
    "phone": {"zh": "电话 {phone}", "en": "phone {phone}"},
    "and": {"zh": "，", "en": ", "},
}
_ROLES: Mapping[str, Mapping[Lang, str]] = {
    "decision_maker": {"zh": "决策人", "en": "decision maker"},
    "economic_buyer": {"zh": "预算负责人", "en": "economic buyer"},
    "technical_buyer": {"zh": "技术把关人", "en": "technical buyer"},
    "champion": {"zh": "内部支持者", "en": "champion"},
    "coach": {"zh": "教练", "en": "coach"},
    "influencer": {"zh": "影响者", "en": "influencer"},
    "gatekeeper": {"zh": "把关人", "en": "gatekeeper"},
    "user": {"zh": "使用者", "en": "user"},
    "blocker": {"zh": "反对者", "en": "blocker"},
}
_ASKED = {"decides": "decision_maker", "supports": "champion", "guards": "gatekeeper"}
"""The slot that a sentence leaves, and the buying role that it asks for."""


def plan(ask: Ask, view: View) -> Plan:
    """Everybody known there along the reporting lines; those in one buying role where that is asked for."""
    customer_id = customer_for(ask, view, "contacts", Kind.CONTACT)
    if isinstance(customer_id, Plan):
        return customer_id
    found = contacts_of(view.reader, customer_id)
    people = along_lines([one.value for one in found])
    teller = _Teller(ask, name_of(view, customer_id, ask.lang), people)
    asked = next((role for slot, role in _ASKED.items() if slot in ask.slots), "")
    sources = {one.value.contact_id: one.source for one in found}
    title, told = teller.asked(asked)
    view.speaks_of("contact", *(one.contact_id for one in told))
    lines = [title, *cut([teller.line(one) for one in told], ask.lang)]
    return Plan(sourced(ask, view, lines, [sources[one.contact_id] for one in told]))


def along_lines(people: Sequence[Contact]) -> list[Contact]:
    """Each superior before those who report to them, deeper lines first; who report in a circle come last."""
    below: dict[str, list[Contact]] = {}
    known = {one.contact_id for one in people}
    for one in people:
        below.setdefault(one.reports_to if one.reports_to in known else "", []).append(one)
    found: dict[str, Contact] = {}
    waiting = list(reversed(below.get("", [])))
    while waiting:
        one = waiting.pop()
        found[one.contact_id] = one
        waiting += [sub for sub in reversed(below.get(one.contact_id, [])) if sub.contact_id not in found]
    return [*found.values(), *(one for one in people if one.contact_id not in found)]


class _Teller:
    def __init__(self, ask: Ask, customer: str, people: Sequence[Contact]) -> None:
        self._lang, self._customer, self._people = ask.lang, customer, people
        self._names = {one.contact_id: one.name for one in people}

    def asked(self, role: str) -> tuple[str, Sequence[Contact]]:
        """The title, and who is told."""
        if not self._people:
            return self._say("none"), ()
        if not role:
            words = "title" if len(self._people) > 1 else "title_one"
            return self._say(words, count=str(len(self._people))), self._people
        fitting = [one for one in self._people if one.buying_role == role]
        words = "role" if fitting else "no_such_role"
        shown = self._role(role)
        return self._say(words, role=shown if not fitting else shown[0].upper() + shown[1:]), fitting or self._people

    def line(self, one: Contact) -> str:
        """Name and role, title, superior, phone, e-mail."""
        role = self._role(one.buying_role)
        boss = self._names.get(one.reports_to, one.reports_to)
        parts = (
            self._say("called", name=one.name, role=role) if role else one.name,
            one.title,
            self._say("reports", boss=boss) if boss else "",
            self._say("phone", phone=one.phone) if one.phone else "",
            one.email,
        )
        return self._say("line", contact=self._say("and").join(part for part in parts if part))

    def _role(self, role: str) -> str:
        return _ROLES[role][self._lang] if role in _ROLES else role

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._lang], self._lang, **{"customer": self._customer, **facts})


_X = r"(?P<customer>.+?)"
_THEIRS = r"(?:那边|这边|公司|里面|内部)?的?"
_KEY_ZH = r"(?:关键|主要|重要|核心|所有|全部|客户方|客户侧|对方)?的?"
_PEOPLE_ZH = r"(?:联系人|联络人|干系人|关系人|组织架构|汇报关系|汇报线|汇报链|决策链|采购角色|关键人|决策小组|通讯录)"
_DECIDER_ZH = r"(?:决策人|决策者|拍板人|拍板的人?|做主的人?)"
_WHO_ZH = r"(?:都|是|有|都有|分别是)?(?:谁|哪些人?|哪几[位个]|哪位|什么|怎么样|怎样)?"
_LIST_ZH = r"(?:列表|清单|名单|信息|情况|图|电话|联系方式)?"
_END = r"[的呢呀啊吗嘛了]?"
_AT = r"(?:at|of|for|in|with|from)"
_KEY_EN = r"(?:(?:all|the|our|key|main|important|known)\s+)*"
_PEOPLE_EN = (
    r"(?:contacts|stakeholders|buying\s+(?:roles|committee|team|cent(?:er|re)|group)|reporting\s+lines?|decision\s+chain"
    r"|org(?:ani[sz]ation)?\s+chart|key\s+people|key\s+contact)"
)
_DECIDER_EN = r"(?:decision[\s-]?makers?|final\s+say)"

INTENT = Intent(
    name="contacts",
    title={
        "zh": "客户那边的联系人、采购角色和汇报关系",
        "en": "contacts at a customer, their role and reporting lines",
    },
    examples={
        "zh": ("华东光伏的关键联系人", "华东光伏谁拍板？"),
        "en": ("key contacts at Northwyck", "who is the decision maker at Northwyck?"),
    },
    patterns=sentences(
        rf"(?:谁|哪位)(?:在|是){_X}{_THEIRS}(?:{_DECIDER_ZH}|能?拍板|说了算|做主){_END}(?P<decides>)",
        rf"{_X}{_THEIRS}{_KEY_ZH}{_PEOPLE_ZH}{_LIST_ZH}{_WHO_ZH}{_END}",
        rf"{_X}{_THEIRS}{_KEY_ZH}{_DECIDER_ZH}{_LIST_ZH}{_WHO_ZH}{_END}(?P<decides>)",
        rf"{_X}{_THEIRS}(?:谁|哪位|什么人)(?:能|可以|来)?(?:拍板|说了算|做主|做决定|做决策|决策|决定|定)(?:的人)?{_END}(?P<decides>)",
        rf"{_X}{_THEIRS}(?:谁|哪位)(?:支持|挺|帮)我们{_END}(?P<supports>)",
        rf"{_X}{_THEIRS}(?:内部)?支持者{_WHO_ZH}{_END}(?P<supports>)",
        rf"{_X}{_THEIRS}(?:采购)?把关人{_WHO_ZH}{_END}(?P<guards>)",
        rf"(?:who\s+are\s+)?{_KEY_EN}{_PEOPLE_EN}\s+(?:(?:do\s+)?we\s+(?:have|know)\s+)?{_AT}\s+{_X}",
        rf"(?:who\s+are\s+|what\s+are\s+)?{_X}['’]s?\s+(?:key\s+|main\s+)?{_PEOPLE_EN}",
        rf"who\s+should\s+we\s+talk\s+to\s+{_AT}\s+{_X}",
        rf"(?:who(?:['’]s|\s+is|\s+are)\s+)?(?:the\s+|our\s+)?{_DECIDER_EN}\s+{_AT}\s+{_X}(?P<decides>)",
        rf"(?:who(?:['’]s|\s+is|\s+are)\s+)?{_X}['’]s?\s+{_DECIDER_EN}(?P<decides>)",
        rf"who\s+(?:decides|signs(?:\s+off)?|has\s+the\s+final\s+say|makes\s+(?:the\s+)?decisions?|approves)\s+{_AT}\s+{_X}(?P<decides>)",
        rf"(?:who(?:['’]s|\s+is|\s+are)\s+)?(?:the\s+|our\s+)?champions?\s+{_AT}\s+{_X}(?P<supports>)",
        rf"(?:who(?:['’]s|\s+is|\s+are)\s+)?(?:the\s+|our\s+)?gatekeepers?\s+{_AT}\s+{_X}(?P<guards>)",
    ),
    plan=plan,
    place=24,
    asks={
        "customer": CUSTOMER,
        "decides": "only who decides there",
        "supports": "only who supports us there",
        "guards": "only the gatekeepers",
    },
)
