"""How a foreign export becomes our files: which file feeds which, and which column. Written in YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from capture.exports.formats import NOT_USED_YET, USED, Format
from capture.exports.reasons import ExportError, Phrase, not_there
from config.errors import KeyPath, RulesError, dotted
from config.yaml_lines import read_yaml
from knowledge.people.model import Role

_FORMATS: Mapping[str, Format] = {of.file: of for of in USED}
_ENTRY_KEYS = ("from", "to", "columns", "keys", "ignore")
_COLUMN_KEYS = ("source", "const", "map", "default", "role")


class MappingError(ExportError):
    """A mapping file that cannot be used; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """Where a column's value comes from: a source column, with some values replaced, or the same in every row.

    `role` is the role of a person who is named in this column and nowhere else.
    """

    source: str = ""
    const: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Files of an export that feed one file of ours. `named`: the name serves as id."""

    pattern: str
    target: str
    columns: Mapping[str, MappedColumn]
    named: bool

    @property
    def format(self) -> Format | None:
        """What our file holds, None while it is not used."""
        return _FORMATS.get(self.target)


@dataclass(frozen=True, slots=True)
class ExportMapping:
    """All entries, in their order, and what is no data."""

    entries: tuple[Entry, ...] = ()
    ignored: tuple[str, ...] = ()

    def ignores(self, name: str) -> bool:
        """Whether the mapping sets this file aside."""
        return any(fnmatchcase(name, pattern) for pattern in self.ignored)

    def entries_for(self, name: str) -> list[Entry]:
        """What this file feeds."""
        return [entry for entry in self.entries if fnmatchcase(name, entry.pattern)]


def load_mapping(path: Path) -> ExportMapping:
    """Read a mapping. Raises MappingError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MappingError(not_there(path.name, error)) from error
    except UnicodeDecodeError as error:
        raise MappingError(Phrase(f"{path.name} 不是 UTF-8", f"{path.name} is not UTF-8")) from error
    return read_mapping(path.name, text)


def read_mapping(name: str, text: str) -> ExportMapping:
    """The mapping in `text`; `name` is its file's name for errors. Raises MappingError."""
    data, lines = mapping_document(name, text)
    return mapping_of(name, data, lines)


def mapping_document(name: str, text: str) -> tuple[object, Mapping[KeyPath, int]]:
    """The YAML of a mapping as plain data, and the line of everything in it. Raises MappingError."""
    try:
        return read_yaml(name, text)
    except RulesError as error:
        raise MappingError(Phrase(error.say["zh"], error.say["en"])) from error


def mapping_of(name: str, data: object, lines: Mapping[KeyPath, int]) -> ExportMapping:
    """The mapping in plain data; `lines` says where everything stands. Raises MappingError."""
    return _Reading(name, lines).mapping(data)


class _Reading:
    """One mapping file being read; knows where everything stands."""

    def __init__(self, name: str, lines: Mapping[KeyPath, int]) -> None:
        self._name, self._lines = name, lines

    def mapping(self, data: object) -> ExportMapping:
        if not isinstance(data, list):
            raise self._wrong(
                (),
                "映射是一个列表，每项有 from、to、columns",
                "a mapping is a list of entries with from, to and columns",
            )
        entries: list[Entry] = []
        ignored: list[str] = []
        for index, item in enumerate(data):
            table = self._table(item, (index,), _ENTRY_KEYS)
            ignored += self._patterns(table.get("ignore", []), (index, "ignore"))
            if table.keys() != {"ignore"}:
                entries.append(self._entry(table, (index,)))
        return ExportMapping(tuple(entries), tuple(ignored))

    def _entry(self, item: Mapping[str, object], path: KeyPath) -> Entry:
        for key in ("from", "to", "columns"):
            if key not in item:
                raise self._wrong(path, f"缺少 {key}", f"{key} is missing")
        (pattern,) = self._patterns([item["from"]], (*path, "from"))
        target = self._target(item["to"], (*path, "to"))
        keys = item.get("keys", "id")
        if keys not in ("id", "name"):
            raise self._wrong((*path, "keys"), "keys 只能是 id 或 name", "keys must be id or name")
        columns = {
            name: self._column(value, (*path, "columns", name))
            for name, value in self._table(item["columns"], (*path, "columns"), None).items()
        }
        entry = Entry(pattern, target, columns, named=keys == "name")
        self._check_columns(entry, (*path, "columns"))
        return entry

    def _target(self, value: object, path: KeyPath) -> str:
        text = self._text(value, path)
        text = text if text.endswith(".csv") else f"{text}.csv"
        known = (*_FORMATS, *NOT_USED_YET)
        if text not in known:
            raise self._wrong(
                path, f"没有 {text} 这个文件", f"there is no file {text}", get_close_matches(text, known, 1)
            )
        return text

    def _column(self, value: object, path: KeyPath) -> MappedColumn:
        if not isinstance(value, dict):
            return MappedColumn(source=self._text(value, path))
        value = self._table(value, path, _COLUMN_KEYS)
        if ("const" in value) == ("source" in value):
            raise self._wrong(path, "要有 source 或 const，二者之一", "give either source or const")
        replaced = self._table(value.get("map", {}), (*path, "map"), None)
        return MappedColumn(
            source=self._text(value["source"], (*path, "source")) if "source" in value else "",
            const=self._text(value["const"], (*path, "const")) if "const" in value else None,
            values={old: self._text(new, (*path, "map", old)) for old, new in replaced.items()},
            default=self._text(value["default"], (*path, "default")) if "default" in value else None,
            role=self._role(value["role"], (*path, "role")) if "role" in value else None,
        )

    def _check_columns(self, entry: Entry, path: KeyPath) -> None:
        """What our file cannot do without is mapped, and no name of ours is misspelt."""
        of = entry.format
        if of is None:
            return
        serves = {of.id_column} if entry.named and "name" in of.by_name else set()
        for column in of.columns:
            if column.needed and column.name not in entry.columns and column.name not in serves:
                raise self._wrong(path, f"缺少 {column.name}", f"{column.name} is missing")
        free = [name for name in of.by_name if name not in entry.columns]
        for name in entry.columns:
            close = get_close_matches(name, free, 1, 0.85)
            if name not in of.by_name and (close or not of.attributes):
                zh, en = f"{of.file} 没有 {name} 这一列", f"{of.file} has no column {name}"
                raise self._wrong((*path, name), zh, en, close)

    def _table(self, value: object, path: KeyPath, known: Sequence[str] | None) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self._wrong(path, "这里要写 键: 值", "this must be written as key: value")
        for key in value if known is not None else ():
            if key not in (known or ()):
                close = get_close_matches(str(key), known or (), 1, 0.5)
                raise self._wrong((*path, key), f"不认得 {key}", f"{key} is not known here", close)
        return value

    def _patterns(self, value: object, path: KeyPath) -> list[str]:
        if not isinstance(value, list):
            raise self._wrong(path, "这里要写列表 [...]", "this must be a list [...]")
        return [self._text(pattern, path) for pattern in value]

    def _role(self, value: object, path: KeyPath) -> Role:
        text = self._text(value, path)
        if text not in tuple(Role):
            listed = ", ".join(Role)
            raise self._wrong(
                path,
                f"角色只能是 {listed} 之一",
                f"a role is one of {listed}",
                get_close_matches(text, tuple(Role), 1, 0.5),
            )
        return Role(text)

    def _text(self, value: object, path: KeyPath) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise self._wrong(path, "这里要写文字，必要时加引号", "this must be text; put it in quotes")
        return value.strip()

    def _wrong(self, path: KeyPath, zh: str, en: str, close: Sequence[str] = ()) -> MappingError:
        line = next((self._lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self._lines), 1)
        at, where = f"{self._name}:{line}", dotted(path)
        meant = (f"，是否指 {close[0]}？", f"; did you mean {close[0]}?") if close else ("", "")
        start = (f"{at}：{where}：", f"{at}: {where}: ") if where else (f"{at}：", f"{at}: ")
        return MappingError(Phrase(f"{start[0]}{zh}{meant[0]}", f"{start[1]}{en}{meant[1]}"))
