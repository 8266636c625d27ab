"""The writers of hot-lead alerts: raise, claim, give back, reject, snooze, remind."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam

from knowledge.leads.events import HotLeadChanged, HotLeadReminded
from knowledge.leads.model import AlertState, Happened, HotLead
from knowledge.leads.tables import hot_leads, leads
from knowledge.leads.view import hot_lead, lead
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import start_flow
from knowledge.store.unit import Unit

REMIND = "remind_hot_lead"
"""The flow that brings a snoozed alert back."""

_RAISE = hot_leads.insert().returning(hot_leads.c.id)
_EXTEND = (
    hot_leads.update().where(hot_leads.c.id == bindparam("alert_id")).values(last_event_at=bindparam("latest_event_at"))
)
_ACT = (
    hot_leads.update()
    .where(hot_leads.c.id == bindparam("alert_id"), hot_leads.c.version == bindparam("seen"))
    .values(
        state=bindparam("to_state"),
        version=hot_leads.c.version + 1,
        actor_id=bindparam("actor"),
        acted_at=bindparam("moment"),
        reason=bindparam("because"),
        remind_at=bindparam("again_at"),
        owner_before=bindparam("previous_owner"),
    )
)
_OWN = leads.update().where(leads.c.lead_id == bindparam("lead")).values(owner_id=bindparam("owner"))


@dataclass(frozen=True, slots=True)
class RaiseHotLead:
    """A rule was met for a lead, by this evidence (newest first)."""

    lead_id: str
    rule: str
    evidence: tuple[Happened, ...]

    def apply(self, unit: Unit, actor: str) -> None:
        """Open a new alert."""
        subject = lead(unit, self.lead_id)
        times = [event.at for event in self.evidence]
        row = unit.returning(
            _RAISE,
            {
                "lead_id": self.lead_id,
                "rule": self.rule,
                "opened_at": unit.now,
                "last_event_at": max(times),
                "evidence": [_plain(event) for event in self.evidence],
                "state": AlertState.OPEN,
                "version": 1,
                "actor_id": "",
                "reason": "",
                "owner_before": subject.owner_id if subject else "",
            },
        )[0]
        unit.audit(actor, "raise_hot_lead", self.lead_id, rule=self.rule, alert=row["id"])
        unit.emit(HotLeadChanged(row["id"]))


@dataclass(frozen=True, slots=True)
class ExtendHotLead:
    """More happened in an episode that has had its alert: the quiet time starts anew."""

    alert_id: int
    at: datetime

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  every command knows its actor
        """Move the end of the episode."""
        unit.run(_EXTEND, alert_id=self.alert_id, latest_event_at=self.at)


@dataclass(frozen=True, slots=True)
class ClaimLead:
    """Somebody takes the lead."""

    alert_id: int
    seen: int

    def apply(self, unit: Unit, actor: str) -> None:
        """Make the actor the owner. Raises StaleWrite where the alert changed since it was seen."""
        alert = _alert(unit, self.alert_id)
        subject = lead(unit, alert.lead_id)
        before = subject.owner_id if subject else ""
        _act(unit, alert, self.seen, AlertState.CLAIMED, actor, owner_before=before)
        unit.run(_OWN, lead=alert.lead_id, owner=actor)


@dataclass(frozen=True, slots=True)
class UnclaimLead:
    """The claim is taken back: the lead is as it was before."""

    alert_id: int
    seen: int

    def apply(self, unit: Unit, actor: str) -> None:
        """Restore the owner. Raises StaleWrite, or UserMistake("not_claimed") where there is no claim."""
        alert = _alert(unit, self.alert_id)
        if alert.state is not AlertState.CLAIMED:
            raise UserMistake("not_claimed")
        _act(unit, alert, self.seen, AlertState.OPEN, actor, owner_before=alert.owner_before)
        unit.run(_OWN, lead=alert.lead_id, owner=alert.owner_before)


@dataclass(frozen=True, slots=True)
class RejectLead:
    """It is no lead, for this reason: a RejectReason, or free text."""

    alert_id: int
    seen: int
    reason: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Settle the alert. Raises StaleWrite where it changed since it was seen."""
        alert = _alert(unit, self.alert_id)
        _act(unit, alert, self.seen, AlertState.REJECTED, actor, because=self.reason, owner_before=alert.owner_before)


@dataclass(frozen=True, slots=True)
class SnoozeLead:
    """Somebody wants to see it again at `until`."""

    alert_id: int
    seen: int
    until: datetime

    def apply(self, unit: Unit, actor: str) -> None:
        """Put the alert to sleep and start the flow that wakes it. Raises StaleWrite."""
        alert = _alert(unit, self.alert_id)
        _act(unit, alert, self.seen, AlertState.SNOOZED, actor, again_at=self.until, owner_before=alert.owner_before)
        start_flow(unit, REMIND, str(self.alert_id), {"version": self.seen + 1}, due_at=self.until)


@dataclass(frozen=True, slots=True)
class RemindLead:
    """The snooze is over; nothing happens where somebody acted in between."""

    alert_id: int
    snoozed_as: int

    def apply(self, unit: Unit, actor: str) -> None:
        """Open the alert again and say so."""
        alert = _alert(unit, self.alert_id)
        if alert.state is AlertState.SNOOZED and alert.version == self.snoozed_as:
            _act(unit, alert, alert.version, AlertState.OPEN, actor, owner_before=alert.owner_before)
            unit.emit(HotLeadReminded(self.alert_id, alert.actor_id))


def _alert(unit: Unit, alert_id: int) -> HotLead:
    alert = hot_lead(unit, alert_id)
    if alert is None:
        raise UserMistake("no_such_alert", alert=str(alert_id))
    return alert


def _act(
    unit: Unit,
    alert: HotLead,
    seen: int,
    state: AlertState,
    actor: str,
    *,
    owner_before: str,
    because: str = "",
    again_at: datetime | None = None,
) -> None:
    touched = unit.run(
        _ACT,
        alert_id=alert.alert_id,
        seen=seen,
        to_state=state,
        actor=actor,
        moment=unit.now,
        because=because,
        again_at=again_at,
        previous_owner=owner_before,
    )
    if not touched:
        raise StaleWrite(f"hot lead {alert.alert_id}")
    unit.audit(actor, f"hot_lead_{state}", alert.lead_id, alert=alert.alert_id, reason=because)
    unit.emit(HotLeadChanged(alert.alert_id))


def _plain(event: Happened) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "source": event.source,
        "attributes": dict(event.attributes),
    }
