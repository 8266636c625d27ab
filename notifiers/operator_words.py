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
