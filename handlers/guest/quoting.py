"""What the model says of several results, taken at its word: each statement must stand in what it quotes."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from capture.llm.claims import MARKUP, comparisons, denies, figures, names_a_day, near_days, share_known
from handlers.guest.calls import folded
from handlers.guest.results import Result

MOST_STATEMENTS = 8
LONGEST_CONTENT = 8_000
SHORTEST_QUOTE = 6
"""Characters without white space; a whole line may be shorter."""

LEAST_KNOWN = 0.6
"""So large a share of a statement's telling words stands in the line it quotes, or in the question."""

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n```\s*\Z", re.DOTALL)
_NAME = re.compile(r"\b[A-Z][A-Za-z0-9]+\b")


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=2, max_length=300)]
    result: int
    quote: Annotated[str, Field(min_length=2, max_length=400)]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    statements: Annotated[list[_Given], Field(max_length=MOST_STATEMENTS)]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the model's, the words of a result that it quotes, and the lines that these stand in."""

    text: str
    quote: str
    line: str
    result: Result


@dataclass(frozen=True, slots=True)
class Named:
    """The people and the customers that a text names, each as it stands in the text."""

    people: Collection[str] = ()
    customers: Collection[str] = ()


class NotShownError(Exception):
    """What the model said cannot be held against its sources; the reason is one of a few words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def statements_in(
    content: str, results: Sequence[Result], question: str, named: Callable[[str], Named]
) -> tuple[Statement, ...]:
    """The statements of a final answer, every one checked; none where the model has nothing to say.

    Raises NotShownError where any of them is not shown to be so.
    """
    by_number = {result.number: result for result in results if result.tells}
    found = [_placed(given, by_number) for given in _read(content)]
    for statement in found:
        _hold(statement, question, named(statement.text))
    return tuple(found)


def _read(content: str) -> Sequence[_Given]:
    if len(content) > LONGEST_CONTENT:
        raise NotShownError("too_long")
    fenced = _FENCE.match(content)
    try:
        return _Content.model_validate_json(fenced[1] if fenced else content).statements
    except ValidationError:
        raise NotShownError("not_the_form") from None


def _placed(given: _Given, results: Mapping[int, Result]) -> Statement:
    """The statement with what its quote stands in: one line of its result, or up to three."""
    result = results.get(given.result)
    quote = folded(given.quote)
    if result is None:
        raise NotShownError("no_such_result")
    lines = result.text.splitlines()
    for first in range(len(lines)):
        for last in range(first + 1, min(first + 4, len(lines) + 1)):
            line = " ".join(lines[first:last])
            if quote in folded(line) and (len(quote) >= SHORTEST_QUOTE or quote == folded(line)):
                return Statement(given.text.strip(), " ".join(given.quote.split()), line, result)
    raise NotShownError("quote_not_found")


def _hold(statement: Statement, question: str, named: Named) -> None:
    """Raises NotShownError where the statement says more than its quote does."""
    text, quote, line = statement.text, statement.quote, statement.line
    whole = f"{statement.result.text}\n{question}"
    reasons = {
        "markup": MARKUP.search(text) or MARKUP.search(quote),
        "figures": figures(text) - figures(quote),
        "comparisons": comparisons(text) - comparisons(quote),
        "near_days": near_days(text) - near_days(quote),
        "denial": denies(text) != denies(line),
        "people": any(folded(name) not in folded(line) for name in named.people),
        "customers": any(folded(name) not in folded(whole) for name in named.customers),
        "names": any(folded(name) not in folded(whole) for name in _names(text)),
        "words": share_known(text, f"{line}\n{question}") < LEAST_KNOWN,
    }
    for reason, found in reasons.items():
        if found:
            raise NotShownError(reason)


def _names(text: str) -> Sequence[str]:
    """The capitalised words, but for the first where a sentence begins with it, and for months and weekdays."""
    found = _NAME.findall(text)
    return [name for name in found[int(text[:1].isupper()) :] if not names_a_day(name)]
