"""The checkout as the checks see it: parsed source, the files that git keeps, made-up files for self-tests."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("bot", "handlers", "capture", "notifiers", "knowledge", "config")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file: its path from the root with forward slashes, its text, its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def at(self, node: ast.expr | ast.stmt | ast.excepthandler | ast.arg, what: str) -> str:
        """A finding, as file:line and a sentence."""
        return f"{self.path}:{node.lineno}: {what}"


def snippet(text: str, path: str = "knowledge/people/snippet.py") -> Source:
    """A file that exists only in a self-test."""
    return Source(path, text, ast.parse(text))


@cache
def product() -> tuple[Source, ...]:
    """main.py and every module of the six folders."""
    paths = [ROOT / "main.py", *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
    return tuple(_read(path) for path in sorted(paths))


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that git has or would take, relative to the root. Empty where this is no git checkout."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = (name for name in listing.stdout.split("\0") if name)
    return tuple(sorted({Path(name) for name in names if (ROOT / name).is_file()}))
