"""Blanket excepts. Only the loops that must survive whatever one row does to them may have one."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.tree import Source

SURVIVORS = frozenset(
    {
        "bot/dispatcher.py",
        "bot/pulling.py",
        "bot/relay.py",
        "bot/runtime.py",
        "bot/wire/socket.py",
        "knowledge/store/writer.py",
    }
)
BLANKET = frozenset({"Exception", "BaseException"})


def blanket_excepts(sources: Iterable[Source]) -> list[str]:
    """Every blanket except but the first in each surviving loop's file; suppress(Exception) counts as one."""
    return [finding for source in sources for finding in _of_file(source)]


def _of_file(source: Source) -> list[str]:
    found = sorted(_blankets(source), key=lambda node: node.lineno)
    return [source.at(node, "catches everything") for node in found[source.path in SURVIVORS :]]


def _blankets(source: Source) -> Iterator[ast.expr | ast.excepthandler]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _names_all(node.type)):
            yield node
        if isinstance(node, ast.Call) and _last_name(node.func) == "suppress" and any(map(_names_all, node.args)):
            yield node


def _names_all(caught: ast.expr) -> bool:
    parts = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(_last_name(part) in BLANKET for part in parts)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
