"""Put an item of the minutes right by its number: another day, another person, done, or out."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Command, Intent, Outcome, Plan, View, sentences
from handlers.due_days import day_said
from handlers.meetings import item_numbered, meeting_meant, need_of
from knowledge.meetings.commands import DropItem, EditItem, ForgetDue, SettleCommitment
from knowledge.meetings.model import Item, ItemKind
from knowledge.people.model import Lang
from knowledge.people.view import persons_called
from notifiers.filling import filled
from notifiers.formats import day

NAME = "edit_minutes"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "no_item": {"zh": "纪要里没有第 {number} 条。", "en": "The minutes have no number {number}."},
    "no_day": {
        "zh": "没看懂“{said}”是哪天，换个说法，比如“3月20日”。",
        "en": "I can't tell which day “{said}” is; try one like “20 March”.",
    },
    "no_person": {"zh": "团队里没有找到“{said}”。", "en": "I don't know “{said}” in the team."},
    "several": {"zh": "“{said}”有好几位，请写全名。", "en": "“{said}” is several people; please give the full name."},
    "commitments": {
        "zh": "第 {number} 条不是承诺，不能记期限、负责人或完成。",
        "en": "Number {number} is no commitment: it has no day, nobody to do it, and is never done.",
    },
    "dropped": {"zh": "第 {number} 条删掉了。", "en": "Number {number} is out."},
    "done": {"zh": "第 {number} 条记为完成。", "en": "Number {number} is done."},
    "due": {"zh": "第 {number} 条改到 {day}。", "en": "Number {number} is due {day}."},
    "undated": {"zh": "第 {number} 条不再有期限。", "en": "Number {number} has no date any more."},
    "who": {"zh": "第 {number} 条由{who}负责。", "en": "Number {number} is for {who}."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Change the one item; say what it is now."""
    held = meeting_meant(ask, view)
    if isinstance(held, Plan):
        return held
    need_of(view, held)
    one = item_numbered(view, held, ask.slots["number"])
    if one is None:
        return _told(ask, "no_item", Outcome.UNKNOWN)
    if "drop" in ask.slots:
        return _changed(ask, "dropped", DropItem(one.item_id))
    if one.kind is not ItemKind.COMMITMENT:
        return _told(ask, "commitments", Outcome.REFUSED)
    if "done" in ask.slots:
        return _changed(ask, "done", SettleCommitment(one.item_id))
    if "undated" in ask.slots:
        return _changed(ask, "undated", ForgetDue(one.item_id))
    return _due(ask, one) if "until" in ask.slots else _assigned(ask, view, one)


def _due(ask: Ask, one: Item) -> Plan:
    said = ask.slots["until"].strip()
    due_on = day_said(said, ask)
    if due_on is None:
        return _told(ask, "no_day", Outcome.UNKNOWN, said=said)
    return _changed(ask, "due", EditItem(one.item_id, due_on=due_on), day=day(due_on, ask.lang, ask.today))


def _assigned(ask: Ask, view: View, one: Item) -> Plan:
    said = ask.slots["who"].strip()
    found = persons_called(view.reader, said)
    if len(found) != 1:
        return _told(ask, "several" if found else "no_person", Outcome.UNKNOWN, said=said)
    name = found[0].name_in(ask.lang)
    return _changed(ask, "who", EditItem(one.item_id, who=name, person_id=found[0].person_id), who=name)


def _changed(ask: Ask, words: str, command: Command, **facts: str) -> Plan:
    return Plan(_told(ask, words, Outcome.DONE, **facts).answer, (command,))


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    number = ask.slots.get("number", "")
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, number=number, **facts)))


_NUMBER_ZH = r"(?:会议)?纪要(?:里的?|中的?|的)?第?\s*(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[条项]"
_NUMBER_EN = r"(?:(?:item|number|no\.?|point)\s+)?(?P<number>\d{1,2})"

INTENT = Intent(
    name=NAME,
    title={"zh": "改会议纪要里的一条", "en": "put an item of the minutes right"},
    examples={
        "zh": ("纪要第2条改成周五", "删掉纪要第3条", "纪要第1条由孙浩负责", "纪要第1条做完了"),
        "en": ("minutes 2 is due Friday", "drop minutes 3", "minutes 1 is for Sun Hao", "minutes 1 is done"),
    },
    patterns=sentences(
        rf"(?P<drop>删掉|删除|去掉|划掉){_NUMBER_ZH}",
        rf"(?:把)?{_NUMBER_ZH}(?P<drop>删掉|删除|去掉|划掉|不对|不是|没有这回事)",
        rf"(?:把)?{_NUMBER_ZH}(?:已经)?(?P<done>做完|完成|搞定|办好|办完)了?",
        rf"(?:把)?{_NUMBER_ZH}(?:的)?(?P<undated>没有?期限|没说期限|期限去掉|去掉期限|不限期)",
        rf"(?:把)?{_NUMBER_ZH}(?:由|归|交给|给|改由)(?P<who>[^\s]{{2,20}}?)(?:负责|来做|跟进|做)",
        rf"(?:把)?{_NUMBER_ZH}(?:的?期限|的?日期)?(?:改到|改成|推到|延到|挪到|改为)(?P<until>.{{1,20}})",
        rf"(?P<drop>drop|delete|remove)\s+minutes\s+{_NUMBER_EN}",
        rf"minutes\s+{_NUMBER_EN}\s+is\s+(?P<drop>wrong|not\s+true|no\s+commitment)",
        rf"minutes\s+{_NUMBER_EN}\s+is\s+(?P<done>done|finished|complete|completed)",
        rf"minutes\s+{_NUMBER_EN}\s+(?:has|have)\s+(?P<undated>no\s+(?:due\s+)?date)",
        rf"minutes\s+{_NUMBER_EN}\s+is\s+(?:for|on)\s+(?P<who>[A-Za-z][\w .'-]{{1,40}})",
        rf"(?:move\s+)?minutes\s+{_NUMBER_EN}\s+(?:is\s+due|to|is\s+due\s+on|is\s+due\s+by)\s+(?P<until>.{{1,30}})",
    ),
    plan=plan,
)
