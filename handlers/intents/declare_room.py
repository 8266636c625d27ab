"""Say whether people from outside sit in this room."""

from collections.abc import Mapping

from handlers.account_slots import need_member
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.model import Lang
from knowledge.people.rooms import DeclareRoom
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.team import DECIDES

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "internal": {
        "zh": "记下了：{who}于 {when} 说明本群没有外部人员，客户的事可以在这里问我。有外部的人进群时，再告诉我一声。",
        "en": "Noted: {who} said at {when} that this room is internal, so you can ask me about customers here. "
        "Tell me when somebody from outside joins.",
    },
    "outsiders": {
        "zh": "记下了：{who}于 {when} 说明群里有外部人员。客户的事我只私下回答。",
        "en": "Noted: {who} said at {when} that there are guests here. I'll answer about customers in private only.",
    },
    "not_yours": {
        "zh": "群里有没有外部人员，由主管或管理员来说定。请他们在这里跟我说一声。",
        "en": "A manager or an admin has to tell me who is in this room; please ask one of them to say it here.",
    },
    "elsewhere": {
        "zh": "这句话要在那个群里跟我说，我才知道是哪个群。",
        "en": "Please say that in the room itself, so that I know which one you mean.",
    },
    "seen": {
        "zh": "平台显示群里有外部成员，我按有外部人员处理。他们退群后再跟我说。",
        "en": "The messenger says that there are guests here, so I go by that. Tell me again once they have left.",
    },
}

_GROUP = r"(?:(?:这个?|本|此|我们)?群(?:里面?|内|中)?|这里|这儿)"
_FROM_OUTSIDE = r"(?:外部|外面的?|外人|公司外的?|客户方?的?)(?:成员|人员|人|同事|联系人)?|外人|访客|客户"
_OURS = r"(?:内部|自己|公司|团队)的?(?:同事|人员|人|成员)?"
_GUESTS = r"(?:guests?|outsiders?|externals?|external\s+(?:people|members|users)|people\s+from\s+outside)"
_HERE = r"(?:\s+(?:here|in\s+(?:this|the)\s+(?:room|channel|group)))"


def plan(ask: Ask, view: View) -> Plan:  # noqa: ARG001  nothing to look up
    """Keep what a manager or admin says of the room they say it in; what the platform sees goes first."""
    need_member(ask)
    room, internal = ask.message.room, "internal" in ask.slots
    if ask.person is None or ask.person.role not in DECIDES:
        return _refused("not_yours", ask.lang)
    if room.direct:
        return _refused("elsewhere", ask.lang)
    if internal and room.outsiders:
        return _refused("seen", ask.lang)
    when = ClockFace(ask.zone, ask.lang, ask.now).tells(ask.now)
    words = _WORDS["internal" if internal else "outsiders"][ask.lang]
    said = filled(words, ask.lang, who=ask.person.name_in(ask.lang), when=when)
    return Plan(Answer(Outcome.DONE, said), (DeclareRoom(room, outsiders=not internal),))


def _refused(words: str, lang: Lang) -> Plan:
    return Plan(Answer(Outcome.REFUSED, _WORDS[words][lang]))


INTENT = Intent(
    name="declare_room",
    title={"zh": "说明群里有没有外部人员", "en": "tell me whether guests are in a room"},
    examples={
        "zh": ("本群都是内部同事", "这个群没有外部人员", "群里有外部人员"),
        "en": ("this room is internal", "there are guests here"),
    },
    patterns=sentences(
        rf"{_GROUP}(?:现在)?(?:没有?|无)(?:{_FROM_OUTSIDE})了?(?P<internal>)",
        rf"{_GROUP}(?:现在)?(?:全都?|都|只有)?是?{_OURS}(?:群|了)?(?P<internal>)",
        rf"{_GROUP}(?:现在)?有(?:{_FROM_OUTSIDE})了?(?P<outsiders>)",
        r"(?:this|the)\s+(?:room|channel|group)\s+is\s+(?:now\s+)?(?:all\s+)?internal(?:\s+only)?(?P<internal>)",
        rf"(?:there\s+are\s+|we\s+have\s+)?no\s+{_GUESTS}{_HERE}?(?P<internal>)",
        r"every(?:one|body)\s+(?:here|in\s+(?:this|the)\s+room)\s+is\s+(?:internal|on\s+the\s+team|from\s+the\s+team)(?P<internal>)",
        rf"(?:there\s+(?:are|is)\s+|we\s+have\s+)(?:a\s+|an\s+|some\s+)?{_GUESTS}{_HERE}?(?P<outsiders>)",
        rf"(?:this|the)\s+(?:room|channel|group)\s+has\s+(?:a\s+|an\s+|some\s+)?{_GUESTS}(?P<outsiders>)",
    ),
    plan=plan,
)
