"""What is wrong with a settings or rule file, said once in each language."""

from collections.abc import Mapping
from typing import Literal

Lang = Literal["zh", "en"]
KeyPath = tuple[str | int, ...]


class ConfigError(Exception):
    """One clear sentence about the configuration; `say` holds it in Chinese and in English."""

    say: Mapping[Lang, str]

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.say = {"zh": zh, "en": en}


class SettingsError(ConfigError):
    """The settings file, a DAZI_ variable or a secret file cannot be used."""


class RulesError(ConfigError):
    """A YAML file with business rules cannot be used."""


def dotted(path: KeyPath) -> str:
    """A key as people write it: ("rooms", 0, "id") is rooms[0].id."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
