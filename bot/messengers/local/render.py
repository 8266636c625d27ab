"""A notice as the local messenger's page shows it: plain strings, never HTML."""

from bot.messengers.base import Json, Limits
from bot.wire.attached import attached_text
from knowledge.people.model import Lang
from notifiers.notice import Attachment, Choice, Notice

ATTACHED_BYTES = 400_000
"""What the page's server takes in one request leaves room for so much of a file."""

CONTINUED = {"zh": "……（太长，已截断）", "en": "… (cut, too long)"}


def render(notice: Notice, limits: Limits) -> Json:
    """The payload of a message: a text, or a card with the notice's anatomy."""
    card = _card(notice) if notice.title else None
    return {
        "lang": notice.lang,
        "text": _cut(_text(notice), limits.text_bytes, CONTINUED[notice.lang]),
        "card": card,
        "attached": _attached(notice.attachment, notice.lang) if notice.attachment else None,
        "choices": [] if card else [_choice(choice) for choice in notice.choices[: limits.choices]],
        "version": notice.version,
        "kind": notice.kind,
        "subject": notice.subject,
    }


def _text(notice: Notice) -> str:
    """Whom it calls, and the text; what a card would hold below it follows where there is no card."""
    called = " ".join(ring.called for ring in notice.rings)
    below = () if notice.title else (notice.settled, notice.foot)
    return "\n".join(part for part in (called, notice.text, *below) if part)


def _attached(file: Attachment, lang: Lang) -> Json:
    """A text file is shown in the message, folded; of any other the page shows the name."""
    return {"name": file.name, "text": _cut(attached_text(file), ATTACHED_BYTES, CONTINUED[lang])}


def _card(notice: Notice) -> Json:
    return {
        "stripe": notice.stripe.value,
        "badge": notice.badge,
        "title": notice.title,
        "facts": [{"label": fact.label, "value": fact.value} for fact in notice.facts],
        "why": [
            {"text": why.text, "at": why.at.isoformat() if why.at else "", "source": why.source, "link": why.link}
            for why in notice.why
        ],
        "choices": [_choice(choice) for choice in notice.choices],
        "settled": notice.settled,
        "foot": notice.foot,
    }


def _choice(choice: Choice) -> Json:
    return {"label": choice.label, "action": choice.action, "args": dict(choice.args), "primary": choice.primary}


def _cut(text: str, most: int, mark: str) -> str:
    """At most `most` bytes of UTF-8, never half a character, marked where something was left out."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    return encoded[: most - len(mark.encode())].decode(errors="ignore") + mark
