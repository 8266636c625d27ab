"""Promises with their surroundings: asked of a colleague, hung on a condition, done by others, only near to one."""

import pytest

from capture.minutes.mentions import called_for_short
from tests.unit.capture.minutes.saying import promises

US, THEM, TOM, SARAH = "us 李雷: ", "them 周敏: ", "us Tom Baker: ", "them Sarah Cole: "


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((US + "小陈，你把配方表打一份，周五前寄给周敏。", "us 小陈: 好的，没问题。"), [("小陈", "2026-03-06", False)]),
        ((US + "小陈，你把现场照片整理一下，明天发给甲方。", "us 小陈: 收到。"), [("小陈", "2026-03-05", False)]),
        ((THEM + "你们下周二之前给我一份消防图行吗？", US + "可以，没问题。"), [("李雷", "2026-03-10", False)]),
        (
            (SARAH + "Tom, will you pull the noise readings for us, by Friday if you can?", TOM + "Sure, will do."),
            [("Tom Baker", "2026-03-06", False)],
        ),
        (
            (SARAH + "Could you send the wiring plan, say by Monday?", TOM + "will do"),
            [("Tom Baker", "2026-03-09", False)],
        ),
        ((THEM + "这笔账我自己会算。",), []),
        ((THEM + "怎么用我们会看的。",), []),
        ((US + "您把尺寸告诉我，我好去排料。",), []),
        ((THEM + "你报个价，我好跟领导汇报。",), []),
        ((THEM + "Send me the sheet so I can send it to my boss.",), []),
        ((US + "我们的建议是下周一停机，您看呢",), []),
        ((US + "初步的想法是三月二十号拆旧泵，您觉得呢",), []),
        ((US + "清单收到之后我这边核一遍，然后把差异表反馈给你们。",), [("李雷", None, False)]),
        ((US + "拿到样布以后我们先打小样，再把色卡寄给你们。",), [("李雷", None, False)]),
        ((US + "三月十二号出窑，当天把照片发您。",), [("李雷", "2026-03-12", False)]),
        ((US + "街道那边我去说。",), [("李雷", None, False)]),
        ((THEM + "房东我去谈。",), [("周敏", None, False)]),
        ((THEM + "上午我去看浇筑，走不开。",), []),
        ((US + "如果是我们焊缝的问题，我们免费换一批新的。",), [("李雷", None, False)]),
        ((US + "要是运输途中碎了，我们全额赔。",), [("李雷", None, False)]),
        ((US + "车间排满了，我去问问能不能加个夜班，争取吧。",), [("李雷", None, True)]),
        ((US + "我问问厂里能不能先发一半。",), [("李雷", None, False)]),
        ((THEM + "我想问问能不能分期。",), []),
        ((THEM + "你们能不能先发一半？",), []),
        ((US + "那合同我这两天找财务看一遍，财务没意见的话下周四发给您签。",), [("李雷", "2026-03-12", False)]),
        ((TOM + "I'll pull up the slides and Ann can do the pricing bit",), []),
        ((TOM + "I'll bring up the map real quick.",), []),
        ((TOM + "It leaks in winter, I promise you that.",), []),
        ((TOM + "They always break, I guarantee it.",), []),
        ((TOM + "I promise you'll have it by Friday.",), [("Tom Baker", "2026-03-06", False)]),
        (
            (TOM + "I'll have my drafting team redo the layout, you'll get the new sheet on Friday.",),
            [("Tom Baker", "2026-03-06", False)],
        ),
        ((TOM + "I'll have our electrician look at the panel.",), [("Tom Baker", None, False)]),
        ((TOM + "I'll have a coffee, thanks.",), []),
        ((TOM + "Priya will be on site for the install, the whole day.",), [("Priya", None, False)]),
        ((TOM + "It will be on the table.",), []),
        (
            (SARAH + "And on our side procurement will send the order form over on the ninth of March.",),
            [("Sarah Cole", "2026-03-09", False)],
        ),
        (
            (TOM + "I'll get you a swatch book, the big one, by next Tuesday so you can show it around.",),
            [("Tom Baker", "2026-03-10", False)],
        ),
        ((TOM + "I'll see what I can do about the fee for the second gate.",), [("Tom Baker", None, True)]),
        ((TOM + "I'll send you the third drawing.",), [("Tom Baker", None, False)]),
        ((TOM + "I'll send you the drawing on the tenth.",), [("Tom Baker", "2026-03-10", False)]),
        ((TOM + "I can have it there by the twelfth with the spare parts.",), [("Tom Baker", "2026-03-12", False)]),
    ],
)
def test_promises(said: tuple[str, ...], wanted: list[tuple[str, str | None, bool]]) -> None:
    """Said on Wednesday, 4 March 2026."""
    assert promises(*said) == wanted


@pytest.mark.parametrize(
    ("name", "said", "meant"),
    [
        ("Halvorsen Pumps", "We have Halvorsen in next week", 1),
        ("Halvorsen Pumps", "we met halvorsens", 0),
        ("Global Pumps", "Global sales are up", 0),
        ("Orbit Hoists", "Orbit came in lower", 0),
        ("Lattice Bright", "Lattice Tower is where we met", 0),
        ("申科生化", "申科那个是进口的", 1),
        ("大北制药", "大北那边没消息", 1),
        ("东海装备", "东海也来报过价", 1),
    ],
)
def test_a_name_for_short(name: str, said: str, meant: int) -> None:
    short = called_for_short(name, {"orbit"})
    assert len(short.findall(said) if short else []) == meant
