"""What the asker is responsible for, now or on a day."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import shortest_name
from handlers.sources import source_line, source_words
from knowledge.access.model import Kind
from knowledge.graph.model import Ownership
from knowledge.graph.view import owned_by, some_customers
from knowledge.people.model import Lang, Role
from knowledge.store.errors import UserMistake
from notifiers.filling import filled

MOST = 30
"""More customers than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{then}你负责 {count} 个客户：", "en": "You own {count} customers{then}:"},
    "single": {"zh": "{then}你负责 1 个客户：", "en": "You own 1 customer{then}:"},
    "none": {"zh": "{then}没有客户记在你名下。", "en": "No customers are recorded as yours{then}."},
    "then": {"zh": "{day}，", "en": " on {day}"},
    "line": {"zh": "· {name}（{since}{source}）", "en": "· {name} ({since}{source})"},
    "since": {"zh": "自 {first}，", "en": "since {first}, "},
    "also_only": {
        "zh": "{then}你参与跟进 {count} 个客户，没有记在你名下的：{names}",
        "en": "You work on {count} customers{then}, none recorded as yours: {names}",
    },
    "also": {"zh": "参与跟进的有 {count} 个：{names}", "en": "You also work on {count}: {names}"},
    "more": {"zh": "……还有 {count} 个", "en": "… and {count} more"},
    "and": {"zh": "、", "en": ", "},
}

_ALL = r"(?:哪些|哪几[个家]|什么|几[个家]|多少[个家]?|哪[个家])"
_CLIENTS = r"(?:客户|公司|企业|单位|账户|account)"
_MINE = r"(?:负责|跟进|对接|维护|服务|管理|管|盯|跟|带|拥有|有)"
_AT_HAND = r"(?:名下|手上|手里|手头上?|这边|这里)?"
_NOW = r"(?:现在|目前|当前|一共|总共|都|在|正在|还)?"
_END = r"[的呢呀啊吗嘛了]?"
_ACCOUNTS = r"(?:customers?|accounts?|clients?|companies)"
_BOOK = rf"(?:{_ACCOUNTS}|portfolio|patch|book)"
_HOLD = (
    r"(?:(?:own|have|cover|run|hold|had)(?:ed|ing)?|(?:handl|manag|serv)(?:e|ed|ing)"
    r"|(?:look|looking)\s+after|(?:work|working)\s+on|(?:take|taking)\s+care\s+of)"
)


def plan(ask: Ask, view: View) -> Plan:
    """The asker's customers with since when and the source, then those they take part in."""
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    view.need(Kind.OWNERSHIP)
    day = date.fromisoformat(ask.slots["day"]) if "day" in ask.slots else ask.today
    held = owned_by(view.reader, ask.person.person_id, day) if ask.person else []
    names = _names(view, held, ask.lang)
    mine = [one for one in held if one.role is Role.REP]
    also = [names[one.customer_id] for one in held if one.role is not Role.REP]
    then = "" if day == ask.today else _say("then", ask.lang, day=day.isoformat())
    words = "title" if len(mine) > 1 else "single" if mine else "none"
    lines = [] if also and not mine else [_say(words, ask.lang, count=str(len(mine)), then=then)]
    lines += [_line(one, names[one.customer_id], ask.lang, view.zone) for one in mine[:MOST]]
    if len(mine) > MOST:
        lines.append(_say("more", ask.lang, count=str(len(mine) - MOST)))
    if also:
        listed = _say("and", ask.lang).join(also[:MOST])
        lines.append(_say("also" if mine else "also_only", ask.lang, count=str(len(also)), names=listed, then=then))
    sources = tuple(source_line(one.source, view.zone) for one in held)
    return Plan(Answer(Outcome.ANSWER, "\n".join(lines), sources=sources))


def _names(view: View, held: Sequence[Ownership], lang: Lang) -> dict[str, str]:
    known = some_customers(view.reader, [one.customer_id for one in held])
    short = {one.customer_id: shortest_name(view, one, lang) for one in known.values()}
    return {one.customer_id: short.get(one.customer_id, one.customer_id) for one in held}


def _line(one: Ownership, name: str, lang: Lang, zone: tzinfo) -> str:
    since = _say("since", lang, first=one.valid_from.isoformat()) if one.valid_from else ""
    return _say("line", lang, name=name, since=since, source=source_words(one.source, lang, zone))


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


INTENT = Intent(
    name="my_customers",
    title={"zh": "你负责的客户", "en": "which customers are yours"},
    examples={"zh": ("我的客户", "我负责哪些客户？"), "en": ("my customers", "which customers do I own?")},
    patterns=sentences(
        rf"我{_NOW}{_AT_HAND}(?:的|所有的?)?{_CLIENTS}{_NOW}(?:有|是)?(?:{_ALL}|谁|名单|列表|清单)?{_END}",
        rf"(?:看看|列出?|查看?)?我{_NOW}{_AT_HAND}{_NOW}(?:{_MINE}|的)[的着]?{_CLIENTS}有?(?:{_ALL}|名单|列表|清单)?{_END}",
        rf"我{_NOW}{_AT_HAND}{_NOW}{_MINE}[了着的]?{_ALL}的?{_CLIENTS}?{_END}",
        rf"我{_NOW}{_MINE}的?{_NOW}(?:有|是)?(?:{_ALL}|谁){_END}",
        rf"{_ALL}{_CLIENTS}?{_NOW}(?:是|归|由|属于|挂在|在|算)?我{_AT_HAND}(?:{_MINE}|的)?{_END}",
        rf"(?:(?:show|list|see|get)\s+)?(?:all\s+(?:of\s+)?)?my\s+(?:current\s+)?{_BOOK}(?:\s+list)?",
        rf"(?:what|which|who)(?:['’]s|\s+is|\s+are|\s+were)?\s+(?:in\s+|on\s+)?my\s+{_BOOK}(?:\s+list)?",
        (
            rf"(?:what|which|how\s+many)\s+{_ACCOUNTS}\s+(?:do|did|am|are|were|was|have)(?:\s+i)?(?:\s+currently)?\s+"
            rf"(?:{_HOLD}|mine|got|(?:responsible\s+for|in\s+charge\s+of|assigned\s+to)(?:\s+me)?)"
        ),
        rf"(?:what|which|how\s+many)\s+{_ACCOUNTS}\s+(?:are\s+)?(?:assigned\s+to|belong\s+to|with|under)\s+me",
        rf"(?:what|who)\s+(?:do|did)\s+i\s+{_HOLD}",
        rf"(?:(?:list|see|all)\s+)?(?:the\s+)?{_ACCOUNTS}\s+(?:that\s+|which\s+)?i\s+(?:{_HOLD}|am\s+responsible\s+for)",
        rf"(?:(?:list|see|all)\s+)?(?:the\s+)?{_ACCOUNTS}\s+(?:assigned\s+to|under)\s+me",
        r"what\s+am\s+i\s+responsible\s+for|what(?:['’]s|\s+is)\s+(?:mine|assigned\s+to\s+me)",
    ),
    plan=plan,
    dated=True,
    place=2,
    asks={},
)
