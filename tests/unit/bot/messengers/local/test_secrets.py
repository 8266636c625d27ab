from bot.messengers.local.hub import HubSettings
from bot.messengers.local.settings import LocalSettings


def test_no_secret_in_the_repr_of_settings() -> None:
    settings = LocalSettings.model_validate({"secret": "sign-with-this", "bot_token": "enter-with-this"})
    hub = HubSettings("http://127.0.0.1", b"sign-with-this", "enter-with-this")
    shown = repr(settings) + repr(hub)
    assert "with-this" not in shown
