from datetime import UTC, date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.promises.model import SURE
from capture.promises.recognise import promises_in, recognise
from capture.promises.sieve import may_promise
from tests.unit.capture.promises.labelled import HALVES, UNSEEN, lines, marks

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=SHANGHAI)
WORDS = [
    "我您周三前给报价发",
    "I'll",
    "send",
    "you",
    "by",
    "Friday",
    "吗？不，，..",
    "如果",
    "if",
    "haha",
    "```x```",
    ">",
    "\n",
    "https://a.example/b",
    "下月底",
    "two",
    "working",
    "days",
]


@pytest.mark.parametrize("half", HALVES)
def test_the_labelled_lines(half: str) -> None:
    found = marks(half)
    assert found.precision >= 0.9
    assert found.recall >= 0.8
    assert found.dates >= 0.95
    assert found.vague / found.right >= 0.95
    assert found.doers_right >= 0.95 * found.doers


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_that_no_rule_was_made_for(lang: str) -> None:
    found = marks(UNSEEN, lang)
    assert found.precision >= 0.9
    assert found.recall >= 0.8
    assert found.dates >= 0.95


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_labelled_lines_of_each_language(lang: str) -> None:
    found = marks("held_out", lang)
    assert min(found.precision, found.recall, found.dates) >= 0.85


def test_there_are_enough_lines_and_half_of_them_hold_no_promise() -> None:
    every = [line for half in HALVES for line in lines(half)]
    assert len(every) >= 300
    assert sum(not line["promises"] for line in every) * 2 >= len(every)


def test_who_what_by_when_and_why() -> None:
    (one,) = recognise("好的王总，周三前我把参数表发您邮箱", TUESDAY, SHANGHAI)
    assert (one.title, one.by, one.due, one.due_text) == ("把参数表发您邮箱", "me", date(2026, 3, 11), "周三前")
    assert one.quote == "周三前我把参数表发您邮箱"
    assert one.why == "zh:i+to_you+dated+deed+hands"
    (one,) = recognise("Sure. Our team will ship the demo unit to you by March 20.", TUESDAY, SHANGHAI)
    assert (one.title, one.by, one.due) == ("ship the demo unit to you", "us", date(2026, 3, 20))
    assert one.quote == "Our team will ship the demo unit to you by March 20"


def test_a_colleague_is_named() -> None:
    (one,) = recognise("小李周三前给您报价", TUESDAY, SHANGHAI)
    assert (one.by, one.who, one.title) == ("other", "小李", "给您报价")
    (one,) = recognise("Emma will send you the draft by Friday", TUESDAY, SHANGHAI)
    assert (one.by, one.who) == ("other", "Emma")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("我们技术的张工明天上午联系您", "张工"),
        ("我同事小李明天把资料发您", "小李"),
        ("Ann from our design team will join the call on Friday", "Ann"),
        ("Our solution architect Ann will wire it on Friday", "Ann"),
    ],
)
def test_one_of_ours_is_named(line: str, who: str) -> None:
    (one,) = recognise(line, TUESDAY, SHANGHAI)
    assert (one.by, one.who) == ("other", who)
    assert who not in one.title


@pytest.mark.parametrize(
    ("line", "by", "who", "day"),
    [
        ("Our plumber will come and fix the leak on Friday", "us", "", "2026-03-13"),
        ("Grace, our welder, will swap the flange on Thursday", "other", "Grace", "2026-03-12"),
        ("But Tom from stores will bring the missing crates on Friday", "other", "Tom", "2026-03-13"),
        ("The buyer's counsel will return the redlines to us by the 20th", "other", "", "2026-03-20"),
        ("Halden's architect is sending us the layout tomorrow", "other", "", "2026-03-11"),
        ("Yusuf: will mail the certificate to Halden tonight", "other", "Yusuf", "2026-03-10"),
        ("He Wen will replace the scanner on Thursday", "other", "He Wen", "2026-03-12"),
        ("Spoke with Nora. She checks the sums and mails them to you Friday", "other", "Nora", "2026-03-13"),
        ("I courier the spare valve to you tomorrow", "me", "", "2026-03-11"),
        ("We (the dealer) will refund the deposit by Friday", "us", "", "2026-03-13"),
        ("they get the Halden list from me on the 20th", "me", "", "2026-03-20"),
        ("会计小吴明天把对账单传你", "other", "小吴", "2026-03-11"),
    ],
)
def test_who_of_them_all(line: str, by: str, who: str, day: str) -> None:
    (one,) = promises_in(line, TUESDAY)
    assert (one["by"], one["who"], one["due"]) == (by, who, day)


@pytest.mark.parametrize(
    "line",
    [
        "Ingrid is on leave Friday",
        "Nora is visiting Halden on Friday",
        "Halden will open a new plant next March",
        "I think Tom will send it on Friday",
        "Halden's lawyer says he will send it to us on Friday",
        "She will send it by Friday",
        "The project manager will return on Friday",
        "The server will send you a mail",
        "I told Priya we'd ship the pump on Friday and we did",
        "Register by March 20 and we will send you the handbook",
        "Tom wrote “the parts go out to you on Friday”",
        "经理昨天跟他们说“周五给你们退款”，结果没退",
        "“周五前一定给您”这种口头承诺没用",
        "早说嘛，我昨天就给你带来了",
        "本店限时优惠，3月20日前下单送滤芯",
        "【自动回复】我在出差，周五给您回复",
        "采购回话了：发票他们下周三寄",
        "终验20号",
        "一有空就去健身",
    ],
)
def test_others_news_and_what_was_said_are_none(line: str) -> None:
    assert promises_in(line, TUESDAY) == []


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("> 图什么时候有？\n周四给您", ["2026-03-12"]),
        ("> when?\nyup, will mail you the certs tonight", ["2026-03-10"]),
        ("We'll credit the freight on Wednesday and Tom will bring the rest on Friday", ["2026-03-11", "2026-03-13"]),
        ("货今天发出，发票后天给您", ["2026-03-10", "2026-03-12"]),
        ("I'll swap the panel on Friday, Thursday is a bank holiday", ["2026-03-13"]),
        ("图纸我改完了晚上传您", ["2026-03-10"]),
        ("领导催了两次，我明天把报表给他", ["2026-03-11"]),
        ("货一到就给你装", [None]),
        ("有结果马上告诉您", [None]),
        ("孟姐明天给你们做一版图，我盯着", ["2026-03-11"]),
    ],
)
def test_days_of_each_promise(line: str, days: list[str | None]) -> None:
    assert [one["due"] for one in promises_in(line, TUESDAY)] == days


def test_a_customer_of_ours_is_no_colleague() -> None:
    assert promises_in("Our customer Northwind will send the order on Friday", TUESDAY) == []
    (one,) = promises_in("钱下周打给您", TUESDAY)
    assert (one["by"], one["who"]) == ("me", "")


@pytest.mark.parametrize(
    "line",
    [
        "小李你明天把报告发给客户",
        "真希望下周能把这单签了",
        "要是我能定，今天就给您打折了",
        "有空来我们公司坐坐，我给你演示",
        "先别给客户发，等我消息",
        "lol I'll retire and become a farmer by Friday",
        "You'll get 10% off if you renew before Friday",
        "I'm not so sure we'll make it by Friday",
    ],
)
def test_orders_wishes_jokes_and_offers_are_none(line: str) -> None:
    assert promises_in(line, TUESDAY) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("昨天说的案例今天中午前发你", "2026-03-10"),
        ("明天一早就给您送过去", "2026-03-11"),
        ("您提的那几点我周一回复您", "2026-03-16"),
        ("您要的清单周五发群里", "2026-03-13"),
        ("差的那两台下周一补发", "2026-03-16"),
        ("我周五到公司，合同带给你", "2026-03-13"),
        ("明天我不在公司，下午传您", "2026-03-11"),
        ("I can't join so I'll send you the notes by Friday", "2026-03-13"),
        ("Quote's approved, sending it out this Friday", "2026-03-13"),
        ("Final minutes will be in your inbox by Friday", "2026-03-13"),
    ],
)
def test_what_only_looks_like_a_report_a_question_or_a_denial(line: str, day: str) -> None:
    (one,) = promises_in(line, TUESDAY)
    assert one["due"] == day


def test_another_thing_on_another_day_is_another_promise() -> None:
    first, second = promises_in("I'll send the deck tonight and the case studies on Thursday", TUESDAY)
    assert (first["title"], first["due"]) == ("send the deck", "2026-03-10")
    assert (second["title"], second["due"]) == ("send the case studies", "2026-03-12")
    assert len(promises_in("I'll send the deck and the quote on Friday", TUESDAY)) == 1


def test_from_me_is_by_me() -> None:
    assert promises_in("you'll get the diagram from me on Friday", TUESDAY)[0]["by"] == "me"
    assert promises_in("you'll get the diagram on Friday", TUESDAY)[0]["by"] == "us"


@pytest.mark.parametrize(
    "line",
    [
        "> 我周三前给您报价\n收到",
        "他原话是 `我周三前给您报价`",
        "> I'll send it by Friday\nok thanks",
        "https://a.example/我周三前给您报价",
        "【转发】王工：我周三前给您报价",
        "他原话：“我周三前给您报价”",
        "Fwd: quote\nI'll send it to you by Friday",
        'From Dana: "We will send you the draft by Friday"',
        "合同第3条：乙方应于五个工作日内向甲方交付图纸",
        "合同里写的是周五前我方交付图纸",
        "付款条件：验收合格后30日内付尾款",
        "他说的原话“我周三前给您报价”就这样",
        "陈总：周三我们给您报价（转自客户群）",
        '"We\'ll send you the draft by Friday" is what the last vendor said',
    ],
)
def test_what_is_only_quoted_is_nobodys_promise(line: str) -> None:
    assert promises_in(line, TUESDAY) == []


def test_steps_are_one_promise_days_are_several() -> None:
    assert len(promises_in("我先问下产品，明天给您答复", TUESDAY)) == 1
    first, second = promises_in("报价周三给您，合同周五给您", TUESDAY)
    assert (first["due"], second["due"]) == ("2026-03-11", "2026-03-13")


@pytest.mark.parametrize(
    ("line", "by", "who", "day"),
    [
        ("护理部谷主任的秘书阿芬周五会把排班表发过来", "other", "阿芬", "2026-03-13"),
        ("甲方设备部的冉工周四把签字页扫给我们", "other", "冉工", "2026-03-12"),
        ("秦院长周五前给我们批经费", "other", "秦院长", "2026-03-13"),
        ("项目经理阿Ken明天会给客户发排产计划", "other", "阿Ken", "2026-03-11"),
        ("报关行周五把放行单给我们", "other", "", "2026-03-13"),
        ("3月20号之前仓储部会把托盘送到每家门店", "other", "", "2026-03-20"),
        ("老秦下周一替我去给北禾送合同", "other", "老秦", "2026-03-16"),
        ("财务周五给他们开票", "us", "", "2026-03-13"),
        ("周五前肯定把样件寄到您厂里", "me", "", "2026-03-13"),
        ("@全体 上周会上的问题清单我今晚整理好发出来", "me", "", "2026-03-10"),
        ("Warehouse (Priya) will restock Linden's vans for them on Thursday", "other", "Priya", "2026-03-12"),
        ("Their site manager, Ruth, is emailing us the signed snag list on Monday", "other", "Ruth", "2026-03-16"),
        ("The lab's QP is going to send us the batch certificates by March 20", "other", "", "2026-03-20"),
        ("Lindqvist from their purchasing will send us the redlines by Friday", "other", "Lindqvist", "2026-03-13"),
        ("your planner (Dov) sends us the shift plan Monday", "other", "Dov", "2026-03-16"),
        ("Finance will issue the credit to the client within 24 hours", "other", "", "2026-03-11"),
        ("We as the tenant will hand back the signed lease by 31 March", "us", "", "2026-03-31"),
        ("Yep, our cashier will mail it to you this Thursday", "us", "", "2026-03-12"),
        ("so I draw up the rota for you by Friday", "me", "", "2026-03-13"),
        ("Updated drawing set coming from me tomorrow", "me", "", "2026-03-11"),
        ("ill drop it off friday, thanks", "me", "", "2026-03-13"),
        ("no worries — sending the drawings over in 10", "me", "", "2026-03-10"),
    ],
)
def test_somebody_does_something_for_somebody(line: str, by: str, who: str, day: str) -> None:
    (one,) = promises_in(line, TUESDAY)
    assert (one["by"], one["who"], one["due"]) == (by, who, day)


@pytest.mark.parametrize(
    "line",
    [
        "小道消息，总部下周给大家涨工资",
        "出纳前天把押金给客户退了，回单在我这",
        "叫仓库下周三之前把剩下的给门店送齐",
        "如果是我，我明天就给客户换台新的",
        "周五能发货的话最好，不行就算了",
        "明天上午十点跟报关行开协调会，二楼会议室",
        "系统明天会给每个用户发短信",
        "仓储部每周五给门店补货",
        "估计供应商周三给咱们补发",
        "船周二到港",
        "Apparently Halden is going to give all dealers 15% off by June",
        "I'm told their lab will send us the certificates on Friday",
        "Ask Nils to mail them the brochure on Monday",
        "We told them in May we would replace it by July. it was shipped on the 3rd",
        "Early bird: sign up by 20 March and we'll give every visitor a free kit!",
        "The line will run again on Friday",
        "The tool will send you a reminder on Friday",
        "The ferry will take us to Oslo on Friday",
        "The customer will let us know by Friday",
        "i feel ill today",
    ],
)
def test_who_only_seems_to_do_something_for_somebody(line: str) -> None:
    assert promises_in(line, TUESDAY) == []


def test_at_once_when_that_is_so_has_no_day_and_what_follows_is_no_promise_of_its_own() -> None:
    assert [one["due"] for one in promises_in("合同盖完章立刻寄你", TUESDAY)] == [None]
    (one,) = promises_in("客户工艺部的小翟后天把样图发过来，我们再打样", TUESDAY)
    assert (one["who"], one["due"]) == ("小翟", "2026-03-12")


def test_what_is_handed_on_to_you_is_said_by_the_sender() -> None:
    assert len(promises_in("我周三前转发给您", TUESDAY)) == 1
    assert len(promises_in("Forwarded the contract to legal. I'll send you their notes by Friday", TUESDAY)) == 1


def test_a_step_for_oneself_goes_into_what_is_for_them() -> None:
    (one,) = promises_in("技术协议我今晚改，明天发您", TUESDAY)
    assert (one["due"], one["quote"]) == ("2026-03-11", "技术协议我今晚改，明天发您")


def test_what_somebody_said_is_theirs_what_follows_is_the_senders() -> None:
    (one,) = promises_in("财务说可以走，我周五给您重开", TUESDAY)
    assert one["due"] == "2026-03-13"
    assert promises_in("财务说，我周五给您重开", TUESDAY) == []


def test_a_condition_without_a_comma() -> None:
    (one,) = promises_in("If the trial numbers hold up we'll send you the contract by Friday", TUESDAY)
    assert (one["conditional"], one["due"]) == (True, "2026-03-13")
    assert promises_in("Let me see if we'll send you the contract by Friday", TUESDAY) == []


def test_it_is_plain_json_of_what_is_sure() -> None:
    (one,) = promises_in("争取周五给您结果", TUESDAY)
    assert one["vague"] is True
    assert one["confidence"] >= SURE
    assert set(one) == {
        *("title", "quote", "by", "who", "due", "due_text", "conditional", "vague", "confidence", "why", "lang")
    }


def test_the_senders_zone_decides_what_tomorrow_is() -> None:
    late = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)  # the 11th in Shanghai
    assert promises_in("明天发您", late, "Asia/Shanghai")[0]["due"] == "2026-03-12"
    assert promises_in("I'll send it to you tomorrow", late, "America/New_York")[0]["due"] == "2026-03-11"


def test_what_has_a_promise_passes_the_sieve() -> None:
    kept = [line["text"] for half in HALVES for line in lines(half) if line["promises"]]
    assert sum(map(may_promise, kept)) >= 0.99 * len(kept)
    assert not may_promise("thanks, looks good")
    assert not may_promise("价格表在共享盘")


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30))
def test_every_quote_stands_in_its_line(parts: list[str]) -> None:
    line = "".join(parts)
    for one in recognise(line, TUESDAY, SHANGHAI):
        assert one.quote in line
        assert one.due is None or one.due >= TUESDAY.date()
        assert one.title


@pytest.mark.parametrize(
    "piece",
    ["我", " ", "跟", "周三", "I'll ", "if ", "，", "哈", "by ", "说", "我跟客户", "\n", "@a", "“我", "“说", "Tom's "],
)
def test_no_line_is_too_odd_to_be_read_at_once(piece: str) -> None:
    began = process_time()
    recognise("我给您发" + piece * 3_000 + "报价", TUESDAY, SHANGHAI)
    assert process_time() - began < 3
