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
        "六周我都嫌久，孩子们九月就开学了。",
        "三十块一位，我在股东面前开不了口。",
        "这个数我没法跟校长交代。",
        "这么重的机床，二楼楼板撑不住。",
        "我们仓库就这么大，真没地方摆。",
        "货架太密了叉车转不开，放不下这么宽的。",
        "质保条款写不明白，我不签。",
        "十八万，够我们请两个师傅了。",
        "一个月才赚几个八千块。",
        "That's where it falls apart for me.",
        "That's my problem with leasing.",
        "My worry is the night shift, there's nobody to restart it.",
        "I can't go to my board with that number.",
        "Then it is over our whole maintenance budget.",
        "Cannot lah, boss will kill me.",
        "if they have to walk to the other hall it's a non starter",
        "what about the temps though they change weekly we can't be training new people every Monday",
        "For that money I could hire two people.",
        "No test report, no deal.",
        "这样的保修条款，这字我签不下去。",
        "让一百多号人重新录指纹，那算了。",
        "这颜色客户一看就得退货。",
        "那我还不如自己买一台呢。",
        "这么算下来一年又多出去十几万。",
        "How am I supposed to explain that to my owner?",
        "If it needs a forklift to move it, forget it.",
        "We don't have the people for that.",
        "That doesn't leave me any margin.",
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
        "我不嫌远，开车过去半小时。",
        "您别嫌麻烦，多填一张表。",
        "这批货仓库放得下。",
        "我们才开业两年。",
        "你先给我看看，财务认不认。",
        "我不签字，是我们王总签。",
        "这么多图纸你们够我看两天了，哈哈",
        "That's not my problem, ask the landlord.",
        "That's my idea with the two doors.",
        "I can do Monday, cannot do Tuesday.",
        "For that we have a budget.",
        "No deal breakers from our side.",
        "They came in at nine.",
        "这个方案不如就叫春季版。",
        "客户退货走哪个流程？",
        "那就算了个大概，八十多万。",
        "够我们租三年了，挺划算。",
        "We can't be more pleased.",
        "We don't have the time zone set up yet.",
        "Don't forget it's a public holiday.",
        "It's over the budget line, no, under, sorry.",
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
        "可以，就九号。",
        "好，那就周三吧。",
        "行，就这款了。",
        "还有定一下，颜色用你们推荐的，五金先不换。",
        "先不用，今年就租一台。",
        "门先不换了，只换锁。",
        "We're taking the blue ones. Done. Put us in for March.",
        "Two lifts, yes. Sold.",
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
        "先不用着急，慢慢来。",
        "您先不用管这个。",
        "先不说价格，说说工期。",
        "就两点，一个是价格。",
        "就十分钟，很快。",
        "我们今天来定一下时间好不好？",
        "那就这样，我还有个会。",
        "Are you done?",
        "Put it in the corner, thanks.",
        "就买过一次。",
        "定一下，你几点到？",
        "Let's do introductions first.",
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
        (THEM + "补贴我们这种民办的到底能不能领？", US + "这个我不敢拍胸脯，周五前我去教育局问明白了回您。"),
        (THEM + "要是运坏了怎么赔 合同上写的啥", US + "这个我不敢乱答 手上这版是旧的"),
        (THEM + "那牌照费谁出？", US + "头一回碰到这种，真没法答您。"),
        (THEM + "五年一起签能便宜多少？", US + "五年的要大区批，我报不了。"),
        (
            THEM + "can it read the tags from our old gate, it's called Parkline",
            US + "hmm I haven't come across Parkline",
        ),
        (THEM + "Will the roof hold it? It's from the sixties.", US + "I can't tell without the plans."),
        (THEM + "Is the floor heating covered by the warranty?", US + "I don't want to guess."),
        (THEM + "你们在昆明有仓库没有？", US + "这我还真没留意。"),
        (THEM + "夏天会不会变形啊？", US + "我得请教一下我们工程师。"),
        (THEM + "What if the supplier goes under?", US + "I'd have to talk to legal about that."),
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
        (THEM + "Can I visit the plant in Graz?", US + "Absolutely. I'll ask Petra and set it up."),
        (THEM + "证书在里头呢", US + "好，我回头看。"),
        (THEM + "五年一起签能便宜多少？", US + "五年的打九折，我不用请示。"),
    ],
)
def test_answered(said: tuple[str, ...]) -> None:
    assert of(ItemKind.QUESTION, *said) == []
