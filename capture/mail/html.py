"""HTML of a mail as plain text: lines where it has blocks, "> " before what it quotes, addresses behind its links."""

import re
from collections.abc import Iterator
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
    reader.feed(_closed(html[:LONGEST]))
    reader.close()
    return reader.text()


def _closed(html: str) -> str:
    """HTML without comments and declarations, and with nothing that opens and is never closed: the standard parser
    looks for the end of each such anew, to the end of the text.
    """
    bare = _DECLARATION.sub(" ", "".join(_uncommented(html)))
    end = bare.rfind(">") + 1
    return bare[:end] + bare[end:].replace("<", " ")


def _uncommented(html: str) -> Iterator[str]:
    place = 0
    while (begin := html.find("<!--", place)) >= 0:
        yield html[place:begin]
        end = html.find("-->", begin + 4)
        if end < 0:
            place = begin + 4
            break
        place = end + 3
    yield html[place:].replace("<!--", " ")


_DECLARATION = re.compile(r"<[!?][^>]*>?")


class _Reader(HTMLParser):
    """Collects lines. Tags that are never closed hide nothing for longer than to the end of the body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        self._depth = 0
        self._link, self._begun = "", 0
        self._told: set[str] = set()

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
            self._link, self._begun = given.get("href") or "", len(self._line)
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
            if self._is_news(self._link):
                self._line.append(f" {self._link} ")
                self._told.add(self._link)
            self._link = ""

    def _is_news(self, link: str) -> bool:
        """Whether an address is not told by its own text, nor on the same line already."""
        said = "".join(self._line[self._begun :])
        return link.lower().startswith(("http://", "https://")) and link not in self._told and link not in said

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
        self._told.clear()
        if line or (self._lines and self._lines[-1].strip("> ")):
            self._lines.append(f"{'> ' * min(self._depth, 8)}{line}".rstrip())
