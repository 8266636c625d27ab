"""A message read for documents: what each is, and whose."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial

from capture.base import Context, Heard
from capture.clues import named_in, without_links
from capture.links.address import book_of
from capture.links.cues import cues_in
from capture.links.found import Shared, is_worth_a_look, shared_in
from capture.links.givers import is_of_stranger, may_be_of_stranger
from capture.links.judging import Setting, Sorted, sorted_out
from capture.links.origin import (
    attaches_theirs,
    is_come_by,
    is_elsewhere,
    is_given,
    is_of_rival,
    is_passed_on,
    is_their_own,
    nobody_knows_whose,
    quotes_a_customer,
)
from capture.links.yours import is_yours
from capture.whose import Clue, Doubt, Whose, customer_of
from config.documents import DocumentSettings
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Mention, Resolved, Why
from knowledge.graph.names.resolve import resolve

_FOR = re.compile(
    r"(?<![没未])发?给(?!大家|我|你|各位|[全出完齐])|致|客户(?!的|需求|资料|现|那边|给|发来|要|说|提)|对外|呈|请\S{0,6}(?:查收|过目|审阅)|\b(?:[Ff]or|[Tt]o)\s+(?:the\s+)?(?:[A-Z]|customer|client)|"
    r"\b[Ss]ent\b|\b[Pp]lease\s+find\b",
    re.ASCII,
)


_SEVERAL = re.compile(
    r"[两二三四几2-9]\s*(?:个|份|版|套|种|家)|\b(?:both|two|three|four|[2-4])\s+(?:\w+\s+)?"
    r"(?:quot|proposal|version|option|file|doc|offer|draft|bid|price)",
    re.IGNORECASE,
)
"""What announces more than one document."""

_SENTENCES = re.compile(r"[。！？!?；;\n]|\.\s")
_LABEL, _COLONS = re.compile(r"[，。；、,;:：/\n]|\s+"), " :：-–—>→=("
"""A list names each customer right before their document."""

_SHORTEST_LABEL, _TOLD_APART = 2, 0.9
_AS_WRITTEN = frozenset({Why.EXACT, Why.ALIAS, Why.NICKNAME, Why.SHORT_NAME})


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


@dataclass(frozen=True, slots=True)
class _Told:
    """A message and what there is to understand it by; `whole` is whose it is by all its words, for a title."""

    heard: Heard
    context: Context
    settings: DocumentSettings
    earlier: Sequence[str]
    whole: Callable[[str], Whose]


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
    told = _Told(heard, context, settings, earlier, cache(partial(_whose_is_all, heard, context, earlier)))
    return [_finding(one, told, (known or {}).get(one.key)) for one in found]


def _whose_is_all(heard: Heard, context: Context, earlier: Sequence[str], title: str) -> Whose:
    """By all of the message."""
    return customer_of(without_links(heard.text), context, heard, title=title, earlier=earlier)


def _finding(shared: Shared, told: _Told, known: Known | None) -> Finding:
    if known is not None and known.dismissed:
        return Finding(shared, Sorted(0.0, why=("known",)), Whose("", 0.0), Outcome.NONE)
    of_record = known.customer_id if known else ""
    settings = told.settings
    likeliest = Setting(
        _is_theirs(shared, told), told.earlier, named=True, placed=True, settled=True, numbered=True, meant_for=True
    )
    best = sorted_out(shared, likeliest)
    if not of_record and best.confidence < settings.ask:
        return Finding(shared, best, Whose("", 0.0), Outcome.NONE)
    whose = _whose(shared, told, of_record)
    if of_record:
        taken = sorted_out(shared, Setting())
        sure = Sorted(0.99, taken.paper, ("known",), None, taken.version)
        return Finding(shared, sure, whose, Outcome.ATTACH if whose.sure else Outcome.ASK)
    taken = sorted_out(shared, _setting(shared, told, whose))
    return Finding(shared, taken, whose, _outcome(taken, whose, settings))


def _whose(shared: Shared, told: _Told, known: str) -> Whose:
    """Of several by the name right before it; else by the document's own words; where they name nobody, by all of the
    message.
    """
    heard, context, earlier = told.heard, told.context, told.earlier
    label = "" if shared.alone or known else _LABEL.split(shared.before.rstrip(_COLONS))[-1]
    labelled = customer_of(label, context, heard) if label else Whose("", 0.0)
    if labelled.sure and labelled.why[0] is Clue.SENTENCE:
        return labelled
    found = customer_of(shared.words, context, heard, title=shared.title, earlier=earlier, known=known)
    own = _own_sentence(shared) if found.doubt is Doubt.SEVERAL and not known else ""
    told_there = customer_of(own, context, heard, title=shared.title, earlier=earlier) if own else found
    if told_there.sure and told_there.why[0] is Clue.SENTENCE:
        return told_there
    if shared.alone or known or _named(found):
        return found
    whole = told.whole(shared.title)
    return _told_apart(label, whole, told) if _named(whole) else found


def _own_sentence(shared: Shared) -> str:
    """The sentence that a link stands in, where it says itself what the paper is."""
    leads = _SENTENCES.split(without_links(shared.before).rstrip())[-1]
    told = any(one.is_paper and not one.aside for one in cues_in(leads))
    return f"{leads} {_SENTENCES.split(without_links(shared.after))[0]}" if told else ""


def _told_apart(label: str, whose: Whose, told: _Told) -> Whose:
    """Of customers with one name the one that a label tells: it completes the name, or repeats a part of it."""
    if whose.doubt is not Doubt.SEVERAL or len(label.strip()) < _SHORTEST_LABEL:
        return whose
    names, text = told.context.names, without_links(told.heard.text)
    found = mentions(names, text, kinds={"customer"})
    meant = {key for one in found for key in _completed(one, text[one.start : one.end], label.strip(), names)}
    fit = [one for one in whose.candidates if one in meant]
    return Whose(fit[0], _TOLD_APART, (Clue.SENTENCE,)) if len(fit) == 1 else whose


def _completed(mention: Mention, said: str, label: str, names: NameIndex) -> Iterator[str]:
    """The customer whose name a label repeats a part of, or completes where it was only begun: "Ostermann", "Rail"."""
    if isinstance(mention.outcome, Resolved):
        yield from [mention.outcome.candidate.entity_id] if label.casefold() in said.casefold() else []
        return
    for name in (f"{said}{label}", f"{said} {label}", f"{said.removesuffix('s')} {label}"):
        whole = resolve(names, name, kinds={"customer"})
        if isinstance(whole, Resolved) and whole.candidate.why in _AS_WRITTEN:
            yield whole.candidate.entity_id


def _is_settled(whose: Whose, heard: Heard) -> bool:
    """Whether more than whose customers the sender has tells whose it is; told to the bot alone, that will do."""
    return bool(whose.customer_id) and (heard.room.direct or whose.why[0] is not Clue.SENDER)


def _named(whose: Whose) -> bool:
    return any(clue in (Clue.SENTENCE, Clue.TITLE) for clue in whose.why)


def _setting(shared: Shared, told: _Told, whose: Whose) -> Setting:
    heard, context = told.heard, told.context
    said = without_links(shared.words)
    strange, come_by = is_of_stranger(said, context), is_come_by(said)
    leaked = (come_by or is_passed_on(said)) and (strange or may_be_of_stranger(said, context))
    by_sender = whose.why == (Clue.SENDER,)
    elsewhere = by_sender and is_elsewhere(said, context)
    return Setting(
        outsider=_is_theirs(shared, told),
        earlier=told.earlier,
        named=_named(whose),
        placed=bool(whose.customer_id),
        settled=_is_settled(whose, heard),
        own=by_sender and not elsewhere,
        numbered=bool(shared.lead)
        and (bool(named_in(context.names, said)) or _SEVERAL.search(shared.lead) is not None),
        meant_for=_FOR.search(said) is not None,
        of_rival=leaked or is_of_rival(f"{said} {shared.title}", context),
        of_stranger=strange
        or come_by
        or elsewhere
        or nobody_knows_whose(said)
        or quotes_a_customer(heard.text, context),
        of_customer=is_given(said, context),
    )


def _is_theirs(shared: Shared, told: _Told) -> bool:
    """Whether somebody outside shares it, and does not speak of ours; or it is told that they wrote it themselves, or
    their mail is quoted that it came with.
    """
    if _is_from_outside(told.heard):
        return not is_yours(without_links(shared.before), without_links(shared.after))
    if is_their_own(without_links(shared.words), told.context):
        return True
    return shared.file is not None and attaches_theirs(told.heard.text, told.context)


def _is_from_outside(heard: Heard) -> bool:
    """Whether it comes from somebody outside, or from nobody known where people from outside sit."""
    stranger = not heard.sender_id and heard.handed_by is None
    return heard.outsider or (stranger and (heard.room.direct or heard.room.outsiders is True))


def _outcome(taken: Sorted, whose: Whose, settings: DocumentSettings) -> Outcome:
    if taken.confidence < settings.ask:
        return Outcome.NONE
    return Outcome.ATTACH if taken.confidence >= settings.attach and whose.sure else Outcome.ASK
