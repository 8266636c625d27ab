"""A rendered message in the forms that DingTalk takes: msgKey and msgParam of the robot API, or a webhook's body."""

import json
from collections.abc import Sequence

from bot.messengers.base import Json
from bot.messengers.dingtalk.fields import Told, list_in, text_in
from bot.messengers.dingtalk.markup import BREAK
from bot.messengers.dingtalk.render import ACTIONS, TEXT
from bot.messengers.dingtalk.rings import at_of, named, rings_in

PARAM_BYTES = 15_000
WEBHOOK_BYTES = 20_000


def robot_message(plain: Told) -> tuple[str, str]:
    """msgKey and msgParam. The robot API rings nobody: the names of those whom it should ring stand above."""
    form, title = text_in(plain, "form"), text_in(plain, "title")
    text = _below(named(rings_in(plain)), plain)
    if form == TEXT:
        return "sampleText", param(content=text)
    if form != ACTIONS:
        return "sampleMarkdown", param(title=title, text=text)
    links = _links(plain)
    if len(links) == 1:
        return "sampleActionCard", param(title=title, text=text, singleTitle=links[0][0], singleURL=links[0][1])
    numbered = {f"actionTitle{n}": label for n, (label, _) in enumerate(links, 1)}
    numbered |= {f"actionURL{n}": url for n, (_, url) in enumerate(links, 1)}
    return f"sampleActionCard{len(links)}", param(title=title, text=text, **numbered)


def webhook_body(plain: Told, ring: str = "") -> Json:
    """The body for a webhook; `ring` is the userid of who is answered, whom it rings, too, where its form can."""
    form, title = text_in(plain, "form"), text_in(plain, "title")
    if form == ACTIONS:
        buttons = [{"title": label, "actionURL": url} for label, url in _links(plain)]
        return {
            "msgtype": "actionCard",
            "actionCard": {"title": title, "text": text_in(plain, "text"), "btnOrientation": "0", "btns": buttons},
        }
    at = at_of(rings_in(plain), ring)
    text = _below(at.words, plain)
    if form == TEXT:
        return {"msgtype": "text", "text": {"content": text}, **at.body}
    return {"msgtype": "markdown", "markdown": {"title": title, "text": text}, **at.body}


def _below(called: str, plain: Told) -> str:
    """The text with what calls people above it, or before it where it is nothing but text."""
    text = text_in(plain, "text")
    between = " " if text_in(plain, "form") == TEXT else BREAK
    return f"{called}{between}{text}" if called else text


def param(**values: str) -> str:
    """msgParam: JSON as text."""
    return json.dumps(values, ensure_ascii=False)


def _links(plain: Told) -> Sequence[tuple[str, str]]:
    return [(str(label), str(url)) for label, url in list_in(plain, "buttons")]
