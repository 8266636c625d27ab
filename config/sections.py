"""Reads one section of the settings into its model, and says precisely where it is wrong."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from config.errors import KeyPath, SettingsError, dotted
from config.wording import expectation, most_telling, shown, spaced

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written: a file and its line, or (line 0) a DAZI_ variable or an option such as --db."""

    name: str
    line: int = 0

    @property
    def en(self) -> str:
        """As an English sentence begins with it."""
        if self.line:
            return f"{self.name}, line {self.line}"
        return f"environment variable {self.name}" if self.name.startswith("DAZI_") else self.name

    @property
    def zh(self) -> str:
        """As a Chinese sentence begins with it."""
        if self.line:
            return f"{self.name} 第 {self.line} 行"
        return f"环境变量 {self.name}" if self.name.startswith("DAZI_") else self.name


@dataclass(frozen=True, slots=True)
class Where:
    """A section of the settings: its path of keys, and the place of everything that was set."""

    origins: Mapping[KeyPath, Place] = field(default_factory=dict)
    path: KeyPath = ()

    def below(self, *steps: str | int) -> "Where":
        """The part of this section under `steps`."""
        return Where(self.origins, (*self.path, *steps))

    @property
    def place(self) -> Place:
        """Where this was written; else where something inside it was, else what it stands in."""
        if self.path in self.origins:
            return self.origins[self.path]
        inside = [place for path, place in self.origins.items() if path[: len(self.path)] == self.path]
        if inside and self.path:
            return inside[0]
        return Where(self.origins, self.path[:-1]).place if self.path else Place("dazi.toml", 1)


def validate_section(model: type[Model], raw: Tree, where: Where) -> Model:
    """`raw` as `model`. `x_file` keys of secret fields `x` are read; text from the environment may be JSON.

    Raises SettingsError about the first thing that is wrong.
    """
    try:
        return model.model_validate(_prepared(model, raw, where))
    except ValidationError as failure:
        details = failure.errors(include_url=False)
    wheres = [where.below(*detail["loc"], *detail.get("ctx", {}).get("below", ())) for detail in details]
    first = most_telling(details, [where.place.line for where in wheres])
    raise _explained(model, details[first], where, wheres[first])


def unknown_key(where: Where, known: list[str]) -> SettingsError:
    """The error for a key nobody knows; `known` are full dotted keys, the nearest of which is named."""
    place = where.place
    typed = dotted(where.path)
    if not place.line:
        return _unknown_variable(place.name, known)
    near = nearest(typed, known)
    return SettingsError(
        f'{place.en}: unknown key "{typed}"; the nearest valid key is "{near}".',
        f"{place.zh}：没有“{typed}”这个设置项，最接近的是“{near}”。",
    )


def _unknown_variable(name: str, known: list[str]) -> SettingsError:
    near = variable(nearest(name.removeprefix("DAZI_").lower().replace("__", "."), known))
    return SettingsError(
        f"environment variable {name} is not a setting; the nearest valid one is {near}.",
        f"环境变量 {name} 不是有效的设置，最接近的是 {near}。",
    )


def variable(key: str) -> str:
    """The environment variable of a dotted key: web.port is DAZI_WEB__PORT."""
    return "DAZI_" + key.upper().replace(".", "__")


def nearest(typed: str, known: list[str]) -> str:
    """The dotted key most like `typed`, where a right last part in the wrong section counts too."""
    from difflib import SequenceMatcher

    def likeness(key: str) -> float:
        whole = SequenceMatcher(None, typed, key).ratio()
        last = SequenceMatcher(None, typed.rsplit(".", 1)[-1], key.rsplit(".", 1)[-1]).ratio()
        return max(whole, 0.9 * last)

    return max(sorted(known), key=likeness, default="")


def known_keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    """Every dotted key of a model, sections and their keys alike, secrets with their `_file` twins."""
    keys: list[str] = []
    for name, info in model.model_fields.items():
        keys.append(prefix + name)
        if is_secret(info):
            keys.append(f"{prefix}{name}_file")
        inner = _inner_model(info.annotation)
        if inner is not None:
            keys += known_keys(inner, f"{prefix}{name}.")
    return keys


def is_secret(info: FieldInfo) -> bool:
    """Whether a field must never be shown: a SecretStr, or one kept out of repr."""
    return not info.repr or any(part is SecretStr for part in _parts(info.annotation))


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _inner_model(annotation: object) -> type[BaseModel] | None:
    models = (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel))
    return next(models, None)


def _prepared(model: type[BaseModel], raw: Tree, where: Where) -> dict[str, Any]:
    ready: dict[str, Any] = {}
    for key, value in raw.items():
        info = model.model_fields.get(key)
        base = key.removesuffix("_file")
        if info is not None:
            ready[key] = _value(info, value, where.below(key))
        elif base != key and base in model.model_fields and is_secret(model.model_fields[base]):
            if base in raw:
                raise _given_twice(where.below(key), base)
            ready[base] = _secret_from(value, where.below(key))
        else:
            ready[key] = value
    return ready


def _value(info: FieldInfo, value: object, where: Where) -> object:
    inner = _inner_model(info.annotation)
    if isinstance(value, str) and not where.place.line and value[:1] in ("[", "{") and _is_container(info):
        value = _from_json(value)
    if inner is not None and isinstance(value, dict):
        return _prepared(inner, value, where)
    if inner is not None and isinstance(value, list):
        items = enumerate(value)
        return [_prepared(inner, v, where.below(i)) if isinstance(v, dict) else v for i, v in items]
    return value


def _is_container(info: FieldInfo) -> bool:
    parts = set(_parts(info.annotation)) if info.annotation else set()
    return _inner_model(info.annotation) is not None or any(
        getattr(part, "__origin__", part) in (list, dict, tuple) for part in parts
    )


def _from_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _secret_from(path: object, where: Where) -> str:
    try:
        secret = Path(str(path)).read_text("utf-8").strip()
    except (OSError, TypeError, ValueError):
        secret = ""
    if not secret:
        key = dotted(where.path)
        raise SettingsError(
            f'{where.place.en}: {key} names the secret file "{path}", which cannot be read or is empty.',
            f"{where.place.zh}：{key} 指向的密钥文件“{path}”读不了或是空的。",
        )
    return secret


def _given_twice(where: Where, base: str) -> SettingsError:
    key = dotted(where.path)
    return SettingsError(
        f"{where.place.en}: {key} and {base} are both set; keep one of them.",
        f"{where.place.zh}：{key} 和 {base} 只能设置一个。",
    )


def _explained(model: type[BaseModel], detail: "ErrorDetails", root: Where, where: Where) -> SettingsError:
    if detail["type"] == "extra_forbidden":
        prefix = dotted(root.path)
        return unknown_key(where, known_keys(model, f"{prefix}." if prefix else ""))
    key, place = dotted(where.path), where.place
    if detail["type"] == "missing":
        return SettingsError(f"{place.en}: {key} is missing.", f"{place.zh}：缺少 {key}。")
    en, zh = expectation(detail)
    value = "" if _hides(model, detail["loc"]) else shown(detail.get("input"))
    return SettingsError(
        f"{place.en}: {key} must be {en}{f', not {value}' if value else ''}.",
        f"{place.zh}：{key} 应为{spaced(zh)}{f'，现在是 {value}' if value else ''}。",
    )


def _hides(model: type[BaseModel], loc: KeyPath) -> bool:
    current: type[BaseModel] | None = model
    for step in loc:
        info = current.model_fields.get(step) if current and isinstance(step, str) else None
        if info is not None:
            if is_secret(info):
                return True
            current = _inner_model(info.annotation)
    return False
