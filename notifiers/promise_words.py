"""What notices about promises share: their cards' facts, buttons and words."""

from collections.abc import Mapping
from datetime import date

from knowledge.graph.view import customer
from knowledge.people.model import Lang
from knowledge.people.view import person, room
from knowledge.work.promise import Promise, PromiseState, Side
from notifiers.alert import Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace, day
from notifiers.notice import Choice, Evidence, Fact

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge_open": {"zh": "📌 记成任务", "en": "📌 Task noted"},
    "badge_asked": {"zh": "📌 要记吗", "en": "📌 Note this?"},
    "badge_done": {"zh": "已完成", "en": "Done"},
    "badge_dropped": {"zh": "没有记", "en": "Not noted"},
    "badge_due": {"zh": "📌 今天到期", "en": "📌 Due today"},
    "badge_soon": {"zh": "📌 快到期", "en": "📌 Due soon"},
    "badge_overdue": {"zh": "📌 已过期", "en": "📌 Overdue"},
    "ask": {"zh": "这句话说得比较活，要记成任务吗？", "en": "That sounded tentative. Shall I note it as a task?"},
    "who": {"zh": "谁", "en": "Who"},
    "customer": {"zh": "客户", "en": "Customer"},
    "due": {"zh": "期限", "en": "By"},
    "none": {"zh": "没有说", "en": "not said"},
    "when": {"zh": "前提", "en": "Condition"},
    "conditional": {"zh": "有前提，见原话", "en": "there is one; see the quote"},
    "theirs": {"zh": "{who}（客户）", "en": "{who} (customer)"},
    "quote": {"zh": "“{quote}”", "en": "“{quote}”"},
    "source": {"zh": "{who}，{room}", "en": "{who}, {room}"},
    "direct": {"zh": "私聊", "en": "direct message"},
    "take": {"zh": "记成任务", "en": "Note it"},
    "no": {"zh": "不用记", "en": "No need"},
    "done": {"zh": "已完成", "en": "Done"},
    "change": {"zh": "改日期", "en": "Change date"},
    "drop": {"zh": "不是承诺", "en": "Not a promise"},
    "reopen": {"zh": "撤回", "en": "Undo"},
    "settled_done": {"zh": "{who}于 {when} 完成", "en": "Done by {who}, {when}"},
    "settled_dropped": {"zh": "{who}于 {when} 说不用记", "en": "{who} said no need, {when}"},
    "settled_edited": {"zh": "原话改了，这条不再算承诺", "en": "The message was edited; this is no promise any more"},
    "foot": {
        "zh": "聊天里听到的 · 依据：{why} · 到期当天早上提醒",
        "en": "Heard in chat · because: {why} · reminder on the due morning",
    },
    "and": {"zh": "、", "en": ", "},
}

_WHY: Mapping[str, Mapping[Lang, str]] = {
    "to_you": {"zh": "说给对方", "en": "said to them"},
    "to_somebody": {"zh": "为某人做", "en": "for somebody"},
    "dated": {"zh": "有期限", "en": "a day named"},
    "deed": {"zh": "有要做的事", "en": "something to do"},
    "firm": {"zh": "语气肯定", "en": "said firmly"},
    "named": {"zh": "点了名", "en": "somebody named"},
    "pledge": {"zh": "明说承诺", "en": "promised in so many words"},
    "own_word": {"zh": "说自己答应了", "en": "says they promised"},
    "try": {"zh": "会尽力", "en": "will try"},
}
"""The parts of a rule's name as people say them; the rest only says how the sentence is built."""

_SAY: Mapping[str, Mapping[Lang, str]] = {
    "promise_take": {"zh": "把“{title}”记成任务", "en": "note “{title}” as a task"},
    "promise_done": {"zh": "“{title}”完成了", "en": "“{title}” is done"},
    "promise_change": {"zh": "把“{title}”改个日期", "en": "change the date of “{title}”"},
    "promise_drop": {"zh": "“{title}”不是承诺", "en": "“{title}” is no promise"},
    "promise_reopen": {"zh": "“{title}”还没完成", "en": "“{title}” is not done yet"},
}
"""Sentences that do what the buttons do; tests hold them against the intents."""

_OFFERED: Mapping[PromiseState, tuple[tuple[str, str], ...]] = {
    PromiseState.ASKED: (("take", "promise_take"), ("no", "promise_drop")),
    PromiseState.OPEN: (("done", "promise_done"), ("change", "promise_change"), ("drop", "promise_drop")),
    PromiseState.DONE: (("reopen", "promise_reopen"),),
    PromiseState.DROPPED: (("reopen", "promise_reopen"),),
}


def facts_of(one: Promise, scene: Scene, lang: Lang, today: date) -> tuple[Fact, ...]:
    """Who, for whom, by when, on what condition."""
    draft = one.draft
    known = customer(scene.reader, draft.customer_id) if draft.customer_id else None
    values = {
        "who": promiser_name(one, scene, lang),
        "customer": known.name_in(lang) if known else "",
        "due": day(draft.due_on, lang, today) if draft.due_on else WORDS["none"][lang],
        "when": WORDS["conditional"][lang] if draft.conditional else "",
    }
    return tuple(Fact(WORDS[name][lang], value) for name, value in values.items() if value)


def promiser_name(one: Promise, scene: Scene, lang: Lang) -> str:
    """Who promised, as a reader of `lang` calls them."""
    member = person(scene.reader, one.draft.promiser_id) if one.draft.promiser_id else None
    name = member.name_in(lang) if member else one.draft.promiser_name
    return said("theirs", lang, who=name) if one.draft.side is Side.CUSTOMER else name


def evidence_of(one: Promise, scene: Scene, lang: Lang) -> tuple[Evidence, ...]:
    """What was said, when and where; what was said when it was done comes first."""
    place = room(scene.reader, one.said.messenger, one.said.room_id)
    where = WORDS["direct"][lang] if place is None or place.direct else place.title or one.said.room_id
    source = said("source", lang, who=promiser_name(one, scene, lang), room=where)
    found = (Evidence(said("quote", lang, quote=one.draft.quote), one.said.said_at, source),)
    if one.done_quote:
        return (Evidence(said("quote", lang, quote=one.done_quote), one.acted_at), *found)
    return found


def choices_of(one: Promise, lang: Lang) -> tuple[Choice, ...]:
    """What can be done with it as it stands."""
    likely = _OFFERED[one.state][0][1]
    return tuple(
        Choice(
            label=WORDS[label][lang],
            action=action,
            args={"promise": one.promise_id},
            primary=action == likely and one.state is not PromiseState.OPEN,
            say=_SAY[action][lang].format(title=one.draft.title),
        )
        for label, action in _OFFERED[one.state]
    )


def settled_of(one: Promise, scene: Scene, face: ClockFace) -> str:
    """Who settled it and when; nothing while it is open."""
    if one.state in (PromiseState.ASKED, PromiseState.OPEN):
        return ""
    if one.state is PromiseState.DROPPED and not one.actor_id:
        return WORDS["settled_edited"][face.lang]
    actor = person(scene.reader, one.actor_id)
    name = actor.name_in(face.lang) if actor else one.draft.promiser_name
    when = face.tells(one.acted_at) if one.acted_at else ""
    return said(f"settled_{one.state.value}", face.lang, who=name, when=when)


def why_of(one: Promise, lang: Lang) -> str:
    """Why it was taken for a promise."""
    parts = one.draft.why.partition(":")[2].split("+")
    return WORDS["and"][lang].join(_WHY[part][lang] for part in parts if part in _WHY) or one.draft.why


def said(words: str, lang: Lang, **facts: str) -> str:
    """One of the sentences, filled."""
    return filled(WORDS[words][lang], lang, **facts)
