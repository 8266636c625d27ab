"""Why a row, a file or a mapping cannot be taken, in Chinese and in English."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in each language, without its full stop."""

    zh: str
    en: str


class ExportError(Exception):
    """An export that cannot be read at all; `say` holds one clear sentence in "zh" and "en"."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        zh, en = phrase.zh.rstrip("。"), phrase.en.rstrip(".")
        self.say = {"zh": zh if zh.endswith("？") else f"{zh}。", "en": en if en.endswith("?") else f"{en}."}


class Unreadable(ValueError):
    """A cell whose text is not what its column holds."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase


NOT_WHOLE = Phrase("不是整数", "not a whole number")
NEGATIVE = Phrase("不能是负数", "must not be negative")
NOT_NUMBER = Phrase("不是数字", "not a number")
TOO_LARGE = Phrase("数字太大", "the number is too large")
NOT_DAY = Phrase("不是 ISO 日期（如 2026-01-31）", "not an ISO date such as 2026-01-31")
NOT_INSTANT = Phrase("不是 ISO 日期或时间（如 2026-01-31T09:30）", "not an ISO date or time such as 2026-01-31T09:30")
NO_SUCH_DAY = Phrase("日历上没有这一天或这个时刻", "there is no such day or time")
EMPTY = Phrase("不能为空", "must not be empty")
BAD_NUL = Phrase("含有 NUL 字节，或超过 1 MiB", "contains a NUL byte, or is longer than 1 MiB")
BAD_BYTES = Phrase("有无法解码的字节", "contains bytes that cannot be decoded")
OPEN_QUOTE = Phrase(
    "从这一行开始的引号没有正确结束；之前的行已保留，从下一行继续读取",
    "a quote opened in this row is never closed properly; rows before it are kept, reading goes on with the next line",
)
STRAY_QUOTE = Phrase(
    "引号后面还有文字；单元格里的引号要写成两个", "text after a closing quote; inside a cell, write a quote twice"
)
TOO_BROKEN = Phrase(
    "引号错误太多，文件从这里起不再读取", "too many broken quotes; the file is not read any further from here"
)
NOT_TEXT = Phrase("不是文字", "not text")
BAD_JSON = Phrase("不是一个 JSON 对象", "not a JSON object")
NOT_FINITE = Phrase("含有无法保存的值（NaN、无穷大、NUL 或不成对的代理字符）",
                    "contains a value that cannot be stored (NaN, infinity, NUL or half a character)")  # fmt: skip
NOBODY = Phrase("没有 lead_id、customer_id 或 visitor_id", "has no lead_id, customer_id or visitor_id")
NEVER_CLOSED = Phrase("开头的 --- 没有用另一行 --- 结束", "the --- at the top is never closed by another ---")
NOT_KEYS = Phrase("--- 之间要写 键: 值", "between the --- lines there must be key: value")
NOTHING_SAID = Phrase("没有正文", "says nothing")


def ends_before(first: str) -> Phrase:
    """A last day that lies before the first."""
    return Phrase(f"早于 {first}", f"is before {first}")


def bad_yaml(what: str) -> Phrase:
    """What a YAML parser said."""
    return Phrase(f"不符合 YAML 语法（{what}）", f"not valid YAML ({what})")


def too_long(longest: int) -> Phrase:
    """More characters than the column holds."""
    return Phrase(f"超过 {longest} 个字符", f"longer than {longest} characters")


def wrong_width(cells: int, columns: int) -> Phrase:
    """A row that does not fit its header."""
    return Phrase(f"有 {cells} 个单元格，表头有 {columns} 列", f"has {cells} cells where the header has {columns}")


def not_one_of(choices: Iterable[str], nearest: str | None) -> Phrase:
    """A word outside a closed list, with the nearest in it."""
    listed = ", ".join(choices)
    zh, en = f"只能是 {listed} 之一", f"must be one of {listed}"
    return Phrase(f"{zh}，是否指 {nearest}？", f"{en}; did you mean {nearest}?") if nearest else Phrase(zh, en)


def not_a_zone(nearest: str | None) -> Phrase:
    """A word that names no time zone, with the nearest that does."""
    zh, en = "不是时区名（如 Asia/Shanghai）", "not a time zone such as Asia/Shanghai"
    return Phrase(f"{zh}，是否指 {nearest}？", f"{en}; did you mean {nearest}?") if nearest else Phrase(zh, en)


def repeated(file: str, line: int) -> Phrase:
    """An id that an earlier row gave with other values."""
    return Phrase(f"{file} 第 {line} 行已有同一标识，内容不同", f"{file} line {line} has the same id with other values")


def no_column(wanted: str, found: Iterable[str]) -> Phrase:
    """A column that a file cannot do without."""
    listed = ", ".join(found)[:200]
    return Phrase(
        f"缺少列 {wanted}，整个文件未导入（找到的列：{listed}）",
        f"the column {wanted} is missing, so the file was not imported (found: {listed})",
    )


def twice_in_header(name: str) -> Phrase:
    """A header that names a column twice."""
    return Phrase(
        f"表头中 {name} 出现两次，整个文件未导入", f"the header names {name} twice, so the file was not imported"
    )


NO_HEADER = Phrase("没有表头，文件是空的", "there is no header; the file is empty")


def not_there(name: str, error: OSError) -> Phrase:
    """A file or a folder that somebody named and that cannot be opened."""
    match error:
        case FileNotFoundError():
            return Phrase(f"没有 {name}", f"there is no {name}")
        case NotADirectoryError():
            return Phrase(f"{name} 不是文件夹", f"{name} is no folder")
        case IsADirectoryError():
            return Phrase(f"{name} 是文件夹，不是文件", f"{name} is a folder, not a file")
        case PermissionError():
            return Phrase(f"没有权限读 {name}", f"{name} may not be read by this user")
    return Phrase(f"{name} 无法读取：{error.strerror or error}", f"{name}: {error.strerror or error}")


def not_opened(detail: str) -> Phrase:
    """A file that the system does not give us."""
    return Phrase(f"无法读取：{detail}", f"cannot be read: {detail}")


_REFUSED = {
    "unknown_customer": Phrase("没有这个客户", "there is no such customer"),
    "unknown_person": Phrase("没有这个人", "there is no such person"),
    "unknown_contact": Phrase("没有这个联系人", "there is no such contact"),
    "names_nobody": Phrase("没有客户，合同也不认得", "names no customer, and its contract is not recorded"),
    "in_future": Phrase("在将来", "lies in the future"),
    "account_taken": Phrase("这个账号已属于另一个人", "this account belongs to somebody else"),
}


def refused(why: str) -> Phrase:
    """What the word of a Refused means."""
    return _REFUSED[why]
