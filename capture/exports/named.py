"""People who have no row of their own and are only named, as an owner or a manager, in a mapped file."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from capture.exports.feeds import Values
from capture.exports.folder import Feed
from knowledge.people.model import Role

NAMED = "named"


class NamedPeople:
    """Collects such people while files are read. Who has a row, or was handed out once, is not handed out again."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._waiting: dict[str, tuple[str, int, str]] = {}

    def read(self, feed: Feed, line: int, values: Values) -> None:
        """Look at a row for people it is about, and people it names."""
        of, entry = feed.format, feed.entry
        if of is None:
            return
        if of.table == "people":
            self._known.add(values["person_id"])
        if entry is None:
            return
        for column, least in of.people.items():
            name = values.get(column)
            if name and name not in self._known and name not in self._waiting:
                told = entry.columns[column].role if column in entry.columns else None
                self._waiting[name] = (feed.name, line, _role(of.table, values, told or least))

    def chunks(self) -> Iterator[Mapping[str, object]]:
        """Those who wait, as chunks of a table of their own, by the file that named them."""
        waiting = [(file, line, name, role) for name, (file, line, role) in self._waiting.items()
                   if name not in self._known]  # fmt: skip
        self._known.update(self._waiting)
        self._waiting.clear()
        for file, people in groupby(sorted(waiting), key=lambda one: one[0]):
            found = list(people)
            for start in range(0, len(found), 500):
                yield _chunk(file, found[start : start + 500])


def _chunk(file: str, people: list[tuple[str, int, str, str]]) -> Mapping[str, object]:
    rows = [{"person_id": name, "name": name, "role": role} for _, _, name, role in people]
    columns = ["person_id", "name", "role"]
    return {"file": file, "table": NAMED, "columns": columns, "rows": rows, "lines": [line for _, line, _, _ in people]}


def _role(table: str, values: Values, role: Role) -> str:
    """In a row of ownership, the role that the row itself gives."""
    return str(values["role"]) if table == "ownership" else role.value
