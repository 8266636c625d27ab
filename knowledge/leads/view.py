"""Reads about leads, their signals, and the alerts they raised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from knowledge.leads.model import AlertState, Happened, HotLead, Lead
from knowledge.leads.tables import hot_leads, leads, signals, visitors
from knowledge.store.unit import Reader, Row

_LEAD = select(leads).where(leads.c.lead_id == bindparam("lead_id"))
_BY_EMAIL = select(leads).where(leads.c.email == bindparam("email")).order_by(leads.c.lead_id)
_TIE = select(visitors.c.lead_id).where(visitors.c.visitor_id == bindparam("visitor_id"))
_SIGNALS = (
    select(signals)
    .where(
        or_(
            signals.c.lead_id == bindparam("lead_id"),
            signals.c.visitor_id.in_(select(visitors.c.visitor_id).where(visitors.c.lead_id == bindparam("lead_id"))),
        ),
        signals.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(signals.c.at, signals.c.id)
)
_ALERT = select(hot_leads).where(hot_leads.c.id == bindparam("alert_id"))
_LATEST = (
    select(hot_leads)
    .where(hot_leads.c.lead_id == bindparam("lead_id"), hot_leads.c.rule == bindparam("rule"))
    .order_by(hot_leads.c.id.desc())
)
_OF_LEAD = select(hot_leads).where(hot_leads.c.lead_id == bindparam("lead_id")).order_by(hot_leads.c.id.desc())
_SOME = select(leads).where(leads.c.lead_id.in_(bindparam("ids", expanding=True)))
_STANDING = select(hot_leads).where(
    hot_leads.c.id.in_(select(func.max(hot_leads.c.id)).group_by(hot_leads.c.lead_id)),
    hot_leads.c.state == bindparam("state"),
)
_OPEN = _STANDING.order_by(hot_leads.c.opened_at.desc(), hot_leads.c.id.desc())
_OF_ACTOR = _STANDING.where(hot_leads.c.actor_id == bindparam("person_id")).order_by(
    hot_leads.c.acted_at.desc(), hot_leads.c.id.desc()
)
_SINCE = _STANDING.where(hot_leads.c.last_event_at >= bindparam("since")).order_by(
    hot_leads.c.last_event_at.desc(), hot_leads.c.id.desc()
)


def lead(reader: Reader, lead_id: str) -> Lead | None:
    """The lead with this id."""
    return _lead(reader.row(_LEAD, lead_id=lead_id))


def lead_by_email(reader: Reader, email: str) -> Lead | None:
    """The lead with this e-mail address (lower case); the first by id where several have it."""
    return _lead(reader.row(_BY_EMAIL, email=email))


def lead_of_visitor(reader: Reader, visitor_id: str) -> str | None:
    """The lead that a visitor turned out to be."""
    found: str | None = reader.value(_TIE, visitor_id=visitor_id)
    return found


def signals_of(reader: Reader, lead_id: str, kinds: Sequence[str]) -> list[Happened]:
    """Signals of these kinds by the lead and by the visitors tied to it, oldest first."""
    return [
        Happened(row["event_id"], row["kind"], row["at"], row["source"], row["attributes"])
        for row in reader.rows(_SIGNALS, lead_id=lead_id, kinds=list(kinds))
    ]


def hot_lead(reader: Reader, alert_id: int) -> HotLead | None:
    """The alert with this id."""
    return _hot_lead(reader.row(_ALERT, alert_id=alert_id))


def latest_alert(reader: Reader, lead_id: str, rule: str) -> HotLead | None:
    """The last alert that this rule raised for this lead."""
    return _hot_lead(reader.row(_LATEST, lead_id=lead_id, rule=rule))


def alert_of_lead(reader: Reader, lead_id: str) -> HotLead | None:
    """The last alert of a lead, whatever its rule."""
    return _hot_lead(reader.row(_OF_LEAD, lead_id=lead_id))


def some_leads(reader: Reader, ids: Sequence[str]) -> dict[str, Lead]:
    """Those of `ids` that exist, by id."""
    found = (_lead(row) for row in reader.rows(_SOME, ids=list(ids)))
    return {known.lead_id: known for known in found if known}


def open_alerts(reader: Reader) -> list[HotLead]:
    """The alerts that wait for somebody, the last of each lead, newest first."""
    return _hot_leads(reader.rows(_OPEN, state=AlertState.OPEN.value))


def alerts_of_person(reader: Reader, person_id: str, state: AlertState) -> list[HotLead]:
    """The alerts that a person brought into `state` and that are in it, the last of each lead, latest act first."""
    return _hot_leads(reader.rows(_OF_ACTOR, state=state.value, person_id=person_id))


def alerts_since(reader: Reader, since: datetime, state: AlertState) -> list[HotLead]:
    """The alerts in `state` of leads of which something was seen since then, the last of each lead."""
    return _hot_leads(reader.rows(_SINCE, state=state.value, since=since))


def _hot_leads(rows: Sequence[Row]) -> list[HotLead]:
    return [alert for row in rows if (alert := _hot_lead(row))]


def _lead(row: Row | None) -> Lead | None:
    return None if row is None else Lead(**{name: row[name] for name in Lead.__slots__})


def _hot_lead(row: Row | None) -> HotLead | None:
    if row is None:
        return None
    values: dict[str, Any] = {name: row[name] for name in HotLead.__slots__ if name != "alert_id"}
    values["evidence"] = tuple(_happened(item) for item in row["evidence"])
    values["state"] = AlertState(row["state"])
    return HotLead(alert_id=row["id"], **values)


def _happened(item: Mapping[str, Any]) -> Happened:
    return Happened(
        item["event_id"], item["kind"], datetime.fromisoformat(item["at"]), item["source"], item["attributes"]
    )
