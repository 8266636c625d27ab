"""What is still to be done: for a customer, or by the asker; what is overdue first."""

from collections.abc import Mapping, Sequence

from handlers.base import Ask, Intent, Plan, View, sentences
from handlers.finding import name_of, shortest_name
from handlers.guest.slots import CUSTOMER
from handlers.papers import MOST, customer_for, cut, sourced, tasks_heard, team_names
from knowledge.access.model import Kind
from knowledge.graph.view import some_customers
from knowledge.people.model import Lang
from knowledge.store.recording import Claim
from knowledge.work.model import Task
from knowledge.work.view import open_tasks_of_person
from notifiers.filling import filled
from notifiers.formats import day

NAME = "promises"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}还有 {count} 件没做完：", "en": "{count} things are still open for {customer}:"},
    "title_one": {"zh": "{customer}还有 1 件没做完：", "en": "1 thing is still open for {customer}:"},
    "mine": {"zh": "你还有 {count} 件没做完：", "en": "You still have {count} things to do:"},
    "mine_one": {"zh": "你还有 1 件没做完：", "en": "You still have 1 thing to do:"},
    "mine_none": {"zh": "没有记在你名下、还没做完的事。", "en": "Nothing is recorded as still to be done by you."},
    "none": {"zh": "{customer}没有还没做完的事。", "en": "Nothing is open for {customer}."},
    "last": {"zh": "最近做完的是“{title}”（{day}）。", "en": "The last thing done was “{title}” ({day})."},
    "line": {"zh": "· {task}", "en": "· {task}"},
    "late": {"zh": "原定 {day}，已过 {days} 天", "en": "was due {day}, {days} days ago"},
    "late_one": {"zh": "原定 {day}，已过 1 天", "en": "was due {day}, 1 day ago"},
    "today": {"zh": "今天到期", "en": "due today"},
    "due": {"zh": "{day}到期", "en": "due {day}"},
    "undated": {"zh": "没有写期限", "en": "no due date"},
    "who": {"zh": "{who}负责", "en": "by {who}"},
    "theirs": {"zh": "对方{who}答应的", "en": "promised by {who} on their side"},
    "quote": {"zh": "原话“{quote}”", "en": "in their words “{quote}”"},
    "after": {"zh": "要等“{title}”", "en": "waits for “{title}”"},
    "and": {"zh": "，", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Each with its day, who does it, and what it waits for, the first due first."""
    if "mine" in ask.slots:
        return _mine(ask, view)
    customer_id = customer_for(ask, view, NAME, Kind.OWNERSHIP)
    if isinstance(customer_id, Plan):
        return customer_id
    every = tasks_heard(view, customer_id)
    if not every:
        view.need(Kind.TASK, customer_id)
    found = [one for one in every if one.value.done_at is None]
    teller = _Teller(ask, view, found, name_of(view, customer_id, ask.lang))
    return teller.listed("title") if found else teller.nothing(every)


def _mine(ask: Ask, view: View) -> Plan:
    found = open_tasks_of_person(view.reader, ask.person.person_id) if ask.person else []
    view.need(Kind.OWNERSHIP)
    for customer_id in dict.fromkeys(one.value.customer_id for one in found):
        view.need_room(Kind.TASK, customer_id)
    teller = _Teller(ask, view, found, "")
    return teller.listed("mine") if found else teller.told([teller.say("mine_none")], [])


class _Teller:
    def __init__(self, ask: Ask, view: View, found: Sequence[Claim[Task]], customer: str) -> None:
        self._ask, self._view, self._found, self._customer = ask, view, found, customer
        self._team = team_names(view, [one.value.assignee_id for one in found], ask.lang)
        self._titles = {one.value.task_id: one.value.title or one.value.task_id for one in found}
        known = some_customers(view.reader, [one.value.customer_id for one in found[:MOST]]) if not customer else {}
        self._names = {one.customer_id: shortest_name(view, one, ask.lang) for one in known.values()}

    def listed(self, title: str) -> Plan:
        """All that is open."""
        words = title if len(self._found) > 1 else f"{title}_one"
        lines = [self.say("line", task=self._task(one.value)) for one in self._found]
        lines = [self.say(words, count=str(len(self._found))), *cut(lines, self._ask.lang)]
        return self.told(lines, self._found[:MOST])

    def nothing(self, done: Sequence[Claim[Task]]) -> Plan:
        """Nothing is open; the last that was done."""
        lines, last = [self.say("none")], sorted(done, key=lambda one: str(one.value.done_at))[-1:]
        for one in last:
            at = one.value.done_at
            ended = at.astimezone(self._view.zone).date().isoformat() if at else ""
            lines.append(self.say("last", title=one.value.title or one.value.task_id, day=ended))
        return self.told(lines, last)

    def told(self, lines: Sequence[str], found: Sequence[Claim[Task]]) -> Plan:
        """The lines, and where they are from."""
        return Plan(sourced(self._ask, self._view, lines, [one.source for one in found]))

    def _task(self, task: Task) -> str:
        waits = self._titles.get(task.after, "")
        parts = (
            self._names.get(task.customer_id, ""),
            task.title or task.task_id,
            self._due(task),
            self.say("who", who=self._team[task.assignee_id]) if self._customer and task.assignee_id else "",
            self.say("after", title=waits) if waits else "",
            *self._promised(task),
        )
        return self.say("and").join(part for part in parts if part)

    def _promised(self, task: Task) -> tuple[str, ...]:
        """Who of the customer promised it, and the words in which a promise was made."""
        by, quote = task.attributes.get("promised_by", ""), task.attributes.get("quote", "")
        said = self.say("quote", quote=quote) if quote and quote != task.title else ""
        return (self.say("theirs", who=by) if by else "", said)

    def _due(self, task: Task) -> str:
        if task.due_on is None:
            return self.say("undated")
        late = (self._ask.today - task.due_on).days
        if late > 0:
            return self.say("late" if late > 1 else "late_one", day=task.due_on.isoformat(), days=str(late))
        return self.say("due" if late else "today", day=day(task.due_on, self._ask.lang, self._ask.today))

    def say(self, words: str, **facts: str) -> str:
        """A sentence of this intent."""
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **{"customer": self._customer, **facts})


_X = r"(?P<customer>(?!我的|我还|你的|什么|哪些|把)[^,，]+?)"
_WE_ZH = r"(?:我们|咱们|咱)?"
_STILL = r"(?:现在|目前|都)?(?:还有|还|有)?"
_WHAT_ZH = r"(?:什么|哪些(?:事情?|东西|任务|承诺)?|啥|几件事?|多少)"
_UNDONE = (
    r"(?:(?:没有?(?:做|办|完成|兑现|交付|处理|落实|给|搞定|弄|跟进)(?:完|好|到)?"
    r"|未(?:完成|兑现|办|做|落实|交付))(?:的|了)?)"
)
_PROMISED = r"(?:答应|承诺|许诺|应承|说好)(?:了|过|给)?"
_TODO = (
    r"(?:待办(?:事项|任务|清单)?|未完成的?(?:任务|待办|事项)|没做完的?(?:事|任务)|任务(?:清单|列表)?"
    r"|要做的事|todo(?:s|\s+list)?)"
)
_HAVE = r"(?:都|还)?(?:有|是)?(?:哪些|什么|几件|多少)?(?:吗|没有)?"
_END = r"[的呢呀啊吗嘛了]?"
_OWE = r"(?:owe|promise|promised|have\s+to\s+do|need\s+to\s+do|have\s+open|have\s+to\s+deliver)"
_OPEN_EN = r"(?:open|outstanding|pending|overdue|unfinished|remaining)"
_THINGS = r"(?:tasks?|promises?|commitments?|to-?dos?|action\s+items|things)"

INTENT = Intent(
    name=NAME,
    title={"zh": "答应客户、还没做完的事，或你自己的待办", "en": "what is still owed to a customer, or by you"},
    examples={
        "zh": ("答应同屹轨道的还有哪些没做？", "我还欠哪些？"),
        "en": ("what do we still owe Vantory?", "my open tasks"),
    },
    patterns=sentences(
        rf"我{_STILL}(?:欠|要做|要办|剩){_WHAT_ZH}?{_UNDONE}?{_END}(?P<mine>)",
        rf"我(?:的|{_PROMISED}的?|手上的?)?{_STILL}{_WHAT_ZH}{_UNDONE}{_END}(?P<mine>)",
        rf"我(?:的|手上的?)?{_TODO}{_HAVE}{_END}(?P<mine>)",
        rf"{_WE_ZH}{_PROMISED}{_X}的?(?:事|东西)?{_STILL}{_WHAT_ZH}?{_UNDONE}{_END}",
        rf"{_WE_ZH}{_STILL}{_WHAT_ZH}{_PROMISED}{_X}的?(?:事|东西)?{_STILL}{_UNDONE}{_END}",
        rf"{_WE_ZH}(?:都|还)?{_PROMISED}(?:过)?{_X}(?:的)?(?:什么|哪些(?:事|东西)?)(?:还)?(?:{_UNDONE})?{_END}",
        rf"{_X}(?:那边)?我们{_STILL}欠(?:着)?{_WHAT_ZH}?(?:的是什么)?{_END}",
        rf"{_WE_ZH}{_STILL}欠(?:着)?{_X}(?:{_WHAT_ZH}|的是什么|的)?{_END}",
        rf"{_X}(?:那边|这边)?的?{_STILL}{_WHAT_ZH}(?:承诺|事情?|任务)?{_UNDONE}{_END}",
        rf"{_X}(?:那边|这边)?的?{_HAVE}{_TODO}{_HAVE}{_END}",
        rf"what\s+(?:do|have)\s+i\s+(?:still\s+)?{_OWE}(?:\s+(?:today|still))?(?P<mine>)",
        rf"(?:what\s+are\s+)?(?:all\s+)?my\s+(?:{_OPEN_EN}\s+)?{_THINGS}(?P<mine>)",
        rf"what\s+(?:do|have|did)\s+we\s+(?:still\s+)?{_OWE}(?:\s+(?:to|for))?\s+{_X}(?:\s+still)?",
        rf"what(?:['’]s|\s+is)\s+still\s+(?:open|outstanding|to\s+do|to\s+be\s+done)\s+(?:for|with|at)\s+{_X}",
        rf"(?:what|which)\s+{_THINGS}\s+(?:to|for)\s+{_X}\s+are\s+(?:still\s+)?{_OPEN_EN}",
        rf"(?:what|which)\s+{_THINGS}\s+are\s+(?:still\s+)?{_OPEN_EN}\s+(?:for|with|at)\s+{_X}",
        rf"(?:all\s+|the\s+|our\s+)*{_OPEN_EN}\s+{_THINGS}\s+(?:for|with|to|at)\s+{_X}",
        rf"{_X}['’]s\s+{_OPEN_EN}\s+{_THINGS}",
    ),
    plan=plan,
    place=31,
    asks={"customer": CUSTOMER, "mine": "what the asker has to do, for all customers"},
)
