"""The minutes of one transcript as plain JSON: for `preview`, and for whoever has no graph to look names up in."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from capture.minutes.extract import minutes_of_turns
from capture.minutes.model import Known, Setting
from capture.minutes.reading import held_at, turns_of
from knowledge.meetings.model import Item, ItemKind

SECTIONS: Mapping[ItemKind, str] = {
    ItemKind.POINT: "points",
    ItemKind.OBJECTION: "objections",
    ItemKind.COMMITMENT: "commitments",
    ItemKind.QUESTION: "questions",
    ItemKind.COMPETITOR: "competitors",
    ItemKind.PRICE: "prices",
    ItemKind.DECISION: "decisions",
    ItemKind.NEXT_STEP: "next_steps",
}


def minutes_of(document: Mapping[str, object], zone: ZoneInfo, known: Known | None = None) -> dict[str, object]:
    """What one transcript ({"id", "at", "turns": […]}) promises and says.

    `promises` are its commitments, `minutes` all items by section, each with quote, turn and second. `zone` is where
    the meeting was held. Raises BadMaterialError for what is no transcript.
    """
    setting = Setting(held_at(document.get("at"), zone), zone, known or Known())
    items = minutes_of_turns(turns_of(document.get("turns")), setting)
    found: dict[str, list[dict[str, object]]] = {name: [] for name in SECTIONS.values()}
    for item in items:
        found[SECTIONS[item.kind]].append(plain(item))
    return {"id": document.get("id"), "promises": found["commitments"], "minutes": found}


def plain(item: Item) -> dict[str, object]:
    """An item as JSON; what does not apply to its kind is left out."""
    told: dict[str, object] = {
        "text": item.text,
        "quote": item.quote,
        "turn": item.line,
        "at": item.at,
        "speaker": item.speaker,
        "confidence": item.confidence,
        "why": item.why,
    }
    if item.kind is ItemKind.COMMITMENT:
        due = item.due_on.isoformat() if item.due_on else None
        told |= {"who": item.who, "due": due, "due_said": item.due_said, "vague": item.vague}
    if item.kind is ItemKind.PRICE:
        told |= {"amount": item.amount, "currency": item.currency}
    return told | {name: value for name in ("person_id", "contact_id") if (value := getattr(item, name))}
