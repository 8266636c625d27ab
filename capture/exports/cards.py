"""A battle card: YAML front matter, then Markdown, read into statements that each know their line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from capture.exports import reasons
from capture.exports.reasons import Phrase, Unreadable
from capture.exports.values import day, listed, name
from config.errors import KeyPath, RulesError
from config.yaml_lines import read_yaml

LONGEST_CARD = 200_000
"""A card is at most this many characters long."""

LONGEST_NAME = 200
"""And its file's name, without .md, at most so many."""

_FENCE = "---"
_OWN = ("title", "competitor", "product", "owner", "verified_on")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)[\s#]*")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)、])\s+(?:\[[ xX]\]\s+)?")
_QUOTED = re.compile(r"\s*>\s?")
_RULE = re.compile(r"\s*(?:(?:[-*_]\s*){3,}|[|:\s-]+|```.*|~~~.*)")
"""Lines that only draw: a rule, the dashes of a table, the fence of a code block."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRONG = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]*)\)")
_UNDECODED = re.compile("[\ud800-\udfff\0]")


class BadCard(ValueError):
    """A card that cannot be taken: the line at fault (from 1), and the field of its front matter."""

    def __init__(self, line: int, column: str, value: str, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.line, self.column, self.value, self.phrase = line, column, value, phrase


@dataclass(slots=True)
class _Statement:
    number: int
    section: str
    text: str


def read_card(card_id: str, text: str, zone: tzinfo) -> dict[str, Any]:
    """A card in plain JSON; what else its front matter says is kept as attributes. Raises BadCard.

    Without a title its first heading serves, else `card_id`.
    """
    _check(card_id, text)
    lines = text.removeprefix("\ufeff").splitlines()
    front, first = _front_matter(lines)
    body = _without_comments(lines[first:])
    said = list(_statements(body, first + 1))
    if not said:
        raise BadCard(len(lines) or 1, "text", "", reasons.NOTHING_SAID)
    heading = next((found[1] for line in body if (found := _HEADING.fullmatch(line))), "")
    return {
        "card_id": card_id,
        "title": front.text("title") or _plain(heading) or card_id,
        "competitors": front.names("competitor"),
        "product": front.text("product"),
        "owner": front.text("owner"),
        "verified_on": front.day("verified_on", zone),
        "lines": [[one.number, one.section, one.text] for one in said],
        "attributes": front.others(),
    }


def _check(card_id: str, text: str) -> None:
    if len(card_id) > LONGEST_NAME:
        raise BadCard(1, "", card_id, reasons.too_long(LONGEST_NAME))
    if _UNDECODED.search(card_id):
        raise BadCard(1, "", card_id, reasons.BAD_BYTES)
    if len(text) > LONGEST_CARD:
        raise BadCard(1, "", "", reasons.too_long(LONGEST_CARD))
    if found := _UNDECODED.search(text):
        raise BadCard(text.count("\n", 0, found.start()) + 1, "", "", reasons.BAD_BYTES)


class _Front:
    """The front matter's fields, and the line on which each stands."""

    def __init__(self, fields: Mapping[str, Any], lines: Mapping[KeyPath, int]) -> None:
        self._fields, self._lines = fields, lines

    def text(self, key: str) -> str:
        return "; ".join(self.names(key)) if isinstance(self._fields.get(key), list) else self._word(key)

    def names(self, key: str) -> list[str]:
        """A list, or text with semicolons."""
        value = self._fields.get(key)
        if isinstance(value, list):
            return list(dict.fromkeys(part for one in value if (part := self._told(key, one))))
        return listed(self._word(key))

    def day(self, key: str, zone: tzinfo) -> str | None:
        text = self._word(key)
        try:
            return day(text, zone) if text else None
        except Unreadable as error:
            raise self._wrong(key, text, error.phrase) from None

    def others(self) -> dict[str, str]:
        """What is none of ours, as text."""
        return {key: self.text(key) for key in self._fields if key not in _OWN}

    def _word(self, key: str) -> str:
        return self._told(key, self._fields.get(key))

    def _told(self, key: str, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime | date):
            return value.isoformat()
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise self._wrong(key, str(value), reasons.NOT_TEXT)
        return name(str(value))

    def _wrong(self, key: str, value: str, phrase: Phrase) -> BadCard:
        return BadCard(self._lines.get((key,), 0) + 1, key, value, phrase)


def _front_matter(lines: Sequence[str]) -> tuple[_Front, int]:
    """The fields at the top, and how many lines they take; none where the card begins with its text."""
    if not lines or lines[0].strip() != _FENCE:
        return _Front({}, {}), 0
    last = next((place for place in range(1, len(lines)) if lines[place].strip() == _FENCE), None)
    if last is None:
        raise BadCard(1, "", lines[0], reasons.NEVER_CLOSED)
    try:
        data, places = read_yaml("", "\n".join(lines[1:last]))
    except RulesError as error:
        raise _bad_yaml(error) from None
    if not isinstance(data, dict | None):
        raise BadCard(2, "", "", reasons.NOT_KEYS)
    return _Front(data or {}, places), last + 1


def _bad_yaml(error: RulesError) -> BadCard:
    """The reader counts from the line below the first `---`."""
    found = re.match(r":(\d+): (.*?)\.?$", error.say["en"], re.DOTALL)
    line, what = (int(found[1]), found[2]) if found else (1, error.say["en"])
    return BadCard(line + 1, "", "", reasons.bad_yaml(what))


def _without_comments(lines: Sequence[str]) -> list[str]:
    """The same number of lines."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(lines)).split("\n") if lines else []


def _statements(lines: Sequence[str], first: int) -> Iterator[_Statement]:
    """One for each item, paragraph or row of a table; a paragraph that runs over several lines is one."""
    section, open_one = "", None
    for number, line in enumerate(lines, first):
        heading = _HEADING.fullmatch(line)
        text = _plain(_ITEM.sub("", _QUOTED.sub("", line), count=1))
        begins = _ITEM.match(line) or _QUOTED.match(line) or "|" in line
        if heading or not text or _RULE.fullmatch(line) or begins:
            if open_one:
                yield open_one
            open_one = None
        if heading:
            section = _plain(heading[1])
        elif text and not _RULE.fullmatch(line):
            if open_one is None:
                open_one = _Statement(number, section, text)
            else:
                open_one.text = _joined(open_one.text, text)
    if open_one:
        yield open_one


def _joined(before: str, after: str) -> str:
    """Two lines of a paragraph; Chinese needs no space between them."""
    return f"{before} {after}" if before[-1].isascii() or after[0].isascii() else before + after


def _plain(text: str) -> str:
    """Without Markdown's marks; a link keeps its words and its address."""
    words = _LINK.sub(lambda found: " ".join(part for part in (found[1], found[2]) if part), text)
    words = _STRONG.sub(r"\2", words).strip().strip("|").strip()
    return " ".join(re.sub(r"\s*\|\s*", " · ", words).split())
