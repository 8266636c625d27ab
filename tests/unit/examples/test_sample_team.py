"""The sample team hangs together: references lead somewhere, dates are dates, the story's facts are in the files."""

import json
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
import yaml

from examples.make_signals import SEED, month
from tests.unit.examples.team import TEAM, ids, json_lines, owner_on, rooms, staff, table

COLUMNS = {
    "people.csv": "person_id,name,name_en,email,mobile,role,unit,region,manager_id,slack_id,wecom_id,dingtalk_id,"
    "language,timezone,left_on",
    "customers.csv": "customer_id,name,aliases,name_en,parent_id,industry,region,employees,insured_employees,"
    "registered_capital,website,status",
    "ownership.csv": "customer_id,person_id,role,valid_from,valid_to,source",
    "contacts.csv": "contact_id,customer_id,name,title,buying_role,email,phone,reports_to",
    "relations.csv": "from_kind,from_id,relation,to_kind,to_id,since,source",
    "leads.csv": "lead_id,customer_name,contact_name,channel,utm_source,utm_campaign,region,created_at,owner_id,"
    "status,first_response_at,converted_at,email",
    "deals.csv": "deal_id,customer_id,name,product,amount,currency,stage,owner_id,presales_id,created_at,"
    "expected_close,closed_at,outcome",
    "milestones.csv": "deal_id,milestone,due_on,reached_at,evidence",
    "proposals.csv": "proposal_id,customer_id,deal_id,title,version,url,sent_by,sent_at",
    "quotes.csv": "quote_id,customer_id,deal_id,version,product,amount,currency,quoted_on,quoted_by",
    "contracts.csv": "contract_no,customer_id,deal_id,sla,signed_on,starts_on,ends_on,value,csm_id",
    "usage.csv": "customer_id,contract_no,metric,value,measured_on",
    "tasks.csv": "task_id,customer_id,deal_id,title,assignee_id,due_on,done_at,after",
    "targets.csv": "scope,scope_id,period,metric,amount",
}
KEYS = {
    "people.csv": "person_id",
    "customers.csv": "customer_id",
    "ownership.csv": "customer_id,person_id,role,valid_from",
    "contacts.csv": "contact_id",
    "leads.csv": "lead_id",
    "deals.csv": "deal_id",
    "milestones.csv": "deal_id,milestone",
    "proposals.csv": "proposal_id",
    "quotes.csv": "quote_id",
    "contracts.csv": "contract_no",
    "usage.csv": "customer_id,contract_no,metric,measured_on",
    "tasks.csv": "task_id",
    "targets.csv": "scope,scope_id,period,metric",
}
# A column of this name refers to that file's id, in every file that has it.
REFERS = {
    "customer_id": ("customers.csv", "customer_id"),
    "parent_id": ("customers.csv", "customer_id"),
    "deal_id": ("deals.csv", "deal_id"),
    "contract_no": ("contracts.csv", "contract_no"),
    "reports_to": ("contacts.csv", "contact_id"),
    "after": ("tasks.csv", "task_id"),
}
PERSONS = ("person_id", "manager_id", "owner_id", "presales_id", "csm_id", "assignee_id", "sent_by", "quoted_by")
REFERS |= dict.fromkeys(PERSONS, ("people.csv", "person_id"))
DATES = {"valid_from", "valid_to", "since", "left_on", "due_on", "reached_at", "signed_on", "starts_on", "ends_on"}
DATES |= {"measured_on", "quoted_on", "expected_close", "closed_at"}
CARDS = sorted((TEAM / "battlecards").glob("*.md"))
DEMO_DAY = date(2026, 1, 12)
TIMES = {"created_at", "first_response_at", "converted_at", "sent_at", "done_at"}


@pytest.mark.parametrize("file", COLUMNS)
def test_a_file_has_the_columns_of_the_import_format(file: str) -> None:
    assert table(file)
    assert (TEAM / file).read_text(encoding="utf-8").splitlines()[0] == COLUMNS[file]
    assert all(None not in row and None not in row.values() for row in table(file))


@pytest.mark.parametrize("file", KEYS)
def test_no_two_rows_are_about_the_same_thing(file: str) -> None:
    seen = Counter(tuple(row[column] for column in KEYS[file].split(",")) for row in table(file))
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("file", COLUMNS)
def test_every_reference_leads_somewhere(file: str) -> None:
    for column in REFERS.keys() & set(COLUMNS[file].split(",")):
        known = ids(*REFERS[column])
        assert [row for row in table(file) if row[column] and row[column] not in known] == [], column


def test_relations_join_known_things() -> None:
    known = {
        "customer": ids("customers.csv", "customer_id"),
        "contact": ids("contacts.csv", "contact_id"),
        "person": ids("people.csv", "person_id"),
    }
    for row in table("relations.csv"):
        assert row["from_id"] in known[row["from_kind"]]
        assert row["to_id"] in known[row["to_kind"]]


@pytest.mark.parametrize("file", COLUMNS)
def test_dates_are_dates_and_times_are_times(file: str) -> None:
    columns = set(COLUMNS[file].split(","))
    for row in table(file):
        for column in DATES & columns:
            date.fromisoformat(row[column] or "2026-01-12")
        for column in TIMES & columns:
            datetime.fromisoformat(row[column] or "2026-01-12")


def test_nothing_happened_after_the_demo_day_began() -> None:
    happened = [row["closed_at"] for row in table("deals.csv")] + [row["created_at"] for row in table("leads.csv")]
    happened += [row["reached_at"] for row in table("milestones.csv")] + [
        row["sent_at"] for row in table("proposals.csv")
    ]
    assert max(happened) < "2026-01-12"


def test_the_team_is_as_large_as_promised() -> None:
    roles = Counter(row["role"] for row in table("people.csv") if not row["left_on"])
    assert roles == {"manager": 2, "rep": 6, "presales": 2, "csm": 1, "admin": 1}
    assert {row["language"] for row in table("people.csv")} == {"zh", "en"}
    assert len({row["unit"] for row in table("people.csv")} - {""}) == 3
    names = [row["name"] for row in table("customers.csv")]
    assert len([name for name in names if not name.isascii()]) >= 30
    assert len([name for name in names if name.isascii()]) >= 18
    assert len(table("deals.csv")) >= 64


def test_deals_are_coherent() -> None:
    for row in table("deals.csv"):
        assert row["currency"] in ("CNY", "USD")
        assert float(row["amount"]) > 0
        assert row["created_at"] < (row["closed_at"] or row["expected_close"])
        assert bool(row["closed_at"]) == bool(row["outcome"]) == (row["stage"] == "closed")
    assert {row["outcome"] for row in table("deals.csv")} == {"won", "lost", ""}


def test_every_customer_but_one_has_one_owner_who_still_works_here() -> None:
    owners = {customer: owner_on(customer, "2026-01-12") for customer in ids("customers.csv", "customer_id")}
    assert [customer for customer, found in owners.items() if not found] == ["C031"]
    assert {len(found) for found in owners.values()} == {0, 1}
    assert {person for found in owners.values() for person in found} <= staff()


@pytest.mark.parametrize(
    ("customer", "day", "owner"),
    [
        ("C001", "2025-12-31", "han.mei"),
        ("C001", "2026-01-01", "li.lei"),
        ("C004", "2025-06-30", "zhao.peng"),
        ("C004", "2025-07-01", "han.mei"),
        ("C102", "2025-04-30", "diego.fuentes"),
        ("C102", "2025-05-01", "emma.thorne"),
    ],
)
def test_some_customers_changed_hands(customer: str, day: str, owner: str) -> None:
    assert owner_on(customer, day) == [owner]


def test_only_one_short_form_is_shared() -> None:
    aliases = Counter(alias for row in table("customers.csv") for alias in row["aliases"].split(";"))
    assert [alias for alias, count in aliases.items() if count > 1] == ["北禾"]


def test_battle_cards_name_owners_who_work_here_and_one_is_old() -> None:
    cards = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]) for path in CARDS}
    assert {card["owner"] for card in cards.values()} <= staff()
    old = [name for name, card in cards.items() if DEMO_DAY - card["verified_on"] > timedelta(days=180)]
    assert old == ["gridhand"]
    assert [name for name, card in cards.items() if "competitor" not in card] == ["objections"]


def test_rooms_hold_people_of_the_team() -> None:
    assert len({room["id"] for room in rooms()}) == len(rooms()) == 5
    assert all(set(room["members"]) <= staff() for room in rooms() if not room["outsiders"])
    assert [set(room["members"]) - staff() for room in rooms() if room["outsiders"]] == [{"lu.ning"}]
    assert [room["id"] for room in rooms() if set(room["members"]) == staff()] == ["all-sales"]
    assert [room["id"] for room in rooms() if room["outsiders"]] == ["partner-heqiao"]
    people = table("people.csv")
    assert {room["unit"] for room in rooms()} == {row["unit"] for row in people}
    assert {room["region"] for room in rooms()} == {row["region"] for row in people}


def test_every_lead_has_a_region_with_a_room() -> None:
    assert ids("leads.csv", "region") <= {room["region"] for room in rooms()} - {""}
    assert "" in ids("leads.csv", "owner_id")


def test_the_month_of_signals_is_what_the_script_writes() -> None:
    assert [json.loads(json.dumps(event)) for event in month(Random(SEED))] == json_lines("signals.jsonl")


def test_signals_are_in_order_and_in_the_month() -> None:
    signals = json_lines("signals.jsonl")
    times = [signal["at"] for signal in signals]
    assert len(signals) >= 600
    assert times == sorted(times)
    assert times[0] >= "2025-12-12"
    assert times[-1] <= "2026-01-11T21:30:00+08:00"


def test_no_signal_is_written_twice_and_all_know_who() -> None:
    signals = json_lines("signals.jsonl")
    assert len({json.dumps(signal, sort_keys=True) for signal in signals}) == len(signals)
    for signal in signals:
        assert signal.keys() & {"visitor_id", "lead_id", "customer_id"}
        assert signal.get("lead_id", "L001") in ids("leads.csv", "lead_id")
        assert signal.get("customer_id", "C001") in ids("customers.csv", "customer_id")
