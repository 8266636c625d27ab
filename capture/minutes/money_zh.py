"""Sums of money said in Chinese: 一百二十万, 三千六, 一千八百五一台."""

import re
from collections.abc import Iterator

from capture.minutes.money import CURRENCIES, DIGITS, About, Price
from capture.minutes.spoken_numbers import HAN_DIGITS, SCALES, spoken_zh

_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_EACH_ZH = (
    "(?:一|每)(?:公斤|平米|平方|立方|坐席|点位|端口|账号|公里|课时|小时|人次|[台套米吨升平件个箱瓶支位人份只条"
    "张块桶袋盒车柜户间层方根组副双辆颗卷度票单亩盏扇](?!一))"
)
"""What a sum is for, behind it: 三百二一米. The 一 is no part of the number, unless it stands behind 十."""

_HAN_SUM = re.compile(
    rf"(?<![第\d])(?:(?P<han>{_HAN_NUMBER}+(?<![十零〇])(?={_EACH_ZH})"
    rf"|{_HAN_NUMBER}+)(?P<point>点[零一二三四五六七八九]+)?(?P<more>万|亿)?|(?P<digits>{DIGITS})\s*(?P<scale>[万亿千])?)"
    r"\s*(?P<unit>块钱|块|元|美元|美金|欧元|英镑|人民币|港币|毛|左右)?"
)
_COUNTER = re.compile(
    r"\s*多?(?:个(?!月?[，。,]|月$)|台|人|份|条|次|小时|天|年|月|周|点|度|吨|兆|米|公里|家|套|号|版|层|位|期|成|分之"
    r"|%|％|倍|件|坐席|课时|秒|分钟|折|日|款|遍|起|路|只|辆|张|单|转|公斤|斤|毫|户|名|票|箱|平(?!均)|克)"
)
_RATE_ZH = re.compile(rf"\s*{_EACH_ZH}")
_LOADS = re.compile("荷载|承重|载重|转速|压力|产能|产量|日产|速度|功率|流量|电压|容量|面积|限重|能装|能跑")
"""Numbers beside these measure something else."""

_BARE_ZH = re.compile(
    r"\s*(?:$|[，。,！!？?、…]|的话|吧|啊|呢|左右|上下|不到|多(?!个)|含|包|不含|的样子|起|是|[我你您他])"
)
_SHORT_ANSWER = 5
"""Asked for a price, so few characters stand before the number."""


def sums_zh(text: str, about: About) -> Iterator[Price]:
    """The sums of a clause, in order."""
    for match in _HAN_SUM.finditer(text):
        plain, said = match["han"] or match["digits"], (match["unit"] or "") in (*CURRENCIES, "毛")
        if not plain or plain[0] in "万亿" or _is_part(match, about) or not (said or _means_money(match, about)):
            continue
        amount = None if text[max(0, match.start() - 1) : match.start()] in ("几", "数") else _sum(match)
        each = _RATE_ZH.match(text, match.end()) is not None
        if said or amount is None or amount >= (10 if each or about.talk else 100):
            unit = match["unit"] or ""
            yield Price(amount, CURRENCIES.get(unit, "CNY" if unit == "毛" else ""), match.span())


_PART = re.compile(r"(?:用的?|的是|叫)$")


def _is_part(match: re.Match[str], about: About) -> bool:
    """这一块 is a part, 分成三块 are three, 三元 is a kind of battery, and 多少万 is no sum."""
    plain, before = match["han"] or "", match.string[: match.start()]
    if before.endswith("多少"):
        return True
    if match["unit"] == "块" and len(plain) == 1:
        return plain in ("一", "两") or not (about.money or about.talk)
    return match["unit"] == "元" and len(plain) == 1 and _PART.search(before) is not None


def _means_money(match: re.Match[str], about: About) -> bool:
    """A number without a unit of money: what it is for, or what the talk is about, tells."""
    text, end, big = match.string, match.end(), _is_big(match)
    if _COUNTER.match(text, end) or _LOADS.search(text):
        return False
    if (about.money and big) or (_RATE_ZH.match(text, end) and not match["unit"]):
        return True
    bare = about.talk and _BARE_ZH.match(text, end) is not None
    return bare and (big or (match.start() <= _SHORT_ANSWER and len(match["han"] or "") > 1))


def _is_big(match: re.Match[str]) -> bool:
    if match["digits"]:
        return match["scale"] is not None
    return (len(match["han"]) > 1 and any(letter in "百千万亿" for letter in match["han"])) or match["more"] is not None


def _sum(match: re.Match[str]) -> float | None:
    if match["digits"]:
        return float(match["digits"].replace(",", "")) * SCALES[match["scale"] or ""]
    number, tail = spoken_zh(match["han"]), match.string[match.end() : match.end() + 1]
    if number is None:
        return None
    if match["point"]:
        number += float("0." + "".join(str(HAN_DIGITS[letter]) for letter in match["point"][1:]))
    if match["unit"] == "毛":
        return round(number / 10 + HAN_DIGITS.get(tail, 0) / 100, 2)
    return number * SCALES[match["more"] or ""]
