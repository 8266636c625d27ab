"""Business rules as typed models, read from YAML. The packaged defaults are seeds a team may replace."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from config.conditions import CONDITION_KEYS, TAGGED, Absent, Condition, Happened, keys_of
from config.errors import KeyPath, Lang, RulesError, dotted
from config.sections import nearest
from config.wording import expectation, expected, most_telling, shown, spaced
from config.yaml_lines import read_yaml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class RuleModel(BaseModel):
    """A part of a rule: frozen, and nothing unknown in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RuleName(RuleModel):
    """What people call a rule, in each language."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, lang: Lang) -> str:
        """The name for a reader of `lang`."""
        return self.zh if lang == "zh" else self.en


class Scope(RuleModel):
    """Where a rule holds. An empty list is no restriction."""

    region: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()

    def covers(self, region: str, unit: str) -> bool:
        """Whether the rule holds for a lead of this region and unit."""
        return (not self.region or region in self.region) and (not self.unit or unit in self.unit)


def _rule_key(key: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", key):
        raise expected("a key such as comparing-us (a-z, 0-9, hyphen)", "形如 comparing-us 的键（a-z、0-9、连字符）")
    return key


def _needs_an_event(condition: Condition) -> Condition:
    """Rules look when something happens: what asks only for absence would never be noticed."""
    if _asks_for_nothing(condition):
        raise expected("a condition with at least one event, not only absent ones", "至少含一个 event，不能只有 absent")
    return condition


def _asks_for_nothing(condition: Condition) -> bool:
    match condition:
        case Happened():
            return False
        case Absent():
            return True
        case _:
            return all(_asks_for_nothing(part) for part in condition.parts)


class HotLeadRule(RuleModel):
    """A combination of behaviour that makes a lead hot; once per lead until `quiet_days` without a relevant event."""

    name: RuleName
    key: Annotated[str, AfterValidator(_rule_key)]
    condition: Annotated[Condition, AfterValidator(_needs_an_event)]
    quiet_days: int = Field(30, ge=1, le=3650)
    scope: Scope = Field(default_factory=Scope)

    @property
    def quiet(self) -> timedelta:
        """How long nothing relevant must happen before the same lead may be announced again."""
        return timedelta(days=self.quiet_days)

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, raw: object) -> object:
        """In a file the condition stands among the rule's own keys, and the key follows from the English name."""
        if not isinstance(raw, dict):
            return raw
        rule = {key: value for key, value in raw.items() if key not in CONDITION_KEYS}
        condition = {key: value for key, value in raw.items() if key in CONDITION_KEYS}
        if "condition" not in rule:
            rule["condition"] = condition
        name = rule.get("name")
        if "key" not in rule and isinstance(name, dict):
            rule["key"] = slug(str(name.get("en", "")))
        return rule


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule, by kind."""

    hot_lead: tuple[HotLeadRule, ...] = ()


_KINDS: Mapping[str, type[HotLeadRule]] = {"hot_lead": HotLeadRule}
_INVENTED = ("condition",)  # steps of the models that no file has


def slug(name: str) -> str:
    """A name as a key: "Comparing us" is comparing-us."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]


def load_rules(paths: Iterable[Path] = ()) -> Rules:
    """The packaged rules, then those in `paths` (files, or folders of *.yaml); a later rule of the same key replaces.

    Raises RulesError: "hot_lead.yaml:7: hot_lead[0].all[0].within must be a duration …".
    """
    found: dict[str, HotLeadRule] = {}
    for seed in sorted(files("config.defaults").iterdir(), key=lambda item: item.name):
        if seed.name.endswith(".yaml"):
            found.update(_by_key(seed.name, seed.read_text("utf-8")))
    for file in _rule_files(paths):
        found.update(_by_key(file.name, _text(file)))
    return Rules(hot_lead=tuple(found.values()))


def read_rules(name: str, text: str) -> Rules:
    """The rules in one YAML text alone. `name` is the file's name for errors. Raises RulesError."""
    return Rules(hot_lead=tuple(_by_key(name, text).values()))


def _rule_files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise RulesError(f"the rules in {path} do not exist.", f"找不到规则 {path}。")
        found += sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RulesError(f"{file} cannot be read as UTF-8 text.", f"{file} 读不了，或不是 UTF-8 文本。") from None


def _by_key(name: str, text: str) -> dict[str, HotLeadRule]:
    data, lines = read_yaml(name, text)
    source = _Source(name, lines)
    rules: dict[str, HotLeadRule] = {}
    for kind, items in _sections(source, data).items():
        for index, raw in enumerate(items):
            rule = _rule(source, (kind, index), raw)
            if rule.key in rules:
                raise source.error((kind, index), f'a second rule "{rule.key}"', f"规则“{rule.key}”重复了")
            rules[rule.key] = rule
    return rules


def _sections(source: "_Source", data: object) -> Mapping[str, Sequence[Any]]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise source.error(
            (), 'a kind of rules must come first, such as "hot_lead:"', "最外层应为规则种类，例如“hot_lead:”"
        )
    for kind, items in data.items():
        if kind not in _KINDS:
            raise source.unknown((kind,), list(_KINDS))
        if not isinstance(items, list):
            raise source.error((kind,), f"{kind} must be a list of rules", f"{kind} 应为规则列表")
    return data


def _rule(source: "_Source", path: KeyPath, raw: object) -> HotLeadRule:
    try:
        return _KINDS[str(path[0])].model_validate(raw)
    except ValidationError as failure:
        details = failure.errors(include_url=False)
    at = [(*path, *_steps_of_file(detail["loc"])) for detail in details]
    first = most_telling(details, [source.line(path) for path in at])
    raise source.explained(at[first], details[first])


def _steps_of_file(loc: KeyPath) -> KeyPath:
    """A place in the models as a place in the file: without union tags such as <event> and invented steps."""
    return tuple(step for step in loc if step not in _INVENTED and not str(step).startswith("<"))


def _keys_beside(loc: KeyPath) -> list[str]:
    """The keys that may stand where an unknown one was found."""
    tags = [step for step in loc if str(step) in TAGGED]
    if tags:
        return keys_of(TAGGED[str(tags[-1])])
    if len(loc) > 1:
        return keys_of(RuleName if loc[0] == "name" else Scope)
    return [key for key in (*keys_of(HotLeadRule), *sorted(CONDITION_KEYS)) if key not in _INVENTED]


@dataclass(frozen=True, slots=True)
class _Source:
    """A rule file: its name and the line of everything in it."""

    name: str
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(self, path: KeyPath, en: str, zh: str) -> RulesError:
        at = f"{self.name}:{self.line(path)}"
        return RulesError(f"{at}: {en}.", f"{at}：{zh}。")

    def unknown(self, path: KeyPath, known: list[str]) -> RulesError:
        key = dotted(path)
        near = nearest(str(path[-1]), known)
        return self.error(
            path,
            f'{key}: unknown key; the nearest valid one is "{near}"',
            f"{key}：没有这个键，最接近的是“{near}”",
        )

    def explained(self, path: KeyPath, detail: "ErrorDetails") -> RulesError:
        key = dotted(path)
        if detail["type"] == "extra_forbidden":
            return self.unknown(path, _keys_beside(detail["loc"]))
        if detail["type"] == "missing":
            return self.error(path, f"{key} is missing", f"缺少 {key}")
        en, zh = expectation(detail)
        value = shown(detail.get("input"))
        return self.error(
            path,
            f"{key} must be {en}{f', not {value}' if value else ''}",
            f"{key} 应为{spaced(zh)}{f'，现在是 {value}' if value else ''}",
        )
