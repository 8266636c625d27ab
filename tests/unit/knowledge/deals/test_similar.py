"""Deals won with customers like one, and who knows somebody there, from the store."""

from datetime import UTC, datetime

from knowledge.deals.acquaintances import links_of
from knowledge.deals.commands import record_deals
from knowledge.deals.model import Deal, Profile, Trait
from knowledge.deals.offers import offered
from knowledge.deals.similar import profile_of, won_like
from knowledge.graph.commands import record_contacts, record_customers, record_relations
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.graph.names.model import Name
from knowledge.store.recording import Claim
from knowledge.store.store import Store

SOURCE = {"what": "import", "where": "x.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
CUSTOMERS = [
    Customer("A", "甲", industry="光伏", region="华东", employees=1000),
    Customer("B", "乙", industry="光伏", region="华东", insured_employees=2000),
    Customer("C", "丙", industry="食品", region="华东", employees=1000),
    Customer("D", "丁", industry="光伏", region="华南", employees=9),
]
DEALS = [
    Deal("1", "B", product="SunWatch", outcome="won", closed_at=datetime(2024, 1, 1, tzinfo=UTC)),
    Deal("2", "B", product="SunWatch", outcome="won", closed_at=datetime(2025, 1, 1, tzinfo=UTC)),
    Deal("3", "C", product="SunWatch", outcome="lost", closed_at=datetime(2025, 1, 1, tzinfo=UTC)),
    Deal("4", "C", product="FoodTrack", outcome="won", closed_at=datetime(2025, 1, 1, tzinfo=UTC)),
    Deal("5", "D", product="SunWatch", outcome="won"),
    Deal("6", "A", product="SunWatch"),
]


async def filled(store: Store) -> None:
    await store.write(lambda unit: record_customers(unit, [Claim(one, SOURCE) for one in CUSTOMERS]))
    await store.write(lambda unit: record_deals(unit, [Claim(one, SOURCE) for one in DEALS]))


async def test_the_most_alike_first_each_with_its_last_deal(any_store: Store) -> None:
    await filled(any_store)
    profile = profile_of(CUSTOMERS[0], ["SunWatch", ""])
    assert profile == Profile("A", "光伏", "华东", 1000, "", frozenset({"SunWatch"}))
    found = await any_store.read(lambda reader: won_like(reader, profile))
    assert [(one.profile.customer_id, one.deal.value.deal_id) for one in found] == [("B", "2"), ("D", "5")]
    assert found[0].likeness.traits == (Trait.INDUSTRY, Trait.PRODUCT, Trait.SIZE, Trait.REGION)
    assert found[0].deal.source == SOURCE
    assert await any_store.read(lambda reader: won_like(reader, Profile("Z", "造船"))) == []


async def test_every_product_is_a_name_once(any_store: Store) -> None:
    await filled(any_store)
    found = await any_store.read(offered)
    assert set(found) == {Name("product", "SunWatch", "SunWatch"), Name("product", "FoodTrack", "FoodTrack")}
    assert len(found) == 2


async def test_whom_the_contacts_there_know(any_store: Store) -> None:
    contacts = [Contact("K1", "A", "甲一"), Contact("K2", "A", "甲二", reports_to="K1"), Contact("K3", "B", "乙一")]
    relations = [
        Relation("contact", "K1", "former_colleague", "contact", "K3"),
        Relation("contact", "K1", "schoolmate", "contact", "K2"),
    ]
    await filled(any_store)
    await any_store.write(lambda unit: record_contacts(unit, [Claim(one, SOURCE) for one in contacts]))
    await any_store.write(lambda unit: record_relations(unit, [Claim(one, SOURCE) for one in relations]))
    found = await any_store.read(lambda reader: links_of(reader, ["K1", "K2"]))
    assert [(one.contact_id, one.relation, one.other) for one in found] == [
        ("K1", "former_colleague", ("contact", "K3"))
    ]
    assert await any_store.read(lambda reader: links_of(reader, [])) == []
