"""A person's account was closed: their manager is asked whether they left, with what is in their hands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select

from knowledge.access.model import Kind, Told
from knowledge.graph.model import Customer
from knowledge.graph.view import owned_by, some_customers
from knowledge.leads.model import AlertState
from knowledge.leads.tables import hot_leads, leads
from knowledge.people.events import QuestionChanged
from knowledge.people.model import Handle, Lang, Person, Role
from knowledge.people.questions import CLOSING, NO, YES, Question, latest_question
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Address, Choice, Fact, InDoubt, Notice, Stripe, Urgency
from notifiers.outbox import told
from notifiers.ringing import rings_above
from notifiers.team import deciders, messenger_name, name_of, own_room

CARD = "account_closed"

MOST_NAMES = 15
"""More customers than this are counted, not listed."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "账号停用", "en": "Account closed"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "title": {"zh": "{who}离职了吗？", "en": "Has {who} left?"},
    "text": {
        "zh": "{who}的{messenger}账号于 {when} 停用。\n交接以后再安排，目前客户仍记在{who}名下。",
        "en": "{who}'s {messenger} account was closed on {when}.\n"
        "Hand-over comes later; for now the customers stay recorded as theirs.",
    },
    "customers": {"zh": "名下客户", "en": "Owns"},
    "none": {"zh": "没有", "en": "no customers"},
    "count": {"zh": "{count} 个：{names}", "en": "{count}: {names}"},
    "more": {"zh": "……还有 {count} 个", "en": " … and {count} more"},
    "and": {"zh": "、", "en": ", "},
    "leads": {"zh": "手上的热线索", "en": "Open hot leads"},
    "left": {"zh": "标为离职", "en": "Mark as left"},
    "here": {"zh": "仍在职", "en": "Still here"},
    "say_left": {"zh": "{id} 离职了", "en": "{id} has left"},
    "say_here": {"zh": "{id} 还在职", "en": "{id} is still here"},
    "settled_yes": {"zh": "{by}于 {when} 标为离职", "en": "Marked as left by {by} at {when}"},
    "settled_no": {"zh": "{by}于 {when} 说仍在职", "en": "Still here, says {by} at {when}"},
    "reopened": {"zh": "账号于 {when} 恢复", "en": "The account was opened again at {when}"},
    "foot": {"zh": "{messenger}告知账号 {account} 已停用", "en": "{messenger} reported that {account} is closed"},
}
_HELD = (
    select(func.count())
    .select_from(hot_leads.join(leads, leads.c.lead_id == hot_leads.c.lead_id))
    .where(leads.c.owner_id == bindparam("owner"), hot_leads.c.state != bindparam("settled"))
)


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card for the manager, else for those who decide; where it was shown before, it changes there.

    In a room with others it rings who answers for that person.
    """
    if not isinstance(event, QuestionChanged) or event.topic != CLOSING:
        return
    question = latest_question(scene.reader, CLOSING, event.handle)
    gone = person(scene.reader, question.person_id) if question else None
    if question is None or gone is None:
        return
    shown = _asked(gone, scene) if question.version == 1 else told(scene.reader, CARD, question.subject)
    for address in shown:
        rings = rings_above(scene, address, gone, gone.region)
        yield replace(_card(question, gone, scene, address), rings=rings), address


def _asked(gone: Person, scene: Scene) -> Sequence[Address]:
    manager = own_room(scene, gone.manager_id) if gone.manager_id else None
    return [manager] if manager else deciders(scene)


def _card(question: Question, gone: Person, scene: Scene, address: Address) -> Notice:
    alone = scene.reads_at(scene.reader, address)
    lang, zone = scene.language_of(alone), scene.zone_of(alone) if alone else scene.zone
    face = ClockFace(zone, lang, scene.now)
    day = question.asked_at.astimezone(scene.zone).date()
    held = [one.customer_id for one in owned_by(scene.reader, gone.person_id, day) if one.role is Role.REP]
    customers = [*some_customers(scene.reader, held).values()]
    open_leads = int(scene.reader.value(_HELD, owner=gone.person_id, settled=AlertState.REJECTED.value))
    settled = _settled(question, name_of(scene, question.actor_id, lang), face)
    return _notice(question, gone, face, customers, open_leads, settled)


def _settled(question: Question, by: str, face: ClockFace) -> str:
    if question.settled_at is None:
        return ""
    words = f"settled_{question.verdict}" if question.verdict in (YES, NO) else "reopened"
    when = face.tells(question.settled_at)
    said = _WORDS[words][face.lang]
    return filled(said, face.lang, when=when) if words == "reopened" else filled(said, face.lang, by=by, when=when)


def _notice(
    question: Question, gone: Person, face: ClockFace, customers: Sequence[Customer], open_leads: int, settled: str = ""
) -> Notice:
    lang, who = face.lang, gone.name_in(face.lang)
    messenger = messenger_name(question.handle.messenger, lang)
    when = face.tells(question.asked_at)
    account = f"{question.handle.messenger}:{question.handle.user_id}"
    return Notice(
        kind=CARD,
        subject=question.subject,
        version=question.version,
        lang=lang,
        zone=face.zone.key,
        title=_said("title", lang, who=who),
        text=_said("text", lang, who=who, messenger=messenger, when=when),
        stripe=Stripe.DONE if question.verdict else Stripe.INFO,
        badge=_WORDS["badge_done" if question.verdict else "badge"][lang],
        facts=(
            Fact(_WORDS["customers"][lang], _listed(customers, lang)),
            Fact(_WORDS["leads"][lang], str(open_leads)),
        ),
        choices=_choices(question, lang),
        settled=settled,
        foot=_said("foot", lang, messenger=messenger, account=account),
        urgency=Urgency.NORMAL,
        in_doubt=InDoubt.RESEND,
        tells=(Told(Kind.LEAD), *(Told(Kind.OWNERSHIP, one.customer_id) for one in customers[:MOST_NAMES])),
    )


def _listed(customers: Sequence[Customer], lang: Lang) -> str:
    if not customers:
        return _WORDS["none"][lang]
    names = [one.name_en if lang == "en" and one.name_en else one.name for one in customers]
    more = _said("more", lang, count=str(len(names) - MOST_NAMES)) if len(names) > MOST_NAMES else ""
    listed = _WORDS["and"][lang].join(names[:MOST_NAMES]) + more
    return _said("count", lang, count=str(len(names)), names=listed)


def _choices(question: Question, lang: Lang) -> tuple[Choice, ...]:
    """Both while it is open; a person marked as left can be brought back."""
    args = {"account": f"{question.handle.messenger}:{question.handle.user_id}", "number": str(question.number)}
    left, here = (_said(words, lang, id=question.person_id) for words in ("say_left", "say_here"))
    leaving = Choice(_WORDS["left"][lang], "mark_left", args, primary=True, say=left)
    staying = Choice(_WORDS["here"][lang], "still_here", args, say=here)
    offered: Mapping[str, tuple[Choice, ...]] = {"": (leaving, staying), YES: (staying,)}
    return offered.get(question.verdict, ())


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    at = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
    gone = Person("zhang.san", "张三", Role.REP, name_en="Zhang San")
    names = ({"zh": "某某光伏", "en": "Example Solar"}[lang], {"zh": "某某电子", "en": "Example Electronics"}[lang])
    customers = [Customer(f"C{number}", name) for number, name in enumerate(names, 1)]
    question = Question(CLOSING, Handle("slack", "U0EXAMPLE1"), gone.person_id, at)
    return _notice(question, gone, ClockFace(ZoneInfo("UTC"), lang, at), customers, 1)


ALERT = Alert("account_closed", (QuestionChanged,), compose, example)
