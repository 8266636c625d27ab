"""Customers, their contacts, and facts with validity and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.people.model import Lang, Role


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where something is known from: `what` it was ("import", "message"), `where` exactly, and when we learnt it.

    `said` is what the source itself names as its source ("CRM 导入 2026-01-03"), where it does. `by` is the person who
    said it, `offset` how far into a recording, in seconds.
    """

    what: str
    where: str
    at: datetime
    said: str = ""
    by: str = ""
    offset: float | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A company that buys or may buy. Amounts of capital are in CNY."""

    customer_id: str
    name: str
    aliases: tuple[str, ...] = ()
    name_en: str = ""
    parent_id: str = ""
    industry: str = ""
    region: str = ""
    employees: int | None = None
    insured_employees: int | None = None
    registered_capital: float | None = None
    website: str = ""
    status: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, lang: Lang) -> str:
        """The name to show to a reader of `lang`."""
        return self.name_en if lang == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Contact:
    """A person on the customer's side."""

    contact_id: str
    customer_id: str
    name: str
    title: str = ""
    buying_role: str = ""
    email: str = ""
    phone: str = ""
    reports_to: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject` is in a relation of this `kind` ("owner:rep", "relation:supplies") to `object`, both (kind, id).

    It holds from `valid_from` to `valid_to`, the last day; None is open. It was believed from `recorded_at` until
    `withdrawn_at`, `withdrawn_why` is a word for why not any more. `confidence` is 0 to 1.
    """

    fact_id: int
    subject: tuple[str, str]
    kind: str
    object: tuple[str, str]
    valid_from: date | None
    valid_to: date | None
    source: Provenance
    recorded_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    confidence: float = 1.0

    def believed_at(self, moment: datetime) -> bool:
        """Whether we took it for true at `moment`."""
        return self.recorded_at <= moment and (self.withdrawn_at is None or moment < self.withdrawn_at)

    def holds_on(self, day: date) -> bool:
        """Whether it is so on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Ownership:
    """Somebody is responsible for a customer in a role. `valid_to` is the last day on which it holds."""

    customer_id: str
    person_id: str
    role: Role
    valid_from: date | None
    valid_to: date | None
    source: Provenance
    recorded_at: datetime
    withdrawn_at: datetime | None = None
    confidence: float = 1.0
    fact_id: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether it is so on `day`; an open end holds for ever."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Relation:
    """Two things know of each other: ("person", "li.lei") "classmate" ("contact", "c-17")."""

    from_kind: str
    from_id: str
    relation: str
    to_kind: str
    to_id: str
    since: date | None = None
    source: str = ""
