"""Somebody says who they are: those who can tell are asked, and the newcomer hears what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from knowledge.people.accounts import known_account
from knowledge.people.events import QuestionChanged
from knowledge.people.model import Account, Handle, Lang, Person, Role
from knowledge.people.questions import INTRODUCTION, YES, Question, latest_question
from knowledge.people.view import person
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.formats import ClockFace
from notifiers.notice import Address, Choice, Fact, InDoubt, Notice, Stripe
from notifiers.outbox import told
from notifiers.team import deciders, messenger_name, name_of, role_name

CARD, RESULT = "introduction", "introduced"

LONGEST_NAME = 40
"""An account may call itself anything; more of that is not repeated."""

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "badge": {"zh": "待确认", "en": "To confirm"},
    "badge_done": {"zh": "已处理", "en": "Settled"},
    "title": {"zh": "这个账号是{who}吗？", "en": "Is this {who}?"},
    "text": {
        "zh": "{name}（{messenger}）说自己是 {id}（{about}）。对吗？",
        "en": "{name} on {messenger} says they are {id} ({about}). Is that right?",
    },
    "and": {"zh": "，", "en": ", "},
    "account": {"zh": "账号", "en": "Account"},
    "email": {"zh": "账号邮箱", "en": "E-mail of the account"},
    "mobile": {"zh": "账号手机", "en": "Mobile of the account"},
    "yes": {"zh": "是本人", "en": "Yes, that's them"},
    "no": {"zh": "不是", "en": "No"},
    "say_yes": {"zh": "确认 {account} 是 {id}", "en": "confirm {account} is {id}"},
    "say_no": {"zh": "{account} 不是 {id}", "en": "{account} is not {id}"},
    "settled_yes": {
        "zh": "{who}于 {when} 确认是本人，账号已绑定",
        "en": "Confirmed by {who} at {when}; the account is tied",
    },
    "settled_no": {"zh": "{who}于 {when} 说不是本人", "en": "Not them, says {who} at {when}"},
    "foot": {
        "zh": "确认后，这个账号能看到{who}能看的内容。拿不准就先问本人。",
        "en": "Once confirmed, this account sees what {who} may see. If in doubt, ask them first.",
    },
    "told_yes": {
        "zh": "{name}，已经确认，你的账号绑好了，可以直接问我了。",
        "en": "{name}, that is confirmed: your account is tied and you can ask me now.",
    },
    "told_no": {
        "zh": "{name}，没能确认这是你的账号。请直接找你的主管或管理员。",
        "en": "{name}, this could not be confirmed. Please talk to your manager or admin.",
    },
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The card for those who decide; once it is settled, the same card, and word to the newcomer."""
    if not isinstance(event, QuestionChanged) or event.topic != INTRODUCTION:
        return
    question = latest_question(scene.reader, INTRODUCTION, event.handle)
    claimed = person(scene.reader, question.person_id) if question else None
    if question is None or claimed is None:
        return
    known = known_account(scene.reader, event.handle)
    account = known.account if known else Account(event.handle)
    shown = deciders(scene) if question.version == 1 else told(scene.reader, CARD, question.subject)
    for address in shown:
        yield _card(question, claimed, account, scene, address), address
    if question.verdict:
        yield _result(question, claimed, account, scene)


def _card(question: Question, claimed: Person, account: Account, scene: Scene, address: Address) -> Notice:
    alone = scene.reads_at(scene.reader, address)
    lang, zone = scene.language_of(alone), scene.zone_of(alone) if alone else scene.zone
    settled = ""
    if question.settled_at is not None:
        when = ClockFace(zone, lang, scene.now).tells(question.settled_at)
        settled = _said(f"settled_{question.verdict}", lang, who=name_of(scene, question.actor_id, lang), when=when)
    return _notice(question, claimed, account, lang, zone, settled)


def _notice(
    question: Question, claimed: Person, account: Account, lang: Lang, zone: ZoneInfo, settled: str = ""
) -> Notice:
    about = (claimed.name_in(lang), role_name(claimed.role, lang), claimed.region)
    who, name = claimed.name_in(lang), _named(account)
    facts = {"account": _key(account.handle), "email": account.email, "mobile": account.mobile}
    return Notice(
        kind=CARD,
        subject=question.subject,
        version=question.version,
        lang=lang,
        zone=zone.key,
        title=_said("title", lang, who=who),
        text=_said(
            "text",
            lang,
            name=name,
            messenger=messenger_name(account.handle.messenger, lang),
            id=claimed.person_id,
            about=_WORDS["and"][lang].join(part for part in about if part),
        ),
        stripe=Stripe.DONE if question.verdict else Stripe.INFO,
        badge=_WORDS["badge_done" if question.verdict else "badge"][lang],
        facts=tuple(Fact(_WORDS[label][lang], value) for label, value in facts.items() if value),
        choices=() if question.verdict else tuple(_choices(question, lang)),
        settled=settled,
        foot="" if question.verdict else _said("foot", lang, who=who),
        in_doubt=InDoubt.RESEND,
    )


def _choices(question: Question, lang: Lang) -> Iterator[Choice]:
    account = _key(question.handle)
    args = {"account": account, "number": str(question.number)}
    facts = {"account": account, "id": question.person_id}
    yes, no = _said("say_yes", lang, **facts), _said("say_no", lang, **facts)
    yield Choice(_WORDS["yes"][lang], "confirm_account", args, primary=True, say=yes)
    yield Choice(_WORDS["no"][lang], "deny_account", args, say=no)


def _result(question: Question, claimed: Person, account: Account, scene: Scene) -> Outgoing:
    confirmed = question.verdict == YES
    lang = (claimed.language if confirmed else None) or question.lang
    text = _said("told_yes" if confirmed else "told_no", lang, name=_named(account))
    notice = Notice(RESULT, question.subject, 1, lang, zone=scene.zone.key, text=text)
    return notice, Address(question.handle.messenger, question.room_id)


def _named(account: Account) -> str:
    return " ".join(account.name.split())[:LONGEST_NAME] or account.handle.user_id


def _key(handle: Handle) -> str:
    return f"{handle.messenger}:{handle.user_id}"


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    name = {"zh": "张三", "en": "Zhang San"}
    region = {"zh": "华东", "en": "East"}[lang]
    claimed = Person("zhang.san", name["zh"], Role.REP, name_en=name["en"], region=region)
    account = Account(Handle("slack", "U0EXAMPLE1"), name["en"], "zhang.san@example.com")
    question = Question(INTRODUCTION, account.handle, claimed.person_id, datetime(2026, 1, 12, 2, 0, tzinfo=UTC))
    return _notice(question, claimed, account, lang, ZoneInfo("UTC"))


ALERT = Alert("introduction", (QuestionChanged,), compose, example)
