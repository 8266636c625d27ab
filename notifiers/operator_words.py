"""What an operator is told when something could not be done."""

from collections.abc import Mapping

from knowledge.people.model import Lang
from notifiers.notice import InDoubt, Notice, Stripe, Urgency

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "row_failed": {
        "zh": "有一条来自 {source} 的 {kind} 处理失败，已保留（收件箱第 {subject} 行），详情见日志。",
        "en": "A {kind} from {source} could not be handled. It is kept as inbox row {subject}; see the log.",
    },
    "send_dead": {
        "zh": "发往 {address} 的“{what}”没送达，已停放（发件箱第 {subject} 行）：{why}",
        "en": "“{what}” could not be delivered to {address} and is parked as outbox row {subject}: {why}",
    },
    "send_unknown": {
        "zh": "发往 {address} 的“{what}”可能已送达，也可能没有（发件箱第 {subject} 行）。为免重复没有再发，请看一眼。",
        "en": "“{what}” to {address} may or may not have arrived (outbox row {subject}). "
        "I did not send it again, to avoid a double; please have a look.",
    },
    "send_partly": {
        "zh": "“{what}”发往 {address}，但没有全部送到：{why}（发件箱第 {subject} 行）",
        "en": "“{what}” went to {address}, but did not reach everybody: {why} (outbox row {subject})",
    },
    "messenger_refused": {
        "zh": "{messenger} 不接受我们的凭据：{why}。收发已停，每 5 分钟重试；请核对设置，运行 python main.py doctor。",
        "en": "{messenger} refuses our credentials: {why}. Nothing goes in or out; I try again every 5 minutes. "
        "Check the settings and run python main.py doctor.",
    },
    "messenger_removed": {
        "zh": "{messenger} 里的搭子被移除了：{why}。那边的收发已停，要用就重新安装。",
        "en": "Dazi was removed from {messenger}: {why}. Nothing goes in or out there; install it again to use it.",
    },
    "messenger_kicked": {
        "zh": "{messenger} 的长连接被另一处登录顶掉了：{why}。同一个机器人只能有一个连接，请停掉多余的那个。",
        "en": "Another connection has taken over from ours at {messenger}: {why}. A bot may have only one; "
        "stop the other.",
    },
    "messenger_quota": {
        "zh": "{messenger} 的调用额度用完了或快用完：{why}",
        "en": "The quota of {messenger} is used up, or nearly: {why}",
    },
    "llm_spent": {
        "zh": "大模型今天（{subject}）的额度 {tokens} tokens 用完了，明天恢复；这期间没听懂的话照常回答，"
        "纪要按规则整理。要调高，改 llm.tokens_per_day。",
        "en": "The language model's budget for today ({subject}, {tokens} tokens) is used up. Until tomorrow, what I "
        "don't understand gets the plain answer, and minutes are made by rules; llm.tokens_per_day raises the budget.",
    },
    "llm_refused": {
        "zh": "大模型接口不接受我们的请求（{subject}，{why}），没听懂的话照常回答，纪要按规则整理。"
        "请核对 [llm] 设置，运行 python main.py doctor。",
        "en": "The language model's server refuses our requests ({subject}, {why}); what I don't understand gets "
        "the plain answer, and minutes are made by rules. Check [llm] in the settings and run python main.py doctor.",
    },
    "feed_fails": {
        "zh": "来源 {feed} 从 {since} 起读不到：{why} 之后会接着试，读到哪里都记着，不会丢。",
        "en": "The feed {feed} cannot be read since {since}: {why} I keep trying from where I was; nothing is lost.",
    },
    "store_full": {
        "zh": "数据库空间不足，{subject} 起有内容没写进去；发送方会重试。请尽快腾出空间。",
        "en": "The database ran out of space at {subject}; what was not stored was not acknowledged. Free some space.",
    },
}


def operator_notice(what: str, subject: str, lang: Lang, facts: Mapping[str, str]) -> Notice:
    """One piece of trouble, told once."""
    return Notice(
        kind=f"operator_{what}",
        subject=subject,
        version=1,
        lang=lang,
        text=_WORDS[what][lang].format(subject=subject, **facts),
        stripe=Stripe.BLOCKED,
        urgency=Urgency.HIGH,
        in_doubt=InDoubt.RESEND,
        foldable=True,
    )
