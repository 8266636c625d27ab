"""Asking whoever can give it: the button below a refusal, and whom it asks."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from handlers.base import Ask, Pending, Plan, View
from handlers.newcomers import LANG
from knowledge.access.commands import DraftRequest
from knowledge.access.judge import on_team
from knowledge.access.model import Kind, Verdict, Why
from knowledge.graph.owning import DISPUTED
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang, Person, Role
from knowledge.people.view import people_in_role, person
from notifiers.filling import filled
from notifiers.notice import Choice

NAME = "ask_access"
_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "ask": {"zh": "向{who}申请", "en": "Ask {who}"},
    "ask_somebody": {"zh": "申请查看", "en": "Ask for access"},
    "or_say": {"zh": "需要的话，说“{label}”，我去问。", "en": "If you need it, say “{label}” and I'll ask."},
    "between_sentences": {"zh": "", "en": " "},
}


def decider(view: View, customer_id: str) -> Person | None:
    """Who is asked about a customer: its owner; where it has none on the team, the asker's manager, else an admin."""
    today = view.judged_on or view.today
    held = [one for one in ownerships(view.reader, customer_id) if one.holds_on(today) and one.confidence > DISPUTED]
    owners = [one.person_id for one in reversed(held) if one.role is Role.REP]
    others = sorted(view.rights.standing(customer_id).owners)
    above = [view.person.manager_id] if view.person and not owners and not others else []
    for one in chain(owners, others, above, people_in_role(view.reader, Role.ADMIN)):
        found = person(view.reader, one)
        fit = found is not None and (one not in above or found.role is Role.MANAGER)
        if found is not None and fit and on_team(found, today) is None and found != view.person:
            return found
    return None


def offered(plan: Plan, verdict: Verdict, ask: Ask, view: View) -> Plan:
    """A refusal for want of a tie to the customer, with the button that asks; only where nobody else listens.

    The question is kept beside, so that whoever is asked can read it: no button carries it.
    """
    about = verdict.told
    if verdict.why is not Why.NOT_WITH_CUSTOMER or about is None or not about.customer_id or not ask.audience.direct:
        return plan
    whom = decider(view, about.customer_id)
    if whom is None:
        return plan
    label = label_of(view, about.customer_id, whom, ask.lang)
    args = {"customer_id": about.customer_id, "kind": about.kind.value, LANG: ask.lang}
    choice = Choice(label, NAME, args, primary=True, say=label)
    said = filled(_WORDS["or_say"][ask.lang], ask.lang, label=label)
    text = _WORDS["between_sentences"][ask.lang].join((plan.answer.text, said))
    pending = Pending(NAME, "words", args, text, ({**args, "label": label},))
    draft = DraftRequest(about.kind, about.customer_id, ask.message.text)
    return replace(plan, answer=replace(plan.answer, text=text, choices=(choice,)), commands=(draft,), pending=pending)


def label_of(view: View, customer_id: str, whom: Person, lang: Lang) -> str:
    """The button's label; it names whoever is asked where everybody may know who owns a customer."""
    named = view.rights.sees(view.person, Kind.OWNERSHIP, customer_id)
    return filled(_WORDS["ask" if named else "ask_somebody"][lang], lang, who=whom.name_in(lang))
