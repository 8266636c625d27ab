"""Chinese capital numerals, as contracts spell amounts: 贰拾伍万元整 (the rules of the People's Bank for cheques)."""

import re
from decimal import Decimal

_DIGITS = {
    sign: at
    for at, signs in enumerate(
        ("零〇○", "壹一弌", "贰二贰貳两弍", "叁三叄參弎", "肆四", "伍五", "陆六陸", "柒七", "捌八", "玖九")
    )
    for sign in signs
}
_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_YUAN, _JIAO, _FEN = "元圆圓", "角", "分"
_SIGNS = "".join([*_DIGITS, *_UNITS, *_GROUPS])

_AFRESH = r"(?:(?<![\u4e00-\u9fff])|(?<=[币写计为价额款共]))"
CAPITALS = re.compile(
    rf"{_AFRESH}[{_SIGNS}][{_SIGNS} ]*[{_YUAN}](?:[{_SIGNS} ]{{0,3}}角)?(?:[{_SIGNS} ]{{0,3}}分)?\s*[整正]?"
)
"""An amount in capital numerals, as far as its 元, 角 or 分. It starts afresh: the rest of one that was misread in the
middle (叁仟删佰陆拾元) is none.
"""


def capital_amount(text: str) -> Decimal | None:
    """The amount that capital numerals spell, None where they spell none: "贰拾伍万零叁元伍角整" -> 250003.5."""
    signs = "".join(text.split()).rstrip("整正")
    split = re.split(f"[{_YUAN}]", signs, maxsplit=1)
    whole = _number(split[0])
    if whole is None or not split[0]:
        return None
    if len(split) == 1:
        return Decimal(whole)
    cents = _cents(split[1])
    return None if cents is None else Decimal(whole) + Decimal(cents) / 100


def _cents(signs: str) -> int | None:
    """What follows 元: 伍角, 零叁分, 伍角叁分."""
    found = re.fullmatch(rf"零?(?:(.){_JIAO})?零?(?:(.){_FEN})?", signs)
    if found is None or any(sign is not None and sign not in _DIGITS for sign in found.groups()):
        return None
    tens, ones = (_DIGITS[sign] if sign else 0 for sign in found.groups())
    return tens * 10 + ones


def _number(signs: str) -> int | None:
    """A whole number: digits with units, groups of 万 and 亿."""
    total = group = digit = 0
    for sign in signs:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            group += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign in _GROUPS:
            total = _grouped(total, group + digit, _GROUPS[sign])
            group = digit = 0
        else:
            return None
    return total + group + digit


def _grouped(total: int, group: int, size: int) -> int:
    """亿 takes everything before it (万亿), 万 only its own group."""
    return (total + group) * size if size > 10_000 else total + group * size
