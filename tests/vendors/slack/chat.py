"""chat.*: what the bot posts, edits, takes back, and how links unfold."""

import json
from copy import deepcopy

from tests.vendors.slack.api import Method, member_of, seen_by
from tests.vendors.slack.blocks import LONGEST_BLOCKS, name_blocks, wrong_with
from tests.vendors.slack.core import Core
from tests.vendors.slack.events import changed, message_event
from tests.vendors.slack.model import Channel, Json, Refused, Workspace

LONGEST_TEXT = 40_000
WHOLE_TEXT, PIECE = 4040, 4000
"""A text of up to 4,040 characters stays one message; a longer one is cut into messages of 4,000."""
LARGEST_METADATA = 16_000


def post_message(core: Core, team: Workspace, args: Json) -> Json:
    channel = _addressed(core, team, str(args["channel"]))
    content = checked_content(core, args)
    thread = {"thread_ts": str(args["thread_ts"])} if args.get("thread_ts") else {}
    if thread and channel.find(thread["thread_ts"]) is None:
        raise Refused("thread_not_found")
    posted = [put(core, team, channel, {**one, **thread}) for one in _pieces(content)]
    return {"channel": channel.id, "ts": posted[0]["ts"], "message": deepcopy(posted[0])}


def put(core: Core, team: Workspace, channel: Channel, content: Json) -> Json:
    """The app's message, as it now stands in the channel; the bot hears of it like everybody there."""
    message: Json = {"type": "message", "user": team.bot_user_id, "bot_id": team.bot_id, "app_id": team.app_id}
    message |= {"team": team.id, "ts": team.next_ts(core.clock.now()), **content}
    if (thread := message.get("thread_ts")) and (parent := channel.find(thread)):
        parent["thread_ts"] = thread
        parent["reply_count"] = parent.get("reply_count", 0) + 1
    channel.messages.append(message)
    if team.bot_user_id in channel.members:
        core.echo(team, message_event(channel, message))
    return message


def checked_content(core: Core, args: Json) -> Json:
    """Text, blocks, attachments and metadata within Slack's limits; Refused otherwise."""
    text, blocks = str(args.get("text") or ""), args.get("blocks")
    if not text and not blocks and not args.get("attachments"):
        raise Refused("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    if blocks:
        check_blocks(blocks)
    if len(args.get("attachments") or ()) > 100:
        raise Refused("too_many_attachments")
    if len(json.dumps(args.get("metadata") or {})) > LARGEST_METADATA:
        raise Refused("metadata_too_large")
    kept = {name: args[name] for name in ("blocks", "attachments", "metadata") if args.get(name)}
    content = {"text": text, **deepcopy(kept)}
    name_blocks(core.new_id, content.get("blocks", ()))
    return content


def check_blocks(blocks: object) -> None:
    """Refused where Slack would not show these blocks in a message."""
    if wrong := wrong_with(blocks):
        raise Refused("invalid_blocks", errors=wrong, response_metadata={"messages": [f"[ERROR] {w}" for w in wrong]})
    if len(json.dumps(blocks, ensure_ascii=False)) > LONGEST_BLOCKS:
        raise Refused("msg_blocks_too_long")


def update(core: Core, team: Workspace, args: Json) -> Json:
    channel = member_of(team, str(args["channel"]))
    message = own_message(team, channel, str(args["ts"]))
    before, content = deepcopy(message), checked_content(core, args)
    for name in ("blocks", "attachments"):
        message.pop(name, None)
    message |= content
    message["edited"] = {"user": team.bot_user_id, "ts": team.next_ts(core.clock.now())}
    core.echo(team, changed(channel, message, before))
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": deepcopy(message)}


def delete(core: Core, team: Workspace, args: Json) -> Json:
    channel = member_of(team, str(args["channel"]))
    message = own_message(team, channel, str(args["ts"]), "cant_delete_message")
    channel.messages.remove(message)
    core.echo(team, changed(channel, None, message))
    return {"channel": channel.id, "ts": message["ts"]}


def post_ephemeral(core: Core, team: Workspace, args: Json) -> Json:
    channel = member_of(team, str(args["channel"]))
    if str(args["user"]) not in channel.members:
        raise Refused("user_not_in_channel")
    ts = whisper(core, team, channel, str(args["user"]), checked_content(core, args))
    return {"message_ts": ts}


def whisper(core: Core, team: Workspace, channel: Channel, user_id: str, content: Json) -> str:
    """Show something to one person in a channel; its ts, which names nothing that the API could change."""
    ts = team.next_ts(core.clock.now())
    channel.ephemerals.append({"type": "message", "ts": ts, "to": user_id, "bot_id": team.bot_id, **content})
    return ts


def permalink(core: Core, team: Workspace, args: Json) -> Json:
    channel = seen_by(team, str(args["channel"]))
    if channel.find(ts := str(args["message_ts"])) is None:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": f"{core.url}/archives/{channel.id}/p{ts.replace('.', '')}"}


def unfurl(core: Core, team: Workspace, args: Json) -> Json:
    if not isinstance(unfurls := args.get("unfurls"), dict):
        raise Refused("missing_unfurls")
    if "unfurl_id" in args:
        return {}
    channel = member_of(team, str(args.get("channel", "")))
    if (message := channel.find(str(args.get("ts", "")))) is None:
        raise Refused("cannot_unfurl_message")
    for url, shown in unfurls.items():
        if url not in message["text"].replace("&amp;", "&"):
            raise Refused("cannot_find_url")
        if "blocks" in shown:
            check_blocks(shown["blocks"])
    before = deepcopy(message)
    message["attachments"] = [{"from_url": url, **deepcopy(shown)} for url, shown in unfurls.items()]
    core.echo(team, changed(channel, message, before))
    return {}


def own_message(team: Workspace, channel: Channel, ts: str, otherwise: str = "cant_update_message") -> Json:
    """The bot's own message; Refused where there is none, or it is another's."""
    if (message := channel.find(ts)) is None:
        raise Refused("message_not_found")
    if message.get("bot_id") != team.bot_id:
        raise Refused(otherwise)
    return message


def _addressed(core: Core, team: Workspace, target: str) -> Channel:
    if target in team.users:
        return core.direct(team, target)
    channel = seen_by(team, target)
    if team.bot_user_id not in channel.members and "chat:write.public" not in team.scopes:
        raise Refused("not_in_channel")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _pieces(content: Json) -> list[Json]:
    text = content["text"]
    if "blocks" in content or len(text) <= WHOLE_TEXT:
        return [content]
    return [{**content, "text": text[start : start + PIECE]} for start in range(0, len(text), PIECE)]


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write", ("channel",)),
    "chat.update": Method(update, "chat:write", ("channel", "ts")),
    "chat.delete": Method(delete, "chat:write", ("channel", "ts")),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write", ("channel", "user")),
    "chat.getPermalink": Method(permalink, "", ("channel", "message_ts")),
    "chat.unfurl": Method(unfurl, "links:write"),
}
