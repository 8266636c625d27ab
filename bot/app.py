"""The command line: finds the commands, reads settings, and turns trouble into one sentence and an exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from keyword import iskeyword
from pathlib import Path

import bot.commands
from bot.clock import SystemClock
from bot.command import Command, Surrounds
from bot.discover import discover, discover_one
from bot.errors import Around, Trouble, WrongUse
from bot.log import set_up_logging
from bot.usage import PARSERS, Parser
from bot.words import store_trouble
from config.errors import ConfigError
from config.settings import load_settings, with_database
from knowledge.people.model import Lang
from knowledge.store.errors import StoreTrouble

VERSION = "0.3.0"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code (design: 0 done, 1 input, 2 usage or settings, 3 component, 4 surroundings)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    commands, lang = _commands(arguments), _language(arguments)
    parser = _parser(commands, lang)
    given = parser.parse_args(arguments)
    if not given.command:
        parser.print_help()
        return 0
    try:
        around = _surrounds(given, lang)
        lang = around.lang
        return commands[given.command].run(given, around)
    except (ConfigError, Trouble, StoreTrouble) as error:
        say, code = _explained(error)
        sys.stderr.write(f"{say[lang]}\n")
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _commands(arguments: Sequence[str]) -> Mapping[str, Command]:
    """The one that is named, so that nothing is loaded for the others; all of them where help is wanted."""
    named = next(iter(arguments), "")
    if named == "--version":
        return {}
    one = discover_one(bot.commands, f"{named}_" if iskeyword(named) else named, "COMMAND", Command)
    return {one.name: one} if one else discover(bot.commands, "COMMAND", Command)


def _surrounds(given: Namespace, lang: Lang) -> Surrounds:
    """The settings, and the language to speak: --lang, else the one that is set, else `lang`."""
    settings = load_settings(given.config, os.environ)
    if given.db:
        settings = with_database(settings, given.db)
    set_up_logging(settings.log.level, settings.log.format)
    own = settings.language if "language" in settings.model_fields_set else lang
    return Surrounds(settings, given.lang or own, SystemClock())


def _explained(error: Exception) -> tuple[Mapping[Lang, str], int]:
    if isinstance(error, Trouble):
        return error.say, error.code
    if isinstance(error, ConfigError):
        return {"zh": error.say["zh"], "en": error.say["en"]}, WrongUse.code
    if isinstance(error, StoreTrouble):
        return store_trouble(error), Around.code
    raise error


def _language(arguments: Sequence[str]) -> Lang:
    """The language to speak before the settings are read: --lang, else that of the machine."""
    for before, value in pairwise(arguments):
        if before == "--lang" and value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


_ABOUT: Mapping[Lang, str] = {
    "zh": "搭子：住在团队聊天工具里的销售助手。",
    "en": "Dazi: a sales sidekick that lives in a team's messengers.",
}
_OPTIONS: Mapping[str, Mapping[Lang, str]] = {
    "config": {"zh": "设置文件（默认 ./dazi.toml）", "en": "settings file (default ./dazi.toml)"},
    "db": {"zh": "数据库地址", "en": "database URL"},
    "lang": {"zh": "界面语言", "en": "language to speak"},
    "version": {"zh": "显示版本号", "en": "show the version and exit"},
}


def _parser(commands: Mapping[str, Command], lang: Lang) -> Parser:
    parser = PARSERS[lang](prog="python main.py", description=_ABOUT[lang])
    parser.add_argument("--version", action="version", version=f"dazi {_version()}", help=_OPTIONS["version"][lang])
    everywhere = _everywhere(lang)
    found = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in commands.values():
        words = command.help[lang]
        command.arguments(found.add_parser(command.name, help=words, description=words, parents=[everywhere]))
    return parser


def _everywhere(lang: Lang) -> Parser:
    everywhere = PARSERS[lang](add_help=False)
    everywhere.add_argument("--config", metavar="FILE", type=Path, help=_OPTIONS["config"][lang])
    everywhere.add_argument("--db", metavar="URL", help=_OPTIONS["db"][lang])
    everywhere.add_argument("--lang", choices=("zh", "en"), help=_OPTIONS["lang"][lang])
    return everywhere


def _version() -> str:
    try:
        return version("dazi")
    except PackageNotFoundError:
        return VERSION
