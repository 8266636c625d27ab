"""What may not be in a tree without a root package: names that say nothing, relative imports, our names taken."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from tests.architecture.tree import FOLDERS, Source

EMPTY_WORDS = frozenset({"util", "utils", "common", "helper", "helpers", "manager", "managers", "misc"})


def empty_names(paths: Iterable[PurePath]) -> list[str]:
    """Python files that are called by, or lie in a folder called by, a word that says nothing."""
    python = (path for path in paths if path.suffix == ".py")
    return [path.as_posix() for path in python if EMPTY_WORDS & set(path.with_suffix("").parts)]


def relative_imports(sources: Iterable[Source]) -> list[str]:
    """Relative imports: there is no parent package above the six folders to be relative to."""
    return [
        source.at(node, "relative import")
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def claimed(owners: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Those of our names that an installed distribution would shadow, or be shadowed by."""
    others = {name: set(owners.get(name, ())) - {"dazi"} for name in FOLDERS}
    return {name: distributions for name, distributions in others.items() if distributions}
