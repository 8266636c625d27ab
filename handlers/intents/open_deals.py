"""Open deals and how far they are: a customer's, or the asker's own."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.base import Ask, Intent, Outcome, Plan, View, sentences
from handlers.evidence import evidence_lines
from handlers.finding import name_of, shortest_name
from handlers.guest.slots import CUSTOMER
from handlers.offering import find_product
from handlers.papers import MOST, amount, customer_for, cut, may_hear, sourced, stage_words, team_names
from knowledge.access.model import Kind
from knowledge.deals.model import DELETED, Deal
from knowledge.deals.view import deals_of, open_deals_of_person, open_deals_with
from knowledge.graph.view import some_customers
from knowledge.people.model import Lang
from knowledge.store.recording import Claim
from notifiers.filling import filled
from notifiers.formats import day

_NOTHING: Mapping[str, Sequence[str]] = {}
LOOKED_AT = 200
"""So many open deals of a product are looked at."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}有 {count} 个进行中的商机：", "en": "{customer} has {count} open deals:"},
    "title_one": {"zh": "{customer}有 1 个进行中的商机：", "en": "{customer} has 1 open deal:"},
    "mine": {"zh": "你有 {count} 个进行中的商机：", "en": "You have {count} open deals:"},
    "mine_one": {"zh": "你有 1 个进行中的商机：", "en": "You have 1 open deal:"},
    "mine_none": {"zh": "没有进行中的商机记在你名下。", "en": "No open deal is recorded as yours."},
    "none": {"zh": "{customer}现在没有进行中的商机。", "en": "{customer} has no open deal."},
    "never": {"zh": "{customer}没有商机记录。", "en": "No deal with {customer} is recorded."},
    "ended": {"zh": "最近结束的是{deal}：{outcome}，{day}。", "en": "The last to end was {deal}: {outcome}, {day}."},
    "with": {
        "zh": "{product}进行中的商机，你能看的有 {count} 个：",
        "en": "{count} open deals for {product}, of those you may see:",
    },
    "with_one": {
        "zh": "{product}进行中的商机，你能看的有 1 个：",
        "en": "1 open deal for {product}, of those you may see:",
    },
    "with_none": {
        "zh": "在你能看的范围内，{product}没有进行中的商机。",
        "en": "Of the deals you may see, none for {product} is open.",
    },
    "line": {"zh": "· {deal}", "en": "· {deal}"},
    "stage": {"zh": "{stage}阶段", "en": "stage {stage}"},
    "closes": {"zh": "预计{day}成交", "en": "expected to close {day}"},
    "overdue": {"zh": "原定{day}成交，已过 {days} 天", "en": "was to close {day}, {days} days ago"},
    "owner": {"zh": "{who}负责", "en": "owner {who}"},
    "total": {"zh": "合计 {total}。", "en": "Together {total}."},
    "won": {"zh": "赢单", "en": "won"},
    "lost": {"zh": "丢单", "en": "lost"},
    "and": {"zh": "，", "en": ", "},
    "plus": {"zh": " + ", "en": " + "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Each with stage, amount, expected close and owner, the first to close first."""
    if "mine" in ask.slots:
        return _mine(ask, view)
    if "product" in ask.slots:
        return _with(ask, view, ask.slots["product"])
    customer_id = customer_for(ask, view, "open_deals", Kind.DEAL)
    if isinstance(customer_id, Plan):
        is_unknown = customer_id.answer.outcome is Outcome.UNKNOWN
        product = find_product(ask, view, "open_deals") if is_unknown else None
        return _with(ask, view, product) if isinstance(product, str) else product or customer_id
    every = [one for one in deals_of(view.reader, customer_id) if one.value.outcome != DELETED]
    found = [one for one in every if not one.value.outcome]
    teller = _Teller(ask, view, found, name_of(view, customer_id, ask.lang))
    if found:
        return teller.listed("title", found, evidence_lines(ask, view, customer_id))
    return teller.ended([one for one in every if one.value.outcome])


def _mine(ask: Ask, view: View) -> Plan:
    view.need(Kind.OWNERSHIP)
    found = open_deals_of_person(view.reader, ask.person.person_id) if ask.person else []
    for customer_id in dict.fromkeys(one.value.customer_id for one in found):
        view.need_room(Kind.DEAL, customer_id)
    teller = _Teller(ask, view, found, "")
    return teller.listed("mine", found) if found else teller.told([teller.say("mine_none")], [])


def _with(ask: Ask, view: View, product: str) -> Plan:
    view.need(Kind.OWNERSHIP)
    every = open_deals_with(view.reader, product)[:LOOKED_AT]
    found = [one for one in every if may_hear(view, Kind.DEAL, one.value.customer_id)]
    teller = _Teller(ask, view, found, "", product)
    return teller.listed("with", found) if found else teller.told([teller.say("with_none")], [])


class _Teller:
    def __init__(self, ask: Ask, view: View, found: Sequence[Claim[Deal]], customer: str, product: str = "") -> None:
        self._ask, self._view, self._customer, self._product = ask, view, customer, product
        self._team = team_names(view, [one.value.owner_id for one in found], ask.lang)
        known = some_customers(view.reader, [one.value.customer_id for one in found]) if not customer else {}
        self._names = {one.customer_id: shortest_name(view, one, ask.lang) for one in known.values()}

    def listed(
        self, title: str, found: Sequence[Claim[Deal]], evidence: Mapping[str, Sequence[str]] = _NOTHING
    ) -> Plan:
        """Each deal, below it what shows how far it is; last, what shows it of the customer in general."""
        words = title if len(found) > 1 else f"{title}_one"
        lines = [
            "\n".join([self.say("line", deal=self._deal(one.value)), *self._shown(one, evidence)]) for one in found
        ]
        lines = [self.say(words, count=str(len(found))), *cut(lines, self._ask.lang), *evidence.get("", ())[:MOST]]
        if len(found) > 1:
            lines.append(self.say("total", total=self._total([one.value for one in found])))
        return self.told(lines, found[:MOST])

    def _shown(self, deal: Claim[Deal], evidence: Mapping[str, Sequence[str]]) -> Sequence[str]:
        return evidence.get(deal.value.deal_id, ())[:MOST]

    def ended(self, found: Sequence[Claim[Deal]]) -> Plan:
        """None is open; the last that was."""
        closed = [one for one in found if one.value.closed_at]
        if not closed:
            return self.told([self.say("none" if found else "never")], found[-1:])
        last = max(closed, key=lambda one: str(one.value.closed_at))
        at, outcome = last.value.closed_at, last.value.outcome
        ended = at.astimezone(self._view.zone).date().isoformat() if at else ""
        said = self.say(outcome) if outcome in _WORDS else outcome
        name = last.value.name or last.value.deal_id
        return self.told([self.say("none"), self.say("ended", deal=name, outcome=said, day=ended)], [last])

    def _deal(self, deal: Deal) -> str:
        lang = self._ask.lang
        customer = self._names.get(deal.customer_id, "")
        name = deal.name or deal.deal_id
        parts = (
            name if not customer or customer in name else f"{customer} {name}",
            self.say("stage", stage=stage_words(deal.stage, lang)) if deal.stage else "",
            amount(deal.amount, deal.currency, lang) if deal.amount is not None else "",
            self._closing(deal),
            self.say("owner", who=self._team[deal.owner_id]) if deal.owner_id else "",
        )
        return self.say("and").join(part for part in parts if part)

    def _closing(self, deal: Deal) -> str:
        if deal.expected_close is None:
            return ""
        late = (self._ask.today - deal.expected_close).days
        if late > 0:
            return self.say("overdue", day=deal.expected_close.isoformat(), days=str(late))
        return self.say("closes", day=day(deal.expected_close, self._ask.lang, self._ask.today))

    def _total(self, found: Iterable[Deal]) -> str:
        sums: dict[str, float] = {}
        for deal in found:
            if deal.amount is not None:
                sums[deal.currency] = sums.get(deal.currency, 0.0) + deal.amount
        return self.say("plus").join(amount(value, currency, self._ask.lang) for currency, value in sums.items())

    def told(self, lines: Sequence[str], found: Sequence[Claim[Deal]]) -> Plan:
        return Plan(sourced(self._ask, self._view, lines, [one.source for one in found]))

    def say(self, words: str, **facts: str) -> str:
        shown = {"customer": self._customer, "product": self._product, **facts}
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **shown)


_X = r"(?P<customer>.+?)"
_AT = r"(?:现在|目前|当前|那边|这边|手上)?"
_OPEN_ZH = r"(?:进行中|在谈|正在谈|谈着|未结|没关|没结束|开放|在跟|在推进|open)?"
_DEALS_ZH = r"(?:商机|单子|销售机会|机会|(?<=的)\s*(?:deal|pipeline))"
_HOW_FAR = (
    r"(?:都|现在|目前)?(?:谈|跟|推进|进展|做|走)?(?:到|在)(?:哪一?步|哪儿|哪里|什么阶段|哪个阶段|什么程度)|(?:都)?是?什么阶段"
    r"|(?:现在|目前)?(?:的)?(?:进展|情况|状态|阶段|金额)(?:如何|怎么样|怎样|是什么)?|怎么样"
)
_WHICH_ZH = r"(?:都|还)?(?:有|是)(?:哪些|哪几[个单]|什么|几[个单]|多少个?|吗|没有)"
_END = r"[的呢呀啊吗嘛了]?"
_DEALS_EN = r"(?:deals?|opportunit(?:y|ies)|pipeline)"
_OPEN_EN = r"(?:(?:open|current|active|running|ongoing)\s+)?"

INTENT = Intent(
    name="open_deals",
    title={"zh": "客户或你自己进行中的商机，到了哪个阶段", "en": "open deals of a customer, or yours, and their stage"},
    examples={
        "zh": ("同屹轨道有哪些商机？", "我的商机"),
        "en": ("open deals with Vantory", "my deals"),
    },
    patterns=sentences(
        rf"我{_AT}(?:的|有|在跟|跟的?)?{_OPEN_ZH}的?{_DEALS_ZH}(?:{_WHICH_ZH}|列表|清单|{_HOW_FAR})?{_END}(?P<mine>)",
        rf"我{_AT}(?:有|在跟)(?:哪些|哪几个|什么|几个|多少){_OPEN_ZH}的?{_DEALS_ZH}{_END}(?P<mine>)",
        (
            rf"{_X}{_AT}的?(?:有|还有)?(?:哪些|哪几个|什么|几个|多少个?)?{_OPEN_ZH}的?{_DEALS_ZH}"
            rf"(?:{_WHICH_ZH}|列表|清单|{_HOW_FAR})?{_END}"
        ),
        rf"(?:我们)?(?:跟|和|与)?{_X}{_AT}的?(?:{_DEALS_ZH}|项目)?(?:谈|跟|推进|进展|走)到(?:哪一?步|哪儿|哪里|什么阶段|哪个阶段|什么程度){_END}",
        rf"{_X}{_AT}到(?:哪一?步|什么阶段|哪个阶段|什么程度){_END}",
        rf"{_X}{_AT}(?:在|处于|是)(?:哪个|什么|哪一?个)(?:销售)?阶段{_END}",
        rf"(?:(?:list|see|all)\s+)?(?:of\s+)?my\s+{_OPEN_EN}{_DEALS_EN}(?P<mine>)",
        rf"(?:what|which)\s+{_OPEN_EN}{_DEALS_EN}\s+(?:do\s+i\s+have|have\s+i(?:\s+got)?|am\s+i\s+(?:on|working\s+on)|are\s+mine)(?:\s+open)?(?P<mine>)",
        rf"(?:what|which)\s+{_OPEN_EN}{_DEALS_EN}\s+(?:do\s+we\s+have|have\s+we(?:\s+got)?|are\s+there|are\s+open)(?:\s+open)?\s+(?:with|at|for|in|on)\s+{_X}",
        rf"(?:all\s+|the\s+|our\s+)*{_OPEN_EN}{_DEALS_EN}\s+(?:with|at|for|of|in)\s+{_X}",
        rf"{_X}(?:['’]s)?\s+(?:(?:open|current|active)\s+{_DEALS_EN}|pipeline|opportunities|deals)",
        rf"(?:what|which)\s+stage\s+(?:is|are)\s+(?:we\s+(?:at|in)\s+with\s+)?(?:the\s+)?{_X}(?:\s+deals?)?(?:\s+(?:at|in))?",
        rf"(?:where\s+(?:do\s+we\s+stand|are\s+we)|how\s+far\s+are\s+we)\s+with\s+{_X}",
        rf"what(?:['’]s|\s+is)\s+(?:the\s+)?(?:stage|status)\s+(?:of|with)\s+(?:the\s+)?{_X}(?:\s+deals?)?",
    ),
    plan=plan,
    place=21,
    asks={"customer": CUSTOMER, "mine": "the asker's own deals with all customers"},
)
