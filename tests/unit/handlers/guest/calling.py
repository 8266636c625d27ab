"""Calls as the model makes them."""

import json
from collections.abc import Mapping

from handlers.guest.calls import Call, Wanted, wanted
from handlers.guest.tools import tools_of
from tests.unit.handlers.routing import INTENTS, TODAY

TOOLS = tools_of(INTENTS, "en")


def want(name: str, arguments: Mapping[str, object] | str, *said: str) -> Wanted:
    """What a call asks for where these texts were said. Raises MisusedError."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
    return wanted(Call("call_1", name, text), TOOLS, said, TODAY)
