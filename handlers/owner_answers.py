"""Who is responsible for a customer, in sentences: now, on a day, over a period, ever; and where sources differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from handlers.base import Answer, Ask, Outcome, View
from handlers.changing import settle_choices
from handlers.finding import name_of
from handlers.papers import left_out
from handlers.sources import source_line, source_words
from handlers.tracks import tracks_answer
from handlers.when import when
from knowledge.access.model import Kind
from knowledge.graph.model import Ownership
from knowledge.people.model import Lang, Role
from knowledge.people.view import people
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "owner": {"zh": "{customer}由{who}负责（{since}{source}）。", "en": "{who} owns {customer} ({since}{source})."},
    "owner_then": {
        "zh": "{when}，{customer}由{who}负责（{since}{source}）。",
        "en": "{who} owned {customer} {when} ({since}{source}).",
    },
    "owner_ahead": {
        "zh": "按现有记录，{when}{customer}仍由{who}负责（{since}{source}）。",
        "en": "As things stand, {who} will own {customer} {when} ({since}{source}).",
    },
    "period": {"zh": "{when}，{customer}先后由{names}负责：", "en": "{names} owned {customer} {when}:"},
    "history": {"zh": "{customer}先后有 {count} 位负责人：", "en": "{customer} has had {count} owners:"},
    "only": {
        "zh": "{customer}的记录里只有一位负责人：{who}（{since}{source}）。",
        "en": "{who} is the only owner on record for {customer} ({since}{source}).",
    },
    "line": {"zh": "· {who}（{since}{source}）", "en": "· {who} ({since}{source})"},
    "conflict": {
        "zh": "{customer}的负责人，{count} 处来源说法不一，我不替你选：",
        "en": "{count} sources disagree on who owns {customer}; I won't pick one:",
    },
    "conflict_then": {
        "zh": "{when}{customer}的负责人，{count} 处来源说法不一，我不替你选：",
        "en": "{count} sources disagree on who owned {customer} {when}; I won't pick one:",
    },
    "settle": {"zh": "请和他们确认，再把记错的那处改掉。", "en": "Ask them, then correct the one that is wrong."},
    "since": {"zh": "自 {first}，", "en": "since {first}, "},
    "until": {"zh": "至 {last}，", "en": "until {last}, "},
    "between": {"zh": "{first} 至 {last}，", "en": "{first} to {last}, "},
    "others": {"zh": "一起跟进的：{names}。", "en": "Also on it: {names}."},
    "member": {"zh": "{who}（{role}）", "en": "{who} ({role})"},
    "left": {
        "zh": "{who}已于 {left} 离职，还没有记录接手的人。",
        "en": "{who} left the team on {left}, and nobody is recorded as taking over.",
    },
    "nobody": {"zh": "{customer}没有记录负责人。", "en": "No owner is recorded for {customer}."},
    "nobody_then": {
        "zh": "{when}，{customer}没有记录负责人。",
        "en": "No owner of {customer} is recorded {when}.",
    },
    "last": {"zh": "上一任是{who}（{since}{source}）。", "en": "The last one was {who} ({since}{source})."},
    "next": {"zh": "之后是{who}（{since}{source}）。", "en": "The next one is {who} ({since}{source})."},
    "and": {"zh": "、", "en": ", "},
    "then": {"zh": "、", "en": ", then "},
    "between_sentences": {"zh": "", "en": " "},
}
_ROLES: Mapping[Role, Mapping[Lang, str]] = {
    Role.REP: {"zh": "销售", "en": "sales"},
    Role.PRESALES: {"zh": "售前", "en": "presales"},
    Role.CSM: {"zh": "客户成功", "en": "customer success"},
    Role.DELIVERY: {"zh": "交付", "en": "delivery"},
}


class OwnerTeller:
    """Answers one asker about one customer, as of the day or period they named (today if none)."""

    def __init__(self, ask: Ask, view: View, customer_id: str, held: Sequence[Ownership]) -> None:
        self._ask, self._view, self._customer_id, self._held = ask, view, customer_id, held
        self._owners = [one for one in held if one.role is Role.REP]
        self._team = people(view.reader, [who for one in held for who in (one.person_id, one.source.by) if who])
        self._customer = name_of(view, customer_id, ask.lang)
        self._day = _slot_day(ask, "day") or ask.today
        self._first = _slot_day(ask, "first") or self._day
        self._last = _slot_day(ask, "last") or self._day

    def history(self) -> Answer:
        """Everybody who ever owned it, in the order of time."""
        if not self._owners:
            return self._nobody()
        if len(self._owners) == 1:
            return self._told([self._say("only", **self._about(self._owners[0]))], self._owners)
        title = self._say("history", count=str(len({one.person_id for one in self._owners})))
        return self._told([title, *self._lines(self._owners)], self._owners)

    def answer(self) -> Answer:
        """Whoever owned it then; all of them where there were several, or where sources disagree."""
        over = self._over_period()
        now = [one for one in self._owners if one.holds_on(self._day)]
        if _clash(over or now):
            return self._conflict(over or now)
        if len({one.person_id for one in over}) > 1:
            names = self._say("then").join(self._who(one.person_id) for one in over)
            return self._told([self._say("period", names=names), *self._lines(over)], over)
        if now or (over and self._day != self._ask.today):
            return self._owner((now or over)[-1])
        return self._nobody()

    def _over_period(self) -> list[Ownership]:
        if self._first == self._last:
            return []
        last = min(self._last, max(self._ask.today, self._first))
        return [o for o in self._owners if (o.valid_from or last) <= last and (o.valid_to or last) >= self._first]

    def _owner(self, owner: Ownership) -> Answer:
        today = self._ask.today
        words = "owner" if self._day == today else "owner_ahead" if self._day > today else "owner_then"
        others = [one for one in self._held if one.role is not Role.REP and one.holds_on(self._day)]
        text = [self._say(words, **self._about(owner))]
        member = self._team.get(owner.person_id)
        if member and member.left_on and self._day == today and member.left_on < today:
            text.append(self._say("left", who=self._who(owner.person_id), left=member.left_on.isoformat()))
        if others:
            names = self._say("and").join(self._member(one) for one in others)
            text.append(self._say("others", names=names))
        return self._told([self._say("between_sentences").join(text)], [owner, *others])

    def _conflict(self, owners: Sequence[Ownership]) -> Answer:
        words = "conflict" if self._day == self._ask.today else "conflict_then"
        title = self._say(words, count=str(len(owners)))
        told = self._told([title, *self._lines(owners), self._say("settle")], owners, conflict=True)
        names = {one.person_id: self._who(one.person_id) for one in owners}
        open_ = [one for one in owners if one.valid_to is None or one.valid_to >= self._ask.today]
        return replace(told, choices=settle_choices(open_, names, self._ask.lang) if len(open_) > 1 else ())

    def _nobody(self) -> Answer:
        text = [self._say("nobody" if self._day == self._ask.today else "nobody_then")]
        before = [one for one in self._owners if one.valid_to and one.valid_to < self._day]
        after = [one for one in self._owners if one.valid_from and one.valid_from > self._day]
        for words, one in (("last", before[-1:]), ("next", after[:1])):
            text += [self._say(words, **self._about(one[0]))] if one else []
        sources = tuple(source_line(one.source, self._view.zone) for one in (*before[-1:], *after[:1]))
        hidden = left_out(self._view, [Kind.DEAL], self._customer_id, self._ask.lang)
        if hidden and self._day != self._view.today:
            text = [self._say("between_sentences").join(text), *hidden]
            return Answer(Outcome.ANSWER, "\n".join(text), sources=sources)
        return tracks_answer(
            self._view, self._customer_id, self._ask.lang, self._say("between_sentences").join(text), sources
        )

    def _told(self, lines: Sequence[str], on: Iterable[Ownership], *, conflict: bool = False) -> Answer:
        on = list(on)
        self._view.speaks_of("person", *(one.person_id for one in on if one.role is Role.REP))
        sources = tuple(source_line(one.source, self._view.zone) for one in on)
        return Answer(Outcome.ANSWER, "\n".join(lines), sources=sources, conflict=conflict)

    def _lines(self, owners: Iterable[Ownership]) -> list[str]:
        return [self._say("line", **self._about(one)) for one in owners]

    def _about(self, one: Ownership) -> dict[str, str]:
        by = self._who(one.source.by) if one.source.by else ""
        source = source_words(one.source, self._ask.lang, self._view.zone, by)
        return {"who": self._who(one.person_id), "since": self._since(one), "source": source}

    def _since(self, one: Ownership) -> str:
        first = one.valid_from.isoformat() if one.valid_from else ""
        last = one.valid_to.isoformat() if one.valid_to else ""
        words = "between" if first and last else "since" if first else "until" if last else ""
        return self._say(words, first=first, last=last) if words else ""

    def _member(self, one: Ownership) -> str:
        role = _ROLES[one.role][self._ask.lang] if one.role in _ROLES else one.role.value
        return self._say("member", who=self._who(one.person_id), role=role)

    def _who(self, person_id: str) -> str:
        member = self._team.get(person_id)
        return member.name_in(self._ask.lang) if member else person_id

    def _say(self, words: str, **facts: str) -> str:
        then = when(self._first, self._last, self._ask.lang, self._ask.today)
        shown = {"customer": self._customer, "when": then, **facts}
        return filled(_WORDS[words][self._ask.lang], self._ask.lang, **shown)


def _clash(owners: Sequence[Ownership]) -> bool:
    """Whether two different people own it on the same day."""
    return any(
        one.person_id != other.person_id
        and (one.valid_from or date.min) <= (other.valid_to or date.max)
        and (other.valid_from or date.min) <= (one.valid_to or date.max)
        for one, other in combinations(owners, 2)
    )


def _slot_day(ask: Ask, name: str) -> date | None:
    return date.fromisoformat(ask.slots[name]) if ask.slots.get(name) else None
