"""A small graph for tests: three people, three customers, who owns them and how they are related."""

from datetime import date

from knowledge.graph.commands import (
    Responsibility,
    record_contacts,
    record_customers,
    record_ownership,
    record_relations,
)
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit

SOURCE = {"what": "import", "where": "a.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
NEW_YEAR = date(2026, 1, 1)


def graph(unit: Unit) -> None:
    """li owns C1, han owns C2, nobody C3; C1 supplies C2; K1 works at C1, K3 at C3, and they know each other."""
    record_people(unit, [Claim(Member(Person(one, one, Role.REP)), SOURCE) for one in ("li", "han", "wang")])
    record_customers(unit, [Claim(Customer(one, one), SOURCE) for one in ("C1", "C2", "C3")])
    record_contacts(unit, [Claim(Contact("K1", "C1", "陶然"), SOURCE), Claim(Contact("K3", "C3", "邵宇"), SOURCE)])
    owns = [Responsibility("C1", "li", Role.REP, NEW_YEAR, said="CRM"), Responsibility("C2", "han", Role.REP, NEW_YEAR)]
    record_ownership(unit, [Claim(one, SOURCE) for one in owns])
    knows = [
        Relation("customer", "C1", "supplies", "customer", "C2", NEW_YEAR, "report"),
        Relation("contact", "K1", "knows", "contact", "K3"),
    ]
    record_relations(unit, [Claim(one, SOURCE) for one in knows])
