"""How far long work has come, where the material was shared: one message, edited until it is done or has failed."""

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.people.model import Lang
from knowledge.people.rooms import known_room
from knowledge.store.jobs import DONE, FAILED, JobMoved, Order, job
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.filling import filled
from notifiers.notice import Address, Notice, Stripe
from notifiers.team import own_room
from notifiers.telling import audience_at

CARD = "job_progress"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "doing": {"zh": "{what}：{name}", "en": "{what}: {name}"},
    "share": {"zh": "{percent}%", "en": "{percent}%"},
    "begun": {"zh": "正在准备", "en": "Getting ready"},
    "done": {"zh": "完成", "en": "Done"},
    "failed": {"zh": "没做成：{why}", "en": "That did not work: {why}"},
    "failed_unsaid": {"zh": "没做成，原因见日志。", "en": "That did not work; the log says why."},
    "badge": {"zh": "处理中", "en": "Working"},
    "badge_done": {"zh": "已完成", "en": "Done"},
    "badge_failed": {"zh": "未完成", "en": "Not done"},
}


def compose(event: object, scene: Scene) -> Iterable[Outgoing]:
    """The message about a job that says where it wants to be told of: `tell` holds "messenger", "room_id", maybe
    "thread", the "sharer" (a person), the "name" of the material, and "doing", what is done with it, in both languages.
    A job with "quiet" is told of only where it fails.
    """
    if not isinstance(event, JobMoved):
        return
    order = job(scene.reader, event.job_id)
    if order is None or not order.tell or (order.tell.get("quiet") and order.state != FAILED):
        return
    address = _place(order.tell, scene)
    if address is not None:
        yield _notice(order, _language(order.tell, scene)), address


def _place(tell: Mapping[str, Any], scene: Scene) -> Address | None:
    """Where it was shared; where people from outside read along, only whoever of the team shared it is told."""
    place = Address(tell["messenger"], tell["room_id"], tell.get("thread", ""))
    return own_room(scene, tell.get("sharer", "")) if audience_at(scene, place).outsiders else place


def _language(tell: Mapping[str, Any], scene: Scene) -> Lang:
    if tell.get("lang") in ("zh", "en"):
        return "zh" if tell["lang"] == "zh" else "en"
    known = known_room(scene.reader, tell["messenger"], tell["room_id"])
    return scene.language_of(known.room if known else None)


def _notice(order: Order, lang: Lang) -> Notice:
    stripe, badge = {DONE: (Stripe.DONE, "badge_done"), FAILED: (Stripe.BLOCKED, "badge_failed")}.get(
        order.state, (Stripe.INFO, "badge")
    )
    tell = order.tell
    return Notice(
        kind=CARD,
        subject=str(order.job_id),
        version=max(order.moves, 1),
        lang=lang,
        title=_said("doing", lang, what=tell["doing"][lang], name=tell["name"]),
        text=_standing(order, lang),
        stripe=stripe,
        badge=_WORDS[badge][lang],
    )


def _standing(order: Order, lang: Lang) -> str:
    if order.state == FAILED:
        why = order.outcome.get("say", {}).get(lang)
        return _said("failed", lang, why=why) if why else _WORDS["failed_unsaid"][lang]
    if order.state == DONE:
        return _WORDS["done"][lang]
    percent = int(100 * order.share)
    return _said("share", lang, percent=str(percent)) if percent else _WORDS["begun"][lang]


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


def example(lang: Lang) -> Notice:
    """How it looks, for previews."""
    doing = {"zh": "录音听写", "en": "Transcription"}
    name = {"zh": "华东光伏 周会.m4a", "en": "Northwyck weekly.m4a"}[lang]
    tell = {"messenger": "local", "room_id": "east", "name": name, "doing": doing}
    return _notice(Order(1, "recording", {}, 1, tell, "new", 1, 0.4, 1, {}), lang)


ALERT = Alert(CARD, (JobMoved,), compose, example)
