"""Promises that are only tried, answered in a word, or given to somebody else; and what is done there in the room."""

import pytest

from tests.unit.capture.minutes.saying import promises

US, THEM, TOM, SARAH = "us 李雷: ", "them 周敏: ", "us Tom Baker: ", "them Sarah Cole: "

Wanted = list[tuple[str, str | None, bool]]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((US + "运费这块我争取再跟物流磨一磨。",), [("李雷", None, True)]),
        ((US + "账期我尽量往长了要，不敢打包票。",), [("李雷", None, True)]),
        ((US + "争取给你们换成静音轮子。",), [("李雷", None, True)]),
        ((US + "我回去找模具师傅想想办法，看能不能把壁厚减下来。",), [("李雷", None, True)]),
        ((THEM + "我尽量说服老板，但真不好说。",), [("周敏", None, True)]),
        ((US + "周五前我争取把样衣赶出来。",), [("李雷", "2026-03-06", True)]),
        ((US + "我们已经尽量压低了。",), []),
        ((US + "我们去年争取到了两个名额。",), []),
        ((US + "我们一直在努力做好售后。",), []),
        ((THEM + "你们争取便宜点。",), []),
        ((SARAH + "I can try to find the old wiring plans.",), [("Sarah Cole", None, True)]),
        (
            (TOM + "We can try and squeeze you in by Monday, no promises.",),
            [("Tom Baker", "2026-03-09", True)],
        ),
        ((TOM + "I'll try to get the mill to hold that price.",), [("Tom Baker", None, True)]),
        ((TOM + "Ines from our Porto office will try to meet the installers.",), [("Ines", None, True)]),
        (
            (TOM + "I'll ask our dispatcher and book a slot for you, should be able to sort it fast.",),
            [("Tom Baker", None, True)],
        ),
        ((TOM + "You can try to restart it first.",), []),
        ((TOM + "Sales from our Porto office will grow.",), []),
        ((SARAH + "I tried to call them, nobody picks up.",), []),
        ((TOM + "I'll ask a stupid question.",), []),
    ],
)
def test_tried(said: tuple[str, ...], wanted: Wanted) -> None:
    assert promises(*said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((THEM + "通知我周五之前挂上去。",), [("周敏", "2026-03-06", False)]),
        ((US + "门禁卡我月底前刷好。",), [("李雷", "2026-03-31", False)]),
        ((THEM + "值班表我来排周四给你大概每班几个人哪天休",), [("周敏", "2026-03-05", False)]),
        ((US + "我明天告诉您还剩多少台。",), [("李雷", "2026-03-05", False)]),
        ((TOM + "sorry about that I'll send a technician over on Friday",), [("Tom Baker", "2026-03-06", False)]),
        (
            (TOM + "I get that I'll have our chemist test it and call you Monday",),
            [("Tom Baker", "2026-03-09", False)],
        ),
        ((TOM + "happy with that we'll draw it up by Tuesday",), [("Tom Baker", "2026-03-10", False)]),
        ((TOM + "They hope that we'll come back on Friday.",), []),
        ((THEM + "你周四给我多少台？",), []),
        ((US + "我下午开什么会来着",), []),
        ((US + "合同初稿我中旬给您。",), [("李雷", "2026-03-20", False)]),
        ((US + "工期我跟班组商量一下，压到十天以内。",), [("李雷", None, False)]),
        ((US + "我十天以内给您答复。",), [("李雷", "2026-03-14", False)]),
    ],
)
def test_deeds_to_come(said: tuple[str, ...], wanted: Wanted) -> None:
    assert promises(*said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((THEM + "检测报告再来一份，盖章的，周五发我", US + "好的周总，没问题"), [("李雷", "2026-03-06", False)]),
        ((THEM + "麻烦下周二之前寄一本样册。", US + "行，周姐，一定。"), [("李雷", "2026-03-10", False)]),
        (
            (
                SARAH + "Could you send us the fire plan, the stamped one? By Friday would be great.",
                TOM + "Sure, will do.",
            ),
            [("Tom Baker", "2026-03-06", False)],
        ),
        (
            (SARAH + "a sample board, walnut and oak, could we have it by the tenth", TOM + "yeah of course will do"),
            [("Tom Baker", "2026-03-10", False)],
        ),
        (
            (SARAH + "We need the loading times, can you share by Tuesday?", TOM + "Can, no problem, I'll send."),
            [("Tom Baker", "2026-03-10", False)],
        ),
        (
            (SARAH + "Can you mail the keys? We open on Friday.", TOM + "Yes Sarah, of course."),
            [("Tom Baker", None, False)],
        ),
        ((THEM + "给我们留两个车位呗", US + "好嘞周姐，包您满意"), [("李雷", None, False)]),
        ((SARAH + "I'd love a copy of that by Tuesday.", TOM + "You got it."), [("Tom Baker", "2026-03-10", False)]),
        ((SARAH + "I'd love a coffee.", TOM + "You got it."), []),
        ((SARAH + "Can you give me a sense of the size?", TOM + "Sure. About two metres."), []),
        ((SARAH + "Please sit down.", TOM + "Sure, thanks."), []),
        ((SARAH + "Let me share the map, one second.", TOM + "Yep, can see it."), []),
        ((SARAH + "Let me know by Friday.", TOM + "Sure, will do."), [("Tom Baker", "2026-03-06", False)]),
        ((THEM + "周五我们放假。", US + "好的周总，没问题"), []),
        ((SARAH + "We have it by the tenth every year.", TOM + "Sure."), []),
    ],
)
def test_answered_in_a_word(said: tuple[str, ...], wanted: Wanted) -> None:
    assert promises(*said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((THEM + "图纸我找档案室老秦，让他周五寄给你们。",), [("老秦", "2026-03-06", False)]),
        ((US + "我跟车间小贺说一声，请他明天把尺寸量好。",), [("小贺", "2026-03-05", False)]),
        ((US + "我让采购部小林下周一把单子传给您。",), [("小林", "2026-03-09", False)]),
        ((US + "我找财务，让她们周五开票给您。",), [("李雷", "2026-03-06", False)]),
        ((TOM + "I'll get Nadia to call you on Friday.",), [("Nadia", "2026-03-06", False)]),
        ((TOM + "I'll have Sarah Cole sign it tomorrow.",), [("Sarah Cole", "2026-03-05", False)]),
        ((TOM + "I'll get some people to look at it on Friday.",), [("Tom Baker", "2026-03-06", False)]),
    ],
)
def test_given_to_somebody(said: tuple[str, ...], wanted: Wanted) -> None:
    assert promises(*said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "那我先把方案投到大屏上，各位看得清吧？",
        "我把屏幕共享一下。",
        "我们这套叫极速换装包。",
        "我们叫它蓝盾改装版。",
        "月饼我给你们带了两盒。",
        "茶我给您倒了。",
        "走，我带您转转车间。",
        "我领你们上楼看看样板间。",
        "那我们直接讲葡萄的事吧八月底就摘完了对吧",
        "yep we can hear you",
        "We call it the all weather kit.",
    ],
)
def test_done_there_and_then(said: str) -> None:
    assert promises(US + said) == []


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("我们叫师傅明天上门换。", "2026-03-05"),
        ("下周三我带你们看看样板间。", "2026-03-11"),
        ("我把录屏明天发给您。", "2026-03-05"),
        ("我这就给您改了。", "2026-03-04"),
    ],
)
def test_still_to_be_done(said: str, due: str | None) -> None:
    assert [day for _, day, _ in promises(US + said)] == [due]
