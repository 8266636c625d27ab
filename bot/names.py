"""The name index in memory: rebuilt when the database says that names have changed."""

import threading

from sqlalchemy import bindparam, select

from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name
from knowledge.graph.view import all_customers
from knowledge.people.view import everybody
from knowledge.store.tables import changes
from knowledge.store.unit import Reader

_NUMBER = select(changes.c.number).where(changes.c.topic == bindparam("topic"))


class Names:
    """One index for all readers; whoever finds it behind builds the next one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1
        self._index = NameIndex()

    def current(self, reader: Reader) -> NameIndex:
        """The index as of what `reader` sees."""
        number = int(reader.value(_NUMBER, topic="names") or 0)
        if number != self._number:
            with self._lock:
                if number != self._number:
                    self._index, self._number = _build(reader), number
        return self._index


def _build(reader: Reader) -> NameIndex:
    names = []
    for customer in all_customers(reader):
        names.append(Name("customer", customer.customer_id, customer.name, "name"))
        names += [Name("customer", customer.customer_id, alias, "alias") for alias in customer.aliases]
        if customer.name_en:
            names.append(Name("customer", customer.customer_id, customer.name_en, "name_en"))
    for person in everybody(reader):
        names.append(Name("person", person.person_id, person.name, "name"))
        if person.name_en:
            names.append(Name("person", person.person_id, person.name_en, "name_en"))
    return NameIndex.build(names)
