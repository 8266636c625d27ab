"""The documents say what is true: links, paths, commands, settings, formats, figures of speech that are code."""

import json
import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

import bot.commands
from bot.app import main
from bot.command import Command
from bot.discover import discover
from bot.messengers.local.settings import LocalSettings
from bot.wiring import plugins
from capture.exports.formats import NOT_USED_YET, USED
from capture.exports.mapping import read_mapping
from capture.sources.web import SOURCE as WEB
from config.rules import load_rules, read_rules
from config.sections import known_keys, variable
from config.settings import Settings, load_settings
from knowledge.rules.judge import evaluate
from knowledge.rules.model import Event
from tests.architecture.docs import Page, broken_links, codes, missing_paths, page, pages
from tests.architecture.tree import ROOT

SETTINGS = {*known_keys(Settings), "database_url", "database_url_file"}
LOCAL = {f"messengers.local.{key}" for key in known_keys(LocalSettings)}
TESTS_ONLY = {"DAZI_SHARED"}


def named(one: Page) -> str:
    return one.name


@pytest.mark.parametrize("one", pages(), ids=named)
def test_links_and_named_paths_lead_somewhere(one: Page) -> None:
    assert [*broken_links(one), *missing_paths(one)] == []


@pytest.mark.parametrize("one", pages(), ids=named)
def test_a_document_stands_on_its_own(one: Page) -> None:
    assert "../shared" not in one.text


def test_what_leads_nowhere_is_found() -> None:
    text = "# A title\n[a](nowhere.md) [b](#a-title) [c](#other) `docs/nothing.md` `docs/*.md`\n"
    made_up = Page("made-up.md", text)
    assert [*broken_links(made_up), *missing_paths(made_up)] == ["nowhere.md", "#other", "docs/nothing.md"]


# ------------------------------------------------------------------------------------------------------- commands


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    return capsys.readouterr().out


def test_the_readme_lists_the_commands_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    in_help = re.findall(r"^    (\w+)(?: |$)", help_of(capsys), re.MULTILINE)
    in_readme = [codes(cells[0])[0] for cells in page("README.md").rows("command")]
    assert in_readme == in_help


def test_options_in_the_readme_exist(capsys: pytest.CaptureFixture[str]) -> None:
    for cells in page("README.md").rows("command"):
        command = codes(cells[0])[0]
        options = [code for code in codes(cells[1]) if code.startswith("--")]
        text = help_of(capsys, command)
        assert [option for option in options if option not in text] == [], command


@pytest.mark.parametrize("one", pages(), ids=named)
def test_commands_named_anywhere_exist(one: Page) -> None:
    used = set(re.findall(r"python main\.py ([a-z]+)", one.text))
    assert used <= set(discover(bot.commands, "COMMAND", Command))


@pytest.mark.parametrize("one", pages(), ids=named)
def test_make_targets_named_anywhere_exist(one: Page) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", one.text, re.MULTILINE)) <= targets


def console() -> list[tuple[str, str]]:
    """The README's commands with the output it shows for each."""
    blocks = page("README.md").blocks("console")
    found = [part.partition("\n") for block in blocks for part in block.text.split("$ ")[1:]]
    return [(command, output.strip()) for command, _, output in found]


def test_the_readme_shows_what_the_sample_team_gets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ["--config", str(tmp_path / "none.toml"), "--db", f"sqlite:///{tmp_path}/dazi.db"]
    (tmp_path / "none.toml").touch()
    for name in [name for name in os.environ if name.startswith("DAZI_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(ROOT)
    assert main(["import", "examples/sample_team", *own]) == 0
    assert console() != []
    for command, output in console():
        capsys.readouterr()
        python, program, *words = shlex.split(command)
        assert (python, program) == ("python", "main.py")
        assert main([*words, *own]) == 0
        assert capsys.readouterr().out.strip() == output, command


# ------------------------------------------------------------------------------------------------------- settings


def documented(name: str, header: str, prefix: str = "") -> set[str]:
    return {prefix + key for cells in page(name).rows(header) for key in codes(cells[0])}


def test_operations_lists_every_setting_and_no_other() -> None:
    listed = documented("docs/operations.md", "key")
    assert {key for key in listed - SETTINGS if key.removeprefix("messengers.") not in plugins().messengers} == set()
    sections = {key.partition(".")[0] for key in SETTINGS if "." in key} | {"messengers", "database_url_file"}
    single = {key for key in SETTINGS if not key.endswith("_file") and not key.startswith(("rooms.", "database"))}
    assert single - sections - listed == set()


def test_every_key_of_a_room_is_explained() -> None:
    rows = documented("docs/local-messenger.md", "key", "rooms.") & SETTINGS
    assert rows | {"rooms.messenger"} == {key for key in SETTINGS if key.startswith("rooms.")}


def test_the_local_messengers_page_lists_its_settings() -> None:
    tables = [cells for cells in page("docs/local-messenger.md").rows("key") if len(cells) == 3]
    listed = {f"messengers.local.{key}" for cells in tables for key in codes(cells[0])}
    assert listed == {key for key in LOCAL if ".guests." not in key}


@pytest.mark.parametrize("one", pages(), ids=named)
def test_variables_named_anywhere_are_settings(one: Page) -> None:
    named_here = set(re.findall(r"\bDAZI_[A-Z][A-Z_]*[A-Z]", one.text))
    assert named_here <= {variable(key) for key in SETTINGS | LOCAL} | TESTS_ONLY


@pytest.mark.parametrize("one", pages(), ids=named)
def test_settings_shown_anywhere_are_taken(one: Page, tmp_path: Path) -> None:
    for block in one.blocks("toml"):
        file = tmp_path / "dazi.toml"
        file.write_text(block.text, encoding="utf-8")
        settings = load_settings(file, {})
        LocalSettings.model_validate(settings.messengers.get("local", {}))


def test_the_example_settings_show_the_defaults() -> None:
    shown = tomllib.loads((ROOT / "dazi.example.toml").read_text(encoding="utf-8"))
    defaults = json.loads(load_settings(ROOT / "dazi.example.toml", {}).model_dump_json())
    fresh = json.loads(Settings().model_dump_json())
    assert {key: defaults[key] for key in shown} == {key: fresh[key] for key in shown}


# ------------------------------------------------------------------------------------- formats, rules, signals


def test_import_lists_every_file_column_and_identity() -> None:
    shown = {}
    for file, identity, columns in page("docs/import.md").rows("file"):
        cells = [column.strip() for column in columns.split(",")]
        needed = {cell.strip("*") for cell in cells if cell.startswith("**")}
        shown[file] = (identity, {cell.strip("*") for cell in cells}, needed)
    signals = shown.pop("signals.jsonl")
    relations = {of.file: of.identity for of in USED if of.file == "relations.csv"}
    assert signals[0] == "event_id"
    assert relations == {"relations.csv": ("from_kind", "from_id", "relation", "to_kind", "to_id")}
    assert shown == {
        of.file: (
            "all but since and source" if of.file in relations else ", ".join(of.identity),
            {column.name for column in of.columns},
            {column.name for column in of.columns if column.needed},
        )
        for of in USED
    }


def test_import_names_the_files_that_are_not_used_yet() -> None:
    assert [file for file in NOT_USED_YET if f"`{file}`" not in page("docs/import.md").prose] == []


def test_the_mapping_shown_is_one() -> None:
    (block,) = page("docs/import.md").blocks("yaml")
    assert [entry.target for entry in read_mapping("shown.yaml", block.text).entries] == [
        "customers.csv",
        "ownership.csv",
    ]


def test_the_rules_shown_are_rules() -> None:
    packaged, own = (read_rules("shown.yaml", block.text).hot_lead for block in page("docs/rules.md").blocks("yaml"))
    assert packaged == load_rules().hot_lead
    assert [rule.key for rule in own] == ["price-watcher", "back-after-a-long-silence"]


def test_the_signals_of_the_readme_meet_the_packaged_rule() -> None:
    text = page("README.md").text
    body = text[text.index("-d '[") + 4 : text.index("]'") + 1]
    (batch,) = WEB.read(body.encode(), Settings().zone) if WEB.read else ()
    signals = json.loads(json.dumps(batch.body))["signals"]
    events = [Event(one["event_id"], one["kind"], _at(one), one["attributes"]) for one in signals]
    assert evaluate(load_rules().hot_lead[0].condition, events) is not None


def _at(signal: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(signal["at"])


# ----------------------------------------------------------------------------------------- decisions and changes


def test_decisions_are_numbered_listed_and_whole() -> None:
    found = [one for one in pages() if re.match(r"docs/decisions/\d{4}-", one.name)]
    assert [one.name[15:19] for one in found] == [f"{number:04}" for number in range(1, len(found) + 1)]
    listed = [target for target in page("docs/decisions/README.md").links() if re.match(r"\d{4}-", target)]
    assert listed == [Path(one.name).name for one in found]
    for one in found:
        assert re.findall(r"^\*\*(\w+)\.\*\*", one.text, re.MULTILINE) == ["Context", "Choice", "Price"], one.name


def test_the_changelog_speaks_of_this_version() -> None:
    lines = page("CHANGELOG.md").text.splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert next(line for line in lines if line.startswith("## ")) == f"## {project['version']}"
    entries = [line for line in lines if line.startswith("- ")]
    shape = re.compile(r"- \[(?:FEATURE|CHANGE|ENHANCEMENT|BUGFIX)\] [a-z ]+: .+\.")
    assert [line for line in entries if not shape.fullmatch(line)] == []
