"""What a customer was quoted: every version, or the last one; up to a day, or in a period."""

from collections.abc import Mapping, Sequence

from handlers.base import Answer, Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER, NEWEST
from handlers.papers import MOST, amount, customer_for, cut, may_hear, period_of, period_words, sourced, team_names
from knowledge.access.model import Kind
from knowledge.deals.view import deals_of
from knowledge.people.model import Lang
from knowledge.proposals.judge import by_deal
from knowledge.proposals.model import Quote
from knowledge.proposals.papers import quotes_of
from knowledge.store.recording import Source
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "{then}{customer}共有 {count} 次报价，新的在前：",
        "en": "{customer} was quoted {count} times{then}, newest first:",
    },
    "newest": {
        "zh": "{then}{customer}最近一次报价：{quote}。",
        "en": "The last quote for {customer}{then}: {quote}.",
    },
    "earlier": {"zh": "这个商机之前还报过 {count} 次。", "en": "The same deal had {count} before that."},
    "earlier_one": {"zh": "这个商机之前还报过 1 次。", "en": "The same deal had 1 before that."},
    "deal": {"zh": "{deal}：", "en": "{deal}:"},
    "line": {"zh": "· {quote}", "en": "· {quote}"},
    "none": {"zh": "{then}没有记录给{customer}的报价。", "en": "No quote for {customer} is recorded{then}."},
    "by": {"zh": "{who}报出", "en": "by {who}"},
    "no_amount": {"zh": "没有金额", "en": "no amount"},
    "and": {"zh": "，", "en": ", "},
    "then": {"zh": "{when}，", "en": " {when}"},
}


def plan(ask: Ask, view: View) -> Plan:
    """Deal by deal, newest first, each with version, amount, product, day and who; or the newest alone."""
    customer_id = customer_for(ask, view, "quotes", Kind.QUOTE)
    if isinstance(customer_id, Plan):
        return customer_id
    return Plan(_Teller(ask, view, customer_id).answer())


class _Teller:
    def __init__(self, ask: Ask, view: View, customer_id: str) -> None:
        self._ask, self._view = ask, view
        self._customer = name_of(view, customer_id, ask.lang)
        known = [one for one in quotes_of(view.reader, customer_id) if _within(ask, one.value)]
        self._quotes = [one.value for one in known]
        self._sources = {one.value.quote_id: one.source for one in known}
        named = deals_of(view.reader, customer_id) if may_hear(view, Kind.DEAL, customer_id) else ()
        self._deals = {one.value.deal_id: one.value.name for one in named}
        self._team = team_names(view, [one.quoted_by for one in self._quotes], ask.lang)

    def answer(self) -> Answer:
        if not self._quotes:
            return sourced(self._ask, self._view, [self._say("none")], [])
        if "newest" in self._ask.slots or len(self._quotes) == 1:
            return self._newest(self._quotes[-1])
        lines = [self._say("title", count=str(len(self._quotes)))]
        lots = by_deal(self._quotes)
        for lot in reversed(lots):
            name = self._deals.get(lot[0].deal_id, "")
            lines += [self._say("deal", deal=name)] if name else []
            lines += [self._say("line", quote=self._quote(one)) for one in reversed(lot)]
        return self._told(cut(lines, self._ask.lang, MOST + len(lots)), self._quotes)

    def _newest(self, quote: Quote) -> Answer:
        same = [one for one in self._quotes if one.deal_id == quote.deal_id]
        said = self._quote(quote)
        if deal := self._deals.get(quote.deal_id):
            said = self._say("and").join((deal, said))
        lines = [self._say("newest", quote=said)]
        if len(same) > 1:
            lines.append(self._say("earlier" if len(same) > 2 else "earlier_one", count=str(len(same) - 1)))
        return self._told(lines, [quote])

    def _quote(self, quote: Quote) -> str:
        said = amount(quote.amount, quote.currency, self._ask.lang) if quote.amount is not None else ""
        day = quote.quoted_on.isoformat() if quote.quoted_on else ""
        who = self._say("by", who=self._team[quote.quoted_by]) if quote.quoted_by else ""
        parts = (quote.version, said or self._say("no_amount"), quote.product, day, who)
        return self._say("and").join(part for part in parts if part)

    def _told(self, lines: Sequence[str], quotes: Sequence[Quote]) -> Answer:
        sources: list[Source] = [self._sources[one.quote_id] for one in quotes]
        return sourced(self._ask, self._view, lines, sources)

    def _say(self, words: str, **facts: str) -> str:
        lang, when = self._ask.lang, period_words(self._ask)
        then = filled(_WORDS["then"][lang], lang, when=when) if when else ""
        return filled(_WORDS[words][lang], lang, **{"customer": self._customer, "then": then, **facts})


def _within(ask: Ask, quote: Quote) -> bool:
    period = period_of(ask)
    return period is None or (quote.quoted_on is not None and period[0] <= quote.quoted_on <= period[1])


# what is said of access is another intent's: "孙浩能看…的报价吗", "revoke Priya's access to …"
_ACCESS = r".*(?:能|可以|申请|同意).*看|.*\b(?:see|access\s+(?:to|for))\b"
_X = rf"(?P<customer>(?!对比|比较|比对|对照|compare\b|{_ACCESS}).+?)"
_TO = r"(?:我们|咱们|咱)?(?:给|跟|向)?"
_LAST_ZH = r"(?:上一?次|最近一?次|最近|最新一?[次版个]?|最后一?[次版个]?|上一?回|当前|现在|目前)"
_ALL_ZH = r"(?:历史|所有|全部|历次|以往|过往|之前|以前|各版|每一?版)?"
_HOW_MUCH = r"(?:了|过)?(?:多少钱?|什么价格?|几个?钱|哪个?价格?|什么)"
_END = r"[的呢呀啊吗嘛了]?"
_Q_EN = r"(?:quotes?|quotations?|pric(?:e|es|ing)|offers?)"
_NEW_EN = r"(?:last|latest|newest|most\s+recent|current)"
_WE_EN = r"(?:\s+(?:we|you|i)\s+(?:gave|sent|made|offered))?(?:\s+(?:to|for|of|with))?"

INTENT = Intent(
    name="quotes",
    title={"zh": "给客户的报价，历次或最近一次", "en": "what a customer was quoted, all versions or the last"},
    examples={
        "zh": ("同屹轨道的报价历史", "同屹轨道上次报价多少？"),
        "en": ("quote history of Vantory", "what was the last quote for Vantory?"),
    },
    patterns=sentences(
        rf"{_TO}{_X}的?{_LAST_ZH}的?(?:的)?报价单?(?:是|有)?(?:{_HOW_MUCH}|哪一?版|几版)?{_END}(?P<newest>)",
        rf"{_TO}{_X}的?{_LAST_ZH}报{_HOW_MUCH}{_END}(?P<newest>)",
        rf"(?:我们|咱们)?{_LAST_ZH}(?:给|跟|向){_X}(?:报{_HOW_MUCH}|的?报价单?(?:是|有)?(?:{_HOW_MUCH})?){_END}(?P<newest>)",
        (
            rf"{_TO}{_X}的?{_ALL_ZH}的?报价单?(?:历史|记录|版本|情况|明细|列表|清单|变化|过程)?"
            rf"(?:是|有|都有)?(?:{_HOW_MUCH}|哪些|哪几[版个次]|几[版次]|几个版本)?{_END}"
        ),
        rf"{_TO}{_X}(?:都|一共|总共)?报过?(?:哪些|哪几[版个次]|几[版次]|{_HOW_MUCH})价?格?{_END}",
        rf"报价(?:历史|记录|版本)?[\s:：,，]+{_X}",
        rf"(?:what(?:['’]s|\s+is|\s+was)\s+)?(?:the\s+|our\s+)?{_NEW_EN}\s+{_Q_EN}{_WE_EN}\s+{_X}(?P<newest>)",
        rf"{_X}(?:['’]s)?\s+{_NEW_EN}\s+{_Q_EN}(?P<newest>)",
        rf"(?:what|how\s+much)\s+(?:did|have|had)\s+we\s+last\s+quoted?\s+(?:to\s+|for\s+)?{_X}(?P<newest>)",
        rf"(?:what|how\s+much)\s+(?:did|have|had)\s+we\s+quoted?\s+(?:to\s+|for\s+)?{_X}\s+last(?:\s+time)?(?P<newest>)",
        rf"(?:what|how\s+much)\s+(?:did|have|had)\s+we\s+quoted?\s+(?:to\s+|for\s+)?{_X}(?:\s+(?:so\s+far|before))?",
        rf"(?:the\s+|our\s+)?(?:quote|quotation|pric(?:e|ing)|offer)\s+(?:history|versions|list)\s+(?:of|for|with|to)\s+{_X}",
        rf"{_X}(?:['’]s)?\s+(?:quote|quotation|pric(?:e|ing)|offer)\s+(?:history|versions|list)",
        rf"(?:(?:what|which)\s+)?(?:(?:all|the|our|past|previous|old)\s+)*{_Q_EN}{_WE_EN}\s+{_X}",
        rf"{_X}(?:['’]s\s+{_Q_EN}|\s+quotes)",
    ),
    plan=plan,
    dated=True,
    place=22,
    asks={"customer": CUSTOMER, "newest": NEWEST},
)
