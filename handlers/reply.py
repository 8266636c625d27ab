"""An answer as a notice, and as the plain JSON that `ask --json` prints."""

from datetime import datetime
from typing import Any

from handlers.base import Answer, Ask, Plan
from handlers.finding import why_in
from knowledge.people.model import Lang
from notifiers.notice import Address, InDoubt, Notice, ReplyPath

REPLY, INLINE = "reply", "inline"


def room_notice(plan: Plan, ask: Ask) -> Notice | None:
    """What the room sees of an answer.

    A question of the bot's own that a press has settled turns into the answer. In a room, a press that changed a card
    is answered by the card alone: None. A press on nothing of the bot's (a shortcut) is told, as is one for one person,
    and one whose plan stands beside what was pressed.
    """
    press = ask.message.press
    if press is not None and plan.commands and not plan.beside:
        if press.kind == REPLY:
            return _notice(plan.answer, ask, press.subject, press.version + 1, direct=ask.audience.direct)
        if press.kind and not ask.audience.direct:
            return None
    return _notice(plan.answer, ask, _own_subject(ask), 1, direct=ask.audience.direct)


def private_notice(plan: Plan, ask: Ask) -> Notice:
    """An answer for the asker alone, because the room may not hear it."""
    return _notice(plan.answer, ask, _own_subject(ask), 1, direct=True)


def _own_subject(ask: Ask) -> str:
    return f"{ask.message.messenger}:{ask.message.event_id}"


def _notice(answer: Answer, ask: Ask, subject: str, version: int, *, direct: bool) -> Notice:
    return Notice(
        kind=REPLY,
        subject=subject,
        version=version,
        lang=ask.lang,
        zone=ask.zone.key,
        text=answer.text,
        title=answer.title,
        facts=answer.facts,
        why=answer.why,
        choices=answer.choices,
        form=answer.form,
        in_doubt=InDoubt.RESEND if direct else InDoubt.REPORT,
    )


def reply_path(ask: Ask, now: datetime) -> ReplyPath | None:
    """The shorter way back that the message brought, where it is still open at `now`."""
    path = ask.message.reply
    return path if path.kind not in ("room", INLINE) and path.open_at(now) else None


def answered_inline(ask: Ask, now: datetime) -> bool:
    """Whether whoever handed the message in still waits for the answer and shows it."""
    return ask.message.reply.kind == INLINE and ask.message.reply.open_at(now)


def reply_address(ask: Ask) -> Address:
    """Where the message came from, in its thread."""
    message = ask.message
    thread = message.thread or ("" if message.room.direct else message.message_id)
    return Address(message.room.messenger, message.room.room_id, thread)


def as_json(answer: Answer, lang: Lang) -> dict[str, Any]:
    """The contract of `ask --json`."""
    return {
        "outcome": answer.outcome.value,
        "text": answer.text,
        "candidates": [
            {"kind": one.kind, "id": one.entity_id, "name": one.name, "score": one.score, "why": why_in(one.why, lang)}
            for one in answer.candidates
        ],
        "sources": [{"what": line.what, "where": line.where, "date": line.date} for line in answer.sources],
        "conflict": answer.conflict,
    }
