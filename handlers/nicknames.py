"""Short forms that people use for customers: which may be learnt, when one is offered, and who taught it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from unicodedata import normalize

from handlers.base import Answer, Ask, Outcome, Plan, View
from handlers.changing import names_of
from handlers.finding import CALLED, name_of
from handlers.newcomers import LANG
from handlers.picking import picks_a_number
from handlers.sources import source_line, source_words
from knowledge.calendar.phrases import parse_day
from knowledge.graph.nicknaming import Nickname
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.notice import Choice, Evidence

NAME = "learn_nickname"
BESIDE = "beside"
"""The slot of an offer: the answer that it stands under stays as it is."""

LONGEST = 30
MOST_BUTTONS = 3

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "offer": {"zh": "记住“{name}”", "en": "Remember “{name}”"},
    "say": {"zh": "记住，{name}就是{customer}", "en": "Remember, {name} means {customer}"},
    "taught": {"zh": "“{name}”是{customer}的外号", "en": "“{name}” is a nickname for {customer}"},
}
_COMMON = re.compile(
    r"客户|公司|企业|商机|报价|合同|方案|线索|任务|联系人|负责人|销售|售前|主管|同事|竞品|链接|承诺|权限|帮助|撤销|取消|确认|确定"
    r"|算了|你好|谢谢|好的|可以|不是|是的|不对|[我你他她它咱]们|[这那哪][家个些]|什么|我的|全部|所有|大家|搭子|意思"
    r"|(?:customer|compan(?:y|ie)|account|client|deal|quote|contract|proposal|lead|task|contact|owner|rep|manager|link)s?"
    r"|help|undo|cancel|yes|no|ok|okay|thanks|hello|this|that|it|they|them|we|us|you|me|my|our|all|day|access|price|dazi|the|back|again|later|first|soon|now|up|often"
)
"""What the bot's own sentences are made of; as a name it would turn them into something else."""

_LETTERS = re.compile(r"\w")


def unfit(name: str, today: date) -> str:
    """Why something cannot be a nickname: "too_short", "too_long" or "common"; empty where it can."""
    plain = normalize("NFKC", name).casefold().strip()
    if len(_LETTERS.findall(plain)) < 2:
        return "too_short"
    if len(plain) > LONGEST:
        return "too_long"
    found = parse_day(plain, today)
    taken = _COMMON.fullmatch(plain) or plain.isdigit() or picks_a_number(plain) or found is not None
    return "common" if taken else ""


def with_offer(plan: Plan, ask: Ask, view: View) -> Plan:
    """The answer about a customer that was picked from those that a short form might mean, with the button to keep
    that short form.
    """
    called, customer_id = ask.slots.get(CALLED, ""), ask.slots.get("customer_id", "")
    answered = plan.answer.outcome is Outcome.ANSWER and not plan.commands
    room = len(plan.answer.choices) < MOST_BUTTONS
    if not called or not customer_id or not answered or not room or unfit(called, ask.today):
        return plan
    shown = {"name": called, "customer": name_of(view, customer_id, ask.lang)}
    args = {"name": called, "customer_id": customer_id, BESIDE: "yes", LANG: ask.lang}
    label, said = (filled(_WORDS[words][ask.lang], ask.lang, **shown) for words in ("offer", "say"))
    choices = (*plan.answer.choices, Choice(label, NAME, args, say=said))
    return replace(plan, answer=replace(plan.answer, choices=choices))


def with_teachers(plan: Plan, ask: Ask, view: View) -> Plan:
    """The answer with who said it and when, where what was asked about was named by a nickname."""
    if not view.nicknames or plan.answer.outcome is not Outcome.ANSWER:
        return plan
    answer: Answer = plan.answer
    for one in dict.fromkeys(view.nicknames):
        text = filled(
            _WORDS["taught"][ask.lang], ask.lang, name=one.name, customer=name_of(view, one.customer_id, ask.lang)
        )
        evidence = Evidence(text, one.source.at, taught(one, view, ask.lang))
        sources = (*answer.sources, source_line(one.source, view.zone))
        answer = replace(answer, why=(*answer.why, evidence), sources=sources)
    return replace(plan, answer=answer)


def taught(one: Nickname, view: View, lang: Lang) -> str:
    """Who said it, and when: "李雷 2026-01-12 说的"."""
    return source_words(one.source, lang, view.zone, names_of(view, (one.said_by,), lang).get(one.said_by, ""))
