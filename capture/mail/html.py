"""HTML of a mail as plain text: lines where it has blocks, "> " before what it quotes, addresses behind its links."""

import re
from html.parser import HTMLParser

_HIDDEN = frozenset({"style", "script", "head", "title", "template", "noscript", "object", "svg"})
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section"}
)
_SPACES = re.compile(r"[ \t\xa0\u200b]+")
_GAPS = re.compile(r"\n{3,}")

LONGEST = 2_000_000
"""Characters of HTML that are read."""


def as_text(html: str) -> str:
    """The text of an HTML mail."""
    reader = _Reader()
    reader.feed(html[:LONGEST])
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects lines. Tags that are never closed hide nothing for longer than to the end of the body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._depth = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; what is hidden is passed over."""
        given = dict(attrs)
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "body":
            self._hidden.clear()
        elif tag == "blockquote":
            self._end_line()
            self._depth += 1
        elif tag in _BLOCKS:
            self._end_line()
        elif tag in ("td", "th"):
            self._line.append(" ")
        elif tag == "a":
            self._link = given.get("href") or ""
        elif tag == "img" and not self._hidden and (given.get("alt") or "").strip():
            self._line.append(str(given["alt"]))

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends its line; behind a link its address is told where the text does not say it."""
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag == "blockquote":
            self._end_line()
            self._depth = max(0, self._depth - 1)
        elif tag in _BLOCKS:
            self._end_line()
        elif tag == "a":
            if self._link.lower().startswith(("http://", "https://")) and self._link not in "".join(self._line):
                self._line.append(f" {self._link} ")
            self._link = ""

    def handle_data(self, data: str) -> None:
        """Text is kept, its line ends being spaces."""
        if not self._hidden:
            self._line.append(data.replace("\n", " "))

    def text(self) -> str:
        """What was read."""
        self._end_line()
        return _GAPS.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def _end_line(self) -> None:
        line = _SPACES.sub(" ", "".join(self._line)).strip()
        self._line = []
        if line or (self._lines and self._lines[-1].strip("> ")):
            self._lines.append(f"{'> ' * min(self._depth, 8)}{line}".rstrip())
