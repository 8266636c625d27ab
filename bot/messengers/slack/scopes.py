"""Which permission each thing that the bot does at Slack needs."""

from collections.abc import Mapping

from knowledge.people.model import Lang

FEATURES: Mapping[str, Mapping[Lang, str]] = {
    "app_mentions:read": {"zh": "群里 @搭子 时听到", "en": "hears when it is mentioned"},
    "channels:history": {"zh": "看到公开频道里的消息和链接", "en": "sees messages and links in public channels"},
    "channels:join": {"zh": "自己加入公开频道发消息", "en": "joins public channels that it has to write to"},
    "channels:read": {"zh": "知道公开频道的名称和成员", "en": "knows names and members of public channels"},
    "chat:write": {"zh": "发消息", "en": "writes messages"},
    "commands": {"zh": "斜杠命令和“存到看板”", "en": "slash commands and “Save to board”"},
    "files:read": {"zh": "读取录音、照片和文件", "en": "reads recordings, photos and files"},
    "files:write": {"zh": "发图表和长清单文件", "en": "sends charts and long lists as files"},
    "groups:history": {"zh": "看到私有频道里的消息和链接", "en": "sees messages and links in private channels"},
    "groups:read": {"zh": "知道私有频道的名称和成员", "en": "knows names and members of private channels"},
    "im:history": {"zh": "私聊时听到", "en": "hears direct messages"},
    "im:read": {"zh": "知道有哪些私聊", "en": "knows its direct messages"},
    "im:write": {"zh": "主动给人发私聊、传文件", "en": "opens direct messages, sends files there"},
    "links:read": {"zh": "跟踪自己域名的链接", "en": "follows links of registered domains"},
    "links:write": {"zh": "展开自己域名的链接", "en": "unfolds links of registered domains"},
    "mpim:history": {"zh": "看到多人私聊里的消息", "en": "sees messages in group direct messages"},
    "mpim:read": {"zh": "知道多人私聊的成员", "en": "knows members of group direct messages"},
    "reactions:read": {"zh": "看到表情回应", "en": "sees reactions"},
    "team:read": {"zh": "知道工作区名称", "en": "knows the workspace's name"},
    "usergroups:read": {"zh": "认识用户组", "en": "knows user groups"},
    "users:read": {"zh": "认人：姓名、时区、是否访客", "en": "knows people: name, time zone, whether a guest"},
    "users:read.email": {"zh": "按邮箱对上团队名单", "en": "matches people with the team by e-mail"},
}

SCOPES = tuple(FEATURES)
"""What the bot asks for when it is installed."""

OPTIONAL = frozenset({"links:read", "links:write", "reactions:read", "mpim:history", "mpim:read", "team:read"})
"""Without these everything works that works today."""
