"""What I share with others, and what others share with me."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, SourceLine, View, sentences
from handlers.granting import Shown, for_asker_alone, team_day
from handlers.papers import cut
from knowledge.access.granted import given_by, granted_to
from knowledge.access.model import Grant, Kind
from knowledge.people.model import Lang
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "given": {"zh": "你开放给别人的：", "en": "What you share:"},
    "got": {"zh": "别人开放给你的：", "en": "What is shared with you:"},
    "line": {"zh": "· {what}", "en": "· {what}"},
    "none": {
        "zh": "你没有开放什么给别人，也没有人开放给你。",
        "en": "You share nothing, and nothing is shared with you.",
    },
    "how": {"zh": "要收回就说“撤回……的权限”。", "en": "To take one back, say “stop sharing … with …”."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Both lists; for the asker alone where others listen."""
    view.need(Kind.OWNERSHIP)
    for_asker_alone(view)
    me, today = ask.person.person_id if ask.person else "", team_day(ask, view)
    given, got = given_by(view.reader, me, today), granted_to(view.reader, me, today)
    if not given and not got:
        return Plan(Answer(Outcome.ANSWER, _say(ask, "none")))
    shown, lines = Shown(ask, view), list[str]()
    for words, grants in (("given", given), ("got", got)):
        lines += [_say(ask, words), *(_say(ask, "line", what=shown.line(one)) for one in grants)] if grants else []
    lines += [_say(ask, "how")] if given else []
    sources = tuple(_source(one, view) for one in (*given, *got))
    return Plan(Answer(Outcome.ANSWER, "\n".join(cut(lines, ask.lang)), sources=sources))


def _source(one: Grant, view: View) -> SourceLine:
    day = one.given_at.astimezone(view.zone).date() if one.given_at else one.since
    return SourceLine("grant", one.key, day.isoformat())


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


INTENT = Intent(
    name="shared_access",
    title={"zh": "我开放了什么给谁，谁开放给我", "en": "what I share, and what is shared with me"},
    examples={"zh": ("我开放了哪些权限",), "en": ("what have I shared",)},
    patterns=sentences(
        r"我(?:都)?(?:给别人|给同事|对外)?(?:开放|共享|分享|授权)(?:给别人|给同事)?(?:过|了)?(?:的)?(?:哪些|什么)?(?:权限|客户|资料|东西)?",
        r"(?:别人|同事|谁)(?:都)?(?:开放|共享|分享|授权)(?:给)?(?:了)?我(?:了)?(?:哪些|什么)?(?:权限|客户|资料|东西)?",
        r"what\s+(?:have|did|do|am)\s+i\s+(?:shared?|sharing)(?:\s+with\s+(?:whom|others))?",
        r"what\s+is\s+shared\s+with\s+me",
        r"(?:my\s+shares|(?:list|show)\s+(?:what\s+)?i\s+(?:share|have\s+shared))",
    ),
    plan=plan,
    place=41,
)
