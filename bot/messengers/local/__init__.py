"""The built-in messenger: a page in the browser that needs no account anywhere."""

from collections.abc import Mapping
from typing import Any

from bot.messengers.base import Messenger, MessengerKind, Surroundings
from config.sections import Where


def _open(section: Mapping[str, Any], where: Where, around: Surroundings) -> Messenger | None:
    from bot.messengers.local.messenger import open_local  # imported on use

    return open_local(section, where, around)


MESSENGER = MessengerKind("local", _open, unasked=True)
