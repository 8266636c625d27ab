"""What customers hold against it, what is settled and what is left open: sentences of many trades, and what is near."""

import pytest

from knowledge.meetings.model import ItemKind
from tests.unit.capture.minutes.saying import kinds, minutes

US, THEM = "us 李雷: ", "them 周敏: "


def of(kind: ItemKind, *said: str) -> list[str]:
    return [item.quote for item in kinds(minutes(*said), kind)]


@pytest.mark.parametrize(
    "said",
    [
        "这个单价我们真承受不起。",
        "你这报价也太离谱了吧",
        "今年没有这笔预算。",
        "年度预算早就用完了，明年再看吧。",
        "比我们现在用的贵了一倍多。",
        "这钱我可不出。",
        "凭什么让我们掏运费？",
        "这个价我拿回去根本批不了。",
        "你这是宰人吧！",
        "运维费一年八万，不值。",
        "两年的合同有点长了。",
        "工期四个月太长，我们等不起。",
        "这么改，老板那关过不了。",
        "这份检测报告说明不了问题，测的又不是我们的料。",
        "数据放在你们云上，我心里没底。",
        "上次掉过一回链子，我是真不敢再用了。",
        "售后响应我很不满意。",
        "押金三成不行啊，我们从来没付过押金。",
        "这条违约金我不认。",
        "这罐子太高了，我们车间进不去。",
        "最怕的就是做到一半你们换人。",
        "说实话，看不出比原来那套好在哪。",
        "让司机每天多录一遍单子，他们肯定不干。",
        "财务那边不会同意预付的。",
        "那我可接受不了",
        "再涨我们就换别家了",
        "六十天账期这个没法签",
        "培训三天太少了 我们工人学不会",
        "That's a lot more than we budgeted.",
        "I can't justify that to my board.",
        "My plant manager will never sign off on that.",
        "There's no budget for it this fiscal year.",
        "Not this quarter, spending's frozen.",
        "We're not paying a setup fee, no way.",
        "Honestly I don't see what this buys us.",
        "It doesn't prove it works on stainless.",
        "Three weeks of downtime is not an option.",
        "I'm not comfortable with the data leaving the country.",
        "Our drivers won't use it.",
        "A five-year lock-in is a non-starter.",
        "that's way over what we're paying now",
        "the union will reject that straight off",
        "Legal is never going to accept unlimited liability.",
        "I cannot take more than two pallets, there is no room.",
        "That sounds too good to be true, we got burned before.",
        "You must be joking, two grand for a cable?",
        "I'm not ripping out the ceiling for this.",
        "We can't have the line down in harvest.",
        "Then I'd rather stay with what we have.",
        "honestly it's hard to sell this upstairs",
    ],
)
def test_resistance(said: str) -> None:
    assert of(ItemKind.OBJECTION, THEM + said)
    assert of(ItemKind.OBJECTION, US + said) == []


@pytest.mark.parametrize(
    "said",
    [
        "没问题，我们就按这个走。",
        "价格还可以，不算贵。",
        "不贵，比去年还便宜点。",
        "今天太热了，空调开低一点。",
        "我们现在用的那套太慢了，所以才找你们。",
        "这个行不行？",
        "你们那边不用担心，我们IT会配合。",
        "我不担心交期。",
        "如果太贵我们就少上一台。",
        "没有意见，挺好的。",
        "太好了，那就辛苦你们。",
        "我们老板不会开车，我去接您。",
        "路上太堵了，不好意思。",
        "我不太清楚，你问小王。",
        "这个不是问题。",
        "That's not too expensive.",
        "I'm not in on Tuesday.",
        "I don't think that's a problem.",
        "I can't hear you.",
        "We can't wait to see it.",
        "I'm not worried about the price.",
        "It's not too long, six weeks is fine.",
        "No problem, we can sign that.",
        "Our current scanner is too slow, that's why we called you.",
        "I'm not sure, ask Petra.",
        "I won't be here on Monday.",
        "No way! Congratulations!",
        "I don't think so.",
        "Will the auditors accept that?",
        "I can't make Thursday, sorry.",
        "we never had any trouble with it",
        "No budget issues on our side.",
    ],
)
def test_no_resistance(said: str) -> None:
    assert of(ItemKind.OBJECTION, THEM + said) == []


@pytest.mark.parametrize(
    "said",
    [
        "行，那就定十月八号进场。",
        "那咱们就走框架协议。",
        "不比了，就用你们的泵。",
        "颜色就按样板二来，不改了。",
        "好，就这么办，下单吧。",
        "招标就不搞了，直接签。",
        "就选二号方案 其他的不看了",
        "货柜就要四十尺的，这个说死了。",
        "可以，那付款就按四六开来定。",
        "我拍个板，先上两条线。",
        "We're going with the blue one, that's final.",
        "Okay, we decide it now: two shifts.",
        "I've decided, we keep the old pumps.",
        "Right, let's lock in the ninth of June.",
        "Fine, go ahead with option B.",
        "It's settled then, delivery to Leeds.",
        "we'll go with the annual plan",
        "Let's make it three lifts, done.",
    ],
)
def test_settled(said: str) -> None:
    assert of(ItemKind.DECISION, THEM + said)


@pytest.mark.parametrize(
    "said",
    [
        "等老板定了再说。",
        "要是能便宜点，就用你们的。",
        "什么时候能定？",
        "这个我定不了。",
        "他们说就用旧的。",
        "定金什么时候付？",
        "我们一般定在月初开会。",
        "The board decides in May.",
        "If the price is right we're going with you.",
        "Who decides?",
        "Send me the final version.",
        "Is that final?",
        "They decided to leave.",
        "We could go with the cheaper one.",
        "I'd have to decide by Friday.",
    ],
)
def test_not_settled(said: str) -> None:
    assert of(ItemKind.DECISION, THEM + said) == []


@pytest.mark.parametrize(
    "said",
    [
        (THEM + "你们的油墨出口过关吗？我们主要发欧洲。", US + "这个我得看证书，现在说不准。"),
        (THEM + "叉车能开进去吗，门只有两米四。", US + "要看车型，我不敢打包票。"),
        (THEM + "能不能兼容老的读卡器", US + "不好说 得现场测"),
        (THEM + "夜班也能派人吗？", US + "我手头没这个数据。"),
        (THEM + "到底用谁的塔吊，总包一直没给话。", US + "我也在等。"),
        (THEM + "粉尘怎么处理，我们隔壁是幼儿园。", US + "这个得问环保那边。"),
        (THEM + "Can it run on our old PLC? It's from 2009.", US + "Depends on the firmware, could go either way."),
        (
            THEM + "Who insures the goods in transit? Last time it was a mess.",
            US + "Good one. I'd have to look at the terms.",
        ),
        (THEM + "will it fit through the north door it's two metres forty", US + "honestly no clue let's park that"),
        (THEM + "Is the resin food safe?", US + "I haven't got that with me."),
    ],
)
def test_left_open(said: tuple[str, ...]) -> None:
    (asked,) = of(ItemKind.QUESTION, *said)
    assert asked in said[0]


@pytest.mark.parametrize(
    "said",
    [
        (THEM + "叉车能开进去吗，门只有两米四。", US + "能，车高两米二。"),
        (THEM + "能不能兼容老的读卡器", US + "可以的 我们做过"),
        (THEM + "Can it run on our old PLC? It's from 2009.", US + "Yes, it speaks Modbus."),
        (THEM + "Who insures the goods in transit?", US + "We do. It's in the price."),
        (THEM + "多久能到货？", US + "看数量，一百台以内两周。"),
        (THEM + "How long does it take?", US + "It depends on the size, but usually two days."),
        (
            THEM + "Is the resin food safe?",
            US + "Let me check.",
            THEM + "Okay.",
            US + "Yes, the resin is food safe, I have the certificate here.",
        ),
        (THEM + "油墨有出口证书吗？", US + "我看一下。", THEM + "好。", US + "有的，油墨的出口证书在这里，去年办的。"),
        (US + "您贵姓？", THEM + "免贵姓李。"),
        (THEM + "Can you hear me?", US + "Not sure, can you switch mics?"),
    ],
)
def test_answered(said: tuple[str, ...]) -> None:
    assert of(ItemKind.QUESTION, *said) == []
