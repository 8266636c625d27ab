"""What changed between two versions of a quote or a proposal: the two named, else from each to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import amount, customer_for, left_out, may_hear, sourced, team_names
from knowledge.access.model import Kind
from knowledge.deals.view import deals_of
from knowledge.people.model import Lang
from knowledge.proposals.judge import by_deal, steps
from knowledge.proposals.papers import proposals_of, quotes_of
from knowledge.store.recording import Source
from notifiers.filling import filled

MOST = 4
"""So many steps from one version to the next are told, of quotes and of proposals each."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "quote": {"zh": "{deal} 报价 {one} → {other}：", "en": "{deal}, quote {one} → {other}:"},
    "proposal": {"zh": "{deal} 方案 {one} → {other}：", "en": "{deal}, proposal {one} → {other}:"},
    "version": {"zh": "{version}（{day}）", "en": "{version} ({day})"},
    "amount": {"zh": "· 金额：{one} → {other}，{change}", "en": "· amount: {one} → {other}, {change}"},
    "up": {"zh": "涨 {by}（{percent}）", "en": "up {by} ({percent})"},
    "down": {"zh": "降 {by}（{percent}）", "en": "down {by} ({percent})"},
    "same_amount": {"zh": "· 金额没变：{one}", "en": "· same amount: {one}"},
    "changed": {"zh": "· {what}：{one} → {other}", "en": "· {what}: {one} → {other}"},
    "money": {"zh": "金额", "en": "amount"},
    "product": {"zh": "产品", "en": "product"},
    "title": {"zh": "标题", "en": "title"},
    "who": {"zh": "经手人", "en": "by"},
    "currency": {"zh": "币种", "en": "currency"},
    "link": {"zh": "链接", "en": "link"},
    "nothing_else": {"zh": "· 其他记录都一样", "en": "· nothing else on record differs"},
    "unread": {
        "zh": "方案正文我读不到，只能比标题、经手人和链接。",
        "en": "I can't read the text of proposals; this compares title, sender and link.",
    },
    "single": {
        "zh": "{customer}没有可以对比的两个版本。记录里有：{known}。",
        "en": "There are no two versions to compare for {customer}. On record: {known}.",
    },
    "none": {
        "zh": "没有记录给{customer}的报价或方案。",
        "en": "No quote or proposal for {customer} is recorded.",
    },
    "known_quote": {"zh": "报价 {version}", "en": "quote {version}"},
    "known_proposal": {"zh": "方案 {version}", "en": "proposal {version}"},
    "unnamed": {"zh": "没有版本号", "en": "without a version"},
    "none_there": {"zh": "无", "en": "none"},
    "and": {"zh": "、", "en": ", "},
}


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a quote or proposal; `says` is what is compared beside the amount, as it reads."""

    what: str
    deal_id: str
    version: str
    day: date | None
    says: Mapping[str, str]
    source: Source
    amount: float | None = None
    currency: str = ""


def plan(ask: Ask, view: View) -> Plan:
    """Amount, product, people and links side by side, quotes before proposals; what may not be told is left out."""
    customer_id = customer_for(ask, view, "compare_versions", Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    wanted = [kind for kind in (Kind.QUOTE, Kind.PROPOSAL) if _wanted(ask, kind.value)]
    if not any(may_hear(view, kind, customer_id) for kind in wanted):
        view.need(wanted[0], customer_id)
    hidden = left_out(view, wanted, customer_id, ask.lang)
    found = [*_quotes(ask, view, customer_id), *_proposals(ask, view, customer_id)]
    pairs = _pairs(ask, found)
    teller = _Teller(ask, view, customer_id)
    if not pairs:
        return Plan(sourced(ask, view, [teller.no_pair(found), *hidden], [one.source for one in found[-1:]]))
    lines = [line for one, other in pairs for line in teller.compared(one, other)]
    if any(one.what == "proposal" for one, _ in pairs):
        lines.append(teller.say("unread"))
    return Plan(sourced(ask, view, [*lines, *hidden], [version.source for both in pairs for version in both]))


def _pairs(ask: Ask, found: Sequence[_Version]) -> list[tuple[_Version, _Version]]:
    """What to compare: of quotes, then of proposals, those of the latest deals first."""
    named = [word for name in ("one", "other") if (word := ask.slots.get(name, ""))]
    pairs: list[tuple[_Version, _Version]] = []
    for what in ("quote", "proposal"):
        lots = by_deal(one for one in found if one.what == what)
        pairs += [two for lot in reversed(lots) for two in steps(lot, named)][:MOST]
    return pairs


def _wanted(ask: Ask, what: str) -> bool:
    word = ask.slots.get("paper", "").casefold()
    is_proposal = any(part in word for part in ("方案", "建议书", "提案", "proposal"))
    return not word or is_proposal == (what == "proposal")


def _quotes(ask: Ask, view: View, customer_id: str) -> list[_Version]:
    told = _wanted(ask, "quote") and may_hear(view, Kind.QUOTE, customer_id)
    found = quotes_of(view.reader, customer_id) if told else []
    team = team_names(view, [one.value.quoted_by for one in found], ask.lang)
    versions = []
    for one in found:
        quote = one.value
        says = {"currency": quote.currency, "product": quote.product, "who": team.get(quote.quoted_by, "")}
        versions.append(
            _Version(
                *("quote", quote.deal_id, quote.version, quote.quoted_on),
                says=says,
                source=one.source,
                amount=quote.amount,
                currency=quote.currency,
            )
        )
    return versions


def _proposals(ask: Ask, view: View, customer_id: str) -> list[_Version]:
    told = _wanted(ask, "proposal") and may_hear(view, Kind.PROPOSAL, customer_id)
    found = proposals_of(view.reader, customer_id) if told else []
    team = team_names(view, [one.value.sent_by for one in found], ask.lang)
    versions = []
    for one in found:
        sent = one.value
        day = sent.sent_at.astimezone(view.zone).date() if sent.sent_at else None
        says = {"title": sent.title, "who": team.get(sent.sent_by, ""), "link": sent.url}
        versions.append(_Version("proposal", sent.deal_id, sent.version, day, says, one.source))
    return versions


class _Teller:
    def __init__(self, ask: Ask, view: View, customer_id: str) -> None:
        self._lang = ask.lang
        self._customer = name_of(view, customer_id, ask.lang)
        named = deals_of(view.reader, customer_id) if may_hear(view, Kind.DEAL, customer_id) else ()
        self._deals = {one.value.deal_id: one.value.name for one in named}

    def compared(self, one: _Version, other: _Version) -> list[str]:
        """A title with both versions and days, then what differs."""
        deal = self._deals.get(one.deal_id) or self._customer
        title = self.say(one.what, deal=deal, one=self._version(one), other=self._version(other))
        differs = [
            self.say("changed", what=self.say(what), one=text or none, other=other.says[what] or none)
            for none in (self.say("none_there"),)
            for what, text in one.says.items()
            if text != other.says[what]
        ]
        lines = [*self._amounts(one, other), *differs]
        return [title, *lines, *([] if differs else [self.say("nothing_else")])]

    def no_pair(self, found: Sequence[_Version]) -> str:
        """What there is instead."""
        if not found:
            return self.say("none")
        unnamed = self.say("unnamed")
        known = dict.fromkeys(self.say(f"known_{one.what}", version=one.version or unnamed) for one in found)
        return self.say("single", known=self.say("and").join(known))

    def _amounts(self, one: _Version, other: _Version) -> list[str]:
        if one.amount is None or other.amount is None or one.currency != other.currency:
            shown = [self._amount(version) for version in (one, other)]
            return [self.say("changed", what=self.say("money"), one=shown[0], other=shown[1])] if any(shown) else []
        if one.amount == other.amount:
            return [self.say("same_amount", one=self._amount(one))]
        by = other.amount - one.amount
        percent = f"{by / abs(one.amount):+.1%}" if one.amount else "–"
        change = self.say(
            "up" if by > 0 else "down", by=amount(abs(by), one.currency, self._lang), percent=percent.replace("-", "−")
        )
        return [self.say("amount", one=self._amount(one), other=self._amount(other), change=change)]

    def _amount(self, one: _Version) -> str:
        return amount(one.amount, one.currency, self._lang) if one.amount is not None else ""

    def _version(self, one: _Version) -> str:
        version = one.version or self.say("unnamed")
        return self.say("version", version=version, day=one.day.isoformat()) if one.day else version

    def say(self, words: str, **facts: str) -> str:
        """A sentence of this intent."""
        return filled(_WORDS[words][self._lang], self._lang, **{"customer": self._customer, **facts})


_X = r"(?P<customer>.+?)"
_V = r"(?:[Vv版]?\s*\d+(?:\.\d+)*版?|第\s*\d+\s*[版次])"
_TWO = rf"(?P<one>{_V})\s*(?:和|与|跟|到|、|-|—|~|→|vs\.?|对)\s*(?P<other>{_V})"
_PAPER_ZH = r"(?P<paper>报价单?|方案书?|建议书|提案)"
_VERSIONS_ZH = r"(?:的?(?:两|几|各|前后|最近两|最后两)个?(?:版本?|次)|的?(?:各个|不同|新旧|前后)?版本)?"
_DIFFER_ZH = (
    r"\s*(?:之间)?的?(?:有(?:什么|哪些|啥)|的|有)?(?:不同|不一样|区别|差别|差异|变化|改动|变动)"
    r"(?:是什么|在哪里?|有哪些|吗)?"
)
_END = r"[的呢呀啊吗嘛了]?"
_V_EN = r"(?:v(?:ersion)?\s*)?\d+(?:\.\d+)*"
_TWO_EN = rf"(?P<one>{_V_EN})\s+(?:and|to|with|vs\.?|against)\s+(?P<other>{_V_EN})"
_PAPER_EN = r"(?P<paper>quotes?|quotations?|proposals?)"

INTENT = Intent(
    name="compare_versions",
    title={"zh": "对比报价或方案的两个版本", "en": "compare two versions of a quote or proposal"},
    examples={
        "zh": ("对比同屹轨道的报价版本", "同屹轨道的报价 V1.0 和 V2.0 有什么不同？"),
        "en": ("compare the quotes for Vantory", "what changed between V1.0 and V2.0 of the quote for Vantory?"),
    },
    patterns=sentences(
        rf"(?:对比|比较|比对|对照|比)(?:一下|下)?{_X}的?{_PAPER_ZH}?{_VERSIONS_ZH}的?\s*{_TWO}\s*(?:版|版本)?(?:{_DIFFER_ZH})?{_END}",
        rf"(?:对比|比较|比对|对照|比)(?:一下|下){_X}{_VERSIONS_ZH}的?{_PAPER_ZH}{_VERSIONS_ZH}(?:{_DIFFER_ZH})?{_END}",
        rf"(?:对比|比较|比对|对照){_X}{_VERSIONS_ZH}的?{_PAPER_ZH}{_VERSIONS_ZH}(?:{_DIFFER_ZH})?{_END}",
        rf"(?:对比|比较|比对|对照)(?:一下|下)?{_X}(?:的?(?:两|几|各|前后|最近两|最后两)个?(?:版本?|次)|的?(?:各个|不同|新旧|前后)?版本){_END}",
        rf"{_X}的?\s*{_PAPER_ZH}?的?\s*{_TWO}\s*(?:版|版本)?{_DIFFER_ZH}{_END}",
        rf"{_X}{_VERSIONS_ZH}的?{_PAPER_ZH}{_VERSIONS_ZH}{_DIFFER_ZH}{_END}",
        rf"{_X}的?{_PAPER_ZH}(?:都|又)?(?:改|变)了?(?:什么|哪些|多少|哪里)(?:地方)?{_END}",
        rf"compare\s+(?:the\s+)?{_TWO_EN}\s+(?:of|for)\s+(?:the\s+)?(?:{_PAPER_EN}\s+(?:of|for|to)\s+)?{_X}",
        rf"compare\s+(?:(?:the|all|our|last|latest|two|versions\s+of)\s+)*{_PAPER_EN}(?:\s+versions)?\s+(?:of|for|to)\s+{_X}(?:[\s,:]+{_TWO_EN})?",
        rf"compare\s+(?:(?:the|all|our|last|latest|two|versions\s+of)\s+)*{_X}(?:['’]s)?\s+{_PAPER_EN}(?:\s+versions)?(?:[\s,:]+{_TWO_EN})?",
        (
            r"(?:what(?:['’]s|\s+is|\s+are|\s+has)?\s+)?(?:changed|different|the\s+(?:change|difference)s?)\s+between\s+"
            rf"(?:versions?\s+)?{_TWO_EN}\s+(?:of|in|for)\s+(?:the\s+)?(?:{_PAPER_EN}\s+(?:of|for|to)\s+)?{_X}"
        ),
        rf"(?:what(?:['’]s|\s+has)?\s+)?changed\s+in\s+(?:the\s+|our\s+)?(?:last\s+|latest\s+)?{_PAPER_EN}\s+(?:of|for|to)\s+{_X}",
        rf"(?:what(?:['’]s|\s+has)?\s+)?changed\s+in\s+{_X}['’]s\s+(?:last\s+|latest\s+)?{_PAPER_EN}",
    ),
    plan=plan,
    place=26,
    asks={
        "customer": CUSTOMER,
        "one": "a version",
        "other": "the version to compare it with",
    },
)
