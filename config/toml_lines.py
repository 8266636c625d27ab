"""Where in a TOML text each key stands. tomllib reads values but keeps no line numbers."""

import re
import tomllib

from config.errors import KeyPath

_TOKEN = re.compile(
    r'''(?P<skip>[ \t\r]+|\#[^\n]*)
      | (?P<newline>\n)
      | (?P<text>"""(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
      | (?P<mark>[\[\]{}=,.])
      | (?P<bare>[^\s\[\]{}=,."'\#]+)''',
    re.VERBOSE | re.DOTALL,
)
_Token = tuple[str, str, int]  # kind, text, line
_END: _Token = ("newline", "", 0)


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line (from 1) of every key, table and array item of `text`, which tomllib must have accepted."""
    scanner = _Scanner(text)
    while scanner.here < len(scanner.tokens):
        scanner.statement()
    return scanner.lines


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            found.append((kind, match.group(), line))
        line += match.group().count("\n")
    return found


def _unquoted(token: _Token) -> str:
    kind, text, _ = token
    return str(tomllib.loads(f"key = {text}")["key"]) if kind == "text" else text


class _Scanner:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.here = 0
        self.lines: dict[KeyPath, int] = {}
        self._table: KeyPath = ()
        self._counts: dict[KeyPath, int] = {}

    def statement(self) -> None:
        """One line's worth: a table header, or a key and its value."""
        _, text, line = self._peek()
        if text == "[":
            self._header(line)
        elif self._peek()[0] == "newline":
            self.here += 1
        else:
            self._pair(self._table)

    def _peek(self) -> _Token:
        return self.tokens[self.here] if self.here < len(self.tokens) else _END

    def _take(self) -> _Token:
        token = self._peek()
        self.here += 1
        return token

    def _skip_newlines(self) -> None:
        while self.here < len(self.tokens) and self._peek()[0] == "newline":
            self.here += 1

    def _key(self) -> list[str]:
        parts = [_unquoted(self._take())]
        while self._peek()[1] == ".":
            self._take()
            parts.append(_unquoted(self._take()))
        return parts

    def _record(self, base: KeyPath, parts: list[str], line: int) -> KeyPath:
        for part in parts:
            base = (*base, part)
            self.lines.setdefault(base, line)
        return base

    def _header(self, line: int) -> None:
        marks = 0
        while self._peek()[1] == "[":
            self._take()
            marks += 1
        keys = self._key()
        for _ in range(marks):
            self._take()
        self._table = self._resolved(keys, marks, line)

    def _resolved(self, keys: list[str], marks: int, line: int) -> KeyPath:
        """The table a header means: a name of an array of tables stands for that array's latest item."""
        path: KeyPath = ()
        for position, key in enumerate(keys, start=1):
            path = self._record(path, [key], line)
            if marks == 2 and position == len(keys):
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
                self.lines.setdefault(path, line)
        return path

    def _pair(self, base: KeyPath) -> None:
        line = self._peek()[2]
        path = self._record(base, self._key(), line)
        self._take()
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        opening = self._peek()[1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self._peek()[0] != "newline" and self._peek()[1] not in (",", "]", "}"):
                self._take()

    def _array(self, path: KeyPath) -> None:
        self._take()
        index = 0
        self._skip_newlines()
        while self._peek()[1] not in ("]", ""):
            self.lines[(*path, index)] = self._peek()[2]
            self._value((*path, index))
            index += 1
            self._separator()
        self._take()

    def _inline_table(self, path: KeyPath) -> None:
        self._take()
        self._skip_newlines()
        while self._peek()[1] not in ("}", ""):
            self._pair(path)
            self._separator()
        self._take()

    def _separator(self) -> None:
        self._skip_newlines()
        if self._peek()[1] == ",":
            self._take()
        self._skip_newlines()
