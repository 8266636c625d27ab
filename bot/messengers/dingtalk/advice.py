"""What doctor says about DingTalk: what is wrong, and where to click."""

from collections.abc import Mapping

from bot.messengers.base import Check

_ADVICE: Mapping[str, Mapping[str, str]] = {
    "token": {
        "zh": "拿不到 access_token：{why}。到 open-dev.dingtalk.com 打开应用，"
        "在“凭证与基础信息”里核对 Client ID 和 Client Secret。",
        "en": "No access token: {why}. On open-dev.dingtalk.com open the application and compare Client ID and "
        "Client Secret under “Credentials & Basic Info”.",
    },
    "network": {
        "zh": "连不上钉钉：{why}。请检查网络，并放行到 api.dingtalk.com 和 oapi.dingtalk.com 的 443 端口。",
        "en": "DingTalk cannot be reached: {why}. Check the network, and allow port 443 to api.dingtalk.com and "
        "oapi.dingtalk.com.",
    },
    "robot": {
        "zh": "robot_code “{why}”看着不对。到应用的“机器人”页复制 RobotCode。",
        "en": "robot_code “{why}” does not look like one. Copy RobotCode from the application's “Robot” page.",
    },
    "stream": {
        "zh": "Stream 连不上：{why}。请在应用的“机器人”页把消息接收模式设为 Stream，"
        "并放行到 api.dingtalk.com 和 wss-open-connection.dingtalk.com 的 443 端口。",
        "en": "Stream cannot be opened: {why}. On the application's “Robot” page choose Stream mode for receiving, "
        "and allow port 443 to api.dingtalk.com and wss-open-connection.dingtalk.com.",
    },
    "sending": {
        "zh": "发消息的权限没开：{why}。到应用的“权限管理”里搜索“企业内机器人发送消息权限”并开通。",
        "en": "Sending is not permitted: {why}. Under “Permission Management” of the application request "
        "“企业内机器人发送消息权限” (qyapi_robot_sendmsg).",
    },
    "contacts": {
        "zh": "读不到通讯录：{why}。到“权限管理”里开通“成员信息读权限”，不然认不出谁是谁，只能手工登记。",
        "en": "The contact book cannot be read: {why}. Request “成员信息读权限” (qyapi_get_member) under “Permission "
        "Management”; without it people are not recognised by e-mail or mobile.",
    },
    "cards": {
        "zh": "卡片发不了：{why}。到“权限管理”里开通“互动卡片实例写权限”，并确认 card_template_id 对应的模板已发布。",
        "en": "Cards cannot be sent: {why}. Request “互动卡片实例写权限” (Card.Instance.Write) under “Permission "
        "Management”, and make sure that the template of card_template_id is published.",
    },
    "quota": {
        "zh": "本月 API 调用已用 {why}。快用完时主动消息会发不出去；请减少提醒，或升级钉钉版本。",
        "en": "API calls of this month: {why}. When they run out, alerts stop; send fewer, or move to a "
        "larger edition.",
    },
    "time": {
        "zh": "这台机器的时间和钉钉差 {why} 秒，签名会被拒绝。请校准系统时间（NTP）。",
        "en": "This machine's clock is {why} s away from DingTalk's; signatures will be refused. Set it right (NTP).",
    },
    "callback": {
        "zh": "开了 callback，但{why}。请把 web.public_url 设成外网能访问的 https 地址，"
        "再到应用的“机器人”页把消息接收地址填成 {url}。",
        "en": "callback is on, but {why}. Set web.public_url to an https address that can be reached from outside, "
        "and enter {url} as the receiving address on the application's “Robot” page.",
    },
    "receiving": {
        "zh": "stream 和 callback 都关了，收不到任何消息。请打开其中一个。",
        "en": "stream and callback are both off, so nothing comes in. Switch one of them on.",
    },
    "group robot": {
        "zh": "自定义机器人“{name}”不能发消息：{why}",
        "en": "The custom robot “{name}” cannot send: {why}",
    },
}


def check(what: str, *, ok: bool, about: str = "", **facts: str) -> Check:
    """A finding, with its advice where it is not well. `about` tells several of a kind apart."""
    name = f"dingtalk {what} {about}".strip()
    return (
        Check(name, ok) if ok else Check(name, ok, {lang: say.format(**facts) for lang, say in _ADVICE[what].items()})
    )
