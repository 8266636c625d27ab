"""The sample day: its script can be read, and exactly the right leads turn hot, counted without the code under test."""

from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from tests.unit.examples.team import ids, json_lines, rooms, staff, table

WINDOW = timedelta(days=30)
ACTIONS = {"who_owns", "claim_lead", "unclaim_lead", "reject_lead", "snooze_lead", "note_consent"}
HOT_IN_THE_MONTH = {"L001", "L002", "L003", "L004"}
HOT_ON_THE_DAY = {"L021", "L022", "L023", "L024"}

Signal = dict[str, Any]


def day_signals() -> list[Signal]:
    return [step["signal"] for step in json_lines("day.jsonl") if "signal" in step]


def hot_visitors(signals: list[Signal]) -> set[str]:
    """Visitors with three compare pages, the white paper and the maintenance form within thirty days."""
    by_visitor: dict[str, list[Signal]] = {}
    for signal in signals:
        by_visitor.setdefault(signal.get("visitor_id", ""), []).append(signal)
    return {visitor for visitor, own in by_visitor.items() if visitor and any(complete(own, end["at"]) for end in own)}


def complete(signals: list[Signal], at: str) -> bool:
    end = datetime.fromisoformat(at)
    recent = [s for s in signals if end - WINDOW < datetime.fromisoformat(s["at"]) <= end]
    compared = [s for s in recent if s["kind"] == "page_view" and fnmatchcase(s["page"], "/compare/*")]
    downloaded = any(s["kind"] == "download" and s["asset"] == "service-whitepaper" for s in recent)
    asked = any(s["kind"] == "form" and s["form"] == "maintenance" for s in recent)
    return len(compared) >= 3 and downloaded and asked


def leads_of(visitors: set[str], signals: list[Signal]) -> set[str]:
    """The leads that forms tie these visitors to, by lead id or by e-mail."""
    by_email = {row["email"]: row["lead_id"] for row in table("leads.csv")}
    forms = [s for s in signals if s["kind"] == "form" and s["visitor_id"] in visitors]
    return {s.get("lead_id") or by_email[s["email"]] for s in forms}


def test_four_leads_turned_hot_in_the_month() -> None:
    signals = json_lines("signals.jsonl")
    assert leads_of(hot_visitors(signals), signals) == HOT_IN_THE_MONTH


def test_four_more_turn_hot_on_the_day() -> None:
    before = json_lines("signals.jsonl")
    after = before + day_signals()
    assert leads_of(hot_visitors(after) - hot_visitors(before), after) == HOT_ON_THE_DAY


def test_each_is_one_step_short_until_the_maintenance_form_of_the_day() -> None:
    signals = json_lines("signals.jsonl")
    found = []
    for signal in day_signals():
        before = hot_visitors(signals)
        signals.append(signal)
        found += [(visitor, signal.get("form")) for visitor in hot_visitors(signals) - before]
    assert found == [(v, "maintenance") for v in ("v-5c60b8", "v-68fa27", "v-79e1d4", "v-8a42f6")]


def test_two_of_them_have_an_owner_and_two_a_region_room() -> None:
    owner = {row["lead_id"]: row["owner_id"] or row["region"] for row in table("leads.csv")}
    assert {lead: owner[lead] for lead in sorted(HOT_ON_THE_DAY)} == {
        "L021": "li.lei",
        "L022": "华南",
        "L023": "International",
        "L024": "diego.fuentes",
    }


def test_the_script_is_in_order_and_happens_on_the_demo_day() -> None:
    times = [datetime.fromisoformat(step["at"]) for step in json_lines("day.jsonl")]
    assert times == sorted(times)
    assert {time.date().isoformat() for time in times} == {"2026-01-12"}
    assert all(step["at"] == step["signal"]["at"] for step in json_lines("day.jsonl") if "signal" in step)


def test_everybody_speaks_and_presses_where_they_sit() -> None:
    members = {room["id"]: set(room["members"]) for room in rooms()}
    acts = [step[kind] for step in json_lines("day.jsonl") for kind in ("say", "press") if kind in step]
    guests = [act for act in acts if act["as"] not in staff()]

    assert all(act["as"] in members.get(act["room"], staff()) for act in acts)
    assert [(act["as"], act["room"]) for act in guests] == [("lu.ning", "partner-heqiao")]
    assert "lu.ning" not in ids("people.csv", "person_id")


def test_every_action_of_the_story_is_pressed() -> None:
    assert {step["press"]["button"] for step in json_lines("day.jsonl") if "press" in step} == ACTIONS
