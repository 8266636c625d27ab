"""Photos and scans that people shared, as they were read; and whether one is evidence that a deal got somewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select

from knowledge.deals.tables import photos
from knowledge.store.errors import StaleWrite
from knowledge.store.unit import Reader, Row, Unit, upsert


class PhotoState(StrEnum):
    """`READ`: offered as evidence; `TAKEN`: somebody took it as such; `DROPPED`: it is none."""

    READ = "read"
    TAKEN = "taken"
    DROPPED = "dropped"


MILESTONES: Mapping[str, str] = {
    "contract": "signed",
    "signature_page": "signed",
    "quotation": "quoted",
    "acceptance": "accepted",
    "invoice": "invoiced",
    "payment": "paid",
}
"""What each kind of paper shows to be reached."""


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    """One picture or paper. `fields` are what it says, by kind of field ("amount"), the likeliest first. `candidates`
    are customers it may be of, where that is not clear; `why` says in each language what that stands on; `turns` counts
    what changed.
    """

    photo_id: str
    name: str
    kind: str
    shared_by: str
    shared_at: datetime
    room_key: str
    message_id: str = ""
    fields: Mapping[str, list[str]] = field(default_factory=dict)
    seals: int = 0
    text: str = ""
    customer_id: str = ""
    candidates: tuple[str, ...] = ()
    deal_id: str = ""
    milestone: str = ""
    state: PhotoState = PhotoState.READ
    taken_by: str = ""
    taken_at: datetime | None = None
    turns: int = 0
    why: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhotoChanged:
    """A photo was read, or somebody said what it is."""

    photo_id: str


_COLUMNS = [column.name for column in photos.c if column.name != "photo_id"]
_KEEP = upsert(photos, ["photo_id"], _COLUMNS)
_ONE = select(photos).where(photos.c.photo_id == bindparam("photo_id"))
_TAKEN = (
    select(photos)
    .where(photos.c.customer_id == bindparam("customer_id"), photos.c.state == PhotoState.TAKEN.value)
    .order_by(photos.c.taken_at.desc())
)


@dataclass(frozen=True, slots=True)
class RecordPhoto:
    """A photo was read."""

    photo: ReadPhoto

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it, once: what was said about it since stays."""
        if photo(unit, self.photo.photo_id) is None:
            _keep(unit, self.photo, actor, "record_photo")


@dataclass(frozen=True, slots=True)
class FilePhoto:
    """Somebody says which customer a photo is of."""

    photo_id: str
    customer_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Move it there; a deal chosen before no longer holds."""
        before = _known(unit, self.photo_id)
        _keep(unit, replace(before, customer_id=self.customer_id, candidates=(), deal_id=""), actor, "file_photo")


@dataclass(frozen=True, slots=True)
class TakeEvidence:
    """Somebody takes a photo as evidence that a deal ("": the customer in general) reached something. `seen`: its turns
    as they saw them.
    """

    photo_id: str
    seen: int
    deal_id: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Note it. Raises StaleWrite where somebody was faster."""
        before = _known(unit, self.photo_id)
        if before.turns != self.seen and before.state is not PhotoState.READ:
            raise StaleWrite(self.photo_id)
        taken = replace(before, state=PhotoState.TAKEN, deal_id=self.deal_id, taken_by=actor, taken_at=unit.now)
        _keep(unit, taken, actor, "take_evidence")


@dataclass(frozen=True, slots=True)
class DropPhoto:
    """Somebody says that a photo is evidence of nothing."""

    photo_id: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Note it; it stays on record."""
        before = _known(unit, self.photo_id)
        _keep(unit, replace(before, state=PhotoState.DROPPED, taken_by=actor, taken_at=unit.now), actor, "drop_photo")


def photo(reader: Reader, photo_id: str) -> ReadPhoto | None:
    """A photo by its id."""
    row = reader.row(_ONE, photo_id=photo_id)
    return _photo(row) if row else None


def evidence_at(reader: Reader, customer_id: str) -> list[ReadPhoto]:
    """What was taken as evidence at a customer, newest first."""
    return [_photo(row) for row in reader.rows(_TAKEN, customer_id=customer_id)]


def _known(unit: Unit, photo_id: str) -> ReadPhoto:
    found = photo(unit, photo_id)
    if found is None:
        raise StaleWrite(photo_id)
    return found


def _keep(unit: Unit, one: ReadPhoto, actor: str, action: str) -> None:
    turned = replace(one, turns=one.turns + 1)
    row = {name: getattr(turned, name) for name in ReadPhoto.__slots__}
    kept = {
        "candidates": list(one.candidates),
        "fields": dict(one.fields),
        "why": dict(one.why),
        "state": one.state.value,
    }
    unit.run(_KEEP, **{**row, **kept}, recorded_at=unit.now)
    unit.audit(actor, action, one.photo_id, customer=one.customer_id, deal=one.deal_id, state=one.state.value)
    unit.emit(PhotoChanged(one.photo_id))


def _photo(row: Row) -> ReadPhoto:
    plain = {name: row[name] for name in ReadPhoto.__slots__ if name not in ("candidates", "state")}
    return ReadPhoto(**plain, candidates=tuple(row["candidates"]), state=PhotoState(row["state"]))
