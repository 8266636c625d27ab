"""Which hot-lead alert somebody acts on: by a button, or by naming the lead."""

from dataclasses import dataclass

from handlers.base import Ask, View
from knowledge.access.model import Kind
from knowledge.leads.model import AlertState, HotLead
from knowledge.leads.view import alert_of_lead, hot_lead
from knowledge.people.view import person
from knowledge.store.errors import UserMistake


@dataclass(frozen=True, slots=True)
class Target:
    """The alert as it stands, the version the person saw, and who holds it if not they."""

    alert: HotLead
    seen: int
    held_by: str


def alert_meant(ask: Ask, view: View) -> Target:
    """The alert of the slots "alert" (a button) or "lead" (a sentence). Raises UserMistake("no_such_alert")."""
    view.need(Kind.LEAD)
    asked = ask.slots.get("alert") or ask.slots.get("lead", "")
    alert = _by_number(view, ask.slots["alert"]) if "alert" in ask.slots else alert_of_lead(view.reader, asked)
    if alert is None:
        raise UserMistake("no_such_alert", alert=asked)
    return Target(alert, ask.seen or alert.version, _holder(ask, view, alert))


def _by_number(view: View, number: str) -> HotLead | None:
    return hot_lead(view.reader, int(number)) if number.isdecimal() else None


def _holder(ask: Ask, view: View, alert: HotLead) -> str:
    if alert.state is not AlertState.CLAIMED or ask.person is None or alert.actor_id == ask.person.person_id:
        return ""
    holder = person(view.reader, alert.actor_id)
    return holder.name_in(ask.lang) if holder else alert.actor_id
