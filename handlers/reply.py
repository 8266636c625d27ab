"""An answer as a notice, and as the plain JSON that `ask --json` prints."""

from typing import Any

from handlers.base import Answer, Ask, Outcome, Plan
from handlers.finding import why_in
from knowledge.people.model import Lang
from notifiers.notice import Address, InDoubt, Notice

REPLY = "reply"


def reply_notice(answer: Answer, ask: Ask, *, alone: bool = False) -> Notice:
    """The answer to a message; `alone` where it goes to the asker and not to the room.

    A question of the bot's own that a press has settled turns into the answer.
    """
    direct, press = ask.audience.direct or alone, ask.message.press
    settles = press is not None and press.kind == REPLY and answer.outcome is Outcome.DONE
    return Notice(
        kind=REPLY,
        subject=press.subject if press and settles else f"{ask.message.messenger}:{ask.message.event_id}",
        version=press.version + 1 if press and settles else 1,
        lang=ask.lang,
        zone=ask.zone.key,
        text=answer.text,
        title=answer.title,
        facts=answer.facts,
        why=answer.why,
        choices=answer.choices,
        in_doubt=InDoubt.RESEND if direct else InDoubt.REPORT,
    )


def reply_address(ask: Ask) -> Address:
    """Where the message came from, in its thread."""
    message = ask.message
    thread = message.thread or ("" if message.room.direct else message.message_id)
    return Address(message.room.messenger, message.room.room_id, thread)


def speaks(ask: Ask, plan: Plan) -> bool:
    """Whether an answer is said aloud: in a room, a press that changed a card is answered by the card."""
    press = ask.message.press
    return press is None or press.kind == REPLY or not plan.commands or ask.message.room.direct


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
