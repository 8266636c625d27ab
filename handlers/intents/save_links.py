"""Keep the links of a message: of the one quoted, of one's own, or of the one whose shortcut was called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.kept_links import LinkTeller
from knowledge.access.model import Audience, Kind
from knowledge.people.model import Handle, Lang
from knowledge.people.view import person_by_handle
from knowledge.proposals.commands import SaveLinks
from knowledge.proposals.links import links_in
from knowledge.proposals.model import Link, Origin, SavedLink
from knowledge.proposals.view import already_saved
from notifiers.filling import filled

SHOWN = 10
"""More links than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "saved": {"zh": "存好了 {count} 个链接：", "en": "Saved {count} links:"},
    "saved_one": {"zh": "链接存好了：", "en": "Saved the link:"},
    "saved_from": {"zh": "存好了 {count} 个链接（{origin}）：", "en": "Saved {count} links ({origin}):"},
    "saved_one_from": {"zh": "链接存好了（{origin}）：", "en": "Saved the link ({origin}):"},
    "already": {"zh": "已经存过：", "en": "Already saved:"},
    "more": {"zh": "……还有 {count} 个", "en": "… and {count} more"},
    "again": {"zh": "以后问“存了哪些链接”就能再看到。", "en": "Ask me for “saved links” to see it again."},
    "quietly": {"zh": "存好了。", "en": "Saved."},
    "quietly_already": {"zh": "已经存过了。", "en": "That is saved already."},
    "nothing": {
        "zh": "没找到链接。回复带链接的那条消息说“存一下”，或者说“存一下 https://…”。",
        "en": "I found no link. Reply “save this” to a message that has one, or say “save https://…”.",
    },
}

_KEEP_ZH = r"(?:存|保存|收藏|收录)(?:一下|下来|下|起来|好)?"
_THAT_ZH = r"(?:这个|这条|这些|这几个|那个|那条|上面的?|下面的?|这|它们?)"
_WHAT_ZH = r"(?:链接|网址|地址|网页|消息|文章|文档|页面)"
_SAVE_ZH = rf"(?:把)?{_THAT_ZH}?{_WHAT_ZH}?{_KEEP_ZH}{_THAT_ZH}?{_WHAT_ZH}?[吧呗]?"
_KEEP_EN = r"(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?(?:save|bookmark|keep|store)"
_THAT_EN = r"(?:this|that|these|those|the|it|them)"
_WHAT_EN = r"(?:links?|urls?|addresses|address|messages?|pages?|articles?|documents?|docs?|one|ones)"
_LATER = r"(?:\s+for\s+(?:later|me|us))?"
_SAVE_EN = rf"{_KEEP_EN}\s+(?:{_THAT_EN}(?:\s+{_WHAT_EN})?|{_WHAT_EN}){_LATER}"
_LINK = r"https?://\S+"
_ORDER = re.compile(
    rf"^(?:{_SAVE_ZH}|{_SAVE_EN}|{_KEEP_EN})(?:[\s：:,，]+|$)|[\s：:,，]+(?:{_SAVE_ZH}|{_SAVE_EN})$", re.IGNORECASE
)
"""The request itself is no part of the words beside a link."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """A message with links: where it stands, and what it says of them."""

    origin: Origin
    links: tuple[Link, ...]


def plan(ask: Ask, view: View) -> Plan:
    """Keep what is new and say so; of what was kept before, say since when.

    A room that may not hear who kept what where is told only that it is done.
    """
    replace(view, audience=Audience(direct=True)).need(Kind.OWNERSHIP)
    shared = _pressed(ask, view) if "text" in ask.slots else _quoted(ask, view)
    if not shared.links:
        return Plan(Answer(Outcome.UNKNOWN, _WORDS["nothing"][ask.lang]))
    me = ask.person.person_id if ask.person else ""
    known = already_saved(view.reader, [link.url for link in shared.links], shared.origin.room, me)
    fresh = tuple(link for link in shared.links if link.url not in known)
    told = view.rights.verdict(ask.person, Kind.OWNERSHIP, "", ask.audience).allowed
    text = _told(ask, view, replace(shared, links=fresh), list(known.values())) if told else _quietly(ask, fresh)
    return Plan(Answer(Outcome.DONE, text), (SaveLinks(shared.origin, fresh),) if fresh else ())


def _pressed(ask: Ask, view: View) -> _Shared:
    """The message that a messenger's shortcut was called on: "text", and where known "message_id", "author" (an
    account or a name) and "said_at" (ISO 8601).
    """
    origin = Origin(
        room=ask.message.room.key,
        message_id=ask.slots.get("message_id", ""),
        shared_by=_known(ask, view, ask.slots.get("author", "")),
        shared_at=_instant(ask.slots.get("said_at", "")),
    )
    return _Shared(origin, links_in(ask.slots["text"]))


def _instant(text: str) -> datetime | None:
    """A time with its offset (ISO 8601), as messengers hand it on; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _quoted(ask: Ask, view: View) -> _Shared:
    """The asker's own message where it has links, else the one it quotes."""
    message, room = ask.message, ask.message.room.key
    own = tuple(replace(link, line=_ORDER.sub("", link.line)) for link in links_in(message.text))
    if own or message.quoted is None:
        sharer = ask.person.person_id if ask.person else ""
        return _Shared(Origin(room, message.message_id, sharer, message.said_at), own)
    quoted = message.quoted
    origin = Origin(room, quoted.message_id, _known(ask, view, quoted.sender_name))
    return _Shared(origin, links_in(quoted.text))


def _known(ask: Ask, view: View, author: str) -> str:
    """The person whose account `author` is, else the name or account itself."""
    member = person_by_handle(view.reader, Handle(ask.message.sender.messenger, author)) if author else None
    return member.person_id if member else author


def _told(ask: Ask, view: View, fresh: _Shared, known: Sequence[SavedLink]) -> str:
    people = [fresh.origin.shared_by, *(who for one in known for who in (one.saved_by, one.origin.shared_by))]
    teller = LinkTeller(ask, view, people)
    lines: list[str] = []
    if fresh.links:
        origin = teller.origin(fresh.origin)
        words = f"saved{'_one' if len(fresh.links) == 1 else ''}{'_from' if origin else ''}"
        lines = [_say(ask, words, count=str(len(fresh.links)), origin=origin)]
        lines += _shortened(ask, [teller.line(link) for link in fresh.links])
    if known:
        lines += [_say(ask, "already"), *_shortened(ask, [teller.whole(one) for one in known])]
    return "\n".join([*lines, _say(ask, "again")])


def _quietly(ask: Ask, fresh: Sequence[Link]) -> str:
    return _say(ask, "quietly" if fresh else "quietly_already")


def _shortened(ask: Ask, lines: Sequence[str]) -> list[str]:
    more = [_say(ask, "more", count=str(len(lines) - SHOWN))] if len(lines) > SHOWN else []
    return [*lines[:SHOWN], *more]


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


INTENT = Intent(
    name="save_links",
    title={"zh": "把一条消息里的链接存下来", "en": "keep the links of a message"},
    examples={
        "zh": ("存一下", "收藏这个链接", "存一下 https://acme.example/plan"),
        "en": ("save this", "bookmark this link", "save https://acme.example/plan"),
    },
    patterns=sentences(
        rf"{_SAVE_ZH}(?:(?:[\s：:,，].*)?{_LINK}(?:\s.*)?)?",
        rf".*{_LINK}[\s：:,，]+{_SAVE_ZH}",
        rf"{_SAVE_EN}(?:[\s:,].*{_LINK}(?:\s.*)?)?|{_KEEP_EN}[\s:]+{_LINK}(?:\s.*)?",
        rf".*{_LINK}[\s:,]+{_SAVE_EN}",
    ),
    plan=plan,
    place=8,
)
