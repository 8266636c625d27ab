"""Slack's markup as a person reads it: mentions by name, links by address, entities undone."""

import re

_ANGLED = re.compile(r"<([^<>]*)>")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def plain_text(text: str, bot_user: str = "") -> str:
    """The text with the mention of `bot_user` removed and everything else in angle brackets put into words."""
    bare = without_mention(text, bot_user) if bot_user else text
    return _unescaped(_ANGLED.sub(_in_words, bare)).strip()


def without_mention(text: str, bot_user: str) -> str:
    """The text without `<@bot_user>`, and without what people put behind a name they call."""
    return re.sub(rf"<@{re.escape(bot_user)}(?:\|[^<>]*)?>[\s:：,，]*", "", text)


def mentions(text: str, user: str) -> bool:
    """Whether somebody is mentioned."""
    return bool(user) and (f"<@{user}>" in text or f"<@{user}|" in text)


def _in_words(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith("@"):
        return f"@{label or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return _link(target, label)


def _link(url: str, label: str) -> str:
    """An address, its label before it where that says something else; a domain that somebody just named stays one."""
    address = url.removeprefix("mailto:").removeprefix("tel:")
    bare = _SCHEME.sub("", url).rstrip("/")
    if not label or label == url or (label.rstrip("/") == bare and "/" in bare):
        return address
    return label if label.rstrip("/") == bare else f"{label} ({address})"


def _unescaped(text: str) -> str:
    """Slack escapes these three and nothing else."""
    entities = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    return re.sub("&(?:lt|gt|amp);", lambda found: entities[found[0]], text)
