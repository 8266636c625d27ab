"""Who owns a customer: now, at a day, over a past period, or ever; else who has had deals with it."""

import re

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.changing import after_owner
from handlers.finding import find_customer
from handlers.guest.slots import CUSTOMER
from handlers.owner_answers import OwnerTeller
from knowledge.access.model import Kind
from knowledge.graph.view import ownerships
from knowledge.store.errors import UserMistake

_X = r"(?P<customer>.+?)"

# Chinese: the parts of a question, in the order in which they stand.
_OF = r"(?:的客户|这家(?:公司|客户)?|这个客户|那边|这边|这块|的事|的单子|的项目|的生意)?"
_NOW = r"(?:现在|目前|当前|眼下|当时|那时候?|最近|到底|究竟|具体|一直|主要|又|都)?"
_WHO = r"(?:哪一?[位个]?(?:销售|同事|人|同学)|哪一?[位个]|谁|什么人)"
_SEVERAL = rf"(?:{_WHO}|哪些人|哪几[位个])"
_DO = r"(?:负责|跟进|对接|维护|服务|接手|管理|管|盯|跟|带)"
_OWNER = r"(?:(?:客户)?负责人|责任人|客户经理|对接人|接口人|跟进人|销售代表|销售|归属人?|owner|AM)"
_BEFORE = r"(?:以前|之前|过去|历史上|曾经|先后|历来|从前)"
_PAST = r"(?:历任|历届|历史|所有|往届|前任|上一任|以前的|之前的|过去的)"
_END = r"(?:的|来着)?[呢呀啊吗嘛哦了]?"

# English: the same.
_WHO_IS = r"who(?:['’]?s|\s+is|\s+was|\s+are|\s+were)"
_THE_X = r"(?:our\s+|the\s+)?(?:account\s+|customer\s+|client\s+)?(?P<customer>.+?)(?:\s+(?:account|deal|customer))?"
_ADVERB = r"(?:(?:currently|presently|now|still|actually|really)\s+)?"
_OWNS = (
    r"(?:own|handl|cover|manag|run|serv|handle|manage|serve)(?:s|es|ed|ing|ning)?"
    r"|tak(?:es?|ing)\s+care\s+of|look(?:s|ed|ing)?\s+after|deal(?:s|t|ing)?\s+with|work(?:s|ed|ing)?\s+(?:on|with)"
)
_ROLE = r"(?:(?:account|sales|deal)\s+)?(?:owner|manager|rep(?:resentative)?|exec(?:utive)?|lead|contact|AM|AE)"
_HAD = r"(?:owned|had|handled|covered|managed)"

EVER = sentences(
    rf"{_X}的?{_PAST}{_OWNER}都?(?:有|是)?{_SEVERAL}?{_END}(?P<ever>)",
    rf"{_X}的?{_OWNER}的?(?:变更|变动|变化|更换|历史|沿革)(?:记录|历史|情况)?(?P<ever>)",
    rf"{_X}都?{_BEFORE}都?(?:是|归|由)?{_WHO}在?(?:{_DO}过?|的客户)?{_END}(?P<ever>)",
    rf"{_BEFORE}都?(?:有|是)?{_SEVERAL}在?{_DO}过?{_X}{_END}(?P<ever>)",
    rf"(?:都有|有)?{_SEVERAL}{_DO}过{_X}{_END}(?P<ever>)",
    rf"{_X}(?:都有|有|被)?{_SEVERAL}{_DO}过{_END}(?P<ever>)",
    r"(?:the\s+)?(?:owner(?:ship)?|account)\s+history\s+(?:of|for|on)\s+(?P<customer>.+)(?P<ever>)",
    r"(?P<customer>.+?)(?:['’]s)?\s+(?:owner(?:ship)?|account)\s+history(?P<ever>)",
    rf"who\s+has\s+(?:ever\s+)?{_HAD}\s+{_X}(?:\s+(?:so far|before|in the past|until now|to date))?(?P<ever>)",
    r"who\s+(?:used\s+to|previously|formerly)\s+(?:own|handle|cover|manage|have|had)(?:ed|d)?\s+(?P<customer>.+)(?P<ever>)",
    (
        rf"(?:{_WHO_IS}\s+)?(?:the\s+)?(?:previous|past|former|all|earlier)\s+(?:the\s+)?owners?\s+"
        r"(?:of|for)\s+(?P<customer>.+)(?P<ever>)"
    ),
    rf"who\s+{_HAD}\s+{_X}\s+(?:before|previously|in the past|over time)(?P<ever>)",
)

THEN = sentences(
    rf"{_NOW}(?:是|由)?{_WHO}{_NOW}(?:在|来)?{_DO}[着了的]?(?:客户)?{_X}{_OF}{_END}",
    rf"{_WHO}是{_X}的?(?:现任|现在的|目前的)?{_OWNER}{_END}",
    rf"{_X}{_OF}{_NOW}{_NOW}(?:是|由|归|属于|交给)?{_WHO}(?:在|来)?{_DO}?(?:的客户|名下|手里|手上)?{_END}",
    rf"{_X}{_OF}{_NOW}(?:归|挂|算)?在{_WHO}的?(?:名下|手里|手上|那里|那儿){_END}",
    rf"{_X}{_OF}{_NOW}我?(?:要|该|应该|得|可以)?(?:找|问|联系){_WHO}(?:对接|负责|跟进|聊|谈)?{_END}",
    rf"{_X}{_OF}{_NOW}(?:有没有|有|没)人在?{_DO}{_END}",
    rf"{_X}{_OF}的?{_NOW}的?{_OWNER}{_NOW}(?:是|叫)?{_WHO}?{_END}",
    rf"{_OWNER}(?:是{_WHO})?[\s:：,，]+{_X}",
    rf"who(?:['’]?s|\s+is|\s+was|\s+has|\s+had|\s+will)?\s+{_ADVERB}(?:{_OWNS})\s+{_THE_X}",
    rf"{_WHO_IS}\s+{_ADVERB}(?:(?:responsible|in\s+charge)\s+(?:for|of)|on|in\s+touch\s+with|assigned\s+to)\s+{_THE_X}",
    rf"who(?:\s+has|['’]s\s+got|\s+has\s+got|\s+had|\s+got)\s+{_THE_X}",
    rf"who(?:['’]?s|\s+is|\s+was|\s+are)?\s+(?:the|our|my)?\s*{_ADVERB}{_ROLE}\s+(?:of|for|at|on|with)\s+{_THE_X}(?:\s+is)?",
    rf"{_WHO_IS}\s+{_X}['’]s\s+{_ROLE}",
    rf"(?:the\s+)?{_ROLE}\s+(?:of|for)\s+{_THE_X}",
    rf"{_X}(?:['’]s)?\s+(?:account\s+)?(?:owner|account\s+manager|account\s+rep|sales\s+rep|AM)",
    rf"whose\s+(?:(?:account|customer|client|deal)\s+)?(?:is|was)\s+{_THE_X}",
    rf"{_X}\s+(?:is|was)\s+(?:whose|owned\s+by\s+whom?)(?:\s+(?:account|customer|client))?",
    rf"who\s+(?:does|did|do)\s+{_THE_X}\s+belong\s+to",
    rf"{_X}\s+belongs\s+to\s+whom?",
    rf"(?:by\s+)?whom?\s+is\s+{_X}\s+(?:owned|handled|covered|managed|looked\s+after)(?:\s+by)?",
    (
        r"who\s+(?:should|do|can|could)\s+(?:i|we)\s+(?:talk|speak|turn|go|write|ask|contact|call)(?:\s+to)?\s+"
        rf"(?:about|for|on|regarding)\s+{_THE_X}"
    ),
    rf"is\s+(?:any|some)(?:one|body)\s+(?:on|handling|covering|owning|working\s+on|looking\s+after)\s+{_THE_X}",
    rf"{_X}\s*[,:：，;-]\s*who(?:['’]?s|\s+is)?\s+(?:{_OWNS}|the\s+owner)(?:\s+(?:it|them|that))?",
)


def plan(ask: Ask, view: View) -> Plan:
    """The owner with source and date; all where sources disagree; the agents of its deals where none is recorded."""
    if "bad_day" in ask.slots:
        raise UserMistake(_mistake(ask.slots["bad_day"]), text=ask.slots["bad_day"])
    view.need(Kind.OWNERSHIP)
    found = find_customer(ask, view, "who_owns", ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    teller = OwnerTeller(ask, view, found.customer_id, ownerships(view.reader, found.customer_id))
    answer = teller.history() if "ever" in ask.slots else teller.answer()
    return Plan(answer, pending=after_owner(ask, found.customer_id, answer))


def _mistake(day: str) -> str:
    """A day that cannot be, or one that may be two: 03/04/2025."""
    figures = [int(part) for part in re.findall(r"\d+", day)]
    return "which_day" if len(figures) == 3 and all(1 <= part <= 12 for part in figures[:2]) else "bad_day"


INTENT = Intent(
    name="who_owns",
    title={"zh": "谁负责某个客户，现在、某一天或历任", "en": "who owns a customer: now, on a day, or ever"},
    examples={
        "zh": ("谁负责华东光伏？", "北禾电子去年归谁？", "华东光伏的历任负责人"),
        "en": ("who owns Acme?", "who owned Acme last year?", "previous owners of Acme"),
    },
    patterns=(*EVER, *THEN),
    plan=plan,
    dated=True,
    place=1,
    asks={"customer": CUSTOMER, "ever": "everybody who ever owned it"},
)
