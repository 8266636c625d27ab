"""The parser of the command line: argparse, which speaks both languages and says what is wrong in one sentence."""

import re
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, NoReturn

from bot.errors import WrongUse
from knowledge.people.model import Lang

_HEADINGS = {"positional arguments": "参数", "options": "选项"}
_WRONG: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (.+)", "缺少 {0}"),
    (r"argument COMMAND: invalid choice: '(.*?)'.*", "没有 {0} 这个命令"),
    (r"argument (.+?): invalid choice: '(.*?)' \(choose from (.+)\)", "{0} 不能是 {1}，可以是：{2}"),
    (r"argument (.+?): invalid \S+ value: '(.*)'", "{0} 不能是 {1}"),
    (r"argument (.+?): expected one argument", "{0} 后面要跟一个值"),
    (r"argument (.+?): ignored explicit argument '(.*)'", "{0} 后面不跟值"),
    (r"unrecognized arguments: (.+)", "不认识 {0}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} 可能是 {1}"),
)
"""What argparse says, and the same in Chinese."""


class Parser(ArgumentParser):
    """An ArgumentParser that speaks `lang`, as do its subparsers.

    Wrong usage raises SystemExit with 2, after one sentence on stderr.
    """

    lang: ClassVar[Lang] = "en"
    formatter: ClassVar[type[HelpFormatter]] = HelpFormatter

    def __init__(self, *, add_help: bool = True, **more: Any) -> None:  # noqa: ANN401
        super().__init__(formatter_class=self.formatter, add_help=False, **more)
        if add_help:
            self.add_argument("-h", "--help", action="help", help=self.say("显示这些说明", "show this help and exit"))

    def say(self, zh: str, en: str) -> str:
        """The one of the two that is to be shown."""
        return zh if self.lang == "zh" else en

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is; ends the program."""
        wrong = self.say(in_chinese(message), message)
        see = f"{self.prog} --help\n"
        self.exit(WrongUse.code, self.say(f"{wrong}。用法见 {see}", f"{wrong}; see {see}"))


class _Chinese(HelpFormatter):
    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _ChineseParser(Parser):
    lang = "zh"
    formatter = _Chinese


PARSERS: Mapping[Lang, type[Parser]] = {"zh": _ChineseParser, "en": Parser}


def in_chinese(message: str) -> str:
    """What argparse says about wrong usage; a sentence that it learns later stays English."""
    for pattern, chinese in _WRONG:
        if found := re.fullmatch(pattern, message):
            return chinese.format(*found.groups())
    return message
