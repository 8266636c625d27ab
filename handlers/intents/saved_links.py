"""The links that were kept: in a room its own, alone also one's own from anywhere."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.kept_links import LinkTeller
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.view import count_saved, saved_links
from notifiers.filling import filled

MOST = 10
"""More links than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "yours": {"zh": "你存过 {count} 个链接，新的在前：", "en": "You have {count} saved links, newest first:"},
    "yours_one": {"zh": "你存过 1 个链接：", "en": "You have 1 saved link:"},
    "here": {
        "zh": "这个群里存过 {count} 个链接，新的在前：",
        "en": "{count} links were saved in this room, newest first:",
    },
    "here_one": {"zh": "这里存过 1 个链接：", "en": "1 link was saved here:"},
    "more": {"zh": "……还有 {count} 个", "en": "… and {count} more"},
    "none": {
        "zh": "还没有存过链接。回复带链接的消息说“存一下”，我就存下来。",
        "en": "No links are saved yet. Reply “save this” to a message with a link and I'll keep it.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """The newest ten, each with who shared it and who had it kept when."""
    view.need(Kind.OWNERSHIP)
    room = ask.message.room.key
    mine = ask.person.person_id if ask.person and ask.audience.direct else ""
    found, count = saved_links(view.reader, room, mine, MOST), count_saved(view.reader, room, mine)
    if not found:
        return Plan(Answer(Outcome.ANSWER, _say("none", ask.lang)))
    teller = LinkTeller(ask, view, [who for one in found for who in (one.saved_by, one.origin.shared_by)])
    title = ("yours" if mine else "here") + ("_one" if count == 1 else "")
    lines = [_say(title, ask.lang, count=str(count)), *(teller.whole(one) for one in found)]
    if count > len(found):
        lines.append(_say("more", ask.lang, count=str(count - len(found))))
    return Plan(Answer(Outcome.ANSWER, "\n".join(lines)))


def _say(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


_KEPT_ZH = r"(?:存|保存|收藏|收录)[过了下]*的?"
_WHAT_ZH = r"(?:链接|网址|网页)"
_KEPT_EN = r"(?:saved|bookmarked|kept|stored)"
_WHAT_EN = r"(?:links|urls|pages|bookmarks)"

INTENT = Intent(
    name="saved_links",
    title={"zh": "存过的链接", "en": "the links you had saved"},
    examples={"zh": ("存了哪些链接？", "我收藏的链接"), "en": ("saved links", "which links are saved?")},
    patterns=sentences(
        rf"(?:我们?|大家|这里|这个群|群里)?(?:都|一共)?(?:存|保存|收藏|收录)[过了下]+(?:哪些|什么|哪几个|多少个?)(?:{_WHAT_ZH})?",
        rf"(?:我们?|大家|这里|这个群|群里)?(?:都|一共)?(?:存|保存|收藏|收录)[过了下]*的?(?:所有|全部)?(?:的)?{_WHAT_ZH}(?:有(?:哪些|什么)|列表|清单)",
        rf"(?:我们?|大家|这里|这个群|群里)(?:都|一共)?{_KEPT_ZH}{_WHAT_ZH}",
        rf"(?:所有|全部)?(?:存|保存|收藏|收录)[过了下]*的{_WHAT_ZH}|{_WHAT_ZH}(?:收藏|列表|清单)",
        rf"(?:(?:list|see|all)\s+)?(?:(?:my|our|the|all)\s+)*{_KEPT_EN}\s+{_WHAT_EN}(?:\s+list)?",
        rf"(?:what|which)\s+{_WHAT_EN}\s+(?:are|were|have|did|do)(?:\s+(?:i|we))?\s+(?:been\s+)?(?:{_KEPT_EN}|save|keep|have)",
        rf"(?:what|which)\s+(?:are\s+)?(?:my|our|the)\s+{_KEPT_EN}\s+{_WHAT_EN}|(?:my|our)\s+bookmarks",
    ),
    plan=plan,
    place=9,
    asks={},
)
