"""Every text that people see exists in Chinese and in English, with the same facts, and reads like its language."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from string import Formatter
from types import ModuleType

import pytest

import bot
import capture
import handlers
import knowledge
import notifiers
from handlers import words
from knowledge.access.model import Audience, Verdict, Why

HAN = re.compile(r"[\u4e00-\u9fff]")
LANGS = {"zh", "en"}
# WeCom's and DingTalk's consoles are Chinese: English advice quotes the labels that stand there.
CHINESE_CONSOLES = ("bot.messengers.wecom.", "bot.messengers.dingtalk.")
CONSOLE_LABEL = re.compile(r"“[^”]*”|\([^)]*\)")
# What stands between facts ("、" and ", ") or is empty in one language is no sentence.
GLUE = {"and", "or", "then", "between_sentences"}


def modules(*packages: ModuleType) -> Iterator[ModuleType]:
    for package in packages:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def texts_in(value: object, path: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every {"zh": …, "en": …} inside a constant, with where it stands."""
    if isinstance(value, Mapping):
        if LANGS & {str(key) for key in value} and all(isinstance(text, str) for text in value.values()):
            yield path, {str(key): text for key, text in value.items()}
        else:
            for key, inner in value.items():
                yield from texts_in(inner, f"{path}.{key}")
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from texts_in(inner, f"{path}[{index}]")


ALL = sorted(
    {
        where: dict(text)
        for module in modules(handlers, notifiers, capture, bot, knowledge)
        for name, constant in vars(module).items()
        if not name.startswith("__")
        for where, text in texts_in(constant, f"{module.__name__}.{name}")
    }.items()
)
IDS = [where for where, _ in ALL]


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_they_are_found() -> None:
    assert len(ALL) > 100
    assert any(where.startswith("handlers.words") for where in IDS)
    assert any(where.startswith("notifiers.alerts.hot_lead") for where in IDS)


@pytest.mark.parametrize(("where", "text"), ALL, ids=IDS)
def test_both_languages_with_the_same_facts(where: str, text: Mapping[str, str]) -> None:
    assert set(text) == LANGS
    # A count may be a word of the Chinese sentence ("两家") and a list of the English one.
    allowed = {"count"} if ".finding._WORDS.which" in where else set()
    differs = facts_of(text["zh"]) ^ facts_of(text["en"])
    assert differs <= allowed | {"zh_half", "en_half", "number", "month", "total"}, differs


@pytest.mark.parametrize(("where", "text"), ALL, ids=IDS)
def test_each_reads_like_its_language(where: str, text: Mapping[str, str]) -> None:
    english = CONSOLE_LABEL.sub("", text["en"]) if where.startswith(CHINESE_CONSOLES) else text["en"]
    assert not HAN.search(re.sub(r"{\w+}|搭子", "", english)), text["en"]
    bare, bare_english = (re.sub(r"{\w+}", "", text[lang]) for lang in ("zh", "en"))
    if where.rpartition(".")[2] not in GLUE and re.search(r"[A-Za-z]{3}", bare_english):
        assert HAN.search(bare), text["zh"]
    assert "！" not in text["zh"]
    assert "!" not in text["en"]
    assert not re.search(r"[\u4e00-\u9fff][,;?](?:\s|$)", bare), "Chinese sentences have Chinese punctuation"


def test_every_reason_of_refusal_has_its_sentence() -> None:
    for why in set(Why) - {Why.TEAM_MEMBER}:
        for audience in (Audience(direct=True), Audience(direct=False, outsiders=True)):
            for lang in ("zh", "en"):
                assert words.refused(Verdict(allowed=False, why=why), audience, lang).text
