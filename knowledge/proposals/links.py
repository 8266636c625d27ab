"""Links in what people write: plain text, links glued to Chinese, wrapped in brackets, several in a row."""

import re
from itertools import islice

from knowledge.proposals.model import Link

LONGEST_LINE = 200
"""The words beside a link are kept up to this many characters."""

MOST = 100
"""So many links of one message are read."""

LONGEST_TEXT = 100_000
"""Links further down in a text are not read."""

_STOPS = (
    '\\s\x00-\x20<>"“”‘’`|\\\\^'
    "，。；：？！、…（）《》〈〉「」『』【】〔〕"
    "\u3000\ufeff\u200b\u200e\u200f\u202a-\u202e\ud800-\udfff"
)
"""What no link holds. Chinese punctuation comes percent-encoded where it belongs to one."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NO_HOST = "/?#,;()\\[\\]!*'"
_NEXT = r"[,;|]https?://"
_LATIN, _ANY = (
    rf"[^{_STOPS}{_NO_HOST}{others}]+(?:[/?#](?:(?!{_NEXT})[^{_STOPS}{others}])*)?" for others in (_HAN, "")
)
_FILED = (
    rf"[^{_STOPS}{_NO_HOST}{_HAN}]+/(?:[^{_STOPS}?#{_HAN}]*/)?(?=[{_HAN}])(?:[{_HAN}][^{_STOPS}/?#]{{0,60}}/){{0,4}}"
    rf"[^{_STOPS}/?#]{{1,120}}?\.(?:pptx?|docx?|xlsx?|pdf|wps|et|dps)(?![a-z0-9])"
)
_LINK = re.compile(rf"https?://(?=\w)(?:(?=[{_HAN}]){_ANY}|{_FILED}|{_LATIN})", re.IGNORECASE)
"""Chinese ends a link ("acme.example/a看一下"), as in a link it comes percent-encoded; unless the host is Chinese, or a
step of the path begins with it and a file's ending closes it ("files.example/s/报价单.pdf", typed or pasted bare).
"""

_CLOSING = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'*~"
_BRACKETS = re.compile(r"[()（）<>\[\]*`]|《\s*》|【\s*】|“\s*”|\"\s*\"")
_GAP = re.compile(r"\s*([，。；：、])[\s，。；：、,;:]*|\s+([,;:])")
_JOINED = re.compile(r"\s*(?:和|与|及|跟|以及|还有|and|or|&|\+)\s*", re.IGNORECASE)
"""Words that only stand between links."""

_EDGES = " \t\r\u3000,，.。;；:：、-–—·•|"


def links_in(text: str) -> tuple[Link, ...]:
    """The http and https links of a text, each once, in order, with the words of its line or of the one above."""
    found: dict[str, Link] = {}
    above = ""
    for line in text[:LONGEST_TEXT].splitlines():
        urls = [_trimmed(match[0]) for match in islice(_LINK.finditer(line), MOST)]
        words = _words(line)
        for url in urls:
            found.setdefault(url, Link(url, words or above))
        above = words or above
        if len(found) >= MOST:
            break
    return tuple(found.values())[:MOST]


def _trimmed(url: str) -> str:
    """Without the sentence's punctuation behind it; a bracket stays where the link itself opened it."""
    end = len(url)
    spare = {closing: url.count(closing) - url.count(opening) for closing, opening in _CLOSING.items()}
    while url[end - 1] in _TRAILING or spare.get(url[end - 1], 0) > 0:
        end -= 1
        spare[url[end]] = spare.get(url[end], 0) - 1
    return url[:end]


def _words(line: str) -> str:
    """What else a line says, without what only held the links together."""
    bare = _LINK.sub(lambda match: f" {match[0][len(_trimmed(match[0])) :]}", line)
    words = _GAP.sub(r"\1\2", " ".join(_BRACKETS.sub(" ", bare).split())).strip(_EDGES)
    return "" if _JOINED.fullmatch(words) else words[:LONGEST_LINE]
