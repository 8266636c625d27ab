"""Sums of money in the talk around them, and numbers that count something else."""

import time

import pytest

from knowledge.meetings.model import ItemKind
from tests.unit.capture.minutes.saying import kinds, minutes

US, THEM = "us 李雷: ", "them 周敏: "


def amounts(said: tuple[str, ...]) -> list[float | None]:
    return [item.amount for item in kinds(minutes(*said), ItemKind.PRICE)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ((THEM + "这款床多少钱？", US + "标准款三万八，带护栏的四万二。"), [38000, 42000]),
        ((US + "地坪八十五一平，含打磨。",), [85]),
        ((US + "钢管现在四千二一吨。",), [4200]),
        ((US + "这种滤芯一百六一支。",), [160]),
        ((THEM + "报价呢？", US + "整线一百二十六万，安装另算。"), [1260000]),
        ((US + "主机加水箱，一共是三十八万五。",), [385000]),
        ((THEM + "去年我们买的是两千六一套的。",), [2600]),
        ((THEM + "他们家多少？", US + "听说是九十七万。"), [970000]),
        ((US + "It's seven dollars a head per shift.",), [7]),
        ((US + "That comes to twelve euros per pallet.",), [12]),
        ((US + "The press is two hundred and forty thousand Sing dollars.",), [240000]),
        ((US + "It'd be nineteen fifty a seat a month.",), [None]),
        ((THEM + "What does the chiller cost?", US + "The small one is ninety four thousand."), [94000]),
        ((THEM + "How much per litre?", US + "we're at thirty six for the drum"), [36]),
        ((US + "One pound twenty a bottle.",), [1]),
        ((US + "About fourteen thousand ringgit a year.",), [14000]),
        ((THEM + "So what's the price of the big one?", US + "Um, three eighty, delivered."), [None]),
        ((THEM + "The others have offered us 11.40 per metre.",), [11.4]),
        (
            (THEM + "Same price per kilo?", US + "Last year was 9.80. This year it's 10.25 a kilo, fuel went up."),
            [9.8, 10.25],
        ),
        ((THEM + "Price per kilo?", US + "Now it's 7.60 US a kilo."), [7.6]),
        ((US + "Four hundred twenty thousand installed.",), [420000]),
        ((THEM + "What's the price?", US + "Ninety thousand fitted, the hood's another fifteen."), [90000, 15]),
        ((THEM + "隔壁报我一万八。", US + "一万八我做不了。"), [18000, 18000]),
        ((THEM + "什么价？", US + "三千二我给您留着。"), [3200]),
    ],
)
def test_sums(said: tuple[str, ...], wanted: list[float | None]) -> None:
    assert amounts(said) == wanted


@pytest.mark.parametrize(
    "said",
    [
        (US + "楼面荷载五百公斤一平。",),
        (THEM + "我们一共三千六百人。",),
        (THEM + "去年一天十一万单。", US + "十一万没问题。"),
        (US + "六百五十吨的机器。",),
        (THEM + "一共二十一台。",),
        (US + "三月二十一号到。",),
        (THEM + "一共三十二万条数据。",),
        (US + "用的是三元电池。",),
        (US + "球管二十万次。",),
        (THEM + "我们三百一十台车。",),
        (THEM + "多少人？", US + "四十二。"),
        (US + "电压三百八。",),
        (US + "转速一千四百五。",),
        (US + "We ran twelve hundred hours on it.",),
        (THEM + "We've got nine hundred forty people.",),
        (US + "It tested at eighty microns.",),
        (THEM + "How many trucks?", US + "Forty two."),
        (US + "See you at nine thirty.",),
        (US + "We founded it in nineteen ninety five.",),
        (US + "We pack two hundred a day.",),
        (US + "The slab takes five thousand kilos a square metre.",),
        (THEM + "What's the price?", US + "Depends, how many users?", THEM + "Sixty five."),
        (US + "we do twenty thirty stops a day",),
        (US + "He is forty two.",),
        (THEM + "万一坏了赔不赔钱，按什么价赔？",),
        (US + "It takes about two pounds of steam per pound of rice.",),
        (US + "We have five thousand installed.",),
        (US + "Version 11.40 came out in May.",),
        (US + "The pH was 7.25 on Monday.",),
    ],
)
def test_no_sums(said: tuple[str, ...]) -> None:
    assert amounts(said) == []


def test_the_currency_that_is_said() -> None:
    (item,) = kinds(minutes(US + "The press is two hundred thousand Sing dollars."), ItemKind.PRICE)
    assert (item.amount, item.currency) == (200_000, "SGD")
    (item,) = kinds(minutes(US + "The cable is two grand."), ItemKind.PRICE)
    assert (item.amount, item.currency) == (2000, "")


def test_a_list_of_numbers_costs_little() -> None:
    before = time.process_time()
    minutes(THEM + "61，" * 4_000)
    assert time.process_time() - before < 2
