"""Giving access: what has to be clear before a colleague may see something, and the answer once they may."""

from collections.abc import Mapping
from datetime import date

from handlers.base import Answer, Ask, Command, Outcome, Pending, Plan, View
from handlers.changing import change_key, said_here
from handlers.ends import Ending, ending_in
from handlers.finding import name_of
from handlers.granting import Shown, kinds_in, team_day, term_of
from handlers.newcomers import LANG
from handlers.tie_words import tie_words
from knowledge.access.commands import LONGEST_KEY, ExtendGrant, GiveGrant
from knowledge.access.givers import first_owned
from knowledge.access.granted import given_by
from knowledge.access.judge import last_day, may_give, on_team
from knowledge.access.model import Grant, NotGiven, Relation
from knowledge.deals.view import deals_of
from knowledge.people.model import Lang, Person
from notifiers.filling import filled
from notifiers.formats import day as day_words
from notifiers.grant_words import kinds_words
from notifiers.notice import Choice

NAME = "give_access"
LONGEST_REASON = 200
_OFFERED = ("quotes", "contracts", "everything")

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "好，{who}可以看{what}，{until}{because}。已经告诉{who}。",
        "en": "Done: {who} may see {what} {until}{because}. I've told them.",
    },
    "changed": {
        "zh": "这项已经开放过，期限改了：{who}可以看{what}，{until}。",
        "en": "That was shared already; the end is changed: {who} may see {what} {until}.",
    },
    "default": {
        "zh": "没说到什么时候，先按 {days} 天算；要改就说“延长到……”。",
        "en": "You named no end, so it is {days} days; to change that, say “extend it to …”.",
    },
    "cut": {
        "zh": "最长 {days} 天，所以只到{day}。",
        "en": "Nothing is shared for longer than {days} days, so it ends on {day}.",
    },
    "back": {"zh": "要收回就说“撤回”。", "en": "Say “end this access” to take it back."},
    "end": {"zh": "撤回这次开放", "en": "End this access"},
    "which_kind": {
        "zh": "要开放{customer}的什么：报价、合同，还是全部资料？",
        "en": "What of {customer}: quotes, contracts, or everything?",
    },
    "all_mine": {"zh": "你名下所有客户", "en": "all your customers"},
    "quotes": {"zh": "报价", "en": "quotes"},
    "contracts": {"zh": "合同", "en": "contracts"},
    "everything": {"zh": "全部资料", "en": "everything"},
    "which_deal": {"zh": "到哪个商机结束？", "en": "Until which deal is closed?"},
    "no_deal": {
        "zh": "{customer}没有进行中的商机，请说一个日期。",
        "en": "{customer} has no open deal; please name a day.",
    },
    "one_customer": {
        "zh": "跟着商机结束的，请说是哪一家客户。",
        "en": "For access that ends with a deal, please name the one customer.",
    },
    "not_a_room": {"zh": "“在群期间”要在那个群里说。", "en": "Please say that in the room that you mean."},
    "not_theirs": {
        "zh": "只有{customer}的负责人、其上级或管理员能开放它的{kinds}。",
        "en": "Only the owner of {customer}, their superiors or an admin can share its {kinds}.",
    },
    "passed_on": {
        "zh": "{customer}是别人开放给你的，不能再转给别人。请负责人直接开放。",
        "en": "{customer} was shared with you, so you can't pass it on. Ask the owner to share it.",
    },
    "none_owned": {
        "zh": "你名下没有客户，没有可以开放的。",
        "en": "You own no customers, so there is nothing to share.",
    },
    "yourself": {"zh": "你自己本来就能看。", "en": "You can see that yourself already."},
    "left": {"zh": "{who}已经离职，不能开放。", "en": "{who} has left the team."},
    "sees": {
        "zh": "{who}本来就能看{what}：{tie}。不用另外开放。",
        "en": "{who} may see {what} anyway: {tie}. Nothing to share.",
    },
    "past": {"zh": "这个日期已经过去了，到哪天？", "en": "That day is over. Until when?"},
    "bad": {
        "zh": "“{text}”我没看懂是哪天，换个写法，例如“到 2026-03-31”。",
        "en": "I can't tell which day “{text}” is; try “until 2026-03-31”.",
    },
    "between_sentences": {"zh": "", "en": " "},
}


class Giving:
    """One grant in the making."""

    def __init__(self, ask: Ask, view: View, who: Person) -> None:
        self._ask, self._view, self._who = ask, view, who
        self._customer_id = ask.slots.get("customer_id", "")
        self._kinds = kinds_in(ask.slots.get("kinds", ""))
        self._ending = ending_in(ask.slots.get("rest", ""), ask.today)
        self._because = (self._ending.because or ask.slots.get("because", ""))[:LONGEST_REASON]
        self._shown, self._today = Shown(ask, view), team_day(ask, view)

    def plan(self) -> Plan:
        """Why not; else what has to be asked first; else the grant."""
        return self._refused() or self._asked() or self._given()

    def _refused(self) -> Plan | None:
        """Why not."""
        me, today = self._ask.person, self._today
        about = self._customer_id or first_owned(self._view.reader, me.person_id if me else "", today)
        if not about:
            return self._no("none_owned")
        standing = self._view.rights.standing(about)
        why = may_give(self._view.policy, me, self._kinds, standing, today=today)
        if why is not None:
            return self._no("passed_on" if why is NotGiven.PASSED_ON else "not_theirs")
        if on_team(self._who, today) is not None:
            return self._no("left")
        if me is not None and self._who.person_id == me.person_id:
            return self._no("yourself")
        return self._sees_anyway()

    def _sees_anyway(self) -> Plan | None:
        """Where the grantee needs no grant: what lets them see it."""
        verdicts = [self._view.rights.verdict(self._who, kind, self._customer_id) for kind in sorted(self._kinds)]
        ties = [one.tie for one in verdicts if one.allowed and one.tie and one.tie.relation is not Relation.GRANTED]
        if not self._customer_id or not verdicts or len(ties) < len(verdicts):
            return None
        tie = tie_words(self._view, ties[0], self._ask.lang)
        return self._no("sees", tie=tie, what=self._shown.what(self._grant()))

    def _asked(self) -> Plan | None:
        """What has to be asked first."""
        ending = self._ending
        if not self._kinds:
            return self._which("which_kind", "kinds", {one: self._say(one) for one in _OFFERED})
        if ending.bad:
            return self._open("bad", text=ending.bad)
        if ending.until is not None and ending.until < self._today:
            return self._open("past")
        if ending.in_room and self._ask.message.room.direct:
            return self._no("not_a_room")
        return self._which_deal() if ending.with_deal and not self._ask.slots.get("deal_id") else None

    def _which_deal(self) -> Plan | None:
        if not self._customer_id:
            return self._no("one_customer")
        open_ = self._open_deals()
        if not open_:
            return self._open("no_deal")
        return self._which("which_deal", "deal_id", open_) if len(open_) > 1 else None

    def _open_deals(self) -> dict[str, str]:
        known = [one.value for one in deals_of(self._view.reader, self._customer_id)]
        return {one.deal_id: one.name for one in known if not one.outcome}

    def _given(self) -> Plan:
        given, ask = self._grant(), self._ask
        same = next(
            (one for one in given_by(self._view.reader, given.giver_id, self._today) if _same(one, given)), None
        )
        term = term_of(ask, self._view, given.until)
        if same is not None:
            command: Command = ExtendGrant(same.key, term, self._today, self._view.policy)
            key = same.key
        else:
            key, because, policy = given.key, given.because, self._view.policy
            about = (given.grantee_id, given.kinds, given.customer_id, term, self._today, policy, because)
            command = GiveGrant(key, *about, given.deal_id, given.room_key, said_here(ask))
        self._view.speaks_of("person", self._who.person_id)
        text = self._told(given, "changed" if same else "done")
        undo = {"grant": key, LANG: ask.lang}
        choice = Choice(self._say("end"), "end_access", undo, say=self._say("end"))
        pending = Pending("end_access", "words", undo, text, ({**undo, "label": choice.label},))
        return Plan(Answer(Outcome.DONE, text, choices=(choice,)), (command,), pending)

    def _told(self, given: Grant, words: str) -> str:
        facts = {"what": self._shown.what(given), "until": self._shown.until(given)}
        said = [self._say(words, because=self._shown.because(given), **facts)]
        ending, policy = self._ending, self._view.policy
        if ending == Ending(because=ending.because):
            said.append(self._say("default", days=str(policy.grant_days)))
        elif ending.until is not None and ending.until > given.until:
            last = day_words(given.until, self._ask.lang, self._ask.today)
            said.append(self._say("cut", days=str(policy.most_grant_days), day=last))
        said.append(self._say("back"))
        return self._say("between_sentences").join(said)

    def _grant(self) -> Grant:
        """The grant as it will be."""
        ask, ending = self._ask, self._ending
        by_event = date.max if ending.with_deal or ending.in_room else None
        deals = self._open_deals() if ending.with_deal and self._customer_id else {}
        return Grant(
            key=change_key(ask)[-LONGEST_KEY:],
            giver_id=ask.person.person_id if ask.person else "",
            grantee_id=self._who.person_id,
            kinds=self._kinds,
            since=self._today,
            until=last_day(self._view.policy, self._today, ending.until or by_event),
            customer_id=self._customer_id,
            because=self._because,
            deal_id=ask.slots.get("deal_id", "") or next(iter(deals), ""),
            room_key=ask.message.room.key if ending.in_room else "",
        )

    def _which(self, words: str, slot: str, options: Mapping[str, str]) -> Plan:
        """A question with buttons: the slot's values and their labels."""
        args = {name: value for name, value in self._slots().items() if name != slot}
        choices = tuple(Choice(label, NAME, {**args, slot: value}) for value, label in options.items())
        said = self._say(words)
        picks = tuple({**one.args, "label": one.label} for one in choices)
        return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=Pending(NAME, slot, args, said, picks))

    def _open(self, words: str, **facts: str) -> Plan:
        """A question for another end."""
        said = self._say(words, **facts)
        kept = {name: value for name, value in self._slots().items() if name != "rest"}
        return Plan(
            Answer(Outcome.AMBIGUOUS, said), pending=Pending(NAME, "rest", {**kept, "because": self._because}, said)
        )

    def _slots(self) -> dict[str, str]:
        kept = {name: value for name, value in self._ask.slots.items() if name not in ("who", "words", "label")}
        return {**kept, "who_id": self._who.person_id, LANG: self._ask.lang}

    def _no(self, words: str, **facts: str) -> Plan:
        return Plan(Answer(Outcome.REFUSED, self._say(words, **facts)))

    def _say(self, words: str, **facts: str) -> str:
        lang = self._ask.lang
        named = name_of(self._view, self._customer_id, lang) if self._customer_id else _WORDS["all_mine"][lang]
        shown = {"customer": named, "who": self._who.name_in(lang), "kinds": kinds_words(self._kinds, lang), **facts}
        return filled(_WORDS[words][lang], lang, **shown)


def _same(one: Grant, given: Grant) -> bool:
    """Whether a grant that holds is the same but for its end."""
    about = (one.grantee_id, one.customer_id, one.kinds, one.deal_id, one.room_key)
    return about == (given.grantee_id, given.customer_id, given.kinds, given.deal_id, given.room_key)
