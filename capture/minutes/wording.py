"""What a model's sentence may say of a quote: no more than was said there, and nothing that does something."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from capture.llm.claims import MARKUP, comparisons, denies, figures, near_days, share_known

LONGEST_TEXT = 200
LEAST_KNOWN = 0.6
"""So large a share of a sentence's telling words was said there."""

_NO_DENIAL = re.compile(
    r"没问题|没事|没关系|不客气|不好意思|不错|好不好|行不行|能不能|可不可以|是不是|要不要|有没有"
    r"|\b(?:no problem|not a problem|no worries|don['’]?t worry|why not)\b",
    re.IGNORECASE,
)
"""What denies nothing, though it sounds so."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence stands on: its quote, what was said just `before` where that belongs to it (a request that is
    agreed to), and all that was said right there, with who said it.
    """

    quote: str
    before: str
    around: str


def faithful(text: str, said: Said, names: Iterable[str]) -> bool:
    """Whether a sentence says only what its quote does: its figures and days, its words or those around it, nobody of
    these `names` but who is named there, and a denial only where there is one.

    The checks are those that the guest's statements meet (handlers/guest/quoting.py).
    """
    if not 0 < len(text) <= LONGEST_TEXT or not text.isprintable() or MARKUP.search(text):
        return False
    shown = f"{said.quote}\n{said.before}"
    if figures(text) - figures(shown) or near_days(text) - near_days(shown):
        return False
    if comparisons(text) - comparisons(said.around) or _denies(text) != _denies(said.quote):
        return False
    plain, there = text.casefold(), said.around.casefold()
    unnamed = any(name.casefold() in plain and name.casefold() not in there for name in names if name)
    return not unnamed and share_known(text, said.around) >= LEAST_KNOWN


def _denies(text: str) -> bool:
    return denies(_NO_DENIAL.sub("", text))
