"""A line of chat as sentences and clauses, each with its place in the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capture.promises.due import plain_digits

LONGEST = 2_000
"""Only so many characters of a message are read for promises."""

_UNSAID = re.compile(
    r"```.*?```|`[^`\n]*`|https?://\S+|(?m:^[ \t]?(?:>|&gt;)[^\n]*)|<(?:https?|mailto):[^>]*>"
    r"|(?<=[:：])\s*(?:“[^”]{4,}”|\"[^\"]{4,}\"|「[^」]{4,}」|『[^』]{4,}』)",
    re.DOTALL,
)
_QUOTED = re.compile(r"“[^“”\n]{3,}”|\"[^\"\n]{3,}\"|「[^「」\n]{3,}」")
_OF_THEMSELVES = re.compile(r"我|\b(?:I|[Ww]e)(?:'ll|\s+will)\b")
"""Between quotation marks somebody speaks of themselves: it is said again, not said."""
_TOLD = re.compile(
    r"(?:说|讲|道|回复?|写|喊|问|叫|\b(?:said|says?|told\s[^\n,.]{1,20}|wrote|writes?))(?:了|的|是|过|着)?\s*[,，:：]?\s*$",
    re.IGNORECASE,
)
_TELLER = re.compile(r"[^，,。！？；;\n]*$")
_OWN = re.compile(r"我|\b(?:I|we)\b", re.IGNORECASE)
"""What the sender told somebody counts: they said it, so they will."""
_FURTHEST = 40
_SPOKEN_OF = re.compile(
    r"[\s—–，,-]*(?:[这那][种句类样些个]{0,2}(?:话|说|口|套|承诺|鬼)|之类|云云|的(?:话术?|说法|承诺))"
)
"""Words that are talked about (“…”这种话)."""
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
    return _QUOTED.sub(_unless_cited, _UNSAID.sub(_blank, said))


def _unless_cited(match: re.Match[str]) -> str:
    """What stands between quotation marks, blank where it is somebody's word told, or talked about."""
    before = match.string[max(0, match.start() - _FURTHEST) : match.start()].rstrip(",，:： ")
    teller = _TELLER.search(before)
    told = _TOLD.search(before) is not None and not (teller and _OWN.search(teller[0]))
    cited = told or _SPOKEN_OF.match(match.string, match.end()) or _OF_THEMSELVES.search(match[0])
    return _blank(match) if cited else match[0]


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
