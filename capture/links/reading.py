"""A message read for documents: what each is, and whose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from capture.base import Context, Heard
from capture.clues import without_links
from capture.links.address import book_of
from capture.links.found import Shared, is_worth_a_look, shared_in
from capture.links.judging import Setting, Sorted, sorted_out
from capture.whose import Clue, Whose, customer_of
from config.documents import DocumentSettings
from knowledge.battlecards.naming import RIVAL
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Resolved, Why

_FOR = re.compile(
    r"发?给(?!大家|我|你|各位)|致|客户|对外|呈|请\S{0,6}(?:查收|过目|审阅)|\b(?:[Ff]or|[Tt]o)\s+(?:the\s+)?(?:[A-Z]|customer|client)|"
    r"\b[Ss]ent\b|\b[Pp]lease\s+find\b",
    re.ASCII,
)


_OWNS = re.compile(
    r"\s*(?:那边|他们)?(?:的|给|家|报|出|发|做)|['’]s\b|\s+(?:gave|sent|quoted|offered|proposed|proposal|quote|quotation|pricing|deck)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset({Why.EXACT, Why.ALIAS, Why.NICKNAME})


class Outcome(StrEnum):
    """What becomes of a document."""

    ATTACH = "attach"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record about a document: whose it is, or that it is no proposal."""

    customer_id: str = ""
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A shared document, what it is taken to be, whose, and what becomes of it."""

    shared: Shared
    sorted: Sorted
    whose: Whose
    outcome: Outcome


def documents_in(
    heard: Heard,
    context: Context,
    settings: DocumentSettings,
    *,
    earlier: Sequence[str] = (),
    known: Mapping[str, Known] | None = None,
    titles: Mapping[str, str] | None = None,
) -> list[Finding]:
    """The documents of a message. `earlier`: what was said before in its thread; `known`: what is on record, by key;
    `titles`: what files call themselves inside, by their names.
    """
    if not is_worth_a_look(heard.text, heard.files):
        return []
    read = titles or {}
    shared = shared_in(heard.text, heard.files, book_of(settings))
    found = [replace(one, title=read.get(one.raw, one.title)) for one in shared]
    return [_finding(one, heard, context, settings, earlier, (known or {}).get(one.key)) for one in found]


def _finding(
    shared: Shared,
    heard: Heard,
    context: Context,
    settings: DocumentSettings,
    earlier: Sequence[str],
    known: Known | None,
) -> Finding:
    if known is not None and known.dismissed:
        return Finding(shared, Sorted(0.0, why=("known",)), Whose("", 0.0), Outcome.NONE)
    of_record = known.customer_id if known else ""
    likeliest = Setting(_is_from_outside(heard), earlier, named=True, placed=True, meant_for=True)
    best = sorted_out(shared, likeliest)
    if not of_record and best.confidence < settings.ask:
        return Finding(shared, best, Whose("", 0.0), Outcome.NONE)
    whose = _whose(shared, heard, context, earlier, of_record)
    if of_record:
        taken = sorted_out(shared, Setting())
        sure = Sorted(0.99, taken.paper, ("known",), None, taken.version)
        return Finding(shared, sure, whose, Outcome.ATTACH if whose.sure else Outcome.ASK)
    taken = sorted_out(shared, _setting(shared, heard, whose, earlier, context))
    return Finding(shared, taken, whose, _outcome(taken, whose, settings))


def _whose(shared: Shared, heard: Heard, context: Context, earlier: Sequence[str], known: str) -> Whose:
    """By the document's own words; where they name nobody, by all of the message."""
    found = customer_of(shared.words, context, heard, title=shared.title, earlier=earlier, known=known)
    if shared.alone or known or _named(found):
        return found
    whole = customer_of(without_links(heard.text), context, heard, title=shared.title, earlier=earlier)
    return whole if _named(whole) else found


def _named(whose: Whose) -> bool:
    return any(clue in (Clue.SENTENCE, Clue.TITLE) for clue in whose.why)


def _setting(shared: Shared, heard: Heard, whose: Whose, earlier: Sequence[str], context: Context) -> Setting:
    said = without_links(shared.words)
    return Setting(
        outsider=_is_from_outside(heard),
        earlier=earlier,
        named=_named(whose),
        placed=bool(whose.customer_id),
        meant_for=_FOR.search(said) is not None,
        of_rival=_is_of_rival(f"{said} {shared.title}", context),
    )


def _is_of_rival(words: str, context: Context) -> bool:
    """Whether a competitor on record is named as the one whose it is: "Servotrack's quote", "维析云给的报价"."""
    found = mentions(context.names, words, kinds={RIVAL}) if words.strip() else ()
    named = [one for one in found if isinstance(one.outcome, Resolved) and one.outcome.candidate.why in _PLAIN]
    return any(_OWNS.match(words[one.end :]) for one in named)


def _is_from_outside(heard: Heard) -> bool:
    """Whether it comes from somebody outside, or from nobody known where people from outside sit."""
    stranger = not heard.sender_id and heard.handed_by is None
    return heard.outsider or (stranger and (heard.room.direct or heard.room.outsiders is True))


def _outcome(taken: Sorted, whose: Whose, settings: DocumentSettings) -> Outcome:
    if taken.confidence < settings.ask:
        return Outcome.NONE
    return Outcome.ATTACH if taken.confidence >= settings.attach and whose.sure else Outcome.ASK


def proposals_in(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Those that something is to be done about."""
    yield from (one for one in findings if one.outcome is not Outcome.NONE)
