"""A form with an e-mail, or a lead id, ties the visitor to the lead, backwards too."""

from typing import Any

from capture.base import Signal
from knowledge.leads.events import LeadSignalled
from knowledge.leads.model import Lead
from knowledge.leads.ties import take_signals
from knowledge.leads.view import lead, lead_by_email, lead_of_visitor, signals_of
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.unit.knowledge.leads.samples import have, signal

KINDS = ["form", "page_view"]


async def taken(store: Store, *received: Signal) -> tuple[int, list[object]]:
    """How many were new, and what was said of it."""

    def work(unit: Unit) -> tuple[int, list[object]]:
        new = take_signals(unit, received)
        return new, list(unit.events)

    return await store.write(work)


async def test_a_visitor_nobody_knows_touches_no_lead(any_store: Store) -> None:
    assert await taken(any_store, signal("e1", visitor_id="v1", kind="page_view")) == (1, [])
    assert await any_store.read(lambda reader: lead_of_visitor(reader, "v1")) is None


async def test_an_e_mail_finds_the_lead_whatever_its_case_and_brings_what_came_before(any_store: Store) -> None:
    await have(any_store, Lead("L1", email="ann@acme.example"))
    await taken(any_store, signal("e1", visitor_id="v1", kind="page_view"))
    new, said = await taken(any_store, signal("e2", 5, visitor_id="v1", email=" Ann@ACME.example "))
    assert (new, said) == (1, [LeadSignalled("L1")])
    seen = await any_store.read(lambda reader: signals_of(reader, "L1", KINDS))
    assert [one.event_id for one in seen] == ["e1", "e2"]
    assert [one.event_id for one in await any_store.read(lambda reader: signals_of(reader, "L1", ["form"]))] == ["e2"]


async def test_a_lead_id_goes_before_the_e_mail(any_store: Store) -> None:
    await have(any_store, Lead("L1", email="ann@acme.example"), Lead("L2"))
    _, said = await taken(any_store, signal("e1", visitor_id="v1", lead_id="L2", email="ann@acme.example"))
    assert said == [LeadSignalled("L2")]
    assert await any_store.read(lambda reader: lead_of_visitor(reader, "v1")) == "L2"


async def test_a_form_of_nobody_known_makes_one_lead_however_often(any_store: Store) -> None:
    form: dict[str, Any] = {
        "email": "new@bert.example",
        "company": "Bert",
        "name": "Bo",
        "region": "north",
        "utm_source": "ad",
    }
    await taken(any_store, signal("e1", visitor_id="v1", **form))
    _, said = await taken(any_store, signal("e2", visitor_id="v2", email="NEW@bert.example"))
    made = await any_store.read(lambda reader: lead_by_email(reader, "new@bert.example"))
    assert made is not None
    assert said == [LeadSignalled(made.lead_id)]
    assert (made.customer_name, made.contact_name, made.region, made.utm_source) == ("Bert", "Bo", "north", "ad")
    assert (made.channel, made.status, made.owner_id) == ("web", "new", "")


async def test_an_e_mail_is_added_to_a_lead_without_one_and_never_changed(any_store: Store) -> None:
    await have(any_store, Lead("L1"))
    for event_id, email in (("e1", "one@acme.example"), ("e2", "two@acme.example")):
        await taken(any_store, signal(event_id, visitor_id="v1", lead_id="L1", email=email))
    found = await any_store.read(lambda reader: lead(reader, "L1"))
    assert found is not None
    assert found.email == "one@acme.example"


async def test_a_visitor_who_turns_out_to_be_another_moves(any_store: Store) -> None:
    await have(any_store, Lead("L1"), Lead("L2"))
    await taken(any_store, signal("e1", visitor_id="v1", lead_id="L1"))
    await taken(any_store, signal("e2", visitor_id="v1", lead_id="L2"))
    assert await any_store.read(lambda reader: lead_of_visitor(reader, "v1")) == "L2"


async def test_the_same_signal_again_is_not_new(any_store: Store) -> None:
    await have(any_store, Lead("L1"))
    one = signal("e1", visitor_id="v1", lead_id="L1")
    assert (await taken(any_store, one, one))[0] == 1
    assert (await taken(any_store, one))[0] == 0


async def test_what_is_no_address_ties_nobody(any_store: Store) -> None:
    new, said = await taken(any_store, signal("e1", visitor_id="v1", email="not an address"))
    assert (new, said) == (1, [])
