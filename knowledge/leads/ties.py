"""Whose signals they are: a form with an e-mail, or a lead id, ties the visitor to the lead, backwards too."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import bindparam

from knowledge.leads.commands import Signalled, record_signals
from knowledge.leads.events import LeadSignalled
from knowledge.leads.tables import leads, visitors
from knowledge.leads.view import lead, lead_by_email, lead_of_visitor
from knowledge.store.unit import Unit, insert_or_ignore, upsert

_TIE = upsert(visitors, ["visitor_id"], ["lead_id", "tied_at", "because"])
_ADD = insert_or_ignore(leads)
_SET_EMAIL = (
    leads.update().where(leads.c.lead_id == bindparam("lead"), leads.c.email == "").values(email=bindparam("address"))
)
_COPIED = {"company": "customer_name", "name": "contact_name", "region": "region", "utm_source": "utm_source"}


def take_signals(unit: Unit, received: Sequence[Signalled]) -> int:
    """Keep signals and say for which leads something happened, so that rules look at them; how many were new.

    Leads of signals known before are looked at, too: what was imported may only now be played through the rules.
    """
    new, touched = keep_signals(unit, received)
    for lead_id in touched:
        unit.emit(LeadSignalled(lead_id))
    return new


def keep_signals(unit: Unit, received: Sequence[Signalled]) -> tuple[int, Sequence[str]]:
    """Keep raw signals and tie their visitors to leads, telling nobody; how many were new, and the leads touched."""
    new = record_signals(unit, received)
    touched = [found for signal in received if (found := _lead_of(unit, signal))]
    return new, list(dict.fromkeys(touched))


def _lead_of(unit: Unit, signal: Signalled) -> str | None:
    """The lead behind a signal: named by it, found by e-mail, made of its form, or known from the visitor before."""
    email = str(signal.attributes.get("email", "")).strip().lower()
    if signal.lead_id:
        found: str | None = _known_or_new(unit, signal.lead_id, signal, email)
    elif email and "@" in email:
        known = lead_by_email(unit, email)
        found = known.lead_id if known else _known_or_new(unit, _made_id(email), signal, email)
    else:
        return lead_of_visitor(unit, signal.visitor_id) if signal.visitor_id else None
    if signal.visitor_id:
        unit.run(
            _TIE,
            visitor_id=signal.visitor_id,
            lead_id=found,
            tied_at=unit.now,
            because={"source": signal.source, "event_id": signal.event_id},
        )
    return found


def _known_or_new(unit: Unit, lead_id: str, signal: Signalled, email: str) -> str:
    """A lead that nobody imported yet is made of what the signal says."""
    if lead(unit, lead_id) is None:
        said = {column: str(signal.attributes.get(name, "")) for name, column in _COPIED.items()}
        source = {"what": signal.source, "where": signal.event_id, "at": unit.now.isoformat()}
        blank = {"channel": "web", "utm_campaign": "", "owner_id": "", "status": "new", "attributes": {}}
        unit.run(
            _ADD,
            lead_id=lead_id,
            email=email,
            created_at=signal.at,
            recorded_at=unit.now,
            source=source,
            **blank,
            **said,
        )
    elif email:
        unit.run(_SET_EMAIL, lead=lead_id, address=email)
    return lead_id


def _made_id(email: str) -> str:
    """The same address makes the same lead, in whatever order its forms arrive."""
    return f"web-{sha256(email.encode()).hexdigest()[:12]}"
