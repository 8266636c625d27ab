"""When versions get mixed up: a clear rule over what was shared when. Pure.

An older version sent again after a newer one went out; two documents that both say they are the same version within
some days. Nothing is said where the message itself speaks of an older version (`knowing`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.proposals.lines import Numbered, same_line
from knowledge.proposals.model import Document, State

OLDER_AFTER_NEWER, SAME_NUMBER = "older_after_newer", "same_number"


@dataclass(frozen=True, slots=True)
class Confusion:
    """What a shared document clashes with, and why."""

    other: Document
    why: str


def confusion(
    shared: Document, at: datetime, line: Iterable[Document], clash: timedelta, *, knowing: bool = False
) -> Confusion | None:
    """What sharing a document at a moment mixes up, with the others of its customer; the newest version first."""
    if knowing or shared.state is not State.ATTACHED or not shared.number:
        return None
    others = [one for one in line if one.document_id != shared.document_id and _is_of_line(one, shared)]
    same = [one for one in others if one.number == shared.number and abs(at - one.first.shared_at) <= clash]
    if same and shared.stated is not None:
        return Confusion(max(same, key=_when), SAME_NUMBER)
    newer = [one for one in others if one.number > shared.number and one.first.shared_at < at]
    return Confusion(max(newer, key=_newest), OLDER_AFTER_NEWER) if newer else None


def _is_of_line(one: Document, shared: Document) -> bool:
    numbered = Numbered(one.paper, one.product, one.number)
    return one.state is State.ATTACHED and same_line(numbered, shared.paper, shared.product)


def _when(one: Document) -> datetime:
    return one.first.shared_at


def _newest(one: Document) -> tuple[int, datetime]:
    return one.number, one.first.shared_at
