"""The [llm] section: off unless it is there, its key a secret."""

from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load_settings

LEAST = '[llm]\nbase_url = "http://127.0.0.1:11434/v1/"\nmodel = "qwen3"\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("dazi.toml")


def loaded(file: Path, text: str, **environ: str) -> Settings:
    file.write_text(text, "utf-8")
    return load_settings(file, environ)


def test_it_is_off_by_default(file: Path) -> None:
    assert loaded(file, "").llm is None


def test_an_address_and_a_model_are_enough(file: Path) -> None:
    llm = loaded(file, LEAST).llm
    assert llm is not None
    assert (llm.base_url, llm.model, llm.api_key) == ("http://127.0.0.1:11434/v1", "qwen3", None)
    assert (llm.timeout, llm.tokens_per_day) == (8.0, 500_000)
    assert (llm.minutes, llm.minutes_timeout) == (True, 90.0)


def test_the_key_comes_from_anywhere_secrets_come_from_and_is_not_shown(file: Path) -> None:
    (file.parent / "key").write_text("sk-geheim\n")
    for settings in (
        loaded(file, LEAST, DAZI_LLM__API_KEY="sk-geheim"),
        loaded(file, LEAST + 'api_key_file = "key"\n'),
        loaded(file, LEAST + 'api_key = "sk-geheim"\n'),
    ):
        assert settings.llm is not None
        assert settings.llm.api_key is not None
        assert settings.llm.api_key.get_secret_value() == "sk-geheim"
        assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[llm]\nmodel = "m"', "llm.base_url is missing"),
        ('[llm]\nbase_url = "http://h/v1"', "llm.model is missing"),
        (LEAST.replace("http:", "ftp:"), "llm.base_url must be an address such as https://api.openai.com/v1"),
        (LEAST.replace("11434", "99999"), "llm.base_url must be an address"),
        (LEAST.replace("127", "[127"), "llm.base_url must be an address"),
        (LEAST.replace("127", "me:pw@127"), "llm.base_url must be an address"),
        (LEAST + "timeout = 31", "llm.timeout must be a number of at most 30"),
        (LEAST + "minutes_timeout = 601", "llm.minutes_timeout must be a number of at most 600"),
        (LEAST + "tokens_per_day = 0", "llm.tokens_per_day must be a number above 0"),
        (LEAST + 'api_key = "sk geheim"', "llm.api_key must be a key as it was given out"),
        (LEAST + 'api_key = "密钥"', "llm.api_key must be a key as it was given out"),
        (LEAST + "key = 1", 'unknown key "llm.key"'),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str, file: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(file, text)
    assert sentence in str(caught.value)
    assert "geheim" not in str(caught.value)
