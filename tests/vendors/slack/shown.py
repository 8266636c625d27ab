"""What a person sees: messages, blocks and views as lines of text, buttons in brackets."""

import re
from collections.abc import Iterator
from typing import Any

from tests.vendors.slack.model import Channel, Json, Workspace

_MARKUP = re.compile(r"<([^<>]+)>")


def room(team: Workspace, channel: Channel) -> str:
    """Everything in a conversation, in order of time; what only one person sees says so."""
    both = sorted([*channel.messages, *channel.ephemerals], key=lambda one: float(one["ts"]))
    return "\n".join(line for message in both for line in message_lines(team, message))


def message_lines(team: Workspace, message: Json) -> Iterator[str]:
    """One message: who it is for, text or blocks, attachments, files, reactions, whether it was edited."""
    if "to" in message:
        yield f"(only visible to @{team.users[message['to']].name})"
    blocks = message.get("blocks") if message.get("bot_id") else None
    yield from block_lines(team, blocks) if blocks else plain(team, message.get("text", "")).splitlines()
    for attachment in message.get("attachments") or ():
        yield from block_lines(team, attachment.get("blocks") or ())
        yield from (plain(team, attachment[name]) for name in ("title", "text") if attachment.get(name))
    yield from (f"[file {file.get('title') or file['id']}]" for file in message.get("files") or ())
    yield from (f":{reaction['name']}:" for reaction in message.get("reactions") or ())
    if "edited" in message:
        yield "(edited)"


def view_text(team: Workspace, view: Json) -> str:
    """A modal or home tab, its errors included."""
    lines = [view["title"]["text"]] if "title" in view else []
    lines += block_lines(team, view["blocks"])
    lines += [f"! {error}" for error in view.get("errors", {}).values()]
    lines += [f"[{view[name]['text']}]" for name in ("submit", "close") if name in view]
    return "\n".join(lines)


def block_lines(team: Workspace, blocks: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON the bot sent
    for block in blocks:
        yield from _block(team, block)


def plain(team: Workspace, text: str) -> str:
    """Slack's markup as it is read: names for mentions, labels for links, entities undone."""
    shown = _MARKUP.sub(lambda found: _reference(team, found.group(1)), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _block(team: Workspace, block: Json) -> Iterator[str]:
    text = [block[name] for name in ("text", "label", "hint", "title") if block.get(name)]
    yield from (line for one in text for line in _words(team, one).splitlines())
    yield from (_words(team, one) for one in block.get("fields") or ())
    if block["type"] == "rich_text":
        yield _rich(team, block)
        return
    for element in [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]:
        if element:
            yield from _element(team, element)
    if block["type"] == "image":
        yield f"[image {block['alt_text']}]"
    yield from (" | ".join(_cell(team, cell) for cell in row) for row in block.get("rows") or ())


def _element(team: Workspace, element: Json) -> Iterator[str]:
    if element["type"] in ("mrkdwn", "plain_text"):
        yield _words(team, element)
    elif element["type"] == "button":
        yield f"[{element['text']['text']}]"
    elif element["type"] == "image":
        yield f"[image {element['alt_text']}]"
    else:
        if "placeholder" in element:
            yield f"<{element['placeholder']['text']}>"
        if "initial_value" in element:
            yield element["initial_value"]
        yield from (f"({_words(team, option['text'])})" for option in element.get("options") or ())


def _words(team: Workspace, text: Json | str) -> str:
    if isinstance(text, str):
        return plain(team, text)
    return plain(team, text["text"]) if text["type"] == "mrkdwn" else str(text["text"])


def _cell(team: Workspace, cell: Json) -> str:
    return str(cell["text"]) if cell["type"] == "raw_text" else _rich(team, cell)


def _rich(team: Workspace, block: Json) -> str:
    if block["type"] == "user":
        return f"@{_name(team, block['user_id'])}"
    inner = "".join(_rich(team, one) for one in block.get("elements") or ())
    return str(block.get("text") or block.get("url") or "") + inner


def _reference(team: Workspace, inside: str) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"@{_name(team, target[1:])}"
    if target.startswith("#"):
        channel = team.channels.get(target[1:])
        return f"#{channel.name if channel else label or target[1:]}"
    if target.startswith("!subteam^"):
        group = team.usergroups.get(target.removeprefix("!subteam^"))
        return f"@{group['handle'] if group else label}"
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return f"@{target[1:]}"
    return f"{label} ({target})" if label and label != target else target


def _name(team: Workspace, user_id: str) -> str:
    user = team.users.get(user_id)
    return (user.real_name or user.name) if user else user_id
