"""The only writers of grants and of requests for access. Each looks again, when it writes, whether the actor may."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, update

from config.access import AccessPolicy
from knowledge.access.events import AccessAsked, AccessSettled, GrantEnded, GrantEnding, GrantExtended, GrantGiven
from knowledge.access.givers import check_giver, may_end, may_extend
from knowledge.access.granted import grant, grants_of_person, open_requests, request, requests_of
from knowledge.access.judge import on_team
from knowledge.access.model import AccessRequest, Asked, Ended, Grant, Kind, Term
from knowledge.access.tables import access_requests, grants
from knowledge.access.view import Rights
from knowledge.people.view import person
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import start_flow
from knowledge.store.unit import Unit, insert_or_ignore, upsert

END, REMIND, LEAVER = "end_grant", "remind_of_grant", "end_grants_of_leaver"
"""The flows of grants."""

_WESTERNMOST = timedelta(hours=12)
"""A day that is over in UTC-12 is over everywhere."""

LONGEST_KEY = 150
"""Keys of grants and requests are part of longer ones, which take 200 characters."""
LONGEST_QUESTION = 300

_GIVE = insert_or_ignore(grants)
_END = (
    update(grants)
    .where(grants.c.key == bindparam("of_key"), grants.c.ended_at.is_(None))
    .values(
        ended_at=bindparam("moment", type_=grants.c.ended_at.type), ended_by=bindparam("by"), ended_why=bindparam("why")
    )
)
_EXTEND = (
    update(grants)
    .where(grants.c.key == bindparam("of_key"), grants.c.ended_at.is_(None), grants.c.until == bindparam("seen"))
    .values(until=bindparam("last"), source=bindparam("noted", type_=grants.c.source.type))
)
_SOURCE = grants.select().with_only_columns(grants.c.source).where(grants.c.key == bindparam("key"))
_ASK = upsert(access_requests, ["key"], ["asked_of", "question", "asked_at", "state"])
_SETTLE = (
    update(access_requests)
    .where(access_requests.c.key == bindparam("of_key"), access_requests.c.state == Asked.OPEN.value)
    .values(
        state=bindparam("to"),
        settled_at=bindparam("moment", type_=access_requests.c.settled_at.type),
        settled_by=bindparam("by"),
    )
)


@dataclass(frozen=True, slots=True)
class GiveGrant:
    """The actor lets `grantee_id` see `kinds` of a customer; of all that the actor owns where `customer_id` is ""."""

    key: str
    grantee_id: str
    kinds: frozenset[Kind]
    customer_id: str
    term: Term
    today: date
    policy: AccessPolicy
    because: str = ""
    deal_id: str = ""
    room_key: str = ""
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Give it, and settle what the grantee asked for by that. Raises UserMistake where the actor may not."""
        check_giver(unit, self.policy, actor, self.kinds, self.customer_id, self.today)
        if on_team(person(unit, self.grantee_id), self.today) is not None or self.grantee_id == actor:
            raise UserMistake("grant_to_nobody")
        _check_end(self.policy, self.term, self.today)
        if not unit.run(_GIVE, **self._row(unit, actor)):
            return
        _start_flows(unit, self.key, self.term)
        told = {"to": self.grantee_id, "kinds": _plain(self.kinds), "until": self.term.until.isoformat()}
        told |= {"because": self.because, "deal": self.deal_id, "room": self.room_key}
        unit.audit(actor, "give_grant", self._subject(actor), key=self.key, **told)
        unit.emit(GrantGiven(self.key))
        for one in open_requests(unit, self.grantee_id):
            if one.kind in self.kinds and self._answers(one, actor):
                _settle(unit, one, Asked.GIVEN, actor)

    def _answers(self, one: AccessRequest, actor: str) -> bool:
        return one.customer_id == self.customer_id if self.customer_id else one.asked_of == actor

    def _subject(self, actor: str) -> str:
        return audited_as(self.customer_id, actor)

    def _row(self, unit: Unit, actor: str) -> dict[str, object]:
        return {
            "key": self.key,
            "giver_id": actor,
            "grantee_id": self.grantee_id,
            "kinds": _plain(self.kinds),
            "customer_id": self.customer_id,
            "since": self.today,
            "until": self.term.until,
            "because": self.because,
            "deal_id": self.deal_id,
            "room_key": self.room_key,
            "given_at": unit.now,
            "ended_at": None,
            "ended_by": "",
            "ended_why": "",
            "source": dict(self.source),
        }


@dataclass(frozen=True, slots=True)
class EndGrant:
    """Somebody takes back what was given, or gives up what they were given."""

    key: str
    today: date
    policy: AccessPolicy

    def apply(self, unit: Unit, actor: str) -> None:
        """End it. Raises StaleWrite where it has ended, UserMistake where the actor may not."""
        held = _grant(unit, self.key)
        if not may_end(unit, self.policy, actor, held, self.today):
            raise UserMistake("grant_not_yours")
        why = Ended.GIVEN_UP if actor == held.grantee_id else Ended.TAKEN_BACK
        if not _end(unit, held, why, actor):
            raise StaleWrite(f"grant {self.key}")


@dataclass(frozen=True, slots=True)
class CloseGrant:
    """A grant ends by itself: for `why`; where `until` is given, only if that still is its last day."""

    key: str
    why: Ended
    until: date | None = None

    def apply(self, unit: Unit, actor: str) -> None:
        """End it, unless it has ended."""
        held = grant(unit, self.key)
        if held is not None and self.until in (None, held.until):
            _end(unit, held, self.why, actor)


@dataclass(frozen=True, slots=True)
class CloseGrantsOfLeaver:
    """What somebody gave or got ends when their last day is over; that may be still to come."""

    person_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """End it all, or wait for the day; nothing happens where they stay after all."""
        leaver = person(unit, self.person_id)
        if leaver is None or leaver.left_on is None:
            return
        over_at = datetime.combine(leaver.left_on + timedelta(days=1), time(), UTC) + _WESTERNMOST
        if unit.now < over_at:
            start_flow(unit, LEAVER, self.person_id, {}, due_at=over_at)
            return
        for held in grants_of_person(unit, self.person_id):
            _end(unit, held, Ended.LEFT_TEAM, actor)


@dataclass(frozen=True, slots=True)
class ExtendGrant:
    """A grant gets another last day."""

    key: str
    term: Term
    today: date
    policy: AccessPolicy

    def apply(self, unit: Unit, actor: str) -> None:
        """Change the day. Raises StaleWrite where it has ended or was changed, UserMistake where the actor may not."""
        held = _grant(unit, self.key)
        if not may_extend(unit, self.policy, actor, held, self.today):
            raise UserMistake("grant_not_yours")
        _check_end(self.policy, self.term, self.today)
        before, until = held.until.isoformat(), self.term.until.isoformat()
        source = unit.value(_SOURCE, key=self.key)
        extended = {"by": actor, "at": unit.now.isoformat(), "from": before, "to": until}
        noted = {**source, "extended": [*source.get("extended", ()), extended]}
        if not unit.run(_EXTEND, of_key=self.key, seen=held.until, last=self.term.until, noted=noted):
            raise StaleWrite(f"grant {self.key}")
        _start_flows(unit, self.key, self.term)
        subject = audited_as(held.customer_id, held.giver_id)
        unit.audit(actor, "extend_grant", subject, key=self.key, to=held.grantee_id, before=before, until=until)
        unit.emit(GrantExtended(self.key, held.until, actor))


@dataclass(frozen=True, slots=True)
class RemindOfGrant:
    """A grant is about to end; nothing happens where it has ended, or has another last day by now."""

    key: str
    until: date

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  every command knows its actor
        """Say so."""
        held = grant(unit, self.key)
        if held is not None and held.ended_at is None and held.until == self.until:
            unit.emit(GrantEnding(self.key, self.until))


@dataclass(frozen=True, slots=True)
class LetGrantEnd:
    """Whoever was reminded lets a grant end on its last day."""

    key: str
    until: date
    today: date
    policy: AccessPolicy

    def apply(self, unit: Unit, actor: str) -> None:
        """Note it. Raises UserMistake where the actor may not."""
        held = _grant(unit, self.key)
        if not may_end(unit, self.policy, actor, held, self.today):
            raise UserMistake("grant_not_yours")
        subject = audited_as(held.customer_id, held.giver_id)
        unit.audit(actor, "let_grant_end", subject, key=self.key, until=self.until.isoformat())
        unit.emit(GrantEnding(self.key, self.until, left=True))


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """The actor was refused one kind of facts of a customer: what they wanted to know, should they ask for it."""

    kind: Kind
    customer_id: str
    question: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep the question in the place of an earlier one."""
        _put_request(unit, actor, self.kind, self.customer_id, {"question": self.question}, Asked.DRAFT)


@dataclass(frozen=True, slots=True)
class AskAccess:
    """The actor asks `asked_of` to see one kind of facts of a customer; no `question`: the one of the draft."""

    asked_of: str
    kind: Kind
    customer_id: str
    question: str
    today: date
    policy: AccessPolicy

    def apply(self, unit: Unit, actor: str) -> None:
        """Ask, unless it was asked and nobody has settled it. Raises UserMistake where they may see it already."""
        asker = person(unit, actor)
        if on_team(asker, self.today) is not None:
            raise UserMistake("grant_to_nobody")
        if Rights(unit, self.policy, self.today).sees(asker, self.kind, self.customer_id):
            raise UserMistake("sees_already")
        told = {"asked_of": self.asked_of} | ({"question": self.question} if self.question else {})
        key = _put_request(unit, actor, self.kind, self.customer_id, told, Asked.OPEN)
        if key:
            about = {"of": self.asked_of, "kind": self.kind.value}
            unit.audit(actor, "ask_access", audited_as(self.customer_id, actor), key=key, **about)
            unit.emit(AccessAsked(key))


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """Somebody who may gives what was asked for, for a `term`, or declines it (None)."""

    key: str
    term: Term | None
    today: date
    policy: AccessPolicy
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Settle it. Raises StaleWrite where somebody was faster, UserMistake where the actor may not."""
        asked = request(unit, self.key)
        if asked is None or asked.state is not Asked.OPEN:
            raise StaleWrite(f"request {self.key}")
        kinds = frozenset({asked.kind})
        if self.term is None:
            check_giver(unit, self.policy, actor, kinds, asked.customer_id, self.today)
            _settle(unit, asked, Asked.DECLINED, actor)
            return
        source, key = {**self.source, "request": self.key}, f"asked:{self.key}"[-LONGEST_KEY:]
        about = (asked.asker_id, kinds, asked.customer_id)
        GiveGrant(key, *about, self.term, self.today, self.policy, source=source).apply(unit, actor)


def audited_as(customer_id: str, giver_id: str) -> str:
    """What the audit calls access to a customer, or to all of a giver's."""
    return f"access:{customer_id}" if customer_id else f"access:all:{giver_id}"


def _grant(unit: Unit, key: str) -> Grant:
    held = grant(unit, key)
    if held is None or held.ended_at is not None:
        raise StaleWrite(f"grant {key}")
    return held


def _check_end(policy: AccessPolicy, term: Term, today: date) -> None:
    if not 0 <= (term.until - today).days <= policy.most_grant_days:
        raise UserMistake("grant_end", most=str(policy.most_grant_days))


def _start_flows(unit: Unit, key: str, term: Term) -> None:
    body = {"key": key, "until": term.until.isoformat()}
    start_flow(unit, END, key[-LONGEST_KEY:], body, due_at=term.over_at)
    if term.remind_at is not None:
        start_flow(unit, REMIND, key[-LONGEST_KEY:], body, due_at=term.remind_at)


def _end(unit: Unit, held: Grant, why: Ended, actor: str) -> bool:
    if not unit.run(_END, of_key=held.key, moment=unit.now, by=actor, why=why.value):
        return False
    subject = audited_as(held.customer_id, held.giver_id)
    unit.audit(actor, "end_grant", subject, key=held.key, to=held.grantee_id, kinds=_plain(held.kinds), why=why.value)
    unit.emit(GrantEnded(held.key, why))
    return True


def _settle(unit: Unit, asked: AccessRequest, state: Asked, actor: str) -> None:
    if not unit.run(_SETTLE, of_key=asked.key, to=state.value, moment=unit.now, by=actor):
        raise StaleWrite(f"request {asked.key}")
    subject = audited_as(asked.customer_id, actor)
    unit.audit(actor, f"request_{state}", subject, key=asked.key, to=asked.asker_id, kinds=[asked.kind.value])
    unit.emit(AccessSettled(asked.key))


def _put_request(unit: Unit, actor: str, kind: Kind, customer_id: str, told: Mapping[str, str], state: Asked) -> str:
    """Write a request, or into the draft there is; its key. "" where one is open."""
    before = requests_of(unit, actor, customer_id, kind)
    if any(one.state is Asked.OPEN for one in before):
        return ""
    draft = next((one for one in before if one.state is Asked.DRAFT), None)
    key = draft.key if draft else f"{actor}:{kind}:{customer_id}:{len(before) + 1}"[-LONGEST_KEY:]
    row = {"question": draft.question if draft else "", "asked_of": "", **told}
    row["question"] = row["question"][:LONGEST_QUESTION]
    about = {"asker_id": actor, "kind": kind.value, "customer_id": customer_id, "settled_at": None, "settled_by": ""}
    unit.run(_ASK, key=key, asked_at=unit.now, state=state.value, **about, **row)
    return key


def _plain(kinds: Set[Kind]) -> list[str]:
    return sorted(kind.value for kind in kinds)
