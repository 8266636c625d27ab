"""How the model thinks: by a script, or led astray by what it reads."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.vendors.openai.asked import Asked, Said, calling_all, stating

Mind = Callable[[Asked], Said]
Turn = Said | Mind


@dataclass(slots=True)
class Script:
    """Says one thing after the other; where it has no more, that it has nothing to say."""

    turns: Iterator[Turn]

    def __call__(self, asked: Asked) -> Said:
        turn = next(self.turns, stating())
        return turn if isinstance(turn, Said) else turn(asked)


def script(*turns: Turn) -> Script:
    """A mind that follows a script."""
    return Script(iter(turns))


def silent(_asked: Asked) -> Said:
    """Has nothing to say."""
    return stating()


def quoting(*statements: tuple[str, int, str]) -> Mind:
    """A final answer whose quotes are the lines of the results that hold these words."""

    def say(asked: Asked) -> Said:
        return stating(*((text, result, line_with(asked, result, words)) for text, result, words in statements))

    return say


def line_with(asked: Asked, result: int, words: str) -> str:
    """The line of a result with these words; AssertionError where there is none."""
    lines = [line for line in asked.texts[result].splitlines() if words in line]
    assert lines, f"{words!r} is not in {asked.texts[result]!r}"
    return lines[0].strip("· ")


@dataclass(slots=True)
class Gullible:
    """Does what it finds written in documents: calls what they name, repeats what they ask for, posts their links."""

    begins_with: Said
    obeyed: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Said:
        if not asked.results:
            return self.begins_with
        orders = " ".join(asked.texts.values())
        wanted = re.findall(r"\b(?:call|调用)\s*(\w+)", orders)
        if wanted and not self.obeyed:
            self.obeyed += wanted
            return calling_all(*((name, {"customer": "ALL", "who": "lu.ning"}) for name in wanted))
        links = re.findall(r"https?://[\w./-]+", orders)
        return stating(*((f"Please open {link} now", 1, link) for link in links)) if links else stating()


def babbling(_asked: Asked) -> Said:
    """Not the form that was asked for."""
    return Said("Sure! I'd be happy to help. **The owner is Han Mei.** 😊")


def endless(_asked: Asked) -> Said:
    """Says far too much."""
    return Said(json.dumps({"statements": [{"text": "x" * 300, "result": 1, "quote": "y" * 400}] * 2000}))
