"""Finds plug-ins by looking into a folder: every module in it defines one constant of one type."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")

PORT = "base"


class PluginError(TypeError):
    """A module in a plug-in folder that does not belong there, or a name used twice."""


def discover(package: ModuleType, constant: str, kind: type[T]) -> dict[str, T]:
    """The plug-ins of `package` by their `name`, in alphabetical order. A module called base is the port itself.

    Raises PluginError where a module does not define `constant` as a `kind`, or where two share a name.
    """
    found: dict[str, T] = {}
    for module_name in sorted(info.name for info in pkgutil.iter_modules(package.__path__) if info.name != PORT):
        plugin = _load(f"{package.__name__}.{module_name}", constant, kind)
        name = str(getattr(plugin, "name", module_name))
        if name in found:
            raise PluginError(f"{package.__name__}: two plug-ins are called {name!r}")
        found[name] = plugin
    return found


def discover_one(package: ModuleType, module_name: str, constant: str, kind: type[T]) -> T | None:
    """The plug-in of one module, with none of the others loaded; None where there is no such module.

    Raises PluginError where it does not define `constant` as a `kind`.
    """
    known = {info.name for info in pkgutil.iter_modules(package.__path__)}
    return _load(f"{package.__name__}.{module_name}", constant, kind) if module_name in known - {PORT} else None


def _load(module_name: str, constant: str, kind: type[T]) -> T:
    plugin = getattr(importlib.import_module(module_name), constant, None)
    if not isinstance(plugin, kind):
        raise PluginError(f"{module_name} must define {constant}: {kind.__name__}")
    return plugin
