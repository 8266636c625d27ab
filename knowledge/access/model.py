"""Who listens, what kind of thing is told, what somebody has to do with a customer, and the verdict with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from knowledge.people.model import Person, Role


class Kind(StrEnum):
    """Kinds of facts that access distinguishes."""

    OWNERSHIP = "ownership"
    DEAL = "deal"
    LEAD = "lead"
    PROPOSAL = "proposal"
    QUOTE = "quote"
    CONTRACT = "contract"
    CONTACT = "contact"
    TASK = "task"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that would be told: its kind, and the customer it is about ("": no particular one)."""

    kind: Kind
    customer_id: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hears the answer. `outsiders` is None where it is not known whether there are any.

    `members` are the colleagues in a room; None where it is not known who exactly they are. In a room of one's own
    (`direct`) only the asker counts.
    """

    direct: bool
    outsiders: bool | None = False
    members: tuple[Person, ...] | None = None


class Relation(StrEnum):
    """What somebody has to do with a customer; each lets see some kinds of facts (config.access.AccessPolicy)."""

    OWNER = "owner"
    SUPERIOR = "superior"
    ADMIN = "admin"
    PRESALES = "presales"
    CSM = "csm"
    DELIVERY = "delivery"
    FINANCE = "finance"
    LEGAL = "legal"
    GRANTED = "granted"
    UNIT = "unit"
    UNOWNED = "unowned"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation of a person to a customer, and through what: a person's id, a grant's key, a role, a unit."""

    relation: Relation
    through: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """What `giver_id` lets `grantee_id` see: `kinds` of one customer, or where `customer_id` is "", of all that the
    giver owns. From `since` to `until`, both days included, unless ended before.

    It ends by itself with the deal `deal_id` or when the grantee leaves the room `room_key`, where it names one.
    """

    key: str
    giver_id: str
    grantee_id: str
    kinds: frozenset[Kind]
    since: date
    until: date
    customer_id: str = ""
    because: str = ""
    deal_id: str = ""
    room_key: str = ""
    given_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_why: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it lets see anything on `day`."""
        return self.ended_at is None and self.since <= day <= self.until


class Ended(StrEnum):
    """Why a grant ended."""

    TAKEN_BACK = "taken_back"
    GIVEN_UP = "given_up"
    TIME = "time"
    DEAL_CLOSED = "deal_closed"
    LEFT_ROOM = "left_room"
    LEFT_TEAM = "left_team"


class NotGiven(StrEnum):
    """Why somebody may not let others see something."""

    NOT_THEIRS = "not_theirs"
    PASSED_ON = "passed_on"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a grant lasts: its last day, the instant when that day is over, and when to remind of it, if ever."""

    until: date
    over_at: datetime
    remind_at: datetime | None = None


class Asked(StrEnum):
    """What became of a request for access. A draft was offered below a refusal, and nobody has asked yet."""

    DRAFT = "draft"
    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """Somebody asks `asked_of` to see one kind of facts of a customer; `question` is what they wanted to know."""

    key: str
    asker_id: str
    asked_of: str
    kind: Kind
    customer_id: str
    question: str
    asked_at: datetime
    state: Asked = Asked.OPEN
    settled_at: datetime | None = None
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What people have to do with one customer on one day.

    `owners` own it or an open deal of it; `superiors` are theirs, with whom they are over; `units` are the owners';
    `collaborators` work with it, by role; `grants` are those that could hold.
    """

    customer_id: str = ""
    owners: frozenset[str] = frozenset()
    superiors: Mapping[str, str] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    collaborators: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()


class Why(StrEnum):
    """The reason of a verdict."""

    TEAM_MEMBER = "team_member"
    UNKNOWN_PERSON = "unknown_person"
    LEFT_THE_TEAM = "left_the_team"
    NOT_WITH_CUSTOMER = "not_with_customer"
    OUTSIDERS_LISTEN = "outsiders_listen"
    MEMBERS_UNKNOWN = "members_unknown"
    NOT_ALL_MAY = "not_all_may"
    ONLY_FOR_THEM = "only_for_them"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it may be told, and why or why not. `tie` is what lets the asker see it; `told` is what was asked."""

    allowed: bool
    why: Why
    tie: Tie | None = None
    told: Told | None = None
