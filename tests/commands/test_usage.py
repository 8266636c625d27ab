"""Help, version, exit codes of wrong usage and settings, in both languages."""

import re
from pathlib import Path

import pytest

import bot.commands
from bot.command import Command
from bot.discover import discover
from bot.usage import PARSERS
from tests.commands.conftest import Console

COMMANDS = {"run", "chat", "doctor", "migrate", "import", "ask", "replay", "demo"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_without_arguments_the_commands_are_listed(console: Console) -> None:
    for arguments in ((), ("--help",)):
        done = console(*arguments)
        assert done.code == 0
        listed = set(re.findall(r"^ {4}(\S+)", done.out, re.MULTILINE))
        assert listed >= COMMANDS
        assert done.err == ""


def test_version(console: Console) -> None:
    done = console("--version")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"dazi \d+\.\d+\.\d+\n", done.out)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(console: Console, command: str) -> None:
    done = console(command, "--help")
    assert done.code == 0
    assert "--db" in done.out
    assert "--lang" in done.out


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("ask",), ("ask", "x", "--nonsense"), ("chat",), ("import",), ("ask", "x", "--lang", "fr")],
)
def test_wrong_usage_is_2(console: Console, arguments: tuple[str, ...]) -> None:
    done = console(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.endswith("--help\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "没有 nonsense 这个命令。用法见 python main.py --help"),
        (("ask",), "缺少 TEXT。用法见 python main.py ask --help"),
        (("ask", "x", "--nonsense"), "不认识 --nonsense。用法见 python main.py --help"),
        (("ask", "x", "--lang", "fr"), "--lang 不能是 fr，可以是：'zh', 'en'。用法见 python main.py ask --help"),
        (("ask", "x", "--at"), "--at 后面要跟一个值。用法见 python main.py ask --help"),
        (("ask", "x", "--json=1"), "--json 后面不跟值。用法见 python main.py ask --help"),
        (("ask", "x", "--t", "1", "--j", "--l", "zh", "--d"), "--db 后面要跟一个值。用法见 python main.py ask --help"),
        (("run", "--port", "x"), "--port 不能是 x。用法见 python main.py run --help"),
        (("resolve", "x", "--limit", "0"), "--limit 不能是 0。用法见 python main.py resolve --help"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(
    console: Console, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert console(*arguments).err.rstrip("\n") == said


def test_every_option_of_every_command_is_explained_in_both_languages() -> None:
    for lang, parser_class in PARSERS.items():
        for name, command in discover(bot.commands, "COMMAND", Command).items():
            parser = parser_class(prog=name)
            command.arguments(parser)
            for action in parser._actions:
                assert bool(HAN.search(action.help or "A")) is (lang == "zh"), f"{lang} {name} {action.dest}"
                assert action.help


def test_a_typo_in_the_settings_names_file_line_and_the_nearest_key(console: Console, tmp_path: Path) -> None:
    (tmp_path / "dazi.toml").write_text('team_name = "A"\n\n[web]\nprot = 9000\n', encoding="utf-8")
    done = console("ask", "hello")
    assert (done.code, done.out) == (2, "")
    assert "dazi.toml" in done.err
    assert re.search(r"\b(?:line )?4\b", done.err)
    assert "prot" in done.err
    assert "port" in done.err.replace("prot", "")
    assert HAN.search(console("ask", "hello", "--lang", "zh").err)


@pytest.mark.parametrize(
    "text", ["language = 3", "timezone = 'Mars/Olympus'", "[web]\nport = 'x'", "= 1", "[messengers.slak]\nx = 1"]
)
def test_settings_that_cannot_be(console: Console, tmp_path: Path, text: str) -> None:
    (tmp_path / "dazi.toml").write_text(text, encoding="utf-8")
    done = console("ask", "hello")
    assert (done.code, done.out) == (2, "")
    assert "dazi.toml" in done.err
    assert len(done.err.strip().splitlines()) <= 3


def test_a_settings_file_that_is_not_there(console: Console) -> None:
    done = console("ask", "hello", "--config", "none.toml")
    assert done.code == 2
    assert "none.toml" in done.err


def test_databases_of_another_kind(console: Console) -> None:
    for url in ("mysql://x/y", "nonsense", ""):
        done = console("ask", "hello", "--db", url)
        assert (done.code, done.out) == ((2, "") if url else (0, done.out))


def test_both_languages_of_the_help(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not HAN.search(console("--help").out)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    help_in_chinese = console("--help").out
    assert help_in_chinese.startswith("用法：")
    assert "usage" not in help_in_chinese
    assert "options" not in help_in_chinese


@pytest.mark.parametrize(
    "arguments",
    [
        ("preview",),
        ("transcribe",),
        ("read",),
        ("replay",),
        ("resolve", "--file"),
        ("import",),
        ("import", ".", "--mapping"),
    ],
)
def test_a_file_that_is_not_there_is_told_without_the_machines_own_words(
    console: Console, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    missing = tmp_path / "none"
    chinese, english = (console(*arguments, missing, "--lang", lang) for lang in ("zh", "en"))
    assert chinese.code == english.code > 0
    assert re.search(r"没有(这个文件)?[： ]?\S*none", chinese.err)
    assert re.search(r"there is no (file )?\S*none", english.err, re.IGNORECASE)
    assert "Errno" not in chinese.err + english.err
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,}", chinese.err)


def test_a_folder_and_other_bytes_are_no_text(console: Console, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_bytes(b"\xff\xfe\x00")
    assert "文件夹" in console("resolve", "--file", tmp_path, "--lang", "zh").err
    assert "UTF-8" in console("resolve", "--file", tmp_path / "other.txt", "--lang", "zh").err
