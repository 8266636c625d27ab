"""Talk about proposals, and links that come without words and go by it."""

import re

_TALK = (
    *("方案", "报价", "价格", "标书", "投标", "建议书", "提案", "工作说明"),
    *("proposal", "quot", "tender", "sow", "roi", "pric", "business case", "statement of work"),
)
"""Whoever says one of these may be about to share one, or asks for it."""

LONGEST, FEW_WORDS = 300, 16
"""Longer messages are no talk about one proposal; a link with more words than these stands on its own."""

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


def is_talk(text: str) -> bool:
    """Whether somebody speaks of a proposal; found out in about a microsecond."""
    if len(text) > LONGEST:
        return False
    plain = text.lower()
    return any(word in plain for word in _TALK)


def leans_on_talk(text: str, thread: str) -> bool:
    """Whether a message with a link may go by what was said before: in a thread, or where it has few words itself."""
    return bool(thread) or len(_LINK.sub("", text).strip()) <= FEW_WORDS
