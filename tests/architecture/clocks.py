"""Code that asks the machine for the time, an id or a random number instead of being told."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.tree import Source

ALLOWED = frozenset({"bot/clock.py"})
FORBIDDEN = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "sqlalchemy.func.current_timestamp",
        "sqlalchemy.func.now",
        "time.time",
        "time.time_ns",
        "uuid.uuid1",
        "uuid.uuid4",
    }
)


def clocks(sources: Iterable[Source]) -> list[str]:
    """Uses of a clock, of random ids and of the random module; `random.Random` is free as a type and with a seed."""
    return [finding for source in sources if source.path not in ALLOWED for finding in _of_file(source)]


def _of_file(source: Source) -> Iterator[str]:
    names = _imported(source.tree)
    inner = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)}
    unseeded = {id(node.func) for node in ast.walk(source.tree) if isinstance(node, ast.Call) and not _arguments(node)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in inner:
            dotted = _dotted(node, names)
            if _is_forbidden(dotted, unseeded=id(node) in unseeded):
                yield source.at(node, f"{dotted}: take it as a parameter")


def _is_forbidden(dotted: str, *, unseeded: bool) -> bool:
    if dotted == "random.Random":
        return unseeded
    return dotted in FORBIDDEN or dotted.split(".", maxsplit=1)[0] == "random"


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _imported(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: `from datetime import datetime as d` gives d -> datetime.datetime."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name.split(".")[0]: _bound(alias) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _bound(alias: ast.alias) -> str:
    return alias.name if alias.asname else alias.name.split(".")[0]


def _dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The full dotted name of an expression whose root was imported; empty for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (root := _dotted(node.value, names)):
        return f"{root}.{node.attr}"
    return ""
