"""What one person's day holds: hot leads they took, that wait for them, that they put off until today; customers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.base import Ask, View
from handlers.finding import shortest_name
from knowledge.access.model import Kind
from knowledge.graph.names.model import Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.graph.view import owned_by, some_customers
from knowledge.leads.model import AlertState, HotLead, Lead
from knowledge.leads.view import alerts_of_person, alerts_since, open_alerts, some_leads
from knowledge.people.model import Person, Role
from notifiers.alert import QUIET_DAYS

MOST_HOT = 200
"""So many leads that are hot now are looked up among a person's customers."""


@dataclass(frozen=True, slots=True)
class HotNow:
    """A hot-lead alert with its lead."""

    alert: HotLead
    lead: Lead


@dataclass(frozen=True, slots=True)
class HotCustomer:
    """One of a person's customers, and what made it hot."""

    name: str
    alert: HotLead


@dataclass(frozen=True, slots=True)
class Day:
    """One person's day. `customers` is how many they own."""

    held: tuple[HotNow, ...]
    waiting: tuple[HotNow, ...]
    due: tuple[HotNow, ...]
    customers: int
    hot_customers: tuple[HotCustomer, ...]

    @property
    def is_free(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.held or self.waiting or self.due)


def day_of(me: Person, ask: Ask, view: View) -> Day:
    """The day of `me`, as of the question's time, in the asker's time zone. Raises NotForThemError."""
    view.need(Kind.LEAD)
    view.need(Kind.OWNERSHIP)
    reader = view.reader
    put_off = alerts_of_person(reader, me.person_id, AlertState.SNOOZED)
    due = [one for one in put_off if one.remind_at and one.remind_at.astimezone(ask.zone).date() <= ask.today]
    owned = [one.customer_id for one in owned_by(reader, me.person_id, ask.today) if one.role is Role.REP]
    return Day(
        held=_with_leads(alerts_of_person(reader, me.person_id, AlertState.CLAIMED), view),
        waiting=tuple(one for one in _with_leads(open_alerts(reader), view) if _waits_for(me, one.lead)),
        due=_with_leads(sorted(due, key=lambda one: (one.remind_at, one.alert_id)), view),
        customers=len(set(owned)),
        hot_customers=tuple(_hot_among(set(owned), ask, view)),
    )


def _with_leads(alerts: Sequence[HotLead], view: View) -> tuple[HotNow, ...]:
    known = some_leads(view.reader, sorted({one.lead_id for one in alerts})) if alerts else {}
    return tuple(HotNow(one, known[one.lead_id]) for one in alerts if one.lead_id in known)


def _waits_for(me: Person, lead: Lead) -> bool:
    """Whether a lead is theirs; or nobody's, or for a manager anybody's, in their region."""
    if lead.owner_id == me.person_id:
        return True
    if not me.region or lead.region != me.region:
        return False
    return me.role is Role.MANAGER or (me.role is Role.REP and not lead.owner_id)


def _hot_among(owned: set[str], ask: Ask, view: View) -> Iterator[HotCustomer]:
    """Those customers that a lead which is hot now belongs to, by its company's name; each once, the latest first."""
    customers = some_customers(view.reader, sorted(owned)) if owned else {}
    for one in _hot_now(ask, view) if customers else ():
        found = resolve(view.names, one.lead.customer_name, kinds={"customer"})
        known = customers.pop(found.candidate.entity_id, None) if isinstance(found, Resolved) else None
        if known is not None:
            yield HotCustomer(shortest_name(view, known, ask.lang), one.alert)


def _hot_now(ask: Ask, view: View) -> Sequence[HotNow]:
    """Leads of which something was seen within the rules' usual quiet time, and that nobody rejected."""
    since = ask.now - timedelta(days=QUIET_DAYS)
    states = (AlertState.OPEN, AlertState.SNOOZED, AlertState.CLAIMED)
    found = [one for state in states for one in alerts_since(view.reader, since, state)]
    return _with_leads(sorted(found, key=lambda one: one.last_event_at, reverse=True)[:MOST_HOT], view)
