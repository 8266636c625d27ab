"""Text cut to a platform's limit, in UTF-8 bytes or in characters (code points), where a reader would cut it.

Never inside a code point, a grapheme, an escape, a link or a mention, unless that piece alone is larger than the
limit: then it is cut between graphemes, and a grapheme that is larger itself between its code points.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from bot.wire.graphemes import borders
from bot.wire.whole import LOOSENED, forbidden

_ENDS = "。！？；…!?;."
_CLOSING = "”’」』）】》〉)]}\"'"
_NEVER_FIRST = frozenset(_ENDS + _CLOSING + "，、：,:%‰℃~·")
_NEVER_LAST = frozenset("“‘「『（【《〈([{$¥￥#@")
_WIDE_FROM = "\u2e80"
"""From here on, between any two characters is a word border."""

_PARAGRAPH, _LINE, _SENTENCE, _WORD, _ANYWHERE = 4, 3, 2, 1, 0

Size = Callable[[str], int]


def split(text: str, most_bytes: int, continued: str) -> tuple[str, ...]:
    """`text` in parts of at most `most_bytes` UTF-8 bytes, each but the last ending with the marker `continued`.

    Without the markers the parts join to exactly `text`. Raises ValueError where a marker leaves no room for text.
    """
    return _split(text, most_bytes, continued, _bytes_of)


def split_characters(text: str, most: int, continued: str) -> tuple[str, ...]:
    """Like `split`, with a limit counted in characters."""
    return _split(text, most, continued, len)


def shorten(text: str, most_bytes: int, mark: str) -> str:
    """`text`, or as much of it as fits `most_bytes` UTF-8 bytes together with `mark` at its end.

    Raises ValueError where the mark leaves no room for text.
    """
    return _shorten(text, most_bytes, mark, _bytes_of)


def shorten_characters(text: str, most: int, mark: str) -> str:
    """Like `shorten`, with a limit counted in characters."""
    return _shorten(text, most, mark, len)


def utf8_size(text: str) -> int:
    """Bytes of `text` in UTF-8; half a surrogate pair counts as three."""
    return sum(map(_bytes_of, text))


def _split(text: str, most: int, continued: str, size: Size) -> tuple[str, ...]:
    if _length(text, size) <= most:
        return (text,)
    cutter, parts, start = _Cutter(text, size), [], 0
    while not cutter.fits(start, most):
        end = cutter.readable_cut(start, most - _length(continued, size))
        parts.append(text[start:end] + continued)
        start = end
    return (*parts, text[start:])


def _shorten(text: str, most: int, mark: str, size: Size) -> str:
    if _length(text, size) <= most:
        return text
    cutter = _Cutter(text, size)
    return text[: cutter.fullest_cut(most - _length(mark, size))].rstrip() + mark


class _Cutter:
    """One text, how large it is up to each position, and where it may be cut."""

    def __init__(self, text: str, size: Size) -> None:
        self._text = text
        self._upto = [0, *accumulate(map(size, text))]
        self._graphemes = borders(text)
        self._forbidden = cache(lambda level: forbidden(text, LOOSENED[level]))

    def fits(self, start: int, most: int) -> bool:
        """Whether all from `start` on is within the limit."""
        return self._upto[-1] - self._upto[start] <= most

    def readable_cut(self, start: int, most: int) -> int:
        """The best place: the end of a paragraph, line or sentence in the latter half, else the last word border."""
        cuts = self._cuts(start, self._furthest(start, most))
        half = self._upto[start] + most / 2
        ranks = {cut: self._rank(cut) for cut in cuts}
        late = [cut for cut in cuts if self._upto[cut] >= half and ranks[cut] >= _SENTENCE]
        if late:
            return max(late, key=lambda cut: (ranks[cut], cut))
        return max(cuts, key=lambda cut: (ranks[cut] >= _WORD, cut))

    def fullest_cut(self, most: int) -> int:
        """The last word border, where one lies in the latter half; else the last place at all."""
        cuts = self._cuts(0, self._furthest(0, most))
        words = [cut for cut in cuts if self._rank(cut) >= _WORD and self._upto[cut] >= most / 2]
        return words[-1] if words else cuts[-1]

    def _furthest(self, start: int, most: int) -> int:
        """The last position whose text from `start` fits. Raises ValueError where not one character does."""
        end = bisect_right(self._upto, self._upto[start] + most) - 1
        if end <= start:
            raise ValueError(f"a limit of {most} leaves no room for text")
        return end

    def _cuts(self, start: int, furthest: int) -> list[int]:
        """Where text from `start` may be cut, keeping as much whole as can be."""
        places = [at for at in range(start + 1, furthest + 1) if self._graphemes[at]]
        for level in range(len(LOOSENED)):
            inside = self._forbidden(level)
            kept = [at for at in places if not inside[at]]
            if kept:
                return kept
        return [furthest]

    def _rank(self, at: int) -> int:
        """How good a place for a cut `at` is."""
        before = self._text[max(0, at - 3) : at]
        if before.endswith("\n"):
            return self._line_rank(at)
        bare = before.rstrip()
        if bare.rstrip(_CLOSING).endswith(tuple("。！？；…!?")) or (bare != before and bare.endswith((".", ";"))):
            return _WORD if self._text[at : at + 1] in _NEVER_FIRST else _SENTENCE
        return _WORD if self._is_word_border(at) else _ANYWHERE

    def _line_rank(self, at: int) -> int:
        """A paragraph ends with an empty line; a further line break after it would begin the next part."""
        if self._text[at : at + 1] == "\n":
            return _WORD
        return _PARAGRAPH if self._text[max(0, at - 3) : at].endswith(("\n\n", "\n\r\n")) else _LINE

    def _is_word_border(self, at: int) -> bool:
        before, after = self._text[at - 1 : at], self._text[at : at + 1]
        if before.isspace() or after.isspace():
            return before.isspace()
        wide = before >= _WIDE_FROM or after >= _WIDE_FROM
        return wide and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _length(text: str, size: Size) -> int:
    return sum(map(size, text))


def _bytes_of(one: str) -> int:
    point = ord(one)
    return 1 + (point > 0x7F) + (point > 0x7FF) + (point > 0xFFFF)
