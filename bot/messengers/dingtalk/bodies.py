"""A rendered message in the forms that DingTalk takes: msgKey and msgParam of the robot API, or a webhook's body."""

import json
from collections.abc import Mapping, Sequence

from bot.messengers.base import Json
from bot.messengers.dingtalk.fields import Told, list_in, text_in
from bot.messengers.dingtalk.markup import BREAK
from bot.messengers.dingtalk.render import ACTIONS, TEXT

PARAM_BYTES = 15_000
WEBHOOK_BYTES = 20_000


def robot_message(plain: Told) -> tuple[str, str]:
    """msgKey and msgParam."""
    form, title, text = text_in(plain, "form"), text_in(plain, "title"), text_in(plain, "text")
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
    """The body for a webhook; `ring` is the userid whom the message rings, where its form can ring anybody."""
    form, title, text = text_in(plain, "form"), text_in(plain, "title"), text_in(plain, "text")
    if form == ACTIONS:
        buttons = [{"title": label, "actionURL": url} for label, url in _links(plain)]
        return {
            "msgtype": "actionCard",
            "actionCard": {"title": title, "text": text, "btnOrientation": "0", "btns": buttons},
        }
    at: Mapping[str, object] = {"at": {"atUserIds": [ring], "isAtAll": False}} if ring else {}
    if form == TEXT:
        return {"msgtype": "text", "text": {"content": f"@{ring} {text}" if ring else text}, **at}
    told = {"title": title, "text": f"@{ring}{BREAK}{text}" if ring else text}
    return {"msgtype": "markdown", "markdown": told, **at}


def param(**values: str) -> str:
    """msgParam: JSON as text."""
    return json.dumps(values, ensure_ascii=False)


def _links(plain: Told) -> Sequence[tuple[str, str]]:
    return [(str(label), str(url)) for label, url in list_in(plain, "buttons")]
