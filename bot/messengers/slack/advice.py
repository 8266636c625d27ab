"""What doctor tells an operator of Slack to do: where to click, what to copy."""

from collections.abc import Mapping

from knowledge.people.model import Lang

ADVICE: Mapping[str, Mapping[Lang, str]] = {
    "token": {
        "zh": "Slack 不认 bot_token：{why}。到 api.slack.com/apps → 你的应用 → OAuth & Permissions，"
        "复制 Bot User OAuth Token。",
        "en": "Slack does not take bot_token: {why}. Copy the Bot User OAuth Token from api.slack.com/apps → your app "
        "→ OAuth & Permissions.",
    },
    "away": {
        "zh": "连不上 Slack（{why}）。检查这台机器能否访问 {url}。",
        "en": "Slack cannot be reached ({why}). Check that this machine can open {url}.",
    },
    "scopes": {
        "zh": "缺权限：{missing}。到 OAuth & Permissions → Bot Token Scopes 添加，再点 Reinstall to Workspace。",
        "en": "Permissions are missing: {missing}. Add them under OAuth & Permissions → Bot Token Scopes, then click "
        "Reinstall to Workspace.",
    },
    "extra": {"zh": "可选，没有也能用：{missing}", "en": "optional, and not there: {missing}"},
    "public_url": {
        "zh": "没有设置 https 的 web.public_url，Slack 送不进事件。写上外网地址，或改用 Socket Mode（app_token）。",
        "en": "web.public_url is not an https address, so Slack cannot bring events. Set the address at which the "
        "world reaches the bot, or use Socket Mode (app_token).",
    },
    "request_url": {
        "zh": "Event Subscriptions、Interactivity、斜杠命令都填：{url}",
        "en": "Event Subscriptions, Interactivity and slash commands all get {url}",
    },
    "socket": {
        "zh": "Socket Mode 打不开：{why}。app_token 要有 connections:write，并在 Settings → Socket Mode 打开开关。",
        "en": "Socket Mode does not open: {why}. The app_token needs connections:write, and Socket Mode must be "
        "switched on under Settings → Socket Mode.",
    },
    "clock": {
        "zh": "本机时间和 Slack 相差 {seconds} 秒；差到 300 秒就会拒收所有事件。请打开时间同步。",
        "en": "This machine's clock is {seconds} s off; at 300 s every event is refused. Switch time "
        "synchronisation on.",
    },
    "rooms": {
        "zh": "搭子不在这些频道里：{rooms}。到频道里输入 /invite @搭子。",
        "en": "The bot is not in {rooms}. Type /invite and its name there.",
    },
    "install": {"zh": "让各工作区管理员打开 {url} 安装", "en": "administrators install it at {url}"},
}
