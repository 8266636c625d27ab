"""The settings of where documents live."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from config.documents import DocumentSettings
from config.errors import SettingsError
from config.settings import load_settings


def test_rules_of_the_teams_own_stand_before_the_packaged_ones(tmp_path: Path) -> None:
    file = tmp_path / "dazi.toml"
    file.write_text(
        '[documents]\nown_hosts = ["drive.acme.example"]\nattach = 0.8\n\n'
        '[[documents.hosts]]\nname = "dms"\nhosts = ["dms.acme.example"]\npaths = {"/show?doc={key}" = "document"}\n',
        encoding="utf-8",
    )
    found = load_settings(file, {}).documents
    assert [rule.name for rule in found.all_hosts()][:3] == ["dms", "own", "google"]
    assert (found.attach, found.ask) == (0.8, 0.5)


@pytest.mark.parametrize(
    "given",
    [
        {"hosts": [{"name": "dms", "hosts": ["a.example"], "paths": {"/show": "document"}}]},
        {"hosts": [{"name": "dms", "hosts": ["a.example"], "paths": {"show/{key}": "document"}}]},
        {"hosts": [{"name": "dms", "hosts": ["a.example"], "paths": {"/{key}": "painting"}}]},
        {"hosts": [{"name": "", "hosts": ["a.example"]}]},
        {"hosts": [{"name": "dms", "hosts": []}]},
        {"attach": 1.5},
        {"clash_days": 0},
        {"nothing": 1},
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DocumentSettings.model_validate(given)


def test_the_sentence_says_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "dazi.toml"
    file.write_text('[[documents.hosts]]\nname = "dms"\nhosts = ["a.example"]\npaths = {"/x" = "document"}\n', "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings(file, {})
    assert "paths such as /d/{key}" in refused.value.say["en"]
    assert "路径写法" in refused.value.say["zh"]
