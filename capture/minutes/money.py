"""A sum of money that was said, what currencies are called, and what tells money from other numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Price:
    """A sum of money at `span` of its clause. `amount` is None where it can be read in two ways.

    `currency` is an ISO 4217 code, "" where it is not said.
    """

    amount: float | None
    currency: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class About:
    """Whether the sentence itself is about money; and whether the talk is, so that a bare number may be a sum."""

    money: bool
    talk: bool


_CALLED = {
    "USD": "$ us$ us dollar dollars usd 美元 美金",
    "EUR": "€ euro euros eur 欧元",
    "GBP": "£ pound pounds gbp quid 英镑",
    "CNY": "¥ ￥ rmb cny yuan 元 块 块钱 人民币",
    "HKD": "hkd 港币",
    "SGD": "sgd sing",
    "MYR": "ringgit",
    "CHF": "chf francs",
    "INR": "rupees",
}
CURRENCIES = {word: code for code, words in _CALLED.items() for word in words.split()}
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
