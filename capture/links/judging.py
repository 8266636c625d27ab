"""Whether a shared document is a proposal of ours for one customer: how sure that is, and what says so. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from capture.clues import without_links
from capture.links.cues import Cue, Other, Paper, cues_in
from capture.links.found import Shared
from capture.links.stated import stated_version

NEVER = frozenset({"form", "recording", "signing", "notice", "folder"})
"""What leads to one of these is no document of ours, whatever is said of it."""

_MISSING = {"title": 0.22, "words": 0.22, "aside": 0.45, "earlier": 0.28, "customer": 0.6, "version": 0.6, "for": 0.75}
"""What each kind of evidence leaves of the doubt."""

_UNLISTED, _WIKI, _NOBODYS = 1.6, 2.4, 1.5
"""How much more doubt there is about a host that no rule names, a wiki page, and what no customer is named for."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a document is taken to be. `confidence` is 0 to 1 that it is a proposal of ours for one customer.

    `why` names the evidence: "title", "words", "earlier", "customer", "version", "for"; `otherwise` is what it is
    instead, where something says so.
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
    leave one; `meant_for`: the words say that it goes to somebody; `of_rival`: that it comes from a known competitor.
    """

    outsider: bool = False
    earlier: Sequence[str] = ()
    named: bool = False
    placed: bool = False
    meant_for: bool = False
    of_rival: bool = False


def sorted_out(shared: Shared, around: Setting) -> Sorted:
    """What a document is, by its title, the words beside it, and what was said before."""
    version = stated_version(without_links(shared.words)) or stated_version(shared.title)
    if shared.holds in NEVER:
        return Sorted(0.02, otherwise=shared.holds)
    if around.outsider or around.of_rival:
        return Sorted(0.05, otherwise=Other.COMPETITOR if around.of_rival else Other.THEIRS)
    title, words = _last(cues_in(shared.title)), _nearest(shared)
    against = _against(title, words) or _in_house(shared, around)
    if against is not None:
        return Sorted(0.1, otherwise=against, version=version)
    earlier = None if title or words else _said_before(around.earlier)
    if earlier is not None and not earlier.is_paper:
        return Sorted(0.1, otherwise=_other(earlier), version=version)
    aside = None if title or words else _spoken_of(shared, around, version)
    speaking = {"title": title, "words": words, "aside": aside, "earlier": earlier}
    papers = {name: cue for name, cue in speaking.items() if cue is not None and cue.is_paper}
    if not papers:
        return _unnamed(shared, around, version)
    return _proposal(shared, around, papers, version)


def _proposal(shared: Shared, around: Setting, papers: dict[str, Cue], version: int | None) -> Sorted:
    """By what speaks for it."""
    why = [*papers, *_besides(around, version)]
    doubt = 1.0
    for name in why:
        doubt *= _MISSING[name]
    doubt *= _UNLISTED if not shared.listed else 1.0
    doubt *= _WIKI if shared.holds == "wiki" else 1.0
    if not (around.named or around.placed):
        doubt *= _NOBODYS * (1.8 if not shared.listed else 1.0)
    first = next(iter(papers.values())).says
    paper = first if isinstance(first, Paper) else None
    return Sorted(round(max(0.0, 1.0 - doubt), 3), paper, tuple(why), None, version)


def _unnamed(shared: Shared, around: Setting, version: int | None) -> Sorted:
    """Nothing says what it is: a deck or a document with a customer's name may be one."""
    if shared.holds in ("sheet", "wiki") or not shared.listed or not around.named:
        return Sorted(0.2, version=version)
    certain = version is not None or around.meant_for or shared.holds == "slides"
    return Sorted(0.55 if certain else 0.3, None, tuple(_besides(around, version)), None, version)


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
    before, after = (_live(text) for text in (shared.before, shared.after))
    number, count = shared.row
    if count > 1 and len(before) == count:
        return before[number]
    return before[-1] if before else next(iter(after), None)


def _live(text: str) -> list[Cue]:
    return [one for one in cues_in(without_links(text).rstrip()) if not one.aside]


def _in_house(shared: Shared, around: Setting) -> Other | None:
    """What is for the team itself: said anywhere beside it, where no customer is named."""
    says = {one.says for one in cues_in(without_links(shared.words))} if not around.named else set()
    return Other.INTERNAL if Other.INTERNAL in says else None


def _spoken_of(shared: Shared, around: Setting, version: int | None) -> Cue | None:
    """A proposal spoken of beside it ("like the one for X"), where this is one more for somebody named."""
    if not around.named or (version is None and not around.meant_for):
        return None
    return _last([one for one in cues_in(without_links(shared.words)) if one.is_paper])


def _last(cues: Sequence[Cue]) -> Cue | None:
    return cues[-1] if cues else None


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
