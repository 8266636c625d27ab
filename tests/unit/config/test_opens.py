"""`[opens]`: what it holds, and one clear sentence for what is wrong with it."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.opens import OpensSettings
from config.settings import SettingsError, load_settings


def settings(tmp_path: Path, text: str) -> OpensSettings:
    file = tmp_path / "dazi.toml"
    file.write_text(f"[opens]\n{text}\n", "utf-8")
    return load_settings(file, {}).opens


def test_times_and_networks(tmp_path: Path) -> None:
    found = settings(tmp_path, 'link_days = 7\nsitting_minutes = 5\nscanners = ["192.0.2.0/24", "2001:db8::/32"]')
    assert (found.lasting, found.gap, found.too_soon) == (timedelta(7), timedelta(minutes=5), timedelta(seconds=10))
    assert [str(one) for one in found.networks()] == ["192.0.2.0/24", "2001:db8::/32"]
    assert len(OpensSettings().networks()) > 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('scanners = ["everywhere"]', "opens.scanners[0] must be a network"),
        ('scanners = ["192.0.2.1/24"]', "opens.scanners[0] must be a network"),
        ("link_days = 0", "opens.link_days must be"),
        ("sitting = 3", 'the nearest valid key is "opens.sitting_minutes"'),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, text)
    assert says in refused.value.say["en"]
    assert "dazi.toml" in refused.value.say["zh"]
