"""Tracked links in chat: they stand for their document, whose they are is known, and nobody is asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine

from capture.base import Context, Heard
from capture.links.reading import Outcome
from capture.links.tracked import led_on, read, sent_by_link
from knowledge.proposals.model import State
from knowledge.proposals.opens.tables import tracked_links
from knowledge.store.tables import kept, metadata
from knowledge.store.unit import Reader
from tests.unit.capture.links.labelled import NOW, heard, world

DECK = "https://docs.google.com/presentation/d/1Deck/edit"
TOKEN = "a" * 26
OURS = f"https://dazi.example/t/{TOKEN}"


@pytest.fixture
def context() -> Iterator[Context]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        value = {"secret": "00", "base_url": "https://dazi.example", "public": True, "days": 365}
        connection.execute(kept.insert().values(messenger="web", name="tracked links", value=value, kept_at=NOW))
        link: dict[str, Any] = {"token": TOKEN, "url": DECK, "customer_id": "K01", "taken_by": "lin.qiao"}
        link |= {"contact_id": "", "document_id": "doc-1", "title": "", "taken_at": NOW}
        connection.execute(tracked_links.insert().values(**link, expires_at=NOW + timedelta(days=1)))
        yield replace(world().context(), reader=Reader(connection))


def said(text: str) -> Heard:
    one = {"id": "m", "room": "华东销售群", "sender": "lin.qiao", "at": "2026-01-12T10:00:00+08:00", "text": text}
    return heard(one)


@pytest.mark.parametrize("told", [OURS, f"{OURS}?x=1", f"https://www.google.com/url?q={OURS}"])
def test_it_stands_for_its_document(context: Context, told: str) -> None:
    led = led_on(said(f"发过去了 {told}"), context)
    assert led.heard.text == f"发过去了 {DECK}"
    assert led.customers == {"google:1Deck": "K01"}


def test_its_customer_is_known_whatever_else_is_named(context: Context) -> None:
    (found,) = read(led_on(said(f"江桥乳业的方案 V4 {OURS}"), context), context)
    assert (found.outcome, found.whose.customer_id, found.sorted.version) == (Outcome.ATTACH, "K01", 4)


@pytest.mark.parametrize("text", [f"衡岳 {OURS}", f"衡岳的合同 {OURS}", OURS])
def test_where_nothing_says_that_it_is_a_proposal_nobody_is_asked(context: Context, text: str) -> None:
    assert [one.outcome for one in read(led_on(said(text), context), context)] == [Outcome.NONE]


def test_links_of_others_stay_what_they_are(context: Context) -> None:
    for text in (f"https://elsewhere.example/t/{TOKEN}", f"https://dazi.example/t/{'b' * 26}", DECK):
        assert led_on(said(text), context).heard.text == text


@pytest.mark.parametrize(
    ("text", "kept_as"),
    [
        (f"给衡岳 {DECK}", ["K01"]),
        (f"给衡岳的报价 {DECK}", ["K01"]),
        (f"江桥乳业那份 {DECK}", ["K01"]),
        (f"给衡岳的合同 {DECK}", []),
        ("给衡岳 https://docs.google.com/spreadsheets/d/1Sheet/edit", []),
        ("给衡岳的报价 https://docs.google.com/spreadsheets/d/1Sheet/edit", ["K01"]),
        ("给衡岳 https://acme.example/page", []),
    ],
)
def test_what_a_link_is_taken_to_is_the_customers_unless_it_is_no_proposal(
    context: Context, text: str, kept_as: list[str]
) -> None:
    found = [one.found for one in sent_by_link(said(text), context, "K01")]
    assert [one.customer_id for one in found] == kept_as
    assert all(one.state is State.ATTACHED and "by_tracked" in one.why for one in found)
