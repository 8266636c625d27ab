"""How a wrong value is put into words: what was expected, in Chinese and in English."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Phrase = tuple[str, str]  # en, zh

_WHOLE: Phrase = ("a whole number", "整数")
_NUMBER: Phrase = ("a number", "数字")
_TEXT: Phrase = ("text in quotes", "带引号的文字")
_SWITCH: Phrase = ("true or false", "true 或 false")
_LIST: Phrase = ("a list [...]", "列表 [...]")
_TABLE: Phrase = ("a section with keys of its own", "带有下级设置的一节")

_EXPECTED: Mapping[str, Phrase] = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "string_type": _TEXT,
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "mapping_type": _TABLE,
    "path_type": ("a path in quotes", "带引号的路径"),
    "greater_than": ("a number above {gt}", "大于 {gt} 的数"),
    "greater_than_equal": ("a number of at least {ge}", "不小于 {ge} 的数"),
    "less_than": ("a number below {lt}", "小于 {lt} 的数"),
    "less_than_equal": ("a number of at most {le}", "不大于 {le} 的数"),
    "string_too_short": ("text that is not empty", "非空的文字"),
    "too_short": ("a list of at least {min_length}", "至少 {min_length} 项的列表"),
    "literal_error": ("one of {expected}", "{expected} 之一"),
    "enum": ("one of {expected}", "{expected} 之一"),
    "string_pattern_mismatch": ("text of the form {pattern}", "符合 {pattern} 的文字"),
}


def expected(en: str, zh: str, **extra: object) -> PydanticCustomError:
    """The error a validator raises: what was expected, as a noun phrase in both languages."""
    return PydanticCustomError("expected", "expected {en}", {"en": en, "zh": zh, **extra})


def most_telling(details: "list[ErrorDetails]", lines: list[int]) -> int:
    """Which error to report: an unknown key before what follows from it, then the first in the file."""

    def rank(index: int) -> tuple[int, int, int]:
        kind, depth = details[index]["type"], len(details[index]["loc"])
        if kind == "too_short":  # a list is also too short where its items are wrong
            return 2, -depth, lines[index]
        return (0 if kind == "extra_forbidden" else 1), lines[index], -depth

    return min(range(len(details)), key=rank)


def expectation(error: "ErrorDetails") -> Phrase:
    """What pydantic wanted, as a noun phrase (English, Chinese)."""
    context = error.get("ctx", {})
    if error["type"] == "expected":
        return context["en"], context["zh"]
    if error["type"] in _EXPECTED:
        en, zh = _EXPECTED[error["type"]]
        return en.format(**context), _zh_list(zh.format(**context))
    return f"something else ({error['msg']})", f"别的值（{error['msg']}）"


def spaced(zh: str) -> str:
    """Chinese text to follow a Chinese word: a space goes before what starts with a letter, digit or quote."""
    return f" {zh}" if zh[:1].isascii() else zh


def _zh_list(text: str) -> str:
    return text.replace(" or ", " 或 ").replace(", ", "、")


def shown(value: object) -> str:
    """A short plain value for a message, or nothing where it is long or has parts."""
    if isinstance(value, str | int | float | bool) and len(str(value)) <= 40:
        return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    return ""
