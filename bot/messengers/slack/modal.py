"""A notice's form as a modal of Slack's, and what its sender sees when it was sent."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from bot.messengers.base import Inline, Json
from bot.messengers.slack.blocks import sections
from bot.messengers.slack.interactions import FORM
from bot.messengers.slack.values import plain_press
from bot.messengers.slack.wording import readable, said
from bot.messengers.slack.words import words
from bot.wire.splitting import shorten_characters
from handlers.message import Press
from knowledge.people.model import Lang
from notifiers.notice import Field, Form, Notice

LONGEST_TITLE, LONGEST_LABEL, LONGEST_OPTION, LONGEST_VALUE, LONGEST_NAME = 24, 2000, 75, 150, 255
MOST_OPTIONS, MOST_FIELDS, MOST_TEXT = 100, 40, 3000
LONGEST_ERROR = 1900
ANSWER_SECONDS = 2.5
"""Slack waits for three seconds before it tells the sender that something went wrong."""


def modal(notice: Notice) -> Json:
    """`view`, which asks what the notice asks, and `asks`, what it remembers; nothing where Slack cannot show it."""
    form = notice.form
    return {"view": _view(notice, form), "asks": _asked(notice, form)} if form is not None and _fits(form) else {}


def _view(notice: Notice, form: Form) -> Json:
    title = shorten_characters(_line(form.title) or words("question", notice.lang), LONGEST_TITLE, "…")
    told = [form.title, notice.text] if title.endswith("…") else [notice.text]
    shown = chain.from_iterable(sections(said(text)) for text in told)
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": _plain(title),
        "submit": _plain(shorten_characters(_line(form.submit) or "OK", LONGEST_TITLE, "…")),
        "close": _plain(words("close", notice.lang)),
        "blocks": [*list(shown)[:MOST_FIELDS], *_inputs(form.fields, notice.lang)],
    }


def _asked(notice: Notice, form: Form) -> Json:
    """What sending the form will do, as its metadata keeps it."""
    return plain_press(Press(form.action, form.args, notice.version, notice.kind, notice.subject))


def inline_answer(payload: Mapping[str, Any]) -> Inline:
    """How the sender of a form hears what came of it. Raises KeyError or TypeError where there is no form."""
    view: Mapping[str, Any] = payload["view"]
    first = next((str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"), "")

    def write(outcome: Json | None) -> str:
        return _answer(view, first, outcome)

    return Inline(ANSWER_SECONDS, write)


def _answer(view: Mapping[str, Any], first: str, outcome: Json | None) -> str:
    """What is late closes the form; its answer goes to the room by itself."""
    if outcome is None:
        return ""
    text, how = str(outcome.get("text") or ""), outcome.get("outcome")
    if how == "refused" and first and text:
        return json.dumps({"response_action": "errors", "errors": {first: text[:LONGEST_ERROR]}})
    if how in {"ambiguous", "answer", "refused", "unknown"} and text:
        return json.dumps({"response_action": "update", "view": _note(view, text)})
    return json.dumps({"response_action": "clear"})


def _note(view: Mapping[str, Any], text: str) -> Json:
    """The same window, with nothing but a text in it."""
    shown = {name: view[name] for name in ("title", "close") if view.get(name)}
    return {"type": "modal", **shown, "blocks": list(sections(said(text)))[:MOST_FIELDS]}


def _fits(form: Form) -> bool:
    names = [field.name for field in form.fields]
    return (
        0 < len(names) <= MOST_FIELDS
        and all(0 < len(name) <= LONGEST_NAME for name in names)
        and all(_can_choose(field) for field in form.fields)
    )


def _can_choose(field: Field) -> bool:
    return len(field.options) <= MOST_OPTIONS and all(0 < len(value) <= LONGEST_VALUE for value, _ in field.options)


def _inputs(fields: Sequence[Field], lang: Lang) -> Iterator[Json]:
    for number, field in enumerate(fields):
        yield {
            "type": "input",
            "block_id": f"field-{number}",
            "label": _plain(shorten_characters(_line(field.label) or field.name, LONGEST_LABEL, "…")),
            "optional": not field.required,
            "element": _choosing(field, lang) if field.options else _typing(field),
        }


def _typing(field: Field) -> Json:
    most = max(1, min(field.most, MOST_TEXT))
    return {"type": "plain_text_input", "action_id": field.name, "multiline": most > 100, "max_length": most}


def _choosing(field: Field, lang: Lang) -> Json:
    options = [
        {"text": _plain(shorten_characters(_line(label) or value, LONGEST_OPTION, "…")), "value": value}
        for value, label in field.options
    ]
    placeholder = _plain(words("choose", lang))
    return {"type": "static_select", "action_id": field.name, "placeholder": placeholder, "options": options}


def _line(text: str) -> str:
    return " ".join(readable(text).split())


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
