"""YAML as plain data with the line of every key, and no second meaning for a repeated one."""

from typing import Any

import yaml

from config.errors import KeyPath, RulesError


def read_yaml(name: str, text: str) -> tuple[Any, dict[KeyPath, int]]:
    """The data in `text`, and the line (from 1) of each key and item. `name` is the file's name for errors.

    Raises RulesError for broken YAML, a key given twice, a key that is not text, or an alias (*name).
    """
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        reader = _Reader(name, loader)
        return (None if node is None else reader.data(node, ())), reader.lines
    except (yaml.YAMLError, ValueError) as failure:
        raise _broken(name, failure) from None


def _broken(name: str, failure: Exception) -> RulesError:
    mark = getattr(failure, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = getattr(failure, "problem", None) or str(failure).splitlines()[0]
    at = f"{name}:{line}"
    return RulesError(f"{at}: this is not valid YAML ({what}).", f"{at}：不符合 YAML 语法（{what}）。")


class _Reader:
    def __init__(self, name: str, loader: yaml.SafeLoader) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._name = name
        self._loader = loader
        self._seen: set[int] = set()

    def data(self, node: yaml.Node, path: KeyPath) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self._refused(node, "aliases (*name) are not used in rule files", "规则文件不使用别名（*name）")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.data(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in found:
                raise self._refused(key_node, f'the key "{key}" is given twice', f"“{key}”写了两次")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.data(value_node, (*path, key))
        return found

    def _key(self, node: yaml.Node) -> str:
        key = self._loader.construct_object(node) if isinstance(node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            raise self._refused(node, "a key must be text", "键必须是文字")
        return key

    def _refused(self, node: yaml.Node, en: str, zh: str) -> RulesError:
        at = f"{self._name}:{node.start_mark.line + 1}"
        return RulesError(f"{at}: {en}.", f"{at}：{zh}。")
