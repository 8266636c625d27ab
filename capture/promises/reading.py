"""A line of chat as sentences and clauses, each with its place in the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capture.promises.due import plain_digits

LONGEST = 2_000
"""Only so many characters of a message are read for promises."""

_UNSAID = re.compile(
    r"```.*?```|`[^`\n]*`|https?://\S+|(?m:^[ \t]?(?:>|&gt;).*$)|<(?:https?|mailto):[^>]*>"
    r"|(?<=[:：])\s*(?:“[^”]{4,}”|\"[^\"]{4,}\"|「[^」]{4,}」|『[^』]{4,}』)",
    re.DOTALL,
)
_OF_THEMSELVES = r"(?:我|\b(?:I|[Ww]e)(?:'ll|\s+will)\b)"
_CITED_WORD = re.compile(rf"“(?=[^“”\n]*{_OF_THEMSELVES})[^“”\n]*”|\"(?=[^\"\n]*{_OF_THEMSELVES})[^\"\n]*\"")
"""Between quotation marks somebody speaks of themselves: it is said again, not said."""
_FORWARDED = re.compile(
    r"(?m:^[ \t]*(?:[【\[(（]\s*(?:转发|fwd?\b)|转发\s*[:：]|fwd?\s*:|forwarding\s+(?:this\s+)?from\b"
    r"|-*[ \t]*forwarded\s+message))",
    re.IGNORECASE,
)
"""From here on it is somebody else's word."""
_PASSED_ON = re.compile(r"[（(【\[]\s*(?:转自|转发自|摘自|引自|来自)", re.IGNORECASE)
"""All of it is."""
_SENTENCE = re.compile(r"[^。！!？?；;\n…]+?(?:[。！!？?；;\n…]+|$|\.(?=\s|$)(?<!\b[A-Za-z]\.)(?<!No\.))")
_CLAUSE = re.compile(r"[^，,、]+")
_HAN = re.compile("[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the line; `asks`: it ends as a question."""

    text: str
    start: int
    asks: bool

    @property
    def is_chinese(self) -> bool:
        """Whether any Chinese character stands in it."""
        return _HAN.search(self.text) is not None


def said_itself(line: str) -> str:
    """The line without what is quoted or forwarded, code and links; every character that is left keeps its place."""
    plain = plain_digits(line[:LONGEST])
    forwarded = _FORWARDED.search(plain)
    if _PASSED_ON.search(plain):
        return " " * len(plain)
    said = plain[: forwarded.start()] if forwarded else plain
    return _CITED_WORD.sub(_blank, _UNSAID.sub(_blank, said))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, without their final punctuation."""
    for match in _SENTENCE.finditer(text):
        said = match[0].rstrip(" \t\r\n。！!？?；;….")
        bare = said.lstrip()
        if bare:
            yield Sentence(bare, match.start() + len(said) - len(bare), "?" in match[0] or "？" in match[0])


def clauses(sentence: Sentence) -> Iterator[Sentence]:
    """The clauses between commas, placed in the line."""
    for match in _CLAUSE.finditer(sentence.text):
        bare = match[0].strip()
        if bare:
            yield Sentence(bare, sentence.start + match.start() + match[0].index(bare), sentence.asks)
