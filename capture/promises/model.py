"""A promise read from a line of chat."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.people.model import Lang

SURE, WORTH_ASKING = 0.6, 0.45
"""From SURE on a line is a promise; between the two its sender may be asked; below, it is none."""

By = Literal["me", "us", "other"]
"""Who is to do it: the sender, the sender's side, or somebody the sender names."""


@dataclass(frozen=True, slots=True)
class Promised:
    """Somebody will do something for somebody.

    `title` says what, in the line's own words; `quote` is the stretch of the line that says it, at `span`. `who` is the
    name of the colleague the sender names, "" otherwise. `due` is the day by which, said as `due_text`; None where no
    day is named, or one that can be two. `vague`: only as far as possible (尽量, "I will try"). `why` names the signs
    that bore it out. `confidence` is 0 to 1.
    """

    title: str
    quote: str
    span: tuple[int, int]
    lang: Lang
    by: By
    who: str
    due: date | None
    due_text: str
    conditional: bool
    vague: bool
    confidence: float
    why: str

    @property
    def is_plain(self) -> bool:
        """Whether it says who promises, or whom: it can hardly be an order then."""
        return "dropped" not in self.signs or "to_you" in self.signs

    @property
    def signs(self) -> tuple[str, ...]:
        """The names of the signs that bore it out."""
        return tuple(self.why.partition(":")[2].split("+"))
