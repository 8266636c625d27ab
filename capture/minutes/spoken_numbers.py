"""Numbers as they are said aloud, in Chinese and English."""

SCALES = {
    "": 1.0,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
    "k": 1e3,
    "thousand": 1e3,
    "grand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
HAN_DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TO_NINE = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TO_NINETEEN = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
SMALL = {word: value for value, word in enumerate((*_TO_NINE, *_TO_NINETEEN))}
_TO_NINETY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TENS = {word: 10 * value for value, word in enumerate(_TO_NINETY, 2)}


def spoken_zh(text: str) -> float | None:
    """一百二十万 is 1200000, 四十六万八 is 468000; None for 三五万, which is two numbers."""
    for scale, size in (("亿", 1e8), ("万", 1e4)):
        head, found, rest = text.partition(scale)
        if found:
            whole, part = _below_10000(head), _below_10000(rest) if rest else 0.0
            if whole is None or part is None:
                return None
            short = len(rest) == 1 and rest in HAN_DIGITS
            return whole * size + (part * size / 10 if short else part)
    return _below_10000(text)


def _below_10000(text: str) -> float | None:
    total, digit, last = 0, -1, 1
    for letter in text:
        if letter in _UNITS:
            last = _UNITS[letter]
            total, digit = total + (1 if digit < 0 else digit) * last, -1
        elif letter in "零〇":
            last = 10
        elif digit >= 0 or letter not in HAN_DIGITS:
            return None
        else:
            digit = HAN_DIGITS[letter]
    if digit >= 0:
        total += digit * (last // 10 if last > 10 and "零" not in text[-2:] else 1)
    return float(total)


def spoken_en(words: list[str]) -> float | None:
    """One hundred and forty thousand is 140000; "three eighty" is 380 or 3.80: None."""
    total, part, last = 0.0, 0.0, 0
    for word in words:
        if word in ("a", "and"):
            continue
        if word == "hundred":
            part, last = max(part, 1.0) * 100, 0
        elif word in ("thousand", "million"):
            total, part, last = total + max(part, 1.0) * SCALES[word], 0.0, 0
        else:
            value = SMALL.get(word, TENS.get(word, 0))
            if last and not (last >= 20 and value < 10):
                return None
            part, last = part + value, value
    return total + part
