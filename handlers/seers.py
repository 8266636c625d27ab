"""Who may see one kind of facts of a customer, by what, and where that is known from; now or on a day that is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.base import Ask, View
from handlers.changing import names_of
from handlers.granting import Shown
from handlers.sources import source_words
from handlers.tie_words import tie_words
from knowledge.access.granted import parts_of, standing_then
from knowledge.access.judge import kinds_by, on_team, ties
from knowledge.access.model import Kind, Relation, Standing, Tie
from knowledge.deals.view import deals_of
from knowledge.graph.model import Ownership
from knowledge.graph.owning import DISPUTED
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import people
from knowledge.store.recording import Source
from notifiers.filling import filled
from notifiers.formats import source_name
from notifiers.team import role_name

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "fact": {"zh": "{role}{since}，{source}", "en": "{role}{since}, {source}"},
    "since": {"zh": "（自 {day}）", "en": " since {day}"},
    "deal": {"zh": "商机“{deal}”的{role}", "en": "{role} of the deal “{deal}”"},
    "contract": {"zh": "合同 {number} 的{role}", "en": "{role} of the contract {number}"},
    "everybody": {"zh": "团队里的所有同事", "en": "everybody on the team"},
    "unit": {"zh": "{unit}的所有同事", "en": "everybody in the unit {unit}"},
    "role": {"zh": "所有{role}", "en": "everybody in {role}"},
    "admins": {"zh": "所有管理员", "en": "all admins"},
}
_WIDE: tuple[tuple[Relation, Role], ...] = (
    (Relation.ADMIN, Role.ADMIN),
    (Relation.FINANCE, Role.FINANCE),
    (Relation.LEGAL, Role.LEGAL),
)
_OF_MANY = frozenset({Relation.UNIT, Relation.COLLEAGUE, Relation.UNOWNED})
_DECIDES = frozenset({Relation.OWNER, Relation.SUPERIOR, Relation.ADMIN})


@dataclass(frozen=True, slots=True)
class Seers:
    """Who may see `kind` of a customer on `day`, in words to whoever asks. A day that is over is known roughly: deals,
    units and superiors are as they are recorded now.
    """

    ask: Ask
    view: View
    customer_id: str
    kind: Kind
    day: date

    def standing(self) -> Standing:
        """What people had to do with the customer on that day."""
        if self.day >= (self.view.judged_on or self.view.today):
            return self.view.rights.standing(self.customer_id)
        return standing_then(self.view.reader, self.customer_id, self.day, self.view.zone)

    def ties_of(self, who: Person) -> list[Tie]:
        """What lets somebody see it, the closest first; nothing where they may not."""
        if on_team(who, self.day) is not None:
            return []
        standing = self.standing()
        found = ties(who, standing, today=self.day)
        return [one for one in found if self.kind.value in kinds_by(self.view.policy, one, standing)]

    def named(self) -> list[tuple[Person, list[Tie]]]:
        """Everybody who may see it by something of their own, not as one of many; the closest first."""
        standing = self.standing()
        ids = {*standing.owners, *standing.superiors, *standing.collaborators}
        ids |= {one.grantee_id for one in standing.grants}
        team = people(self.view.reader, sorted(ids)).values()
        own = [(who, [one for one in self.ties_of(who) if one.relation not in _OF_MANY]) for who in team]
        return sorted(((who, found) for who, found in own if found), key=lambda one: (_place(one[1]), one[0].person_id))

    def wide(self) -> Iterator[str]:
        """Whole groups that may see it."""
        policy, standing, kind, lang = self.view.policy, self.standing(), self.kind.value, self.ask.lang
        if kind in policy.colleague or (not standing.owners and kind in policy.unowned):
            yield _say("everybody", lang)
            return
        if kind in policy.unit:
            yield from (_say("unit", lang, unit=unit) for unit in sorted(standing.units))
        for relation, role in _WIDE:
            if kind in kinds_by(policy, Tie(relation, role), standing):
                words = "admins" if role is Role.ADMIN else "role"
                yield _say(words, lang, role=role_name(role, lang))

    def because(self, who: Person, tie: Tie) -> str:
        """One tie with its source and date."""
        match tie.relation:
            case Relation.OWNER | Relation.PRESALES | Relation.CSM | Relation.DELIVERY:
                role = Role.REP if tie.relation is Relation.OWNER else Role(tie.through)
                return self._by_fact(who, tie, role) or self._by_part(who, tie, role)
            case Relation.GRANTED:
                given = next(one for one in self.standing().grants if one.key == tie.through)
                return Shown(self.ask, self.view).line(given)
            case _:
                return tie_words(self.view, tie, self.ask.lang)

    def _by_fact(self, who: Person, tie: Tie, role: Role) -> str:
        held = [one for one in self._facts() if (one.person_id, one.role) == (who.person_id, role)]
        if not held:
            return ""
        one, lang = held[-1], self.ask.lang
        since = _say("since", lang, day=one.valid_from.isoformat()) if one.valid_from else ""
        by = names_of(self.view, [one.source.by], lang)[one.source.by] if one.source.by else ""
        source = source_words(one.source, lang, self.view.zone, by)
        return _say("fact", lang, role=tie_words(self.view, tie, lang), since=since, source=source)

    def _facts(self) -> Sequence[Ownership]:
        known = ownerships(self.view.reader, self.customer_id)
        return [one for one in known if one.confidence > DISPUTED and one.holds_on(self.day)]

    def _by_part(self, who: Person, tie: Tie, role: Role) -> str:
        """By a deal, whose row in the register is the source, or by a contract."""
        lang = self.ask.lang
        parts = parts_of(self.view.reader, self.customer_id, self.day)
        mine = [one.part_id.split("/") for one in parts if (one.person_id, one.role) == (who.person_id, role)]
        deals = {one.value.deal_id: one for one in deals_of(self.view.reader, self.customer_id)}
        for what, number, *_ in mine:
            words = {"role": role_name(role, lang), "deal": number, "number": number}
            if number not in deals:
                return _say(what, lang, **words)
            said = _say("deal", lang, **{**words, "deal": deals[number].value.name or number})
            return _say("fact", lang, role=said, since="", source=_recorded(deals[number].source, lang, self.view))
        return tie_words(self.view, tie, lang)


def decides_about(view: View, customer_id: str, who: Person | None) -> bool:
    """Whether somebody decides about a customer: its owners, who is over them, admins."""
    found = ties(who, view.rights.standing(customer_id), today=view.judged_on or view.today) if who else ()
    return any(one.relation in _DECIDES for one in found)


def _recorded(source: Source, lang: Lang, view: View) -> str:
    at = datetime.fromisoformat(str(source["at"])).astimezone(view.zone)
    return f"{source_name(str(source['what']), lang)} {at.date().isoformat()}"


def _place(found: Sequence[Tie]) -> int:
    return list(Relation).index(found[0].relation)


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)
