"""What each file of the import format holds: its columns, what identifies a row, and what cannot be left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from knowledge.people.model import Role

SIGNALS = "signals.jsonl"


class Kind(StrEnum):
    """What the text of a cell must be."""

    TEXT = auto()
    NAME = auto()
    EMAIL = auto()
    LIST = auto()
    WHOLE = auto()
    NUMBER = auto()
    DAY = auto()
    INSTANT = auto()
    LANG = auto()
    ZONE = auto()
    ROLE = auto()
    OWNER_ROLE = auto()
    OUTCOME = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `longest` is in characters, 0 for no limit; a `needed` cell must not be empty."""

    name: str
    kind: Kind = Kind.TEXT
    longest: int = 0
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One file of the format. `people` says which columns name a person, and the role such a person has at least.

    Without `attributes`, what else a row says is kept with its source.
    """

    file: str
    table: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    people: Mapping[str, Role] = field(default_factory=dict)
    attributes: bool = True

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their name."""
        return {column.name: column for column in self.columns}

    @property
    def id_column(self) -> str:
        """The one column that identifies a row, or nothing where several do."""
        return self.identity[0] if len(self.identity) == 1 else ""


def _id(name: str) -> Column:
    return Column(name, Kind.NAME, 120, needed=True)


def _ref(name: str) -> Column:
    return Column(name, Kind.NAME, 120)


def _refs(*names: str) -> tuple[Column, ...]:
    return tuple(_ref(name) for name in names)


def _texts(*limits: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(name, Kind.TEXT, longest) for name, longest in limits)


def _of(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


_NAME = Column("name", Kind.NAME, needed=True)
_EMAIL = Column("email", Kind.EMAIL, 200)

PEOPLE = Format(
    "people.csv",
    "people",
    (
        _id("person_id"),
        _NAME,
        _EMAIL,
        Column("role", Kind.ROLE),
        _ref("manager_id"),
        *_texts(("name_en", 0), ("mobile", 40), ("unit", 120), ("region", 120)),
        *_texts(("slack_id", 120), ("wecom_id", 120), ("dingtalk_id", 120)),
        Column("language", Kind.LANG),
        Column("timezone", Kind.ZONE, 60),
        Column("left_on", Kind.DAY),
    ),
    ("person_id",),
    {"manager_id": Role.MANAGER},
)
CUSTOMERS = Format(
    "customers.csv",
    "customers",
    (
        _id("customer_id"),
        _NAME,
        Column("aliases", Kind.LIST),
        _ref("parent_id"),
        *_texts(("name_en", 0), ("industry", 0), ("region", 120), ("website", 0), ("status", 60)),
        *_of(Kind.WHOLE, "employees", "insured_employees"),
        Column("registered_capital", Kind.NUMBER),
    ),
    ("customer_id",),
)
OWNERSHIP = Format(
    "ownership.csv",
    "ownership",
    (
        _id("customer_id"),
        _id("person_id"),
        Column("role", Kind.OWNER_ROLE),
        *_of(Kind.DAY, "valid_from", "valid_to"),
        Column("source"),
    ),
    ("customer_id", "person_id", "role", "valid_from"),
    {"person_id": Role.REP},
    attributes=False,
)
CONTACTS = Format(
    "contacts.csv",
    "contacts",
    (
        _id("contact_id"),
        _ref("customer_id"),
        _NAME,
        _EMAIL,
        _ref("reports_to"),
        *_texts(("title", 0), ("buying_role", 0), ("phone", 60)),
    ),
    ("contact_id",),
)
RELATIONS = Format(
    "relations.csv",
    "relations",
    (
        Column("from_kind", Kind.TEXT, 20, needed=True),
        _id("from_id"),
        Column("relation", Kind.TEXT, 31, needed=True),
        Column("to_kind", Kind.TEXT, 20, needed=True),
        _id("to_id"),
        Column("since", Kind.DAY),
        Column("source"),
    ),
    ("from_kind", "from_id", "relation", "to_kind", "to_id"),
    attributes=False,
)
DEALS = Format(
    "deals.csv",
    "deals",
    (
        _id("deal_id"),
        _ref("customer_id"),
        _ref("owner_id"),
        _ref("presales_id"),
        *_texts(("name", 0), ("product", 0), ("currency", 8), ("stage", 0)),
        Column("amount", Kind.NUMBER),
        Column("expected_close", Kind.DAY),
        *_of(Kind.INSTANT, "created_at", "closed_at"),
        Column("outcome", Kind.OUTCOME),
    ),
    ("deal_id",),
    {"owner_id": Role.REP, "presales_id": Role.PRESALES},
)
LEADS = Format(
    "leads.csv",
    "leads",
    (
        _id("lead_id"),
        _EMAIL,
        _ref("owner_id"),
        *_texts(("customer_name", 0), ("contact_name", 0), ("channel", 0), ("utm_source", 0), ("utm_campaign", 0)),
        *_texts(("region", 120), ("status", 60)),
        *_of(Kind.INSTANT, "created_at", "first_response_at", "converted_at"),
    ),
    ("lead_id",),
    {"owner_id": Role.REP},
)

PROPOSALS = Format(
    "proposals.csv",
    "proposals",
    (
        _id("proposal_id"),
        *_refs("customer_id", "deal_id", "sent_by"),
        *_texts(("title", 0), ("version", 60), ("url", 0)),
        Column("sent_at", Kind.INSTANT),
    ),
    ("proposal_id",),
    {"sent_by": Role.REP},
)
QUOTES = Format(
    "quotes.csv",
    "quotes",
    (
        _id("quote_id"),
        *_refs("customer_id", "deal_id", "quoted_by"),
        *_texts(("version", 60), ("product", 0), ("currency", 8)),
        Column("amount", Kind.NUMBER),
        Column("quoted_on", Kind.DAY),
    ),
    ("quote_id",),
    {"quoted_by": Role.REP},
)
CONTRACTS = Format(
    "contracts.csv",
    "contracts",
    (
        _id("contract_no"),
        *_refs("customer_id", "deal_id", "csm_id"),
        Column("sla"),
        *_of(Kind.DAY, "signed_on", "starts_on", "ends_on"),
        Column("value", Kind.NUMBER),
    ),
    ("contract_no",),
    {"csm_id": Role.CSM},
)
USAGE = Format(
    "usage.csv",
    "usage",
    (
        Column("metric", Kind.NAME, 120, needed=True),
        Column("customer_id", Kind.NAME, 120),
        Column("contract_no", Kind.NAME, 120),
        Column("value", Kind.NUMBER, needed=True),
        Column("measured_on", Kind.DAY, needed=True),
    ),
    ("metric", "customer_id", "contract_no", "measured_on"),
)
TASKS = Format(
    "tasks.csv",
    "tasks",
    (
        _id("task_id"),
        *_refs("customer_id", "deal_id", "assignee_id", "after"),
        Column("title"),
        Column("due_on", Kind.DAY),
        Column("done_at", Kind.INSTANT),
    ),
    ("task_id",),
    {"assignee_id": Role.REP},
)

USED: tuple[Format, ...] = (
    *(PEOPLE, CUSTOMERS, OWNERSHIP, CONTACTS, RELATIONS, DEALS, LEADS),
    *(PROPOSALS, QUOTES, CONTRACTS, USAGE, TASKS),
)
"""In the order in which they must be read: what is named comes before what names it."""

BY_TABLE: Mapping[str, Format] = {of.table: of for of in USED}
NOT_USED_YET: tuple[str, ...] = ("milestones.csv", "targets.csv", "payments.csv", "orders.csv")
BATTLECARDS = "battlecards"
"""A folder of Markdown files, one card each; and their table."""
