"""Where what is known of somebody is from."""

from sqlalchemy import bindparam, select

from knowledge.people.tables import persons
from knowledge.store.recording import Source
from knowledge.store.unit import Reader

_SOURCE = select(persons.c.source).where(persons.c.person_id == bindparam("person_id"))


def source_of_person(reader: Reader, person_id: str) -> Source | None:
    """The source of a person's row; None for somebody who has none."""
    source: Source | None = reader.value(_SOURCE, person_id=person_id)
    return source
