"""Say whether people from outside sit in this room, or that everybody here is of one unit."""

import re
from collections.abc import Mapping

from handlers.account_slots import need_member
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from knowledge.people.model import Lang
from knowledge.people.rooms import DeclareRoom
from knowledge.people.view import units
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Choice
from notifiers.team import DECIDES

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "internal": {
        "zh": "记下了：{who}于 {when} 说明本群没有外部人员，同事都能看的可以在这里问我，其余的我私下答。"
        "有外部的人进群时，再告诉我一声。",
        "en": "Noted: {who} said at {when} that this room is internal, so you can ask me here about what any colleague "
        "may see; the rest I answer in private. Tell me when somebody from outside joins.",
    },
    "unit": {
        "zh": "记下了：{who}于 {when} 说明本群都是{unit}的同事（共 {count} 人）。"
        "他们都能看的可以在这里问我，其余的我私下答；别的同事在群里说话，就把那位也算上。",
        "en": "Noted: {who} said at {when} that everybody here is from {unit} ({count}). You can ask me here "
        "about what all of them may see; the rest I answer in private. Whoever else speaks here counts too.",
    },
    "outsiders": {
        "zh": "记下了：{who}于 {when} 说明群里有外部人员。客户的事我只私下回答。",
        "en": "Noted: {who} said at {when} that there are guests here. I'll answer about customers in private only.",
    },
    "which_unit": {"zh": "“{text}”是哪个单元：{units}？", "en": "Which unit is “{text}”: {units}?"},
    "no_unit": {
        "zh": "没有叫“{text}”的单元。现有：{units}。",
        "en": "There is no unit called “{text}”. There are: {units}.",
    },
    "no_units": {
        "zh": "团队名单里没有写单元，没法按单元算。都是同事的话，请说“本群都是内部同事”。",
        "en": "The team's list names no units. If it is only your team, tell me: this room is internal.",
    },
    "and": {"zh": "、", "en": ", "},
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

MOST_UNITS, LONGEST_SHOWN = 8, 40
_KIND_OF_UNIT = re.compile(r"^the\s+|\s*(?:单元|团队|小组|部门|unit|team|group)$", re.IGNORECASE)
_GROUP = r"(?:(?:这个?|本|此|我们)?群(?:里面?|内|中)?|这里|这儿)"
_FROM_OUTSIDE = r"(?:外部|外面的?|外人|公司外的?|客户方?的?)(?:成员|人员|人|同事|联系人)?|外人|访客|客户"
_OURS = r"(?:内部|自己|公司|团队)的?(?:同事|人员|人|成员)?"
_GUESTS = r"(?:guests?|outsiders?|externals?|external\s+(?:people|members|users)|people\s+from\s+outside)"
_HERE = r"(?:\s+(?:here|in\s+(?:this|the)\s+(?:room|channel|group)))"


def plan(ask: Ask, view: View) -> Plan:
    """Keep what a manager or admin says of the room they say it in; what the platform sees goes first."""
    need_member(ask)
    room, guests = ask.message.room, "outsiders" in ask.slots
    if ask.person is None or ask.person.role not in DECIDES:
        return _refused("not_yours", ask.lang)
    if room.direct:
        return _refused("elsewhere", ask.lang)
    if room.outsiders and not guests:
        return _refused("seen", ask.lang)
    if "unit" in ask.slots:
        return _of_unit(ask, units(view.reader), ask.slots["unit"].strip())
    said = _noted("outsiders" if guests else "internal", ask)
    return Plan(Answer(Outcome.DONE, said), (DeclareRoom(room, outsiders=guests),))


def _of_unit(ask: Ask, known: Mapping[str, int], text: str) -> Plan:
    """Everybody here is of one unit: of that name, or of the one that it can only be."""
    found = [one for one in known if one.casefold() == text.casefold()] or _alike(known, text)
    if len(found) == 1:
        said = _noted("unit", ask, unit=found[0], count=_people(known[found[0]], ask.lang))
        return Plan(Answer(Outcome.DONE, said), (DeclareRoom(ask.message.room, outsiders=False, unit=found[0]),))
    shown = (found or list(known))[:MOST_UNITS]
    words = "which_unit" if found else "no_unit" if known else "no_units"
    names = _WORDS["and"][ask.lang].join(shown)
    said = filled(_WORDS[words][ask.lang], ask.lang, text=text[:LONGEST_SHOWN], units=names)
    args = [{"unit": one} for one in shown]
    choices = tuple(Choice(one["unit"], "declare_room", one) for one in args)
    options = tuple({**one, "label": one["unit"]} for one in args)
    pending = Pending("declare_room", "unit", {}, said, options) if shown else None
    return Plan(Answer(Outcome.AMBIGUOUS if found else Outcome.UNKNOWN, said, choices=choices), pending=pending)


def _alike(known: Mapping[str, int], text: str) -> list[str]:
    """Units whose name holds what was said, or the other way round, whatever kind of unit it is called."""
    asked = _core(text)
    return [one for one in known if asked and (asked in _core(one) or _core(one) in asked)]


def _core(name: str) -> str:
    return _KIND_OF_UNIT.sub("", name.strip()).casefold()


def _people(count: int, lang: Lang) -> str:
    return str(count) if lang == "zh" else f"{count} {'person' if count == 1 else 'people'}"


def _noted(words: str, ask: Ask, **facts: str) -> str:
    who = ask.person.name_in(ask.lang) if ask.person else ""
    when = ClockFace(ask.zone, ask.lang, ask.now).tells(ask.now)
    return filled(_WORDS[words][ask.lang], ask.lang, who=who, when=when, **facts)


def _refused(words: str, lang: Lang) -> Plan:
    return Plan(Answer(Outcome.REFUSED, _WORDS[words][lang]))


INTENT = Intent(
    name="declare_room",
    title={"zh": "说明群里有没有外部人员", "en": "tell me whether guests are in a room"},
    examples={
        "zh": ("本群都是内部同事", "这个群没有外部人员", "群里有外部人员", "本群都是华东光伏单元的同事"),
        "en": ("this room is internal", "there are guests here", "everybody here is from the International unit"),
    },
    patterns=sentences(
        rf"{_GROUP}(?:现在)?(?:没有?|无)(?:{_FROM_OUTSIDE})了?(?P<internal>)",
        rf"{_GROUP}(?:现在)?(?:全都?|都|只有)?是?{_OURS}(?:群|了)?(?P<internal>)",
        rf"{_GROUP}(?:现在)?有(?:{_FROM_OUTSIDE})了?(?P<outsiders>)",
        r"(?:this|the)\s+(?:room|channel|group)\s+is\s+(?:now\s+)?(?:all\s+)?internal(?:\s+only)?(?P<internal>)",
        rf"(?:there\s+are\s+|we\s+have\s+)?no\s+{_GUESTS}{_HERE}?(?P<internal>)",
        r"every(?:one|body)\s+(?:here|in\s+(?:this|the)\s+room)\s+is\s+(?:internal|on\s+the\s+team|from\s+the\s+team)(?P<internal>)",
        rf"(?:there\s+(?:are|is)\s+|we\s+have\s+)(?:a\s+|an\s+|some\s+)?{_GUESTS}{_HERE}?(?P<outsiders>)",
        rf"{_GROUP}(?:的人)?(?:现在)?(?:全都?|都|只有)是?(?P<unit>(?!什么|谁|哪|客户|外)[^，。？?、]{{1,40}}?)的(?:同事|人员|人|成员)了?",
        r"every(?:one|body)\s+(?:here|in\s+(?:this|the)\s+(?:room|channel|group))\s+is\s+(?:from|in|of|on)\s+"
        r"(?P<unit>\S.{0,40})",
        rf"(?:this|the)\s+(?:room|channel|group)\s+has\s+(?:a\s+|an\s+|some\s+)?{_GUESTS}(?P<outsiders>)",
    ),
    plan=plan,
)
