"""What is said in the end: one intent's own answer, several of them, or statements that quote them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.base import Answer, Ask, Outcome, Plan, SourceLine
from handlers.conversation import Looked
from handlers.guest.quoting import Statement
from handlers.guest.results import Result
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.formats import source_name

MOST_PLAIN = 3
"""More answers in a row are no answer."""

LONGEST_QUESTION = 2_000
"""Longer texts are not questions."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "opening": {
        "zh": "以下由大模型整理，括号里是记录的原文：",
        "en": "Put together by the language model; the records' own words are in brackets:",
    },
    "statement": {"zh": "· {text}（“{quote}”）", "en": "· {text} (“{quote}”)"},
    "source": {"zh": "来源：{sources}。", "en": "Source: {sources}."},
    "and": {"zh": "、", "en": ", "},
}
_SENTENCE_ENDS = "。.；; "


def worth_asking(lost: Looked) -> bool:
    """Whether the guest may be asked: a colleague's question that nothing understood, where customers may be spoken of.

    Each of its calls is judged again, by what it is about.
    """
    ask = lost.ask
    if not lost.lost or ask.person is None or not 1 < len(ask.message.text.strip()) <= LONGEST_QUESTION:
        return False
    left = ask.person.left_on is not None and ask.person.left_on < ask.today
    return not left and (ask.audience.direct or ask.audience.outsiders is False)


def alone(results: Sequence[Result]) -> Looked | None:
    """The only result's own answer, where it was meant to be the whole answer; also that they may not know."""
    if len(results) == 1 and results[0].whole and (results[0].tells or not results[0].allowed):
        return results[0].looked
    return None


def plainly(results: Sequence[Result], lost: Looked) -> Looked:
    """The answers to what was called before any result was read: those calls follow from the question alone."""
    first = [result for result in results if result.round == 1]
    telling = [result for result in first if result.tells][:MOST_PLAIN]
    if len(telling) == 1 or (first and not any(result.allowed for result in first)):
        return (telling or first)[0].looked
    if not telling:
        return lost
    text = "\n\n".join(result.answer.text for result in telling)
    conflict = any(result.answer.conflict for result in telling)
    answer = Answer(Outcome.ANSWER, text, sources=_sources(telling), conflict=conflict)
    return replace(lost, plan=Plan(answer), lost=False)


def composed(statements: Sequence[Statement], lost: Looked) -> Looked:
    """The statements with their quotes, where they are from, and that the model put them together."""
    ask = lost.ask
    sources = _sources({one.result.number: one.result for one in statements}.values())
    said = [
        _say("statement", ask, text=one.text.rstrip(_SENTENCE_ENDS), quote=one.quote.strip(f"·{_SENTENCE_ENDS}"))
        for one in statements
    ]
    words = dict.fromkeys(_source_words(source, ask.lang) for source in sources)
    foot = [_say("source", ask, sources=_say("and", ask).join(words))] if words else []
    conflict = any(one.result.answer.conflict for one in statements)
    answer = Answer(Outcome.ANSWER, "\n".join([_say("opening", ask), *said, *foot]), sources=sources, conflict=conflict)
    return replace(lost, plan=Plan(answer), lost=False)


def _sources(results: Iterable[Result]) -> tuple[SourceLine, ...]:
    return tuple(dict.fromkeys(source for result in results for source in result.answer.sources))


def _source_words(source: SourceLine, lang: Lang) -> str:
    """As answers name it: "CRM 导入 2026-01-03"."""
    name = source_name(source.what, lang)
    return name if source.date in name else f"{name} {source.date}"


def _say(words: str, ask: Ask, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)
