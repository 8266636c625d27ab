"""Nothing counts without its quote: what every item, by whatever rule or model, has to stand on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from capture.minutes.model import Turn
from capture.minutes.timing import Clock
from knowledge.meetings.model import Item


def checked(items: Iterable[Item], turns: Sequence[Turn]) -> list[Item]:
    """The items whose quote stands word for word in its turn, with speaker and time from there; the rest is dropped.

    `turns` have their ends. An item that names the wrong turn is kept where its quote stands in exactly one other.
    """
    clock = Clock(turns)
    found = (_standing(item, turns, clock) for item in items)
    return [item for item in found if item is not None]


def _standing(item: Item, turns: Sequence[Turn], clock: Clock) -> Item | None:
    if not item.quote.strip():
        return None
    line = item.line if 0 <= item.line < len(turns) else -1
    if line < 0 or item.quote not in turns[line].text:
        holding = [number for number, turn in enumerate(turns) if item.quote in turn.text]
        if len(holding) != 1:
            return None
        (line,) = holding
    times = (clock.at(line, place) for place in _places(item.quote, turns[line].text))
    at = min(times, key=lambda time: abs(time - item.at))
    return replace(item, line=line, at=at, speaker=turns[line].speaker)


def _places(quote: str, text: str) -> Iterator[int]:
    """Where a quote begins; where it stands several times, the one nearest to the time its item says is meant."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
