"""What becomes of minutes that are made anew: which items stay as people left them, which go, which are new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from knowledge.meetings.model import Item, ItemKind, ItemState

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Renewal:
    """`added` are new, `kept` are there as they were, `changed` are there and say something else now, `gone` are found
    no more. People never touched what changed or is gone.
    """

    added: tuple[Item, ...]
    kept: tuple[Item, ...]
    changed: tuple[Item, ...]
    gone: tuple[Item, ...]


_OWN = ("item_id", "meeting_id", "kind", "quote", "line", "at", "speaker", "state", "edited_by")
"""What an item keeps where it is made anew; its time was told best the first time, by the recording's words."""


def numbered(meeting_id: str, items: Iterable[Item]) -> list[Item]:
    """The items with their ids: the same quote of the same line gives the same id, however often minutes are made."""
    seen: dict[str, int] = {}
    found = []
    for item in items:
        base = sha256(f"{item.kind.value}\0{item.line}\0{item.quote}".encode("utf-8", "replace")).hexdigest()[:_DIGEST]
        seen[base] = seen.get(base, 0) + 1
        again = f".{seen[base]}" if seen[base] > 1 else ""
        found.append(replace(item, item_id=f"{meeting_id}/{base}{again}", meeting_id=meeting_id))
    return found


def renewed(stored: Sequence[Item], fresh: Sequence[Item]) -> Renewal:
    """Stored items beside those of minutes made anew, both numbered."""
    known = {item.item_id: item for item in stored}
    wanted = {item.item_id: item for item in fresh}
    now = {item.item_id: _anew(item, wanted.get(item.item_id)) for item in stored}
    return Renewal(
        tuple(item for item in fresh if item.item_id not in known),
        tuple(item for item in stored if now[item.item_id] == item and (item.item_id in wanted or touched(item))),
        tuple(item for item in now.values() if item != known[item.item_id]),
        tuple(item for item in stored if item.item_id not in wanted and not touched(item)),
    )


def _anew(item: Item, fresh: Item | None) -> Item:
    """What is said of it now; what people touched stays as it is."""
    if fresh is None or touched(item):
        return item
    return replace(fresh, **{name: getattr(item, name) for name in _OWN})


def touched(item: Item) -> bool:
    """Whether a person had a hand in it, or it is settled: then no new minutes take it away."""
    return bool(item.edited_by) or item.state is not ItemState.OPEN


def is_open_commitment(item: Item) -> bool:
    """Whether somebody still has to keep it."""
    return item.kind is ItemKind.COMMITMENT and item.state is ItemState.OPEN


def quoted(item: Item, lines: Sequence[str]) -> bool:
    """Whether the quote stands word for word in its line; an item without is no item."""
    return bool(item.quote.strip()) and 0 <= item.line < len(lines) and item.quote in lines[item.line]
