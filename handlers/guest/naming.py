"""The people of the team and the customers that a text names."""

from collections.abc import Callable

from handlers.guest.calls import folded
from handlers.guest.quoting import Named
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import mentions
from knowledge.people.view import everybody
from knowledge.store.unit import Reader

_SHORTEST = 2


def naming(reader: Reader, names: NameIndex) -> Callable[[str], Named]:
    """Finds the names in texts, in one snapshot."""
    called = {name for one in everybody(reader) for name in (one.name, one.name_en) if len(name or "") >= _SHORTEST}
    people = {name: folded(name) for name in called if name}

    def named(text: str) -> Named:
        plain = folded(text)
        customers = [mention.text for mention in mentions(names, text, kinds={"customer"})]
        return Named([name for name, same in people.items() if same in plain], customers)

    return named
