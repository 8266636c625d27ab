"""What the asker is responsible for."""

import re
from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View
from handlers.sources import source_line, source_words
from knowledge.access.model import Kind
from knowledge.graph.model import Customer, Ownership
from knowledge.graph.view import owned_by, some_customers
from knowledge.people.model import Lang, Role

MOST = 30
"""More customers than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "你负责 {count} 个客户：", "en": "You own {count} customers:"},
    "single": {"zh": "你负责 1 个客户：", "en": "You own 1 customer:"},
    "none": {"zh": "现在没有记录在你名下的客户。", "en": "No customers are recorded as yours at the moment."},
    "line": {"zh": "· {name}{since}（{source}）", "en": "· {name}{since} ({source})"},
    "since": {"zh": "，自 {first}", "en": ", since {first}"},
    "also": {"zh": "另外参与 {count} 个：{names}", "en": "You are also on {count}: {names}"},
    "more": {"zh": "……还有 {count} 个", "en": "… and {count} more"},
    "and": {"zh": "、", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """The asker's customers with since when and the source, then those they take part in."""
    view.need(Kind.OWNERSHIP)
    held = owned_by(view.reader, ask.person.person_id, ask.today) if ask.person else []
    known = some_customers(view.reader, [one.customer_id for one in held])
    mine = [one for one in held if one.role is Role.REP]
    also = [one for one in held if one.role is not Role.REP]
    say = {name: words[ask.lang] for name, words in _WORDS.items()}
    if not held:
        return Plan(Answer(Outcome.ANSWER, say["none"]))
    title = say["single"] if len(mine) == 1 else say["title"] if mine else say["none"]
    lines = [title.format(count=len(mine)), *(_line(one, known, ask.lang) for one in mine[:MOST])]
    if len(mine) > MOST:
        lines.append(say["more"].format(count=len(mine) - MOST))
    if also:
        names = say["and"].join(_name(one, known, ask.lang) for one in also[:MOST])
        lines.append(say["also"].format(count=len(also), names=names))
    return Plan(Answer(Outcome.ANSWER, "\n".join(lines), sources=tuple(source_line(one.source) for one in held)))


def _line(one: Ownership, known: Mapping[str, Customer], lang: Lang) -> str:
    since = _WORDS["since"][lang].format(first=one.valid_from.isoformat()) if one.valid_from else ""
    source = source_words(one.source, lang)
    return _WORDS["line"][lang].format(name=_name(one, known, lang), since=since, source=source)


def _name(one: Ownership, known: Mapping[str, Customer], lang: Lang) -> str:
    return known[one.customer_id].name_in(lang) if one.customer_id in known else one.customer_id


INTENT = Intent(
    name="my_customers",
    title={"zh": "我负责哪些客户", "en": "Which customers are mine"},
    examples={"zh": ("我的客户", "我负责哪些客户？"), "en": ("my customers", "which customers do I own?")},
    patterns=tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?:看看|查(?:一下)?|列出)?我(?:名下)?(?:的|有|负责|跟进)(?:哪些|什么|的)?客户(?:有哪些|列表)?",
            r"(?:show |list )?(?:me )?my (?:customers|accounts|clients)",
            r"(?:which|what) (?:customers|accounts|clients) (?:do I (?:own|have)|are mine|am I responsible for)",
        )
    ),
    plan=plan,
)
