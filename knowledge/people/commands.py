"""The writers of people and of their accounts in messengers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, delete, or_, select

from knowledge.people.events import LeftTeam
from knowledge.people.model import Handle, Person
from knowledge.people.tables import handles, persons
from knowledge.store.recording import Claim, Recorded, Refused, Register, Version, fields_of
from knowledge.store.unit import Unit, insert_or_ignore, upsert

NAMES = "names"
"""The topic under which changes of names are counted."""

_PEOPLE = Register(persons, "person")
_FIELDS = tuple(name for name in Person.__slots__ if name in persons.c)
_CALLED = frozenset({"name", "name_en"})
_HANDLES = select(handles).where(
    or_(
        handles.c.person_id.in_(bindparam("people", expanding=True)),
        handles.c.user_id.in_(bindparam("users", expanding=True)),
    )
)
_TIE = upsert(handles, ["messenger", "user_id"], ["person_id"])
_UNTIE = delete(handles).where(
    handles.c.messenger == bindparam("of_messenger"), handles.c.user_id == bindparam("of_user")
)
_ADD = insert_or_ignore(persons)

Account = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Member:
    """A person with their accounts in messengers. An account not named here stays as it is stored."""

    person: Person
    handles: tuple[Handle, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def unknown_people(unit: Unit, ids: Collection[str]) -> set[str]:
    """Those of `ids` that nobody has."""
    return _PEOPLE.unknown(unit, ids)


def record_people(unit: Unit, members: Sequence[Claim[Member]], given: Collection[str] | None = None) -> Recorded:
    """Store people as they are now said to be; fields that are not `given` (None: all are) keep what is stored.

    An account that belongs to somebody else refuses the person who claims it ("account_taken").
    """
    accounts = _Accounts(unit, [claim.value for claim in members])
    refused = accounts.refused()
    taken = [claim for index, claim in enumerate(members) if index not in refused]
    versions = _PEOPLE.record(unit, [_row(claim) for claim in taken], given)
    moved = accounts.tie(unit, [claim.value for claim in taken])
    if any(version.created or _CALLED.intersection(version.differs) for version in versions):
        unit.touch(NAMES)
    for version in versions:
        if "left_on" in version.differs and version.row["left_on"]:
            unit.emit(LeftTeam(str(version.row["person_id"])))
    return _counted(versions, moved, tuple(refused.values()))


def add_missing_people(unit: Unit, members: Sequence[Claim[Person]]) -> list[str]:
    """Add those who are not recorded yet, and leave the others as they are; the ids of the new ones."""
    missing = unknown_people(unit, [claim.value.person_id for claim in members])
    rows = [_row(Claim(Member(claim.value), claim.source)) for claim in members if claim.value.person_id in missing]
    rows.sort(key=lambda row: str(row["person_id"]))
    unit.run_many(_ADD, [{**row, "recorded_at": unit.now} for row in rows])
    unit.run_many(_TIE, [_tie(Handle("local", str(row["person_id"])), str(row["person_id"])) for row in rows])
    if rows:
        unit.touch(NAMES)
    return list(dict.fromkeys(str(row["person_id"]) for row in rows))


class _Accounts:
    """Who has which account, and who claims which."""

    def __init__(self, unit: Unit, members: Sequence[Member]) -> None:
        ids = sorted({member.person.person_id for member in members})
        users = sorted({handle.user_id for member in members for handle in member.handles})
        rows = unit.rows(_HANDLES, people=ids, users=[*ids, *users])
        self._stored: dict[Account, str] = {(row["messenger"], row["user_id"]): row["person_id"] for row in rows}
        self._members = members

    def refused(self) -> dict[int, Refused]:
        """By place: who claims an account that somebody else has and does not give up, or claimed before them."""
        wants: dict[tuple[str, str], set[str]] = {}
        for member in self._members:
            for handle in member.handles:
                wants.setdefault((member.person.person_id, handle.messenger), set()).add(handle.user_id)
        claimed: dict[Account, str] = {}
        found: dict[int, Refused] = {}
        for index, member in enumerate(self._members):
            for handle in member.handles:
                account, me = (handle.messenger, handle.user_id), member.person.person_id
                owner = self._stored.get(account, me)
                kept = wants.get((owner, handle.messenger), {handle.user_id})
                free = owner == me or handle.user_id not in kept
                if not free or claimed.setdefault(account, me) != me:
                    found[index] = Refused(index, f"{handle.messenger}_id", handle.user_id, "account_taken")
        return found

    def tie(self, unit: Unit, members: Iterable[Member]) -> set[str]:
        """Store the accounts of `members`; the ids of those for whom something changed."""
        ties, gone, moved = [], [], set()
        for member in members:
            me = member.person.person_id
            wanted = {(handle.messenger, handle.user_id) for handle in (*member.handles, Handle("local", me))}
            renewed = {messenger for messenger, _ in wanted}
            gone += [a for a, owner in self._stored.items() if owner == me and a[0] in renewed and a not in wanted]
            fresh = sorted(account for account in wanted if self._stored.get(account) != me)
            ties += [_tie(Handle(*account), me) for account in fresh]
            moved |= {me} if fresh else set()
        unit.run_many(_UNTIE, [{"of_messenger": messenger, "of_user": user} for messenger, user in sorted(gone)])
        unit.run_many(_TIE, sorted(ties, key=lambda row: (row["messenger"], row["user_id"])))
        return moved


def _counted(versions: Sequence[Version], moved: Collection[str], refused: tuple[Refused, ...]) -> Recorded:
    created = sum(version.created for version in versions)
    changed = sum(
        not version.created and (bool(version.differs) or version.row["person_id"] in moved) for version in versions
    )
    return Recorded(created, changed, len(versions) - created - changed, refused)


def _tie(handle: Handle, person_id: str) -> dict[str, str]:
    return {"messenger": handle.messenger, "user_id": handle.user_id, "person_id": person_id}


def _row(claim: Claim[Member]) -> dict[str, object]:
    person = replace(claim.value.person, email=claim.value.person.email.lower())
    row = fields_of(person, _FIELDS)
    return {**row, "role": person.role.value, "attributes": claim.value.attributes, "source": dict(claim.source)}
