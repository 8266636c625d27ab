"""Which promise somebody acts on, by a button or by its title, and whether it is theirs to act on."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, NotForThemError, Outcome, Plan, View
from knowledge.access.model import Verdict, Why
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import person
from knowledge.store.errors import UserMistake
from knowledge.work.promise import Promise, PromiseState
from knowledge.work.promises_view import promise, promises_of
from notifiers.filling import filled
from notifiers.notice import Choice

MOST = 8
"""So many are offered where several may be meant."""

_CARDS = frozenset({"promise", "promise_reminder"})
"""The cards that carry the promise's own version."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {"zh": "是哪一件？", "en": "Which one?"},
    "theirs": {
        "zh": "这是{who}答应的事，只有本人、直属上级或管理员能改。",
        "en": "{who} promised that; only they, their manager or an admin can change it.",
    },
}


def promise_meant(ask: Ask, view: View, intent: str, *states: PromiseState) -> Promise | Plan:
    """The promise of the slots "promise" (a button) or "title" (a sentence, among one's own in these states); or the
    plan that asks which, or refuses. Raises UserMistake("no_such_promise").
    """
    if ask.person is None:
        raise NotForThemError(Verdict(allowed=False, why=Why.UNKNOWN_PERSON))
    if "promise" in ask.slots:
        found = [one for one in [promise(view.reader, ask.slots["promise"])] if one]
    else:
        found = _titled(ask.slots.get("title", ""), promises_of(view.reader, ask.person.person_id, states))
    if not found:
        raise UserMistake("no_such_promise")
    if len(found) > 1:
        return _which(found[:MOST], intent, ask)
    return found[0] if _may_change(ask.person, found[0], view) else _refused(found[0], ask, view)


def seen_of(ask: Ask, one: Promise) -> int:
    """The version they acted on: the card's, where it was the promise's own."""
    press = ask.message.press
    return ask.seen if press is not None and press.kind in _CARDS and ask.seen else one.version


def _titled(title: str, mine: list[Promise]) -> list[Promise]:
    wanted = title.lower().strip(" “”\"'")
    exact = [one for one in mine if one.draft.title.lower() == wanted]
    return exact or [one for one in mine if wanted and wanted in f"{one.draft.title} {one.draft.quote}".lower()]


def _may_change(asker: Person, one: Promise, view: View) -> bool:
    owner = person(view.reader, one.draft.owner_id)
    above = owner.manager_id if owner else ""
    return asker.role is Role.ADMIN or asker.person_id in (one.draft.owner_id, one.draft.promiser_id, above)


def _which(found: list[Promise], intent: str, ask: Ask) -> Plan:
    kept = {name: value for name, value in ask.slots.items() if name != "title"}
    choices = tuple(Choice(one.draft.title, intent, {**kept, "promise": one.promise_id}) for one in found)
    return Plan(Answer(Outcome.AMBIGUOUS, _WORDS["which"][ask.lang], choices=choices))


def _refused(one: Promise, ask: Ask, view: View) -> Plan:
    owner = person(view.reader, one.draft.owner_id)
    name = owner.name_in(ask.lang) if owner else one.draft.owner_id
    return Plan(Answer(Outcome.REFUSED, filled(_WORDS["theirs"][ask.lang], ask.lang, who=name)))
