"""The writers of leads and of the signals they send."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.dialects import postgresql, sqlite

from knowledge.leads.model import Lead
from knowledge.leads.tables import leads, signals
from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.unit import PerDialect, Unit

_LEADS = Register(leads, "lead")
_FIELDS = tuple(Lead.__slots__)
_SIGNAL_FIELDS = ("source", "event_id", "kind", "at", "visitor_id", "lead_id", "customer_id", "attributes")
_SIGNALS = PerDialect(
    sqlite.insert(signals).on_conflict_do_nothing().returning(signals.c.id),
    postgresql.insert(signals).on_conflict_do_nothing().returning(signals.c.id),
)


class Signalled(Protocol):
    """A raw signal: something a visitor, lead or customer did."""

    @property
    def source(self) -> str:
        """The feed it came by."""
        ...

    @property
    def event_id(self) -> str:
        """Its id there."""
        ...

    @property
    def kind(self) -> str:
        """What was done."""
        ...

    @property
    def at(self) -> datetime:
        """When it happened there."""
        ...

    @property
    def visitor_id(self) -> str:
        """Who did it, as a browser."""
        ...

    @property
    def lead_id(self) -> str:
        """Who did it, as a lead."""
        ...

    @property
    def customer_id(self) -> str:
        """Who did it, as a customer."""
        ...

    @property
    def attributes(self) -> Mapping[str, object]:
        """Everything else about it, in plain JSON."""
        ...


def record_leads(unit: Unit, claims: Sequence[Claim[Lead]], given: Collection[str] | None = None) -> Recorded:
    """Store leads as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [
        {**fields_of(claim.value, _FIELDS), "email": claim.value.email.lower(), "source": dict(claim.source)}
        for claim in claims
    ]
    return counted(_LEADS.record(unit, rows, given))


def record_signals(unit: Unit, received: Sequence[Signalled]) -> int:
    """Keep raw signals, each (source, event_id) once; how many were new. Nobody is told."""
    rows = [{**fields_of(signal, _SIGNAL_FIELDS), "received_at": unit.now} for signal in received]
    return len(unit.returning(_SIGNALS, rows)) if rows else 0
