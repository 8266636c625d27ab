"""Functions with something unannotated. mypy says the same; this counts it without trusting a configuration."""

from ast import arg
from collections.abc import Iterable, Iterator

from tests.architecture.tree import Function, Source


def unannotated(sources: Iterable[Source]) -> list[str]:
    """Parameters and results without a type."""
    return [finding for source in sources for finding in _of_file(source)]


def _of_file(source: Source) -> Iterator[str]:
    for function in source.functions():
        for parameter in _parameters(function):
            if parameter.annotation is None:
                yield source.at(function, f"{function.name}({parameter.arg}) has no type")
        if function.returns is None:
            yield source.at(function, f"{function.name} says not what it returns")


def _parameters(function: Function) -> list[arg]:
    """All parameters but the object or class a method belongs to."""
    named = [*function.args.posonlyargs, *function.args.args]
    if named and named[0].arg in {"self", "cls"}:
        named = named[1:]
    starred = [parameter for parameter in (function.args.vararg, function.args.kwarg) if parameter]
    return [*named, *function.args.kwonlyargs, *starred]
