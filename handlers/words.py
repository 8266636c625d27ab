"""Phrases that several intents share. An intent keeps its own sentences beside it."""

from collections.abc import Mapping, Sequence

from handlers.base import Answer, Outcome
from knowledge.access.model import Audience, Kind, Verdict, Why
from knowledge.people.model import Lang, Person
from notifiers.grant_words import KINDS

Text = Mapping[Lang, str]

_REFUSED: Mapping[Why, Text] = {
    Why.UNKNOWN_PERSON: {
        "zh": "我还不认识你的账号，客户的事不能说。请管理员把你加进团队名单，再来问我。",
        "en": "I don't know your account yet, so I can't talk about customers. "
        "Ask your admin to add you to the team, then ask me again.",
    },
    Why.LEFT_THE_TEAM: {
        "zh": "你的账号已标记为离职，客户的事我不能再说。如果标错了，请管理员改一下。",
        "en": "Your account is marked as having left the team, so I can't answer. If that is wrong, ask your admin.",
    },
    Why.OUTSIDERS_LISTEN: {
        "zh": "这个群里有外部成员，我在这里不说客户的事。",
        "en": "There are people from outside in this room, so I don't talk about customers here.",
    },
    Why.NOT_WITH_CUSTOMER: {
        "zh": "这家客户的{kind}只给跟这家客户的同事看，你目前不在其中。",
        "en": "Only colleagues who work with this customer may see its {kind}, and you aren't one of them yet.",
    },
    Why.NOT_ALL_MAY: {
        "zh": "群里不是每位同事都能看这家客户的{kind}，我就不在这里说了。",
        "en": "Not everybody here may see this customer's {kind}, so I don't say it in this room.",
    },
    Why.ONLY_FOR_THEM: {
        "zh": "谁能看什么，不在群里说。",
        "en": "Who may see what is nothing for this room.",
    },
    Why.MEMBERS_UNKNOWN: {
        "zh": "我不知道这个群里有没有外部人员，在这里不说客户的事。都是同事的话，请主管跟我说“本群都是内部同事”。",
        "en": "I don't know who is in this room, so I don't talk about customers here. "
        "If it is only your team, a manager can tell me: this room is internal.",
    },
}
_PRIVATELY: Text = {"zh": "已经私下回你。", "en": " I've answered you in private."}
_STRANGER: Text = {
    "zh": "我只回答团队同事的问题，请直接联系你的对接人。",
    "en": "I only answer people on the team; please ask your contact there.",
}

_MISTAKES: Mapping[str, Text] = {
    "no_such_alert": {
        "zh": "没有找到 {alert} 的热线索提醒，请核对编号。",
        "en": "There is no hot-lead alert for {alert}; please check the number.",
    },
    "no_such_promise": {
        "zh": "没有找到这条承诺，可能已经删掉了。问我“我还欠哪些”看看现在有哪些。",
        "en": "I can't find that promise; it may be gone. Ask me for “my open tasks” to see what there is.",
    },
    "not_claimed": {
        "zh": "这条线索没有人认领，不用撤回。",
        "en": "Nobody holds this lead; there is nothing to undo.",
    },
    "grant_not_yours": {
        "zh": "只有负责人、负责人的上级或管理员能定这件事，没有改动。",
        "en": "Only the owner, the owner's superiors or an admin decide that; nothing was changed.",
    },
    "grant_to_nobody": {
        "zh": "只能开放给在职的同事，没有改动。",
        "en": "It can only be shared with a colleague on the team; nothing was changed.",
    },
    "grant_end": {
        "zh": "期限要从今天算起，最长 {most} 天，没有改动。",
        "en": "It has to end today or later, within {most} days; nothing was changed.",
    },
    "sees_already": {
        "zh": "这个你现在就能看，直接问我就行。",
        "en": "You may see that already; just ask me.",
    },
    "account_taken": {
        "zh": "这个账号已经绑给别人了，没有改动。",
        "en": "That account is tied to somebody else by now; nothing was changed.",
    },
    "account_outside": {
        "zh": "这是外部人员的账号，不能绑给团队里的人。",
        "en": "That is a guest's account; it can't be tied to one of the team.",
    },
    "nobody_asks": {
        "zh": "“{account}”没有待确认的申请，请核对。",
        "en": "Nothing waits to be confirmed for “{account}”; please check it.",
    },
    "no_such_open": {
        "zh": "没有找到这次打开的记录，请核对编号。",
        "en": "I have no record of that opening; please check the number.",
    },
    "nobody_called": {
        "zh": "团队名单里没有“{who}”，请用工号或邮箱再说一次。",
        "en": "Nobody on the team is called “{who}”; please try their id or e-mail.",
    },
    "which_person": {
        "zh": "叫“{who}”的不止一位，请用工号或邮箱再说一次。",
        "en": "More than one person is called “{who}”; please use their id or e-mail.",
    },
    "missing": {
        "zh": "这个按钮已经不能用了，请重新问我一次。",
        "en": "That button no longer works; please ask me again.",
    },
    "bad_day": {
        "zh": "没有“{text}”这一天，请换个日期再问，例如 2025-12-31。",
        "en": "There is no such day as “{text}”; try a date such as 2025-12-31.",
    },
    "which_day": {
        "zh": "“{text}”分不清哪个是月、哪个是日，请写成 2025-12-31 的样子。",
        "en": "“{text}” could be two different days; please write it as 2025-12-31.",
    },
    "too_long": {
        "zh": "这条消息太长了（上限 {limit} 字），我没有读。请拆短些，或作为文件发来。",
        "en": "That message is too long for me (the limit is {limit} characters), so I didn't read it. "
        "Please shorten it or send it as a file.",
    },
}
_TROUBLE: Text = {
    "zh": "我这边出错了，这条没处理成；已经记下，会有人看。你可以稍后再试。",
    "en": "Something went wrong on my side and this was not done. The operator is told; please try again later.",
}
_STALE: Text = {
    "zh": "刚才有人先改了这张卡片，请看最新的状态再点。",
    "en": "Somebody changed this card a moment ago; please look at it again before you press.",
}
_LOST: Text = {"zh": "这句我没听懂，可以这样问：", "en": "I didn't get that. You could ask:"}
_NOTED: Text = {"zh": "收到。", "en": "Got it."}
_NOTED_AND_TOLD: Text = {"zh": "收到，已私信{names}。", "en": "Got it. I've sent {names} a direct message."}
_HELP: Mapping[str, Text] = {
    "opening": {"zh": "可以这样跟我说：", "en": "You can say:"},
    "line": {"zh": "· “{example}”：{title}", "en": "· “{example}”: {title}"},
}


def refused(verdict: Verdict, audience: Audience, lang: Lang) -> Answer:
    """Why this cannot be told, and what to do about it; nothing about the content."""
    outside = verdict.why is Why.UNKNOWN_PERSON and audience.outsiders
    return Answer(Outcome.REFUSED, _STRANGER[lang] if outside else _why(verdict, lang))


def refused_here(verdict: Verdict, lang: Lang) -> Answer:
    """Why it is not told in this room, when the asker gets it in private."""
    return Answer(Outcome.REFUSED, _why(verdict, lang) + _PRIVATELY[lang])


def kind_words(kind: Kind, lang: Lang) -> str:
    """A kind of facts as people call it."""
    return KINDS[kind][lang]


def _why(verdict: Verdict, lang: Lang) -> str:
    kind = kind_words(verdict.told.kind, lang) if verdict.told else ""
    return _REFUSED[verdict.why][lang].format(kind=kind)


def mistaken(code: str, facts: Mapping[str, str], lang: Lang) -> Answer:
    """What is wrong with what was asked."""
    return Answer(Outcome.REFUSED, _MISTAKES[code][lang].format(**facts))


def trouble(lang: Lang) -> Answer:
    """Our own fault, and what happens now."""
    return Answer(Outcome.REFUSED, _TROUBLE[lang])


def stale(lang: Lang) -> Answer:
    """Somebody was faster."""
    return Answer(Outcome.REFUSED, _STALE[lang])


def lost(examples: list[str], lang: Lang) -> Answer:
    """Nothing matched; the nearest things that would."""
    lines = "\n".join(f"· {example}" for example in examples)
    return Answer(Outcome.UNKNOWN, f"{_LOST[lang]}\n{lines}")


def noted(lang: Lang, told: Sequence[Person] = ()) -> Answer:
    """What was shared was taken in; where people are told more of it, that comes for itself. `told`: those whose
    messages they were, where it came to them.
    """
    if not told:
        return Answer(Outcome.DONE, _NOTED[lang])
    names = {"zh": "、", "en": " and "}[lang].join(one.name_in(lang) for one in told)
    return Answer(Outcome.DONE, _NOTED_AND_TOLD[lang].format(names=names))


def helping(lines: Sequence[tuple[str, str]], lang: Lang) -> str:
    """What there is to ask: titles with an example each."""
    said = [_HELP["line"][lang].format(title=title, example=example) for title, example in lines]
    return "\n".join([_HELP["opening"][lang], *said])
