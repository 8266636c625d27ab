"""Customers like another that we have won: in what they are alike, what they bought and when, and who knows them."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of
from handlers.guest.slots import CUSTOMER
from handlers.papers import customer_for, may_hear, sourced, team_names
from knowledge.access.model import Kind
from knowledge.deals.model import Profile, Trait
from knowledge.deals.similar import Won, profile_of, won_like
from knowledge.deals.view import deals_of
from knowledge.graph.view import customer, ownerships
from knowledge.people.model import Lang, Role
from knowledge.store.recording import Source
from notifiers.filling import filled

NAME = "similar"
MOST = 5
"""So many are told of, of the first so many that fit."""

LOOKED_AT = 30

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {
        "zh": "和{customer}相似、已经成交的客户，有你能看的 {count} 家，最像的在前：",
        "en": "{count} customers like {customer} that we have won, of those you may see, most alike first:",
    },
    "title_one": {
        "zh": "和{customer}相似、已经成交的客户，有你能看的 1 家：",
        "en": "1 customer like {customer} that we have won, of those you may see:",
    },
    "none": {
        "zh": "在你能看的范围内，没有找到和{customer}相似、已经成交的客户。",
        "en": "Of the customers you may see, none that we have won is like {customer}.",
    },
    "by": {
        "zh": "按行业、产品、规模、集团、区域来比；金额不在这里说。",
        "en": "Compared by industry, product, size, group and region; amounts are not told here.",
    },
    "line": {"zh": "· {name}（{traits}）：{won}", "en": "· {name} ({traits}): {won}"},
    "won": {"zh": "{product}，{day} 赢单", "en": "{product}, won {day}"},
    "won_ever": {"zh": "{product}，已赢单", "en": "{product}, won"},
    "something": {"zh": "商机“{name}”", "en": "the deal “{name}”"},
    "knows": {"zh": "可以问{who}", "en": "ask {who}"},
    "industry": {"zh": "同行业：{value}", "en": "same industry: {value}"},
    "product": {"zh": "同产品：{value}", "en": "same product: {value}"},
    "size": {"zh": "规模相近：{value} 人", "en": "similar size: {value} people"},
    "group": {"zh": "同一集团", "en": "same group"},
    "region": {"zh": "同区域：{value}", "en": "same region: {value}"},
    "and": {"zh": "，", "en": ", "},
    "semi": {"zh": "；", "en": "; "},
    "names": {"zh": "、", "en": " or "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Those the asker and everybody who listens may know of, with the reasons.

    What the customer asked about is offered is no reason where they may not know that.
    """
    customer_id = customer_for(ask, view, NAME, Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    name, known = name_of(view, customer_id, ask.lang), customer(view.reader, customer_id)
    offered = deals_of(view.reader, customer_id) if may_hear(view, Kind.DEAL, customer_id) else ()
    bought = [one.value.product for one in offered]
    like = won_like(view.reader, profile_of(known, bought)) if known else []
    found = [one for one in like[:LOOKED_AT] if may_hear(view, Kind.DEAL, one.profile.customer_id)][:MOST]
    if not found:
        return Plan(sourced(ask, view, [_say("none", ask.lang, customer=name), _say("by", ask.lang)], []))
    told = [_told(ask, view, one) for one in found]
    title = _say("title" if len(found) > 1 else "title_one", ask.lang, customer=name, count=str(len(found)))
    lines = [title, *(line for line, _ in told), _say("by", ask.lang)]
    return Plan(sourced(ask, view, lines, [source for _, sources in told for source in sources]))


def _told(ask: Ask, view: View, one: Won) -> tuple[str, Sequence[Source]]:
    """A line, and where it is known from."""
    lang, deal = ask.lang, one.deal.value
    owners = _owners(ask, view, one.profile.customer_id)
    team = team_names(view, owners or [deal.owner_id], lang)
    product = deal.product or _say("something", lang, name=deal.name or deal.deal_id)
    closed = deal.closed_at.astimezone(view.zone).date().isoformat() if deal.closed_at else ""
    won = _say("won" if closed else "won_ever", lang, product=product, day=closed)
    who = _say("names", lang).join(team.values())
    said = _say("and", lang).join(part for part in (won, _say("knows", lang, who=who) if who else "") if part)
    name = name_of(view, one.profile.customer_id, lang)
    return _say("line", lang, name=name, traits=_traits(one, lang), won=said), [one.deal.source]


def _owners(ask: Ask, view: View, customer_id: str) -> list[str]:
    held = ownerships(view.reader, customer_id)
    return [one.person_id for one in held if one.role is Role.REP and one.holds_on(ask.today)]


def _traits(one: Won, lang: Lang) -> str:
    values = _values(one.profile)
    return _say("semi", lang).join(_say(trait.value, lang, value=values[trait]) for trait in one.likeness.traits)


def _values(profile: Profile) -> Mapping[Trait, str]:
    return {
        Trait.INDUSTRY: profile.industry,
        Trait.PRODUCT: ", ".join(sorted(profile.products)),
        Trait.SIZE: f"{profile.employees:,}" if profile.employees else "",
        Trait.GROUP: profile.parent_id,
        Trait.REGION: profile.region,
    }


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_X = r"(?P<customer>(?!哪些|什么|which\b|what\b)[^,，]+?)"
_ANY = r"(?:我们|咱们)?(?:有没有|有无|有|有哪些|有什么|找(?:一下|几个)?|推荐)?"
_LIKE_ZH = r"(?:类似|相似|相近|差不多|像|同类|同行)"
_CASE = (
    r"(?:成功|成交|签约|赢单|标杆|参考)?的?(?:案例|客户案例|客户|故事|先例|标杆|单子)(?:可以?参考|参考)?"
    r"|(?:赢|签|成交|拿下|做成)(?:过|了)的?(?:客户|案例|单子)?"
)
_HAVE = r"(?:都)?(?:有|是)?(?:哪些|什么|几[个家]|多少)?(?:吗|没有)?"
_END = r"[的呢呀啊吗嘛了]?"
_CUST = (
    r"(?:customers?|accounts?|clients?|companies|deals|cases|references|wins|success\s+stories"
    r"|reference\s+(?:customers?|accounts?|cases))"
)
_WON = r"(?:\s+(?:(?:that|which)\s+)?(?:have\s+)?we(?:['’]ve|\s+have)?\s+(?:won|closed|sold\s+to|signed))"
_DO_WE = r"(?:(?:what|which|any|are\s+there(?:\s+any)?|do\s+we\s+have(?:\s+any)?)\s+)?"

INTENT = Intent(
    name=NAME,
    title={"zh": "和某客户相似、已经成交的案例", "en": "similar customers that we have won"},
    examples={
        "zh": ("有没有类似同屹轨道的成功案例？",),
        "en": ("similar customers to Vantory that we won",),
    },
    patterns=sentences(
        rf"{_X}(?:那边)?的?(?:有没有|有)(?:什么|哪些)?(?:{_LIKE_ZH}|可参考)的?(?:{_CASE}){_END}",
        rf"{_ANY}(?:和|跟|与)?{_X}(?:这样|这种)?的?{_LIKE_ZH}的?(?:{_CASE}){_HAVE}{_END}",
        rf"{_ANY}{_LIKE_ZH}于?{_X}(?:这样|这种|一样)?的?(?:{_CASE}){_HAVE}{_END}",
        rf"{_ANY}(?:和|跟|与){_X}{_LIKE_ZH}的?(?:客户|公司|企业)?[,，]?(?:我们)?(?:{_CASE}|赢过|签过|成交过)(?:哪些|谁|吗|没有)?{_END}",
        rf"{_LIKE_ZH}{_X}的?(?:客户|公司)?[,，]?我们?(?:赢|签|成交|拿下|做成)过?(?:哪些|谁|几家)?{_END}",
        rf"{_DO_WE}{_CUST}\s+(?:that\s+are\s+)?(?:similar\s+to|like|comparable\s+(?:to|with))\s+{_X}{_WON}?",
        rf"{_DO_WE}(?:similar|comparable)\s+{_CUST}{_WON}?\s+(?:to|for|as|with|like)\s+{_X}{_WON}?",
        rf"(?:have|did)\s+we\s+(?:won|win|closed?|sold\s+to|sell\s+to|signed?)\s+(?:any(?:one|body)?|{_CUST}|any\s+{_CUST}|somebody|someone)\s+(?:similar\s+to|like)\s+{_X}",
        rf"(?:success\s+stories|reference\s+(?:customers?|cases)|references)\s+for\s+{_X}",
    ),
    plan=plan,
    place=32,
    asks={"customer": CUSTOMER},
)
