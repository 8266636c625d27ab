"""What must stay in one piece in a message's text: links, mentions, escapes and, where there is room, layout."""

import re
from collections.abc import Sequence

_CODE = r"```.*?```|`[^`\n]+`|<font[^<>\n]*>[^<>]*</font>|\*\*[^*\n]+\*\*"
_LINK = r"!?\[(?:\\.|[^\[\]\\\n])*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
_ANGLED = r"<[^<>\s][^<>\n]*>"
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[!#-;=?-~]+"
_MENTION = r"[A-Za-z0-9._%+-]{0,64}@[\w.-]{1,64}"
_ESCAPE = r"&(?:[A-Za-z]{2,8}|#\d{1,7});|\\[!-/:-@\[-`{-~]"

LOOSENED: Sequence[Sequence[re.Pattern[str]]] = tuple(
    tuple(re.compile(one, re.DOTALL) for one in kept)
    for kept in (
        (_CODE, f"{_LINK}|{_ANGLED}", f"{_ADDRESS}|{_MENTION}", _ESCAPE),
        (f"{_LINK}|{_ANGLED}", f"{_ADDRESS}|{_MENTION}", _ESCAPE),
        (f"{_ADDRESS}|{_MENTION}", _ESCAPE),
        (_ESCAPE,),
        (),
    )
)
"""What is kept whole, strictest first: where nothing fits, layout gives way, then links, addresses and escapes."""


def forbidden(text: str, kept: Sequence[re.Pattern[str]]) -> bytearray:
    """For each position of `text`, its end included, 1 where a cut would break one of the patterns."""
    inside = bytearray(len(text) + 1)
    for pattern in kept:
        for found in pattern.finditer(text):
            inside[found.start() + 1 : found.end()] = b"\1" * (found.end() - found.start() - 1)
    return inside
