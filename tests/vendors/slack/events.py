"""The inner events of the Events API, as Slack words them."""

from copy import deepcopy

from tests.vendors.slack.model import Channel, File, Json, User


def message_event(channel: Channel, message: Json) -> Json:
    """A message as message.channels and its kin bring it."""
    placed = {"channel": channel.id, "channel_type": channel.kind, "event_ts": message["ts"]}
    return {**deepcopy(_without_metadata(message)), **placed}


def mention_event(channel: Channel, message: Json) -> Json:
    """The same message as app_mention."""
    told = {name: deepcopy(value) for name, value in message.items() if name not in ("subtype", "metadata")}
    return {**told, "type": "app_mention", "channel": channel.id, "event_ts": message["ts"]}


def changed(channel: Channel, message: Json | None, before: Json) -> Json:
    """message_changed, or message_deleted where nothing is left."""
    head: Json = {"type": "message", "channel": channel.id, "channel_type": channel.kind, "hidden": True}
    head["previous_message"] = deepcopy(_without_metadata(before))
    if message is None:
        stamp = before["ts"]
        return {**head, "subtype": "message_deleted", "deleted_ts": stamp, "ts": stamp, "event_ts": stamp}
    stamp = message.get("edited", message)["ts"]
    now = deepcopy(_without_metadata(message))
    return {**head, "subtype": "message_changed", "message": now, "ts": stamp, "event_ts": stamp}


def file_shared(file: File, user_id: str, channel_id: str, ts: str) -> Json:
    head = {"type": "file_shared", "file_id": file.id, "file": {"id": file.id}}
    return {**head, "user_id": user_id, "channel_id": channel_id, "event_ts": ts}


def file_changed(file: File, ts: str) -> Json:
    return {"type": "file_change", "file_id": file.id, "file": {"id": file.id}, "event_ts": ts}


def moved(kind: str, channel: Channel, user_id: str, ts: str, inviter: str = "") -> Json:
    """member_joined_channel or member_left_channel."""
    letter = {"channel": "C", "group": "G"}.get(channel.kind, "G")
    event: Json = {"type": kind, "user": user_id, "channel": channel.id, "channel_type": letter}
    event |= {"team": channel.team_id, "event_ts": ts}
    return event | ({"inviter": inviter} if inviter else {})


def home_opened(user_id: str, channel_id: str, view: Json | None, ts: str) -> Json:
    event: Json = {"type": "app_home_opened", "user": user_id, "channel": channel_id, "tab": "home", "event_ts": ts}
    return event | ({"view": deepcopy(view)} if view else {})


def link_shared(user_id: str, links: list[Json], where: Json) -> Json:
    """`where`: channel, message_ts, source, unfurl_id, is_bot_user_member, maybe thread_ts."""
    return {"type": "link_shared", "user": user_id, "links": links, **where}


def user_event(kind: str, user: User, ts: str) -> Json:
    """user_change or team_join."""
    return {"type": kind, "user": user.json(), "cache_ts": 1700000000, "event_ts": ts}


def _without_metadata(message: Json) -> Json:
    return {name: value for name, value in message.items() if name != "metadata"}
