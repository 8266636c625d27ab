"""conversations.*, team.info, reactions.add."""

from copy import deepcopy

from tests.vendors.slack.api import Method, member_of, page, seen_by, truth
from tests.vendors.slack.core import Core
from tests.vendors.slack.events import moved
from tests.vendors.slack.model import Channel, Json, Refused, Workspace


def open_dm(core: Core, team: Workspace, args: Json) -> Json:
    if args.get("channel"):
        return {"channel": {"id": seen_by(team, str(args["channel"])).id}}
    users = args.get("users") or ()
    wanted = [one for one in (users.split(",") if isinstance(users, str) else users) if one]
    if not wanted:
        raise Refused("users_list_not_supplied")
    for user_id in wanted:
        if user_id not in team.users:
            raise Refused("user_not_found")
        if team.users[user_id].deleted:
            raise Refused("user_disabled")
    channel = core.direct(team, wanted[0]) if len(wanted) == 1 else _group_dm(core, team, wanted)
    return {"channel": {"id": channel.id} | (channel.json(team.bot_user_id) if truth(args.get("return_im")) else {})}


def _group_dm(core: Core, team: Workspace, users: list[str]) -> Channel:
    everyone = {*users, team.bot_user_id}
    for channel in team.channels.values():
        if channel.kind == "mpim" and set(channel.members) == everyone:
            return channel
    channel = Channel(core.new_id("G"), f"mpdm-{'--'.join(users)}", team.id, "mpim", sorted(everyone))
    team.channels[channel.id] = channel
    return channel


def info(_core: Core, team: Workspace, args: Json) -> Json:
    return {"channel": seen_by(team, str(args["channel"])).json(team.bot_user_id)}


def members(_core: Core, team: Workspace, args: Json) -> Json:
    found, more = page(list(seen_by(team, str(args["channel"])).members), args, 100)
    return {"members": found, "response_metadata": more}


def list_all(_core: Core, team: Workspace, args: Json) -> Json:
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    wanted = {kinds[one] for one in str(args.get("types") or "public_channel").split(",")}
    bot, unarchived = team.bot_user_id, truth(args.get("exclude_archived"))
    seen = [one for one in team.channels.values() if one.kind in wanted and not (unarchived and one.is_archived)]
    found, more = page([one.json(bot) for one in seen if not one.is_private or bot in one.members], args, 100)
    return {"channels": found, "response_metadata": more}


def join(core: Core, team: Workspace, args: Json) -> Json:
    channel = seen_by(team, str(args["channel"]))
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if team.bot_user_id not in channel.members:
        channel.members.append(team.bot_user_id)
        core.echo(team, moved("member_joined_channel", channel, team.bot_user_id, team.next_ts(core.clock.now())))
    return {"channel": channel.json(team.bot_user_id)}


def history(_core: Core, team: Workspace, args: Json) -> Json:
    channel = member_of(team, str(args["channel"]))
    top = [one for one in channel.messages if one.get("thread_ts", one["ts"]) == one["ts"]]
    found, more = page([one for one in reversed(top) if _between(one["ts"], args)], args, 100)
    answer: Json = {"messages": [_shown(one, args) for one in found], "has_more": bool(more["next_cursor"])}
    return answer | {"pin_count": 0, "response_metadata": more}


def replies(_core: Core, team: Workspace, args: Json) -> Json:
    channel, ts = member_of(team, str(args["channel"])), str(args["ts"])
    if channel.find(ts) is None:
        raise Refused("thread_not_found")
    thread = [one for one in channel.messages if one["ts"] == ts or one.get("thread_ts") == ts]
    found, more = page([one for one in thread if one["ts"] == ts or _between(one["ts"], args)], args, 1000)
    answer: Json = {"messages": [_shown(one, args) for one in found], "has_more": bool(more["next_cursor"])}
    return answer | {"response_metadata": more}


def react(_core: Core, team: Workspace, args: Json) -> Json:
    message = member_of(team, str(args["channel"])).find(str(args["timestamp"]))
    if message is None:
        raise Refused("message_not_found")
    reactions, name = message.setdefault("reactions", []), str(args["name"]).strip(":")
    if any(one["name"] == name and team.bot_user_id in one["users"] for one in reactions):
        raise Refused("already_reacted")
    reactions.append({"name": name, "users": [team.bot_user_id], "count": 1})
    return {}


def team_info(_core: Core, team: Workspace, _args: Json) -> Json:
    return {"team": {"id": team.id, "name": team.name, "domain": team.name.lower()}}


def _between(ts: str, args: Json) -> bool:
    stamp, oldest, latest = float(ts), float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    if truth(args.get("inclusive")):
        return oldest <= stamp <= latest
    return oldest < stamp < latest


def _shown(message: Json, args: Json) -> Json:
    told = deepcopy(message)
    if not truth(args.get("include_all_metadata")):
        told.pop("metadata", None)
    return told


METHODS = {
    "conversations.open": Method(open_dm, "im:write"),
    "conversations.info": Method(info, "*:read", ("channel",)),
    "conversations.members": Method(members, "*:read", ("channel",)),
    "conversations.list": Method(list_all, "*:read"),
    "conversations.join": Method(join, "channels:join", ("channel",)),
    "conversations.history": Method(history, "*:history", ("channel",)),
    "conversations.replies": Method(replies, "*:history", ("channel", "ts")),
    "reactions.add": Method(react, "reactions:write", ("channel", "timestamp", "name")),
    "team.info": Method(team_info, "team:read"),
}
