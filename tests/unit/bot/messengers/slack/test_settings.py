"""Which settings make sense together."""

from pathlib import Path

import pytest

from bot.messengers.slack.messenger import open_slack
from bot.messengers.slack.settings import SlackSettings
from config.errors import SettingsError
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.slack import surroundings

OAUTH = {"client_id": "1.2", "client_secret": "client-secret"}
SIGNED = {"signing_secret": "signing-secret"}
TOKEN = {"bot_token": "xoxb-long-enough"}


def opened(section: dict[str, object]) -> object:
    return open_slack(section, Where(), surroundings(FakeClock(), Path("unused")))


@pytest.mark.parametrize(
    "section",
    [
        {},
        TOKEN,
        SIGNED,
        {**SIGNED, **TOKEN, **OAUTH},
        {**SIGNED, "client_id": "1.2"},
        {**SIGNED, **TOKEN, "signing_secret": ""},
        {**SIGNED, **TOKEN, "singing_secret": "x"},
        {**SIGNED, **TOKEN, "timeout": 0},
    ],
)
def test_what_cannot_work_is_refused_in_words(section: dict[str, object]) -> None:
    with pytest.raises(SettingsError) as caught:
        opened(section)
    assert "xoxb-long-enough" not in str(caught.value)


@pytest.mark.parametrize(
    "section",
    [
        {**SIGNED, **TOKEN},
        {**SIGNED, **OAUTH},
        {**TOKEN, "app_token": "xapp-long"},
        {**OAUTH, "app_token": "xapp-long"},
    ],
)
def test_each_way_opens(section: dict[str, object]) -> None:
    assert opened(section) is not None


def test_switched_off_it_is_not_there() -> None:
    assert opened({"enabled": False}) is None


def test_one_secret_or_a_list_of_them() -> None:
    one = SlackSettings.model_validate({**TOKEN, "signing_secret": "signing-secret"})
    two = SlackSettings.model_validate({**TOKEN, "signing_secret": ["signing-secret", "the-older-one"]})
    assert (one.signing_secrets, two.signing_secrets) == (("signing-secret",), ("signing-secret", "the-older-one"))


def test_nothing_secret_is_in_their_repr() -> None:
    section = {**SIGNED, **OAUTH, "app_token": "xapp-long-enough", "token_key": "seal-with-this"}
    shown = repr(SlackSettings.model_validate(section))
    assert not any(value in shown for key, value in section.items() if key != "client_id")


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-a-file-0\n", encoding="utf-8")
    assert opened({**TOKEN, "signing_secret_file": str(file)}) is not None
