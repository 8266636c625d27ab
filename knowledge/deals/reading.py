"""A picture or a scan was shared: it is kept, and reading it is ordered, once for the same file."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.store.files import SharedFile, keep_file
from knowledge.store.jobs import put_job
from knowledge.store.unit import Unit

READING = "photo"
"""The kind of job."""


@dataclass(frozen=True, slots=True)
class OrderReading:
    """Have a picture brought here and read. `about` goes to whoever takes the reading: who shared it where and when,
    and whose it may be; `tell` says where it is told if it cannot be read, empty where nobody asked.
    """

    picture: SharedFile
    about: Mapping[str, object]
    tell: Mapping[str, object]

    def apply(self, unit: Unit, actor: str) -> None:
        """Order it; one that was ordered before is not ordered again."""
        file_id = keep_file(unit, self.picture)
        key = f"{self.picture.holder}:{self.picture.file_id}"
        if put_job(unit, READING, key, {**self.about, "file": file_id}, file_id=file_id, tell=self.tell):
            unit.audit(actor, "order_reading", str(file_id), name=self.picture.name)
