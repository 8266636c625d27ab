"""What routing tests share: the intents that come with the bot, and a day to stand on."""

from datetime import date

from bot.wiring import plugins
from handlers.route import Matched, NoMatch, route
from knowledge.people.model import Lang

TODAY = date(2026, 1, 12)
INTENTS = plugins().intents


def routed(text: str, lang: Lang = "zh") -> Matched | NoMatch:
    """Where a sentence goes."""
    return route(text, INTENTS, lang, TODAY)


def reached(text: str) -> str:
    """The name of the intent it reaches, "" for none."""
    found = routed(text)
    return found.intent.name if isinstance(found, Matched) else ""
