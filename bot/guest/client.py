"""The guest's end of the wire: one request with functions, and its answer.

One attempt a request: whoever waits in a room is better served by the plain answer than by a retry, and what fails
again and again is left alone for a while (bot/guest/breaker.py).
"""

from collections.abc import Sequence

from capture.llm.budget import most_tokens
from capture.llm.client import Completions, Json
from config.settings import LlmSettings
from handlers.guest.calls import Call, Reply

MOST_ANSWER_TOKENS = 800


class Client:
    """Asks the model of the settings. `close` it in the end."""

    def __init__(self, settings: LlmSettings) -> None:
        self._completions = Completions(settings, settings.timeout)

    async def ask(self, messages: Sequence[Json], functions: Sequence[Json]) -> Reply:
        """One request, with functions that may be called. Raises NoReplyError."""
        found = await self._completions.complete(messages, functions, MOST_ANSWER_TOKENS)
        calls = (Call(one.call_id, one.name, one.arguments) for one in found.calls)
        return Reply(found.content, tuple(calls), found.tokens)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._completions.close()


def estimate(messages: Sequence[Json], functions: Sequence[Json]) -> int:
    """The most tokens that a request and its answer may take."""
    return most_tokens(messages, functions, MOST_ANSWER_TOKENS)
