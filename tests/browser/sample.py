"""A small team and what a bot might answer it, for driving the page."""

from collections.abc import Mapping

from bot.messengers.local.hub import Member

PEOPLE = (
    Member("li-lei", "李雷", "Li Lei", "rep", "华东"),
    Member("han-meimei", "韩梅梅", "Han Meimei", "rep", "华东"),
    Member("wang-fang", "王芳", "Wang Fang", "manager", "华东"),
    Member("zhao-qiang", "赵强", "Zhao Qiang", "presales", "华南"),
    Member("sun-yue", "孙悦🌙", "Yue Sun 🌙", "csm", "华南"),
    Member("omar", "عمر الفارسي", "عمر الفارسي", "rep", "海外"),
    Member("tom", "Tom Becker", "Tom Becker", "delivery", "海外"),
)
EVERYBODY = [person.person_id for person in PEOPLE]
ROOMS: tuple[Mapping[str, object], ...] = (
    {
        "id": "east-solar",
        "title": "华东光伏",
        "region": "华东",
        "unit": "光伏一组",
        "language": "zh",
        "outsiders": False,
        "members": ["li-lei", "han-meimei", "wang-fang", "zhao-qiang", "sun-yue"],
    },
    {
        "id": "overseas",
        "title": "Overseas deals",
        "region": "海外",
        "unit": "Export",
        "language": "en",
        "outsiders": False,
        "members": ["li-lei", "omar", "tom", "wang-fang"],
    },
    {
        "id": "acme-joint",
        "title": "北辰电子项目群",
        "region": "华东",
        "language": "zh",
        "outsiders": True,
        "members": ["li-lei", "wang-fang", "tom"],
    },
    {"id": "all-hands", "title": "全员", "language": "zh", "outsiders": None, "members": EVERYBODY},
)

Payload = dict[str, object]


def plain(text: str, lang: str = "zh", choices: list[Payload] | None = None) -> Payload:
    return {
        "lang": lang,
        "text": text,
        "card": None,
        "choices": choices or [],
        "version": 1,
        "kind": "answer",
        "subject": "",
    }


def choice(label: str, action: str, lead: str = "L-1042", *, primary: bool = False) -> Payload:
    return {"label": label, "action": action, "args": {"lead": lead}, "primary": primary}


HOT_CARD_ZH: Payload = {
    "stripe": "hot",
    "badge": "🔥 热线索",
    "title": "晶科能源：三次看竞品对比页，还下载了服务白皮书",
    "facts": [
        {"label": "联系人", "value": "陈晓（采购经理）"},
        {"label": "区域", "value": "华东"},
        {"label": "来源", "value": "官网，百度推广"},
        {"label": "评分", "value": "87 / 100"},
        {"label": "负责人", "value": "还没有人"},
        {"label": "首次响应", "value": "今天 11:02 前"},
        {"label": "员工数", "value": "1,200（参保 1,043）"},
        {"label": "注册资本", "value": "¥5,000 万"},
    ],
    "why": [
        {
            "text": "提交了维保表单",
            "at": "2026-11-20T01:58:00Z",
            "source": "官网表单",
            "link": "https://example.com/forms/maintenance",
        },
        {"text": "下载《服务白皮书》", "at": "2026-11-19T08:21:00Z", "source": "官网跟踪", "link": ""},
        {"text": "第 3 次看竞品对比页（4 分 12 秒）", "at": "2026-11-19T08:15:00Z", "source": "官网跟踪", "link": ""},
    ],
    "choices": [
        choice("认领", "lead.claim", primary=True),
        choice("不是线索", "lead.reject"),
        choice("稍后提醒", "lead.later"),
        choice("转给同事", "lead.hand_over"),
        choice("为什么给我看", "lead.why"),
    ],
    "settled": "",
    "foot": "规则“竞品对比三连”，2026-11-20 周五 09:58 触发。为什么我会看到：你在华东，而这条线索没有负责人。",
}
HOT_CARD_EN: Payload = {
    "stripe": "hot",
    "badge": "🔥 Hot lead",
    "title": "Betasoloin: read the comparison page three times, then asked for service",
    "facts": [
        {"label": "Contact", "value": "Dana Whitfield, Head of Procurement"},
        {"label": "Region", "value": "Overseas"},
        {"label": "Score", "value": "87 of 100"},
        {"label": "Owner", "value": "Nobody yet"},
    ],
    "why": [
        {
            "text": "Sent the maintenance form",
            "at": "2026-11-20T01:58:00Z",
            "source": "Web form",
            "link": "https://example.com/forms/maintenance",
        },
        {
            "text": "Downloaded the service white paper",
            "at": "2026-11-19T08:21:00Z",
            "source": "Web tracking",
            "link": "",
        },
    ],
    "choices": [
        choice("Claim", "lead.claim", primary=True),
        choice("Not a lead", "lead.reject"),
        choice("Later", "lead.later"),
    ],
    "settled": "",
    "foot": "Rule “Comparing us”, fired Fri 2026-11-20 09:58.",
}


def card(inner: Payload, lang: str, version: int = 1, text: str = "") -> Payload:
    return {
        "lang": lang,
        "text": text,
        "card": inner,
        "choices": [],
        "version": version,
        "kind": "hot_lead",
        "subject": "L-1042",
    }


def claimed(inner: Payload, lang: str, by: str) -> Payload:
    settled = f"{by} 10:02 认领" if lang == "zh" else f"Claimed by {by} at 10:02"
    undo = choice("撤销认领" if lang == "zh" else "Undo", "lead.undo")
    return card({**inner, "settled": settled, "choices": [undo]}, lang, version=2)


BLOCKED_ZH: Payload = {
    "stripe": "blocked",
    "badge": "⛔ 受阻",
    "title": "北辰电子：合同评审停了 6 天",
    "facts": [{"label": "金额", "value": "¥120 万"}, {"label": "预计签约", "value": "2026-11-27 周五（7 天后）"}],
    "why": [{"text": "采购负责人出差，副手可以签", "at": "2026-11-18T03:00:00Z", "source": "会议纪要", "link": ""}],
    "choices": [choice("联系副手", "deal.contact", primary=True)],
    "settled": "",
    "foot": "来源：里程碑“法务条款定稿”",
}
DONE_ZH: Payload = {
    "stripe": "done",
    "badge": "🤝 完成",
    "title": "华能新能源：合同已盖章",
    "facts": [],
    "why": [],
    "choices": [],
    "settled": "王芳 11-19 16:40 确认",
    "foot": "",
}
