"""The local messenger's vendor side: rooms, people, messages, the page, signed events to the bot, and the bot's API."""

from bot.messengers.local.hub.errors import HubError, UnknownMessage, UnknownPerson, UnknownRoom
from bot.messengers.local.hub.hub import Hub
from bot.messengers.local.hub.model import HubSettings, Member
from bot.messengers.local.hub.routes import hub_routes
from bot.messengers.local.hub.signature import sign

__all__ = [
    "Hub",
    "HubError",
    "HubSettings",
    "Member",
    "UnknownMessage",
    "UnknownPerson",
    "UnknownRoom",
    "hub_routes",
    "sign",
]
