"""A leaver's customers, contacts, deals, leads and talk tracks: listed, and handed to somebody else in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, Subjects, View, sentences
from handlers.changing import change_key, said_here, superiors, undo_choice, undo_pending
from handlers.finding import shortest_name
from handlers.members import find_member
from handlers.newcomers import LANG
from handlers.papers import may_hear
from handlers.route import slots_in
from knowledge.access.model import Kind
from knowledge.battlecards.handing import cards_handed, cards_of
from knowledge.deals.handing import deals_handed, open_deals
from knowledge.graph.handing import HandOver, Held, held_by
from knowledge.graph.view import some_customers
from knowledge.leads.handing import leads_handed, open_leads
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import colleagues
from knowledge.proposals.handing import quotes_by
from knowledge.store.errors import UserMistake
from notifiers.filling import filled
from notifiers.notice import Choice

NAME = "hand_over"
MOST = 12
"""More of a kind than this are counted, not listed."""

OFFERED = 3

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{who}名下要交接的：", "en": "To hand over from {who}:"},
    "customers": {"zh": "· 客户 {count} 个：{names}", "en": "· {count} customers: {names}"},
    "contacts": {"zh": "· 联系人 {count} 位：{names}", "en": "· {count} contacts: {names}"},
    "apart": {
        "zh": "· 有些客户的联系人只给跟那家客户的同事看，没有列出",
        "en": "· contacts at some customers are left out: only colleagues who work with those may see them",
    },
    "deals": {"zh": "· 进行中的商机 {count} 个：{names}", "en": "· {count} open deals: {names}"},
    "leads": {"zh": "· 未转化的线索 {count} 条：{names}", "en": "· {count} open leads: {names}"},
    "cards": {"zh": "· 竞品卡 {count} 张：{names}", "en": "· {count} battle cards: {names}"},
    "quotes": {
        "zh": "· 报过的价 {count} 份，留在客户那里，由客户的新负责人答复：{names}",
        "en": "· {count} quotes they gave; these stay with their customers, whose new owner answers for them: {names}",
    },
    "more": {"zh": "等", "en": " and more"},
    "whom": {"zh": "交给谁？可以说“全部交给韩梅”。", "en": "To whom? Say for example “all to Han Mei”."},
    "nothing": {
        "zh": "{who}名下没有要交接的客户、商机、线索或竞品卡。",
        "en": "{who} has no customers, deals, leads or battle cards.",
    },
    "done": {
        "zh": "交接好了：自 {since} 起，{who}的{things}归{to}。",
        "en": "Handed over: from {since}, {who}'s {things} go to {to}.",
    },
    "their_customers": {"zh": "{count} 个客户", "en": "{count} customers"},
    "their_deals": {"zh": "{count} 个商机", "en": "{count} deals"},
    "their_leads": {"zh": "{count} 条线索", "en": "{count} leads"},
    "their_cards": {"zh": "{count} 张竞品卡", "en": "{count} battle cards"},
    "all_to": {"zh": "全部交给{to}", "en": "All to {to}"},
    "not_yours": {
        "zh": "交接要由{who}的主管或管理员来定。",
        "en": "A manager of {who} or an admin decides about a hand-over.",
    },
    "left": {"zh": "{to}已经离职，换一位。", "en": "{to} has left the team; pick somebody else."},
    "same": {"zh": "不能交给本人。", "en": "That is the same person."},
    "and": {"zh": "、", "en": ", "},
}

_WHO = r"(?P<who>[^,，]+?)"
_WHAT = r"(?:的)?(?:客户|所有客户|全部客户|单子|工作|所有东西|东西)"
_ALL = r"(?:全部|全都|都|统统|一起|所有的?)"
_GIVE = r"(?:交接?给|移交给|转给|交给|给)"
_TO = r"(?P<to>[^,，]+?)"
_GIVE_EN = r"(?:hand|pass|give|move|transfer)"
_HIS = r"(?:['’]s)?(?:\s+(?:customers|accounts|clients|work|everything))?"
PATTERNS = sentences(
    rf"{_ALL}{_GIVE}{_TO}吧?",
    rf"(?:把|将)?{_WHO}{_WHAT}{_ALL}?{_GIVE}{_TO}吧?",
    rf"(?:把|将)?{_WHO}{_WHAT}?(?:该|要)?(?:怎么|如何)(?:交接|移交|处理)(?:呢|啊)?",
    rf"(?:交接|移交){_WHO}{_WHAT}",
    rf"{_WHO}(?:要|需要)?(?:交接|移交)(?:的)?(?:清单|什么|哪些(?:客户|东西)?)",
    rf"(?:{_GIVE_EN}\s+)?(?:all|everything|all\s+of\s+(?:it|them))\s+(?:over\s+)?to\s+{_TO}",
    rf"{_GIVE_EN}\s+(?:over\s+)?(?:all\s+(?:of\s+)?)?{_WHO}(?:['’]s)?\s+(?:customers|accounts|clients)\s+(?:over\s+)?to\s+{_TO}",
    rf"hand\s+over\s+(?:all\s+(?:of\s+)?)?{_WHO}{_HIS}",
    rf"(?:what\s+(?:has|needs)\s+to\s+be\s+handed\s+over\s+from|hand-?over\s+(?:list\s+)?(?:of|for|from))\s+{_WHO}",
)


def plan(ask: Ask, view: View) -> Plan:
    """What there is to hand over; with "to", the hand-over itself."""
    view.need(Kind.OWNERSHIP)
    if "bad_day" in ask.slots:
        raise UserMistake("bad_day", text=ask.slots["bad_day"])
    if "words" in ask.slots:
        parts = slots_in(INTENT, ask.slots["words"].strip(" 。.！!"))
        if not parts or "to" not in parts:
            return Plan(Answer(Outcome.UNKNOWN, _WORDS["whom"][ask.lang]))
        ask = replace(ask, slots={**ask.slots, **parts})
    named = "who" in ask.slots or "who_id" in ask.slots
    leaver = find_member(ask, view if named else replace(view, subjects=Subjects()), NAME, "who")
    if isinstance(leaver, Plan):
        return leaver
    return _Handing(ask, view, leaver).plan()


class _Handing:
    """One person's things, as they are when the hand-over begins."""

    def __init__(self, ask: Ask, view: View, leaver: Person) -> None:
        self._ask, self._view, self._leaver = ask, view, leaver
        first = ask.slots.get("first", "")
        self._since = date.fromisoformat(first) if first else ask.today
        self._held: Held = held_by(view.reader, leaver.person_id, self._since)
        self._deals = open_deals(view.reader, leaver.person_id)
        self._leads = open_leads(view.reader, leaver.person_id)
        self._cards = cards_of(view.reader, leaver)

    def plan(self) -> Plan:
        """The list, or the step itself; for managers and admins."""
        me, of = self._ask.person, self._leaver.person_id
        if me is None or not self._decides(me, of):
            return self._refused("not_yours")
        self._view.need_room(Kind.DEAL)
        if not (self._held.facts or self._deals or self._leads or self._cards):
            return Plan(Answer(Outcome.ANSWER, self._say("nothing")))
        if not self._ask.slots.get("to") and not self._ask.slots.get("to_id"):
            return self._listed()
        to = find_member(self._with_leaver(), self._view, NAME, "to")
        return to if isinstance(to, Plan) else self._handed(to)

    def _decides(self, me: Person, of: str) -> bool:
        """Their superiors and admins, who see all that is handed over; where nobody is above them, any manager."""
        above = superiors(self._view, of)
        return me.role is Role.ADMIN or me.person_id in above or (me.role is Role.MANAGER and not above)

    def _handed(self, to: Person) -> Plan:
        name = to.name_in(self._ask.lang)
        if to.left_on is not None and to.left_on < self._since:
            return self._refused("left", to=name)
        if to.person_id == self._leaver.person_id:
            return self._refused("same")
        reader, of, new = self._view.reader, self._leaver.person_id, to.person_id
        cards = cards_handed(reader, self._leaver, new)
        moves = (*deals_handed(reader, of, new), *leads_handed(reader, of, new), *cards)
        text = self._say("done", since=self._since.isoformat(), to=name, things=self._things())
        key, source = change_key(self._ask), said_here(self._ask)
        command = HandOver(key, of, to.person_id, self._since, moves, source)
        answer = Answer(Outcome.DONE, text, choices=(undo_choice(self._ask),))
        return Plan(answer, (command,), undo_pending(self._ask, text))

    def _things(self) -> str:
        """How many of what go over; kinds of which there is none are left out."""
        theirs = {"customers": self._held.facts, "deals": self._deals, "leads": self._leads, "cards": self._cards}
        parts = [self._say(f"their_{what}", count=str(len(some))) for what, some in theirs.items() if some]
        return self._say("and").join(parts)

    def _listed(self) -> Plan:
        lines = [self._say("title"), *self._lines(), self._say("whom")]
        args = {"who_id": self._leaver.person_id, LANG: self._ask.lang}
        near = colleagues(self._view.reader, self._leaver, OFFERED)
        labels = {one.person_id: self._say("all_to", to=one.name_in(self._ask.lang)) for one in near}
        choices = tuple(Choice(label, NAME, {**args, "to_id": to}) for to, label in labels.items())
        said = "\n".join(lines)
        return Plan(Answer(Outcome.ANSWER, said, choices=choices), pending=Pending(NAME, "words", args, said))

    def _lines(self) -> list[str]:
        known = some_customers(self._view.reader, sorted(self._held.facts)[: MOST + 1])
        customers = [shortest_name(self._view, one, self._ask.lang) for one in known.values()]
        apart = [one for one in self._held.facts if not may_hear(self._view, Kind.CONTACT, one)]
        contacts = [name for _, name, customer_id in self._held.contacts if customer_id not in apart]
        of_kind: tuple[tuple[str, Sequence[str], int], ...] = (
            ("customers", customers, len(self._held.facts)),
            ("contacts", contacts, len(contacts)),
            ("deals", list(self._deals.values()), len(self._deals)),
            ("leads", list(self._leads.values()), len(self._leads)),
            ("cards", list(self._cards.values()), len(self._cards)),
            ("quotes", *self._quoted()),
        )
        lines = [self._line(words, names, count) for words, names, count in of_kind if count]
        return [*lines, self._say("apart")] if apart else lines

    def _quoted(self) -> tuple[list[str], int]:
        """The customers they gave quotes to, as far as the asker may hear of those, and how many quotes."""
        given = quotes_by(self._view.reader, self._leaver.person_id)
        heard = {one: count for one, count in given.items() if may_hear(self._view, Kind.QUOTE, one)}
        known = some_customers(self._view.reader, list(heard)[: MOST + 1])
        return [shortest_name(self._view, one, self._ask.lang) for one in known.values()], sum(heard.values())

    def _line(self, words: str, names: Sequence[str], count: int) -> str:
        listed = self._say("and").join(names[:MOST]) + (self._say("more") if len(names) > MOST else "")
        return self._say(words, count=str(count), names=listed)

    def _with_leaver(self) -> Ask:
        kept = {name: value for name, value in self._ask.slots.items() if name not in ("who", "words")}
        return replace(self._ask, slots={**kept, "who_id": self._leaver.person_id})

    def _refused(self, words: str, **facts: str) -> Plan:
        return Plan(Answer(Outcome.REFUSED, self._say(words, **facts)))

    def _say(self, words: str, **facts: str) -> str:
        who = self._leaver.name_in(self._ask.lang)
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, who=who, **facts)


INTENT = Intent(
    name=NAME,
    title={"zh": "离职交接：列出并一次交给同事", "en": "hand a leaver's customers over"},
    examples={
        "zh": ("李雷的客户怎么交接", "把李雷的客户全部交给韩梅"),
        "en": ("hand over Li Lei's customers", "hand Li Lei's customers over to Han Mei"),
    },
    patterns=PATTERNS,
    plan=plan,
    dated=True,
    place=13,
)
