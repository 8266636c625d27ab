from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.proposals.model import Proposal, Quote
from knowledge.proposals.papers import proposals_of, quotes_of, record_proposals, record_quotes
from knowledge.store.recording import Claim, Recorded
from knowledge.store.store import Store

SOURCE = {"what": "import", "where": "quotes.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
SENT = datetime(2025, 12, 15, 2, tzinfo=UTC)
PROPOSAL = Proposal("P1", "C1", "D1", "方案", "V1.0", "https://docs.example/p1", "li.lei", SENT)
QUOTE = Quote("Q1", "C1", "D1", "V1.0", "LineSight", 258000.5, "CNY", date(2025, 12, 18), "li.lei", {"note": "x"})


async def test_quotes_come_oldest_first_then_by_version(any_store: Store) -> None:
    quotes = [
        replace(QUOTE, quote_id="Q4", customer_id="C2"),
        replace(QUOTE, quote_id="Q3", version="V10"),
        replace(QUOTE, quote_id="Q2", version="V9"),
        QUOTE,
        replace(QUOTE, quote_id="Q0", quoted_on=None),
    ]
    claims = [Claim(quote, SOURCE) for quote in quotes]
    assert await any_store.write(lambda unit: record_quotes(unit, claims)) == Recorded(5, 0, 0)
    found = await any_store.read(lambda reader: quotes_of(reader, "C1"))
    assert [one.value.quote_id for one in found] == ["Q0", "Q1", "Q2", "Q3"]
    assert found[1] == Claim(QUOTE, SOURCE)


async def test_a_changed_amount_supersedes_and_what_is_not_given_stays(any_store: Store) -> None:
    await any_store.write(lambda unit: record_quotes(unit, [Claim(QUOTE, SOURCE)]))
    later = Claim(Quote("Q1", amount=240000.0), SOURCE)
    given = ("quote_id", "amount")
    assert await any_store.write(lambda unit: record_quotes(unit, [later], given)) == Recorded(0, 1, 0)
    (one,) = await any_store.read(lambda reader: quotes_of(reader, "C1"))
    assert one.value == replace(QUOTE, amount=240000.0)


async def test_proposals_come_oldest_first(any_store: Store) -> None:
    proposals = [replace(PROPOSAL, proposal_id="P2", sent_at=SENT.replace(day=20)), PROPOSAL]
    claims = [Claim(one, SOURCE) for one in [*proposals, replace(PROPOSAL, proposal_id="P0", sent_at=None)]]
    assert await any_store.write(lambda unit: record_proposals(unit, claims)) == Recorded(3, 0, 0)
    found = await any_store.read(lambda reader: proposals_of(reader, "C1"))
    assert [one.value.proposal_id for one in found] == ["P0", "P1", "P2"]
    assert found[1] == Claim(PROPOSAL, SOURCE)
