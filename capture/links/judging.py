"""Whether a shared document is a proposal of ours for one customer: how sure that is, and what says so. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capture.clues import without_links
from capture.links.cues import Cue, Other, Paper, cues_in, without_papers
from capture.links.found import Shared
from capture.links.origin import is_sold_to_us
from capture.links.otherwise import OF_WHOM
from capture.links.signs import OUTWARD, signs_in
from capture.links.stated import stated_version

NEVER = frozenset({"form", "recording", "signing", "notice", "folder"})
"""What leads to one of these is no document of ours, whatever is said of it."""

_MISSING = {
    "title": 0.22,
    "words": 0.22,
    "aside": 0.45,
    "lead": 0.28,
    "earlier": 0.28,
    "customer": 0.6,
    "version": 0.6,
    "for": 0.75,
}
"""What each kind of evidence leaves of the doubt."""

_UNLISTED, _WIKI, _NOBODYS = 1.6, 2.2, 1.5
"""How much more doubt there is about a host that no rule names, a wiki page, and what neither names a customer
nor stands where one does."""

_STRANGERS = 0.4
"""So much doubt there is at least where somebody unknown is named as its author, or the words also speak of something
that is no proposal: people are asked.
"""

_DEALT = frozenset({"money", "goes_out"})
_CLIENTS = re.compile(
    r"他们|对方|客户|甲方|业主|\b(?:they|them|their|customer|client)\b",
    re.IGNORECASE,
)

_OURS = re.compile(
    r"(?:我们|咱们?|我司|我方)(?:自己)?的?[^，。；;,.\s]{0,4}$|\bour\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)

_HOUSE = re.compile(
    r"(?:工位|座位|福利|年假|调休|奖金|(?:销售|大区|片区|团队|人员|岗位)(?:区域|架构|分工|划分|编制)|晋升|年终|中秋|端午|春节)"
    r"[^，。；;,.\s]{0,6}方案|"
    r"\b(?:comp(?:ensation)?|commission|bonus|salary|incentive|hiring|headcount|territory|quota|off-?site|"
    r"(?<!third[\s-])party|office\s+(?:move|layout|space|seating)|(?:remote|hybrid)\s+work(?:ing)?|"
    r"(?:parental|annual|sick|paid)\s+leave|team\s+(?:event|trip))\s+(?:plan\s+|policy\s+|trip\s+)?proposal\b|"
    r"\bproposal\s+(?:from|by)\s+(?:hr|facilities|(?:the\s+)?people\s+team)\b",
    re.IGNORECASE,
)
"""Plans for the team's own house, where no customer is named."""

_BULLETS = re.compile(r"^[ \t]*(?:[-•·*–—]|[①-⑳]|\d{1,2}[.、)）])[^\n]*\n", re.MULTILINE)
"""Points of a list above a link tell what is in it; what it is, is said above them."""

_LIKELY = 0.55
"""How sure it is where nothing says what it is, but signs and a customer speak for a proposal: people are asked."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a document is taken to be. `confidence` is 0 to 1 that it is a proposal of ours for one customer.

    `why` names the evidence: "title", "words", "earlier", "customer", "version", "for" and such; `otherwise` is
    what it is instead, where something says so.
    """

    confidence: float
    paper: Paper | None = None
    why: tuple[str, ...] = ()
    otherwise: Other | str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a document: whether it is from outside, what was said before, for whom it seems to be.

    `named`: a customer is named in the words or the title; `placed`: the room, the thread or the sender's own customers
    leave one; `settled`: not the sender's alone, unless said to the bot itself; `own`: the sender's one customer, and
    nothing points elsewhere; `numbered`: one of several, each with a
    customer of its own, or announced by their number; `meant_for`: the words say that it goes to somebody; `of_rival`:
    that it comes from a competitor; `of_stranger`: maybe from somebody unknown; `of_customer`: from the customer.
    """

    outsider: bool = False
    earlier: Sequence[str] = ()
    named: bool = False
    placed: bool = False
    settled: bool = False
    own: bool = False
    numbered: bool = False
    meant_for: bool = False
    of_rival: bool = False
    of_stranger: bool = False
    of_customer: bool = False


def sorted_out(shared: Shared, around: Setting) -> Sorted:
    """What a document is, by its title, the words beside it, and what was said before."""
    version = stated_version(without_links(shared.words)) or stated_version(shared.title)
    if shared.holds in NEVER:
        return Sorted(0.02, otherwise=shared.holds)
    if around.outsider or around.of_rival:
        return Sorted(0.05, otherwise=Other.COMPETITOR if around.of_rival else Other.THEIRS)
    title, words = _last(cues_in(shared.title)), _nearest(shared)
    against = _against(title, _about_it(shared, title, words)) or _not_ours(shared, around)
    if against is not None:
        return Sorted(0.1, otherwise=against, version=version)
    earlier = None if title or words else _said_before(around.earlier)
    if earlier is not None and not earlier.is_paper:
        return Sorted(0.1, otherwise=_other(earlier), version=version)
    aside = None if title or words else _spoken_of(shared, around, version)
    lead = _last(_live(shared.lead)) if around.numbered and not (title or words) else None
    speaking = {"title": title, "words": words, "lead": lead, "aside": aside, "earlier": earlier}
    papers = {name: cue for name, cue in speaking.items() if cue is not None and cue.is_paper}
    if not papers:
        return _unnamed(shared, around, version)
    return _proposal(shared, around, papers, version)


def _proposal(shared: Shared, around: Setting, papers: Mapping[str, Cue], version: int | None) -> Sorted:
    """By what speaks for it."""
    why = [*papers, *_besides(around, version)]
    doubt = 1.0
    for name in why:
        doubt *= _MISSING[name]
    doubt *= _UNLISTED if not shared.listed else 1.0
    doubt *= _WIKI if shared.holds == "wiki" else 1.0
    if not around.named and not around.settled and not _is_of_a_deal(shared, around):
        doubt *= _NOBODYS * (1.8 if not (shared.listed or around.placed) else 1.0)
    doubt = max(doubt, _STRANGERS if around.of_stranger or _is_mixed(shared, papers) else 0.0)
    first = next(iter(papers.values())).says
    paper = first if isinstance(first, Paper) else None
    return Sorted(round(max(0.0, 1.0 - doubt), 3), paper, tuple(why), None, version)


def _is_of_a_deal(shared: Shared, around: Setting) -> bool:
    """Whether what somebody with one customer shares is for that one: it is said to be priced, or to go out to them."""
    if not around.own:
        return False
    said = without_papers(without_links(shared.words))
    return around.meant_for or _CLIENTS.search(said) is not None or not _DEALT.isdisjoint(signs_in(said))


def _is_mixed(shared: Shared, papers: Mapping[str, Cue]) -> bool:
    """Whether the words beside it speak of something else too, and the title does not tell: "case study, they want
    quotes". What other lines say is of other things.
    """
    if "title" in papers or not shared.alone:
        return False
    above = shared.before.rstrip().rpartition("\n")[2]
    last = _last(_live(above))
    if last is not None and last.is_paper and _OURS.search(above[: last.start]):
        return False
    return any(not one.is_paper for text in (above, shared.after.partition("\n")[0]) for one in _live(text))


def _unnamed(shared: Shared, around: Setting, version: int | None) -> Sorted:
    """Nothing says what it is: with a customer and signs of one it may be a proposal."""
    besides = tuple(_besides(around, version))
    signs = set(signs_in(_all_words(shared, around))).union(besides) - {"customer"}
    if shared.service in OUTWARD or shared.holds == "slides":
        signs.add("outward" if shared.service in OUTWARD else "slides")
    if around.of_customer:
        return Sorted(0.1, otherwise=Other.THEIRS, version=version)
    if shared.holds == "wiki" or not shared.listed or not _is_enough(shared, around, signs):
        return Sorted(0.3 if around.named else 0.2, version=version)
    return Sorted(_LIKELY, None, (*besides, *sorted(signs.difference(besides))), None, version)


def _is_enough(shared: Shared, around: Setting, signs: set[str]) -> bool:
    """One sign where a customer is named; where only the room or thread tells it, one that does not fit any document.
    A sheet says little by itself.
    """
    if shared.holds == "sheet":
        signs = signs & {"money", "misspelt", "outward", *(("version",) if around.named else ())}
    if around.named:
        return bool(signs)
    return around.settled and bool(signs - {"slides", "for", "goes_out"} or len(signs) > 1)


def _all_words(shared: Shared, around: Setting) -> str:
    lead = shared.lead if around.numbered else ""
    return without_links(f"{lead} {shared.words} {shared.title}")


def _besides(around: Setting, version: int | None) -> Iterable[str]:
    if around.named:
        yield "customer"
    if version is not None:
        yield "version"
    if around.meant_for:
        yield "for"


def _nearest(shared: Shared) -> Cue | None:
    """The cue that stands nearest to the link: the last one before it, else the first one behind it.

    Links in a row that share as many words have one each, in order.
    """
    before = _live(_BULLETS.sub("", shared.before)) or _live(shared.before)
    after = _live(shared.after)
    number, count = shared.row
    if count > 1 and len(before) == count:
        return before[number]
    return before[-1] if before else next(iter(after), None)


def _live(text: str) -> list[Cue]:
    return [one for one in cues_in(without_links(text).rstrip()) if not one.aside]


def _not_ours(shared: Shared, around: Setting) -> Other | None:
    """What is for the team itself, or a competitor's paper: said anywhere beside it, where no customer is named."""
    found = [] if around.named else cues_in(without_links(shared.words))
    said = without_links(shared.words)
    if any(Other.INTERNAL in one.parts for one in found):
        return Other.INTERNAL
    if not (around.named or around.settled):
        if _HOUSE.search(f"{said} {shared.title}"):
            return Other.INTERNAL
        if is_sold_to_us(said):
            return Other.THEIRS
    rivals = any(one.says is Other.COMPETITOR and len(one.parts) > 1 and not one.aside for one in found)
    return Other.COMPETITOR if rivals else None


def _spoken_of(shared: Shared, around: Setting, version: int | None) -> Cue | None:
    """A proposal spoken of beside it ("like the one for X"), where this is one more for somebody named."""
    if not around.named or (version is None and not around.meant_for):
        return None
    return _last([one for one in cues_in(without_links(shared.words)) if one.is_paper])


def _last(cues: Sequence[Cue]) -> Cue | None:
    return cues[-1] if cues else None


def _about_it(shared: Shared, title: Cue | None, words: Cue | None) -> Cue | None:
    """Of several files the words speak of all: what only one is called is nothing against a proposal by its name."""
    if shared.file is None or shared.alone or title is None or not title.is_paper:
        return words
    of_all = words is not None and words.says in OF_WHOM and not any(one.is_paper for one in _live(shared.words))
    return words if of_all else None


def _against(title: Cue | None, words: Cue | None) -> Other | None:
    """What the document is instead. A title counts for more than words, but not about whose it is."""
    if title is not None and not title.is_paper:
        return _other(title)
    if words is not None and not words.is_paper:
        return _other(words)
    return None


def _other(cue: Cue) -> Other | None:
    return cue.says if isinstance(cue.says, Other) else None


def _said_before(earlier: Sequence[str]) -> Cue | None:
    """The last thing spoken of in the thread."""
    for text in reversed(earlier):
        found = _last(_live(text))
        if found is not None:
            return found
    return None
