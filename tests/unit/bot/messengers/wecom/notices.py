"""Notices to send about."""

from dataclasses import replace

from notifiers.notice import Choice, Evidence, Fact, Notice, Stripe
from tests.clocks import START

HELLO = Notice("reply", "s1", 1, "en", text="who owns it?")
CARD = Notice(
    kind="hot_lead",
    subject="7",
    version=1,
    lang="zh",
    zone="Asia/Shanghai",
    title="星桥重工（沈望）",
    stripe=Stripe.HOT,
    badge="🔥 热线索",
    facts=(Fact("负责人", "李雷"), Fact("线索", "L021")),
    why=(Evidence("提交表单 maintenance", START, "网站", "https://crm.example.com/e/1"),),
    choices=(
        Choice("不是线索", "reject_lead", {"alert": "7"}, say="L021 不是线索"),
        Choice("我来跟进", "claim_lead", {"alert": "7"}, primary=True, say="认领 L021"),
    ),
    foot="规则“竞品对比三连”",
)
SETTLED = replace(
    CARD,
    version=2,
    stripe=Stripe.DONE,
    badge="已处理",
    settled="李雷已于 09:07 认领",
    choices=(Choice("撤回认领", "unclaim_lead", {"alert": "7"}, say="撤回认领 L021"),),
)
CLOSED = replace(SETTLED, version=3, choices=())
