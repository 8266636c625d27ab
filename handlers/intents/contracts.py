"""A customer's contracts: what service level, from when to when, and how long still."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import amount, customer_for, cut, sourced, team_names
from knowledge.access.model import Kind
from knowledge.deals.view import deals_of
from knowledge.people.model import Lang
from knowledge.store.recording import Claim
from knowledge.success.model import Contract
from knowledge.success.view import contracts_of
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}有 {count} 份有效合同：", "en": "{customer} has {count} contracts in force:"},
    "title_one": {"zh": "{customer}有 1 份有效合同：", "en": "{customer} has 1 contract in force:"},
    "none": {"zh": "没有记录和{customer}的合同。", "en": "No contract with {customer} is recorded."},
    "none_now": {"zh": "{customer}现在没有有效合同。", "en": "{customer} has no contract in force."},
    "ended": {"zh": "已到期 {count} 份：", "en": "{count} have ended:"},
    "ended_one": {"zh": "已到期 1 份：", "en": "1 has ended:"},
    "line": {"zh": "· {contract}", "en": "· {contract}"},
    "sla": {"zh": "SLA 为 {sla}", "en": "SLA {sla}"},
    "no_sla": {"zh": "没有记录 SLA", "en": "no SLA recorded"},
    "term": {"zh": "{first} 至 {last}", "en": "{first} to {last}"},
    "from": {"zh": "自 {first}", "en": "from {first}"},
    "until": {"zh": "至 {last}", "en": "until {last}"},
    "days_left": {"zh": "还有 {days} 天到期", "en": "{days} days left"},
    "last_day": {"zh": "今天到期", "en": "ends today"},
    "ahead": {"zh": "{days} 天后生效", "en": "starts in {days} days"},
    "signed": {"zh": "{day} 签订", "en": "signed {day}"},
    "csm": {"zh": "客户成功{who}", "en": "customer success {who}"},
    "and": {"zh": "，", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Those in force or ahead with all there is about them, then those that have ended."""
    customer_id = customer_for(ask, view, "contracts", Kind.CONTRACT)
    if isinstance(customer_id, Plan):
        return customer_id
    return _Teller(ask, view, customer_id).answer()


class _Teller:
    def __init__(self, ask: Ask, view: View, customer_id: str) -> None:
        self._ask, self._view = ask, view
        self._customer = name_of(view, customer_id, ask.lang)
        self._found = contracts_of(view.reader, customer_id)
        self._currency = {one.value.deal_id: one.value.currency for one in deals_of(view.reader, customer_id)}
        self._team = team_names(view, [one.value.csm_id for one in self._found], ask.lang)

    def answer(self) -> Plan:
        ended = [one for one in self._found if one.value.ended_before(self._ask.today)]
        running = [one for one in self._found if not one.value.ended_before(self._ask.today)]
        if not self._found:
            return Plan(sourced(self._ask, self._view, [self._say("none")], []))
        lines = [self._say("none_now")]
        if running:
            lines = [self._counted("title", running), *self._lines(running)]
        if ended:
            lines += [self._counted("ended", ended), *self._lines(ended)]
        return Plan(sourced(self._ask, self._view, lines, [one.source for one in self._found]))

    def _lines(self, found: Sequence[Claim[Contract]]) -> list[str]:
        return cut([self._say("line", contract=self._contract(one.value)) for one in found], self._ask.lang)

    def _contract(self, one: Contract) -> str:
        lang = self._ask.lang
        parts = (
            one.contract_no,
            self._say("sla", sla=one.sla) if one.sla else self._say("no_sla"),
            self._term(one),
            self._left(one),
            amount(one.value, self._currency.get(one.deal_id, ""), lang) if one.value is not None else "",
            self._say("signed", day=one.signed_on.isoformat()) if one.signed_on else "",
            self._say("csm", who=self._team[one.csm_id]) if one.csm_id else "",
        )
        return self._say("and").join(part for part in parts if part)

    def _term(self, one: Contract) -> str:
        first = one.starts_on.isoformat() if one.starts_on else ""
        last = one.ends_on.isoformat() if one.ends_on else ""
        words = "term" if first and last else "from" if first else "until" if last else ""
        return self._say(words, first=first, last=last) if words else ""

    def _left(self, one: Contract) -> str:
        today = self._ask.today
        if one.starts_on and one.starts_on > today:
            return self._say("ahead", days=str((one.starts_on - today).days))
        if one.ends_on is None or one.ended_before(today):
            return ""
        days = (one.ends_on - today).days
        return self._say("days_left", days=str(days)) if days else self._say("last_day")

    def _counted(self, words: str, found: Sequence[object]) -> str:
        return self._say(words if len(found) > 1 else f"{words}_one", count=str(len(found)))

    def _say(self, words: str, **facts: str) -> str:
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **{"customer": self._customer, **facts})


_X = r"(?P<customer>.+?)"
_THEIRS = r"(?:的|那边的?|这边的?)?(?:现有|当前|目前|现在|有效|所有|全部|历史)?的?"
_PAPER_ZH = r"(?:合同|合约|协议|SLA|服务等级|服务级别|维保等级|维保期|服务期|质保期?)"
_HAVE_ZH = r"(?:(?:都|一共|还)?有(?:哪些|什么|几份|多少份?)的?)?"
_TOLD_ZH = r"(?:情况|信息|明细|列表|清单|编号|金额|期限|等级|内容|条款|到期日?|状态)?"
_WHAT_ZH = r"(?:都|是|有|都有|还有)?(?:哪些|哪几份|几份|多少钱?|什么|怎么样|怎样|多久|哪天|到什么时候|到哪天)?"
_WHEN_ZH = (
    r"(?:是|都)?(?:什么时候|何时|哪一?天|几号|几月|多久|还有多久|还有几天|快)(?:会|要|才)?"
    r"(?:到期|结束|过期|续约|续签|开始|生效|签的?)"
)
_END = r"[的呢呀啊吗嘛了]?"
_THE = r"(?:the\s+|our\s+)?"
_WHEN_EN = r"(?:end|expire|run\s+out|renew|start|begin|come\s+up\s+for\s+renewal)s?"

INTENT = Intent(
    name="contracts",
    title={"zh": "客户的合同、SLA 和到期日", "en": "a customer's contracts, SLA and when they end"},
    examples={
        "zh": ("同屹轨道的合同", "同屹轨道的 SLA 是什么？"),
        "en": ("contracts with Northwyck", "what is Northwyck's SLA?"),
    },
    patterns=sentences(
        rf"(?:我们)?(?:跟|和|与){_X}(?:都|一共)?签(?:了|过|的)?(?:哪些|什么|几份|多少份?)?(?:合同|协议)(?:有哪些|吗)?{_END}",
        rf"(?:合同[\s:：,，]+|SLA\s*[:：]\s*){_X}",
        rf"(?:(?:what|which)\s+)?(?:(?:all|the|our|current|active)\s+)*contracts?\s+(?:(?:do\s+)?we\s+have\s+)?(?:with|of|for|at)\s+{_X}",
        rf"(?:which|what)\s+contracts?\s+(?:do\s+we\s+have|are\s+there|are\s+in\s+force)\s+(?:with|for|at)\s+{_X}",
        rf"(?:what(?:['’]s|\s+is)\s+)?{_THE}(?:SLA|service\s+level)(?:\s+level)?\s+(?:of|for|with|at)\s+{_X}",
        rf"(?:what(?:['’]s|\s+is|\s+are)\s+)?{_X}(?<![的是])(?:['’]s?)?\s+(?:current\s+)?(?:contracts?|SLA|service\s+level)(?:\s+(?:level|status|terms?))?",
        rf"(?:what|which)\s+(?:SLA|service\s+level)\s+(?:does|do|did)\s+{_X}\s+have",
        rf"when\s+(?:does|do|did|will)\s+{_THE}contracts?\s+(?:with|of|for)\s+{_X}\s+{_WHEN_EN}",
        rf"when\s+(?:does|do|did|will)\s+{_THE}{_X}(?:['’]s?)?(?:\s+contracts?)?\s+{_WHEN_EN}",
        rf"when\s+(?:is|are)\s+{_X}\s+(?:up\s+for\s+renewal|due\s+for\s+renewal)",
        rf"{_X}{_THEIRS}\s*{_HAVE_ZH}{_PAPER_ZH}\s*{_TOLD_ZH}{_WHAT_ZH}{_END}",
        rf"{_X}{_THEIRS}\s*{_PAPER_ZH}?{_WHEN_ZH}{_END}",
    ),
    plan=plan,
    place=23,
    asks={"customer": CUSTOMER},
)
