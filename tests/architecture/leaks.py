"""What must not be written into a file that others get: a registry's host, a path of the machine it was written on."""

import re
from collections.abc import Iterable
from pathlib import Path

# Written with escapes and brackets, so that this file does not find itself.
REGISTRIES = (
    r"pypi\.org|pythonhosted\.org|test\.pypi|registry\.npmjs\.org|registry\.yarnpkg\.com|deb\.debian\.org"
    r"|security\.debian\.org|proxy\.golang\.org|index\.crates\.io|repo1?\.maven\.org|(?:extra-)?index-url[ =]"
)
# At the start of a path only: a page /home/ of a web site, or example.com/work/, is nobody's machine.
MACHINE_PATHS = (
    r"(?<![\w.~:/*?}])/(?:(?:[w]ork|[r]oot|[f]arm|[t]mp)/|(?:[h]ome|[U]sers)/[A-Za-z]\w*/)|[A-Z]:\\\\?Users\\"
)
LEAK = re.compile(f"{REGISTRIES}|{MACHINE_PATHS}")


def leaks(files: Iterable[Path]) -> list[str]:
    """Lines that name a registry or a place on one machine; files with NUL bytes are pictures and the like."""
    return [finding for file in files for finding in _of_file(file)]


def _of_file(file: Path) -> list[str]:
    content = file.read_bytes()
    if b"\0" in content:
        return []
    lines = content.decode("utf-8", errors="replace").splitlines()
    return [f"{file}:{number}: {found[0]}" for number, line in enumerate(lines, 1) if (found := LEAK.search(line))]
