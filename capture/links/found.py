"""The documents in a message: links and files, each with the words that speak of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

from capture.base import FileRef
from capture.links.address import AddressBook
from config.documents import Holds
from knowledge.proposals.links import MOST, links_in

NEAR = 1_000
"""Words further from a document than so many characters say nothing of it."""

_ENDINGS = re.compile(r"\.(pptx?|pptm|docx?|docm|pdf|xlsx?|xlsm|key|pages|numbers|odp|odt|wps|dps|et)$", re.IGNORECASE)
_BLANK = re.compile(r"^[\s，。；;,.、:：()（）\[\]【】<>*`·•–—-]*$")
_TITLED = re.compile(r"[「《“\"](?P<title>[^「」《》“”\"\n]{2,80})[」》”\"]")
_TOLD = re.compile(
    r"(?:邀请|授予|(?:分享|共享|转交|转让|移交)(?:给|了)?|@了?|提到了?)[你您](?!参加)|[你您](?:被邀请|获得)|"
    r"\b(?:shared|invited|granted|mentioned|given|gave)\b.*\byou\b|\byou\s+(?:have\s+been|were|can\s+now)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[，。；！？,;!?]")
"""What a tool tells somebody of a document, in one clause: all it says of it is its title."""

_ACCESS = re.compile(
    r"^[\s,，;；(（]*(?:提取码|访问码|密码|口令|\b(?:code|password|pwd|pass))\s*[:：]?\s*\w{3,12}[\s)）,，.。;；]*",
    re.IGNORECASE,
)
"""What opens a link and says nothing of it."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A document that a message shares: what tells it from others, where it is, what it is called, if that is known.

    `before` and `after` are the words on its side of the message, as far as the next document; `lead` those that lead
    up to several; `alone`: it is the only one there. `listed`: its place is known for documents. A file has no
    `url`; `file` names it. `row`: its place among the links that follow each other there with nothing between, and how
    many these are.
    """

    key: str
    holds: Holds
    title: str = ""
    url: str = ""
    service: str = ""
    before: str = ""
    after: str = ""
    lead: str = ""
    alone: bool = True
    listed: bool = True
    raw: str = ""
    file: FileRef | None = None
    row: tuple[int, int] = (0, 1)

    @property
    def words(self) -> str:
        """What is said of it."""
        return f"{self.before} {self.after}".strip()


@dataclass(frozen=True, slots=True)
class _Place:
    raw: str
    start: int
    end: int


def is_worth_a_look(text: str, files: Sequence[FileRef]) -> bool:
    """Whether a message can hold a document at all; found out in about a microsecond."""
    return "://" in text or any(_ENDINGS.search(one.name) for one in files)


def shared_in(text: str, files: Sequence[FileRef], book: AddressBook) -> list[Shared]:
    """The documents of a message, each once, in order: links of hosts that hold documents, then files. As many as links
    are read of one message.
    """
    places = _places(text)
    found: dict[str, Shared] = {}
    papers = [one for one in files if _ENDINGS.search(one.name)]
    for number, place in enumerate(places):
        address = book.address(place.raw)
        if address is None:
            continue
        before, after = _around(text, places, number)
        told = "" if address.title or len(places) > 1 else _told_title(before)
        one = Shared(
            *(address.key, address.holds, told or address.title, address.url, address.service),
            *("" if told else before, after),
            lead=_lead(text, places, number),
            alone=len(places) + len(papers) == 1,
            listed=address.listed,
            raw=place.raw,
            row=_row(text, places, number),
        )
        found.setdefault(one.key, one)
    for paper in papers:
        one = _file(paper, (text[: places[0].start] if places else text)[:NEAR], alone=len(papers) + len(places) == 1)
        found.setdefault(one.key, one)
    return list(found.values())[:MOST]


def _told_title(before: str) -> str:
    """The title by which a tool names the document: "将文档「…方案」的编辑权限授予你"."""
    titles, rest = _TITLED.findall(before), _TITLED.sub(" ", before)
    return titles[0] if len(titles) == 1 and _TOLD.search(rest) and not _CLAUSES.search(rest) else ""


def _file(paper: FileRef, text: str, *, alone: bool) -> Shared:
    name = unquote(paper.name)  # some forms upload names percent-encoded
    title = re.sub(r"[_+]+", " ", name).strip()
    holds: Holds = "slides" if paper.name.lower().endswith(("ppt", "pptx", "pptm", "key", "odp", "dps")) else "file"
    key = f"file:{name.casefold()}:{paper.size}"
    return Shared(key, holds, title, service="file", before=text, alone=alone, raw=paper.name, file=paper)


def _places(text: str) -> list[_Place]:
    """Where each link stands."""
    found, start = [], 0
    for link in links_in(text):
        at = text.find(link.url, start)
        at = at if at >= 0 else text.find(link.url)
        found.append(_Place(link.url, at, at + len(link.url)))
        start = at + len(link.url)
    return sorted(found, key=lambda one: one.start)


def _around(text: str, places: Sequence[_Place], number: int) -> tuple[str, str]:
    """The words before and after a link that speak of it: its caption on its line; of a link alone on its line, what
    stands above it; what stands behind it, where that is how the message is laid out or it is in brackets.
    """
    here = places[number]
    before = text[places[number - 1].end if number else 0 : here.start][-NEAR:]
    after = text[here.end : places[number + 1].start if number + 1 < len(places) else len(text)][:NEAR]
    if len(places) == 1:
        return before, after
    behind = _BLANK.match(text[: places[0].start]) is not None
    caption, rest = _without_brackets(_own_line(before)), _ACCESS.sub("", after.partition("\n")[0])
    trailed = not _BLANK.match(rest)
    if behind or (trailed and (_says_in_brackets(rest) or _BLANK.match(caption))):
        return ("" if behind or _BLANK.match(caption) else caption), (rest if trailed else after)
    if not _BLANK.match(caption):
        return caption, ("" if "\n" not in after and number + 1 < len(places) else rest)
    return _above(text, places, number), ""


def _lead(text: str, places: Sequence[_Place], number: int) -> str:
    """What is said before the first of several, and is not that one's own: the lines above its caption, or all that
    stands before it where both share a line.
    """
    if len(places) == 1:
        return ""
    before = text[: places[0].start]
    if number and "\n" not in text[places[0].end : places[number].start]:
        return before[-NEAR:]
    caption = _own_line(before)
    if _BLANK.match(caption) and _BLANK.match(_ACCESS.sub("", text[places[0].end :].partition("\n")[0])):
        return ""
    return before[: len(before) - len(caption)][-NEAR:]


def _row(text: str, places: Sequence[_Place], number: int) -> tuple[int, int]:
    """Its place among the links that stand in a row."""
    joined = [_BLANK.match(text[one.end : other.start]) is not None for one, other in pairwise(places)]
    first = last = number
    while first > 0 and joined[first - 1]:
        first -= 1
    while last < len(places) - 1 and joined[last]:
        last += 1
    return number - first, last - first + 1


def _own_line(before: str) -> str:
    return before.rpartition("\n")[2]


def _says_in_brackets(after: str) -> bool:
    return re.match(r"\s*[(（]", after) is not None


def _without_brackets(before: str) -> str:
    """What stands in brackets behind the link before is that one's."""
    return re.sub(r"^\s*[(（][^)）]*[)）]", "", before)


def _above(text: str, places: Sequence[_Place], number: int) -> str:
    """The lines above a link, as far as the link before; those that stand one after the other share them."""
    for earlier in range(number, -1, -1):
        before = text[places[earlier - 1].end if earlier else 0 : places[earlier].start][-NEAR:]
        if not _BLANK.match(before):
            return before.partition("\n")[2] if earlier and not _BLANK.match(before.partition("\n")[2]) else before
    return ""
