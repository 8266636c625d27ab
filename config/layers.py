"""The layers settings come from, a TOML file and the environment, each with the place of every key."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.errors import KeyPath, SettingsError
from config.sections import Place
from config.toml_lines import key_lines

PREFIX = "DAZI_"
NOT_SETTINGS = frozenset({"DAZI_SHARED"})  # where the tests find their data sets


@dataclass(frozen=True, slots=True)
class Layer:
    """Nested keys and values, and where each was written."""

    tree: dict[str, Any] = field(default_factory=dict)
    origins: dict[KeyPath, Place] = field(default_factory=dict)


def from_file(path: Path) -> Layer:
    """The TOML file as a layer. Raises SettingsError where it cannot be read or is not TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text.", f"{path} 不是 UTF-8 文本。") from None
    except OSError as failure:
        raise _unreadable(path, failure) from None
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise _broken(path, text, str(failure)) from None
    origins = {key: Place(str(path), line) for key, line in key_lines(text).items()}
    return _plain_database(Layer(tree, {(): Place(str(path), 1), **origins}))


def from_environment(environ: Mapping[str, str]) -> Layer:
    """The DAZI_* variables as a layer; `__` separates levels, an empty variable counts as not set."""
    layer = Layer()
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in NOT_SETTINGS and environ[name]:
            path = tuple(name.removeprefix(PREFIX).lower().split("__"))
            _put(layer.tree, path, environ[name])
            layer.origins[path] = Place(name)
    return _plain_database(layer)


def merged(layers: Sequence[Layer]) -> Layer:
    """One layer of all; what comes later wins, tables are merged key by key."""
    both = Layer()
    for layer in layers:
        _merge(both.tree, layer.tree)
        _forget(both.origins, layer.origins)
        both.origins.update(layer.origins)
    return both


def _put(tree: dict[str, Any], path: Sequence[str], value: str) -> None:
    """Sets a nested key. Where a level above is already a plain value, that stays, and is refused as a section."""
    for step in path[:-1]:
        below = tree.setdefault(step, {})
        if not isinstance(below, dict):
            return
        tree = below
    tree[path[-1]] = value


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        twin = key.removesuffix("_file") if key.endswith("_file") else f"{key}_file"
        under.pop(twin, None)
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            _merge(under[key], value)
        else:
            under[key] = _copied(value)


def _forget(old: dict[KeyPath, Place], new: Mapping[KeyPath, Place]) -> None:
    """A list from the environment replaces the file's, so the places of the file's items go too."""
    for path in [path for path in old if any(path[:length] in new for length in range(1, len(path) + 1))]:
        del old[path]


def _copied(value: object) -> object:
    """Tables are copied, so that a later layer does not write into an earlier one."""
    return {key: _copied(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _plain_database(layer: Layer) -> Layer:
    """`database_url` at the top is short for `url` in [database]."""
    for short, key in (("database_url", "url"), ("database_url_file", "url_file")):
        if short in layer.tree:
            section = layer.tree.setdefault("database", {})
            if not isinstance(section, dict) or "url" in section or "url_file" in section:
                raise _two_databases(layer.origins[(short,)])
            section[key] = layer.tree.pop(short)
            layer.origins[("database", key)] = layer.origins.pop((short,))
    return layer


def _two_databases(place: Place) -> SettingsError:
    return SettingsError(
        f"{place.en}: the database is set twice, by database_url and in [database]; keep one.",
        f"{place.zh}：database_url 与 [database] 重复设置了数据库，请只留一个。",
    )


def _unreadable(path: Path, failure: OSError) -> SettingsError:
    if isinstance(failure, FileNotFoundError):
        return SettingsError(f"the settings file {path} does not exist.", f"找不到设置文件 {path}。")
    return SettingsError(f"the settings file {path} cannot be read.", f"设置文件 {path} 读不了。")


def _broken(path: Path, text: str, reason: str) -> SettingsError:
    found = re.search(r"line (\d+)", reason)
    line = int(found.group(1)) if found else max(1, len(text.rstrip().splitlines()))
    what = re.sub(r"\s*\(at .*\)$", "", reason)
    what = what[:1].lower() + what[1:]
    return SettingsError(
        f"{path}, line {line}: this is not valid TOML ({what}).",
        f"{path} 第 {line} 行：不符合 TOML 语法（{what}）。",
    )
