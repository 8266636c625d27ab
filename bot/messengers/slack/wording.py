"""Text for Block Kit, in two forms: Slack's mrkdwn with everything from data escaped, and literal plain text.

Slack has an escape for links and mentions but none for *bold*; a text in which something would turn bold, struck or
into code is shown as plain text instead, as it was written. Bare web addresses stay links.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.messengers.base import Json
from bot.wire.escaping import mrkdwn, mrkdwn_link
from bot.wire.splitting import split_characters

LONGEST = 2400
"""A section takes 3,000 characters; this many, in bytes, also fit one message beside everything around them."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\"|，。；！？、（）【】《》“”…]*[^\s<>\"|，。；！？、（）【】《》“”….,:;!?)\]}'*_~`]"
)
_FORMATS = re.compile(r"(?<!\w)([*_~`])(?=\S)[^\n]{0,300}?\S?\1(?!\w)|```|^\s*>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both forms. `literal`: only the plain one shows it as it is."""

    marked: str
    plain: str
    literal: bool

    def objects(self) -> Iterator[Json]:
        """The text as text objects of Slack's, each within the limit; none where there is nothing to see."""
        for part in split_characters(self.plain if self.literal else self.marked, LONGEST, ""):
            if part.strip():
                yield text_object(part, literal=self.literal)


def text_object(text: str, *, literal: bool) -> Json:
    """`verbatim`: Slack looks for no names or channels in it by itself."""
    if literal:
        return {"type": "plain_text", "text": text, "emoji": False}
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def said(text: str) -> Wording:
    """A text from data, with its web addresses as links."""
    return Wording("".join(_linked(text)), readable(text), _would_format(text))


def bold(text: str) -> Wording:
    """A text from data in bold, where that can be done without changing it."""
    bare = said(text)
    if bare.literal or not text.strip() or re.search(r"[*\n]|https?://", text):
        return bare
    return Wording(f"*{bare.marked.strip()}*", bare.plain, literal=False)


def linked(label: str, url: str) -> Wording:
    """A label that leads somewhere."""
    return Wording(mrkdwn_link(label, url), f"{readable(label)} {readable(url)}", _would_format(label))


def joined(parts: Sequence[Wording], between: str) -> Wording:
    """Several texts as one; literal where one of them is."""
    shown = [part for part in parts if part.plain]
    marked, plain = (between.join(texts) for texts in ([one.marked for one in shown], [one.plain for one in shown]))
    return Wording(marked, plain, any(part.literal for part in shown))


def readable(text: str) -> str:
    """The text without control characters, nothing escaped."""
    return mrkdwn(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _would_format(text: str) -> bool:
    return _FORMATS.search(_ADDRESS.sub("", text)) is not None


def _linked(text: str) -> Iterator[str]:
    ends = [0, *(end for found in _ADDRESS.finditer(text) for end in found.span()), len(text)]
    for at, (start, end) in enumerate(pairwise(ends)):
        piece = mrkdwn(text[start:end])
        yield f"<{piece}>" if at % 2 else piece
