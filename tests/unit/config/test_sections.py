"""A messenger's own section, checked by its own model."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, SecretStr

from config.sections import known_keys, nearest, unknown_key, validate_section
from config.settings import Settings, SettingsError, load_settings


class Pigeon(BaseModel):
    model_config = ConfigDict(extra="forbid")
    token: SecretStr
    flights: int = 1
    lofts: list[str] = []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    file = tmp_path / "dazi.toml"
    (tmp_path / "token").write_text("coo", "utf-8")
    file.write_text(f'[messengers.pigeon]\ntoken_file = "{tmp_path / "token"}"\nflights = 2\n', "utf-8")
    return load_settings(file, {"DAZI_MESSENGERS__PIGEON__LOFTS": '["east"]'})


def section(settings: Settings, **changes: object) -> Pigeon:
    raw = {**settings.messengers["pigeon"], **changes}
    return validate_section(Pigeon, raw, settings.where("messengers", "pigeon"))


def test_a_good_section_with_its_secret_file_and_environment(settings: Settings) -> None:
    pigeon = section(settings)
    assert (pigeon.token.get_secret_value(), pigeon.flights, pigeon.lofts) == ("coo", 2, ["east"])


def test_a_wrong_section_names_file_line_and_key(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"dazi.toml, line 3: messengers.pigeon.flights must be a whole number"):
        section(settings, flights="many")
    with pytest.raises(
        SettingsError, match=r'"messengers.pigeon.flihgts"; the nearest valid key is "messengers.pigeon.f'
    ):
        section(settings, flihgts=3)


def test_a_missing_key_is_named_with_its_section(settings: Settings) -> None:
    with pytest.raises(SettingsError, match=r"dazi.toml, line 1: messengers.pigeon.token is missing\.$"):
        validate_section(Pigeon, {}, settings.where("messengers", "pigeon"))


def test_an_unknown_messenger_gets_the_nearest(settings: Settings) -> None:
    error = unknown_key(settings.where("messengers", "pigeon"), ["messengers.pidgin", "messengers.local"])
    assert str(error).endswith('line 1: unknown key "messengers.pigeon"; the nearest valid key is "messengers.pidgin".')


def test_known_keys_are_dotted_and_hold_the_twins_of_secrets() -> None:
    keys = known_keys(Settings)
    assert {"web", "web.port", "web.hook_key", "web.hook_key_file", "rooms.title", "database.url_file"} <= set(keys)
    assert "web.port_file" not in keys


def test_nearest_minds_the_last_part_most() -> None:
    assert nearest("prot", ["rooms", "web.port"]) == "web.port"
