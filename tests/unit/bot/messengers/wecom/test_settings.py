from pathlib import Path

import pytest

from bot.messengers.wecom.settings import WeComSettings
from config.errors import SettingsError
from config.sections import Where, validate_section
from tests.contract.messengers.rigs.wecom import AES_KEY

APP = {"agent_id": 1_000_002, "secret": "s3cret-of-app", "token": "t0ken-of-app", "aes_key": AES_KEY}


def test_any_one_way_is_enough() -> None:
    for section in (
        {"corp_id": "ww1", "app": APP},
        {"ai_bot": {"bot_id": "aib", "secret": "x"}},
        {"robots": [{"name": "east", "key": "k"}]},
    ):
        assert validate_section(WeComSettings, section, Where()).timeout > 0


@pytest.mark.parametrize(
    "section",
    [
        {"corp_id": "ww1"},
        {"app": APP},
        {"corp_id": "ww1", "app": {**APP, "aes_key": "short"}},
        {"corp_id": "ww1", "app": {**APP, "aes_key": "?" * 43}},
        {"robots": [{"name": "east", "key": "k"}, {"name": "east", "key": "l"}]},
        {"robots": [{"name": "east", "key": "k"}], "proxy": "x"},
    ],
    ids=["no way", "no corp", "a short key", "no base64", "one name twice", "an unknown key"],
)
def test_what_cannot_work_is_refused_without_showing_secrets(section: dict[str, object]) -> None:
    with pytest.raises(SettingsError) as refused:
        validate_section(WeComSettings, section, Where())
    told = str(refused.value)
    assert not any(secret in told for secret in ("s3cret-of-app", "t0ken-of-app", AES_KEY, "?" * 43))


def test_secrets_are_not_printed() -> None:
    settings = validate_section(WeComSettings, {"corp_id": "ww1", "app": APP}, Where())
    assert not any(secret in repr(settings) for secret in ("s3cret-of-app", "t0ken-of-app", AES_KEY))


def test_secrets_may_stand_in_files_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-a-file\n", encoding="utf-8")
    robots = [{"name": "east", "key_file": str(file)}]
    section = {"corp_id": "ww1", "ai_bot": {"bot_id": "aib", "secret_file": str(file)}, "robots": robots}
    settings = validate_section(WeComSettings, section, Where())
    assert settings.ai_bot is not None
    assert settings.ai_bot.secret.get_secret_value() == "from-a-file"
    assert settings.robots[0].key.get_secret_value() == "from-a-file"
