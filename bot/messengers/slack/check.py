"""What doctor says about Slack: token, permissions, the way in, the clock, the rooms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.messengers.base import Check, Dead, Retry, Surroundings
from bot.messengers.slack.advice import ADVICE
from bot.messengers.slack.api import Answered, Refusal, WebApi, dead
from bot.messengers.slack.ids import place_of
from bot.messengers.slack.oauth import INSTALL
from bot.messengers.slack.scopes import FEATURES, OPTIONAL
from bot.messengers.slack.settings import SlackSettings
from knowledge.people.model import Lang, Room

MOST_SKEW = 60.0
MOST_ROOMS = 20


class Checks:
    """Looks at one Slack app, as set up. Nothing needs to have been started."""

    def __init__(self, settings: SlackSettings, api: WebApi, around: Surroundings) -> None:
        self._settings, self._api, self._around = settings, api, around

    async def all(self, rooms: Sequence[Room]) -> Sequence[Check]:
        """One finding a thing."""
        way_in = await self._way_in()
        if self._settings.several:
            return [_well("slack install", "install", url=self._around.public_url + INSTALL), *way_in]
        found = await self._api.call("", "auth.test", {})
        if not isinstance(found, Answered):
            return [self._no_token(found), *way_in]
        names = f"{found.data.get('team')} · @{found.data.get('user')}"
        return [
            Check("slack token", ok=True, advice={"zh": names, "en": names}),
            _scopes(found.headers.get("x-oauth-scopes", "")),
            *_clock(found.headers.get("date", ""), self._around.clock.now()),
            *way_in,
            *await self._rooms([room for room in rooms if room.messenger == "slack" and not room.direct]),
        ]

    def _no_token(self, found: Refusal | Retry | Dead) -> Check:
        if isinstance(found, Retry):
            return _ill("slack token", "away", why=found.why, url=self._settings.api_url)
        return _ill("slack token", "token", why=dead(found).why if isinstance(found, Refusal) else found.why)

    async def _way_in(self) -> list[Check]:
        if self._settings.app_token is not None:
            token = self._settings.app_token.get_secret_value()
            found = await self._api.call_with(token, "apps.connections.open", {})
            if isinstance(found, Answered):
                return [Check("slack socket", ok=True)]
            return [_ill("slack socket", "socket", why=found.why if isinstance(found, Retry) else found.code)]
        if not self._around.public_url.startswith("https://"):
            return [_ill("slack address", "public_url")]
        return [_well("slack address", "request_url", url=f"{self._around.public_url}/messengers/slack/events")]

    async def _rooms(self, rooms: Iterable[Room]) -> list[Check]:
        """Whether the bot is in the rooms that the settings describe."""
        absent, looked = [], 0
        for room in list(rooms)[:MOST_ROOMS]:
            found = await self._api.call("", "conversations.info", {"channel": place_of(room.room_id).target})
            channel = found.data.get("channel") if isinstance(found, Answered) else None
            looked += 1
            if isinstance(found, Refusal) or (isinstance(channel, Mapping) and not channel.get("is_member")):
                absent.append(room.title or room.room_id)
        if not looked:
            return []
        return [_ill("slack rooms", "rooms", rooms=", ".join(absent)) if absent else Check("slack rooms", ok=True)]


def _scopes(given: str) -> Check:
    there = {scope.strip() for scope in given.split(",")}
    missing = [scope for scope in FEATURES if scope not in there]
    needed = [scope for scope in missing if scope not in OPTIONAL]
    if needed:
        return Check("slack scopes", ok=False, advice=_named("scopes", needed))
    return Check("slack scopes", ok=True, advice=_named("extra", missing) if missing else {})


def _named(advice: str, scopes: Sequence[str]) -> dict[str, str]:
    """The advice, with what each missing scope is for."""
    listed: dict[Lang, str] = {
        "zh": "、".join(f"{scope}（{FEATURES[scope]['zh']}）" for scope in scopes),
        "en": ", ".join(f"{scope} ({FEATURES[scope]['en']})" for scope in scopes),
    }
    return {lang: ADVICE[advice][lang].format(missing=text) for lang, text in listed.items()}


def _clock(date: str, now: datetime) -> list[Check]:
    try:
        skew = abs((parsedate_to_datetime(date) - now).total_seconds())
    except (TypeError, ValueError):
        return []
    return [_ill("slack clock", "clock", seconds=f"{skew:.0f}") if skew > MOST_SKEW else Check("slack clock", ok=True)]


def _ill(name: str, advice: str, **facts: str) -> Check:
    return Check(name, ok=False, advice=_said(advice, facts))


def _well(name: str, advice: str, **facts: str) -> Check:
    return Check(name, ok=True, advice=_said(advice, facts))


def _said(advice: str, facts: Mapping[str, str]) -> dict[str, str]:
    return {lang: text.format(**facts) for lang, text in ADVICE[advice].items()}
