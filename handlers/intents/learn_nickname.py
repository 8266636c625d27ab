"""What the team calls a customer: "小光就是华东光伏", "by Sunny we mean Northwyck"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.base import Answer, Ask, Intent, NotMeantError, Outcome, Pending, Plan, View, sentences
from handlers.changing import change_key, said_here, undo_choice, undo_pending
from handlers.finding import find_customer, name_of, resolution, standing_id
from handlers.newcomers import LANG
from handlers.nicknames import BESIDE, NAME, taught, unfit
from knowledge.access.model import Kind
from knowledge.graph.names.model import Ambiguous, Candidate, Resolved, Unknown, Why
from knowledge.graph.names.resolve import resolve
from knowledge.graph.nicknaming import LearnNickname, Nickname, nicknames_called
from knowledge.graph.view import as_provenance, some_customers
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.notice import Choice

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "记下了：以后说“{name}”就是{customer}（{taught}）。",
        "en": "Noted: “{name}” means {customer} from now on ({taught}).",
    },
    "shared": {
        "zh": "{others}也登记了这个名字，所以用到时我会先问是哪家。",
        "en": "{others} is registered under that name too, so I'll ask which one you mean.",
    },
    "known": {"zh": "“{name}”我已经认得，就是{customer}。", "en": "I know “{name}” already: it is {customer}."},
    "known_from": {
        "zh": "“{name}”我已经认得，就是{customer}（{taught}）。",
        "en": "I know “{name}” already: it is {customer} ({taught}).",
    },
    "taken": {
        "zh": "“{name}”现在指的是{others}，以后指哪家？",
        "en": "“{name}” means {others} now. Which one should it be?",
    },
    "taken_from": {
        "zh": "“{name}”现在指的是{others}（{taught}），以后指哪家？",
        "en": "“{name}” means {others} now ({taught}). Which one should it be?",
    },
    "registered": {
        "zh": "“{name}”是{others}登记的名字，以后指哪家？",
        "en": "“{name}” is a registered name of {others}. Which one should it be?",
    },
    "too_short": {
        "zh": "“{name}”太短了，容易认错，至少用两个字。",
        "en": "“{name}” is too short to tell apart; use at least two characters.",
    },
    "too_long": {
        "zh": "外号最多 30 个字，换个短一点的。",
        "en": "A nickname can have 30 characters at most; try a shorter one.",
    },
    "common": {
        "zh": "“{name}”是平时问我会用到的词，不能当客户的外号。",
        "en": "“{name}” is a word you need for asking me things, so it can't be a customer's nickname.",
    },
    "and": {"zh": "、", "en": " and "},
    "between_sentences": {"zh": "", "en": " "},
}
_QUOTES = " \t　“”\"「」『』《》‘’'"
_CERTAIN = 100.0


def plan(ask: Ask, view: View) -> Plan:
    """Learn it as said in this message; where the name means somebody else so far, ask which."""
    view.need(Kind.OWNERSHIP)
    name, why_not = _name(ask)
    ask = replace(ask, slots={**_plainly(ask, view, name), "name": name})
    if why_not:
        return Plan(Answer(Outcome.REFUSED, filled(_WORDS[why_not][ask.lang], ask.lang, name=name)))
    found = find_customer(ask, view, NAME, ask.slots.get("customer", "").strip(_QUOTES))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    return _Lesson(ask, view, found.customer_id, name).plan()


def _name(ask: Ask) -> tuple[str, str]:
    """The name, and why it cannot be one. Raises NotMeantError where it is a word of an everyday sentence."""
    name = ask.slots.get("name", "").strip(_QUOTES)
    why_not = unfit(name, ask.today)
    if why_not == "common" and "loose" in ask.slots:
        raise NotMeantError(NAME)
    return name, why_not


def _plainly(ask: Ask, view: View, name: str) -> dict[str, str]:
    """The slots, the customer by its id where the sentence names one for sure.

    Raises NotMeantError where it speaks of something else: of a colleague, of somebody or something at a customer, or
    as "X is just Y" does of no customer.
    """
    slots = {key: value for key, value in ask.slots.items() if key != "loose"}
    text = slots.get("customer", "").strip(_QUOTES)
    if not text or "customer_id" in slots:
        return slots
    match resolve(view.names, text, kinds={"customer"}):
        case Resolved(candidate):
            slots["customer_id"] = candidate.entity_id
        case Unknown() if "loose" in ask.slots or not isinstance(resolution(view.names, text), Unknown):
            raise NotMeantError(NAME)
    if "loose" in ask.slots and isinstance(resolve(view.names, name, kinds={"person", "contact"}), Resolved):
        raise NotMeantError(NAME)
    return slots


@dataclass(frozen=True, slots=True)
class _Lesson:
    """One name for one customer, as somebody says it."""

    ask: Ask
    view: View
    customer_id: str
    name: str

    def plan(self) -> Plan:
        """What comes of it."""
        meant = self._meant()
        own = [one for one in meant if one.entity_id == self.customer_id]
        others = [one for one in meant if one.entity_id != self.customer_id]
        if own:
            return self._told("known", own)
        if others and "confirmed" not in self.ask.slots:
            return self._which(others)
        return self._learnt(others)

    def _meant(self) -> list[Candidate]:
        """Whom the name means for sure so far."""
        match resolve(self.view.names, self.name, kinds={"customer"}):
            case Resolved(candidate):
                found = [candidate]
            case Ambiguous(candidates):
                found = [one for one in candidates if one.score == _CERTAIN]
            case _:
                found = []
        return [replace(one, entity_id=standing_id(self.view, one.entity_id)) for one in found]

    def _learnt(self, others: Sequence[Candidate]) -> Plan:
        stays = _registered(others)
        by = self.ask.person.person_id if self.ask.person else ""
        key, source = change_key(self.ask), said_here(self.ask)
        replaced = tuple(one.key for one in self._nicknames(others))
        command = LearnNickname(key, self.customer_id, self.name, replaced, source)
        lesson = Nickname(key, self.customer_id, self.name, by, as_provenance(source))
        text = [self._say("done", taught=taught(lesson, self.view, self.ask.lang))]
        text += [self._say("shared", others=self._names(stays))] if stays else []
        said = _WORDS["between_sentences"][self.ask.lang].join(text)
        answer = Answer(Outcome.DONE, said, choices=(undo_choice(self.ask),))
        return Plan(answer, (command,), undo_pending(self.ask, said), beside=BESIDE in self.ask.slots)

    def _which(self, others: Sequence[Candidate]) -> Plan:
        args = {"name": self.name, LANG: self.ask.lang}
        ids = list(dict.fromkeys(one.entity_id for one in others))
        ways = [{**args, "customer_id": self.customer_id, "confirmed": "yes"}]
        ways += [{**args, "customer_id": one} for one in ids]
        labels = [name_of(self.view, one["customer_id"], self.ask.lang) for one in ways]
        plan = self._told("registered" if _registered(others) else "taken", others)
        choices = tuple(Choice(label, NAME, way) for label, way in zip(labels, ways, strict=True))
        options = tuple({**way, "label": label} for label, way in zip(labels, ways, strict=True))
        pending = Pending(NAME, "none", args, plan.answer.text, options)
        answer = replace(plan.answer, outcome=Outcome.AMBIGUOUS, choices=choices)
        return replace(plan, answer=answer, pending=pending)

    def _told(self, words: str, about: Sequence[Candidate]) -> Plan:
        """A sentence about those that the name means, with who taught it where somebody did."""
        known = [] if words == "registered" else self._nicknames(about)
        by = taught(known[0], self.view, self.ask.lang) if known else ""
        names = self._full_names(about) if words == "registered" else self._names(about)
        return Plan(Answer(Outcome.DONE, self._say(f"{words}_from" if known else words, others=names, taught=by)))

    def _nicknames(self, about: Sequence[Candidate]) -> list[Nickname]:
        names = {one.name for one in about if one.why is Why.NICKNAME}
        return [one for name in sorted(names) for one in nicknames_called(self.view.reader, name)]

    def _names(self, about: Sequence[Candidate]) -> str:
        ids = dict.fromkeys(one.entity_id for one in about)
        return self._say("and").join(name_of(self.view, one, self.ask.lang) for one in ids)

    def _full_names(self, about: Sequence[Candidate]) -> str:
        known = some_customers(self.view.reader, [one.entity_id for one in about])
        return self._say("and").join(one.name_in(self.ask.lang) for one in known.values())

    def _say(self, words: str, **facts: str) -> str:
        lang = self.ask.lang
        customer = name_of(self.view, self.customer_id, lang)
        return filled(_WORDS[words][lang], lang, **{"name": self.name, "customer": customer, **facts})


def _registered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those whose own name it is, letter by letter, which nothing learnt here can take from them."""
    return [one for one in candidates if one.why is not Why.NICKNAME and one.score == _CERTAIN]


_NOT_ASKED = r"(?!.*(?:[谁哪啥吗？?]|什么|怎么|多少|几[个家]|同一[家个]|为何|是不是))"
_N = r"(?P<name>[^,，。:：=＝]{1,60}?)"
_C = r"(?P<customer>[^,，。:：=＝]{2,80}?)"
_KEEP = r"(?:(?:请|你|帮我|麻烦)*(?:记住|记一下|记下来?|记着|备注)(?:一下)?[,，:：\s]*)"
_WE = r"(?:我们|咱们?|大家|团队|内部|公司里|私下|平时|一般|通常|都|以后|[说讲]的?|提到的?|所谓的?)*"
_SHORT = r"(?:外号|昵称|绰号|简称|别名|代号|小名|俗称|叫法)"
_END = r"(?:[这那][家个](?:公司|客户|企业)?)?(?:啊|哦|呀|哈|啦|了|吧)?"
_NOT_ASKED_EN = r"(?!.*(?:\?|\b(?:what|who|whom|whose|which|when|where|how|why|does|did)\b))"
_SAYING = r"(?:(?:when|if|whenever)\s+(?:we|I|people|they)\s+say)"
_NICK = r"(?:nick\s?name|short\s+(?:name|form)|shorthand|code\s?name|abbreviation|pet\s+name|alias|other\s+name)"
_KEEP_EN = r"(?:(?:please\s+)?(?:remember|note|keep\s+in\s+mind)(?:\s+that)?[\s,:]+)"
_NE = r"(?P<name>[^,，:=]{1,60}?)"
_CE = r"(?P<customer>[^,，:=]{2,80}?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "记住客户的外号或简称", "en": "remember what you call a customer"},
    examples={
        "zh": ("记住，小光就是华东光伏", "我们管华东光伏叫小光"),
        "en": ("Remember, Sunny means Acme", "by Sunny we mean Acme"),
    },
    patterns=sentences(
        rf"{_NOT_ASKED}{_KEEP}?{_WE}{_N}就?(?:指的就?是|是指|指){_C}{_END}",
        rf"{_NOT_ASKED}{_KEEP}?{_WE}管{_C}叫(?:作|做)?{_N}",
        rf"{_NOT_ASKED}{_KEEP}?{_WE}把{_C}(?:简称|叫|称|喊)(?:作|做|为){_N}",
        rf"{_NOT_ASKED}{_KEEP}{_WE}{_N}\s*(?:[=＝]|就是|等于|是)\s*{_C}{_END}",
        rf"{_NOT_ASKED}{_N}\s*[=＝]\s*{_C}",
        rf"{_NOT_ASKED}{_KEEP}?{_N}就?是(?:我们|咱们?|大家)?(?:对|给)?{_C}的{_SHORT}{_END}",
        rf"{_NOT_ASKED}{_KEEP}?{_C}的?(?:{_SHORT}(?:就?是|叫)|简称){_N}",
        rf"{_NOT_ASKED}{_WE}{_N}就是{_C}(?P<loose>){_END}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?(?:by\s+{_NE},?\s+(?:we|I)\s+(?:all\s+|always\s+)?mean)\s+{_CE}",
        rf"{_KEEP_EN}?{_SAYING}\s+{_NE},?\s+(?:we|I|they|it)\s+(?:mean|refer\s+to)s?\s+{_CE}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?{_NE}\s+is\s+(?:(?:our|the|a|my|an)\s+)?(?:(?:usual|own)\s+)?{_NICK}\s+(?:for|of)\s+{_CE}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?{_NE}\s+(?:is\s+short\s+for|stands\s+for|refers\s+to)\s+{_CE}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?we\s+(?:all\s+|also\s+|usually\s+|just\s+)?call\s+(?P<customer>.{{2,80}})\s+(?P<name>[“\"'].+[”\"']|\S+)(?P<loose>)",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?(?:(?:the|our|my)\s+)?{_NICK}\s+(?:for|of)\s+{_CE}\s+is\s+{_NE}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}?{_CE}['’]s?\s+{_NICK}\s+is\s+{_NE}",
        rf"{_NOT_ASKED_EN}{_KEEP_EN}{_NE}\s*(?:=|\bis\b|\bmeans\b)\s*{_CE}",
        rf"{_NOT_ASKED_EN}{_NE}\s+(?:really\s+|just\s+|always\s+)?means\s+{_CE}(?P<loose>)",
    ),
    plan=plan,
    place=16,
)
