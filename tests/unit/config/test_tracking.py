"""`[tracking]`: the sites, and one clear sentence for what is wrong with them."""

from pathlib import Path

import pytest

from config.settings import SettingsError, load_settings


def settings(tmp_path: Path, text: str) -> object:
    file = tmp_path / "dazi.toml"
    file.write_text(text, "utf-8")
    return load_settings(file, {}).tracking


def test_sites_with_their_origins(tmp_path: Path) -> None:
    text = '[[tracking.sites]]\nkey = "main"\norigins = ["https://WWW.yuanju.example/", "http://127.0.0.1:8080"]\n'
    (site,) = settings(tmp_path, text).sites  # type: ignore[attr-defined]
    assert site.origins == ("https://www.yuanju.example", "http://127.0.0.1:8080")


@pytest.mark.parametrize(
    ("site", "says"),
    [
        ('key = "a b"\norigins = ["https://x.example"]', "tracking.sites[0].key must be a key"),
        ('key = "main"\norigins = ["x.example"]', "tracking.sites[0].origins[0] must be an origin"),
        ('key = "main"\norigins = ["https://x.example/shop"]', "must be an origin"),
        ('key = "main"\norigins = ["https://*.x.example"]', "must be an origin"),
        ('key = "main"\norigins = []', "tracking.sites[0].origins must be a list of at least 1"),
        ('key = "main"\norigins = ["https://x.example"]\n[[tracking.sites]]\nkey = "main"\norigins = ["https://y.example"]',
         "tracking.sites[1].key must be unlike"),
        ('key = "main"', "origins is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, site: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, f"[[tracking.sites]]\n{site}\n")
    assert says in refused.value.say["en"]
    assert "dazi.toml" in refused.value.say["zh"]
