"""The guest of the settings. Only here, and only where the settings name a model, is its library imported."""

from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.errors import Missing
from bot.guest.breaker import Breaker
from bot.guest.budget import Budget
from bot.telling import Telling
from config.settings import LlmSettings
from handlers.conversation import Conversation
from handlers.guest.tools import tools_of
from knowledge.people.model import Lang
from knowledge.store.store import Store

LANGUAGES: tuple[Lang, ...] = ("zh", "en")

if TYPE_CHECKING:
    from bot.guest.client import Client
    from bot.guest.thinking import Guest


def open_client(settings: LlmSettings) -> "Client":
    """The model's client. Raises Missing where its library is not installed."""
    try:
        from bot.guest.client import Client
    except ModuleNotFoundError as error:
        if error.name not in {"openai", "httpx2"}:
            raise
        raise Missing(
            "设置里有 [llm]，但没有安装 openai；运行 pip install '.[llm]'，或去掉 [llm]。",
            "The settings have [llm], but openai is not installed; run pip install '.[llm]', or remove [llm].",
        ) from error
    return Client(settings)


def open_guest(
    settings: LlmSettings | None, store: Store, clock: Clock, conversation: Conversation, telling: Telling
) -> "Guest | None":
    """The guest, None where the settings have no [llm]. Raises Missing."""
    if settings is None:
        return None
    client = open_client(settings)
    from bot.guest.thinking import Guest

    budget = Budget(store, telling, telling.zone, settings.tokens_per_day)
    breaker = Breaker(clock.monotonic)
    tools = {lang: tools_of(conversation.intents, lang) for lang in LANGUAGES}
    return Guest(store, clock, conversation, client, budget, breaker, settings.timeout, tools)
