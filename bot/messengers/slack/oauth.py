"""How a workspace installs the bot: slack_bolt's OAuth flow behind two pages of ours, its stores over the database."""

import asyncio
from datetime import datetime, timedelta
from logging import Logger
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.clock import Clock, new_secret
from bot.messengers.base import Host
from bot.messengers.slack.api import QUIET, WebApi
from bot.messengers.slack.installations import Installations, Installed
from bot.messengers.slack.scopes import SCOPES
from bot.messengers.slack.settings import SlackSettings
from knowledge.store.errors import StoreTrouble

INSTALL, REDIRECT = "/messengers/slack/install", "/messengers/slack/oauth_redirect"
STATE_SECONDS = 600
LONGEST_STATE = 100


class InstallPages:
    """The page with the button, and the one that Slack sends people back to. Closed until `start`."""

    def __init__(
        self, settings: SlackSettings, api: WebApi, installations: Installations, clock: Clock, public_url: str
    ) -> None:
        self._settings, self._api, self._public_url = settings, api, public_url
        self._installations, self._clock = installations, clock
        self._flow: AsyncOAuthFlow | None = None

    def start(self, host: Host) -> None:
        """From now on workspaces can install."""
        secret = self._settings.client_secret
        self._flow = AsyncOAuthFlow(
            client=self._api.client(),
            logger=QUIET,
            settings=AsyncOAuthSettings(
                client_id=self._settings.client_id,
                client_secret=secret.get_secret_value() if secret else "",
                scopes=list(SCOPES),
                user_scopes=[],
                redirect_uri=f"{self._public_url}{REDIRECT}",
                install_path=INSTALL,
                redirect_uri_path=REDIRECT,
                authorization_url=self._settings.authorize_url,
                installation_store=_Installs(self._installations),
                state_store=_States(host, self._clock),
                state_expiration_seconds=STATE_SECONDS,
                logger=QUIET,
            ),
        )

    def routes(self) -> list[web.RouteDef]:
        """Both pages."""
        return [web.get(INSTALL, self._install), web.get(REDIRECT, self._redirect)]

    async def _install(self, request: web.Request) -> web.StreamResponse:
        flow = self._opened()
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def _redirect(self, request: web.Request) -> web.StreamResponse:
        flow = self._opened()
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    def _opened(self) -> AsyncOAuthFlow:
        if self._flow is None:
            raise web.HTTPServiceUnavailable(text="starting")
        return self._flow


class _Installs(AsyncInstallationStore):
    """What bolt saves, as ours."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    @property
    def logger(self) -> Logger:
        return QUIET

    async def async_save(self, installation: Installation) -> None:
        if not installation.team_id or not installation.bot_token:
            raise BoltError("the bot is installed in single workspaces only")
        try:
            await self._installations.save(
                Installed(
                    team=installation.team_id,
                    name=installation.team_name or "",
                    bot_user=installation.bot_user_id or "",
                    token=installation.bot_token,
                    refresh=installation.bot_refresh_token or "",
                    expires_at=float(installation.bot_token_expires_at or 0),
                )
            )
        except StoreTrouble as trouble:
            raise BoltError("the installation could not be stored; please try again") from trouble


class _States(AsyncOAuthStateStore):
    """States that were given out, each good once and for ten minutes."""

    def __init__(self, host: Host, clock: Clock) -> None:
        self._host, self._clock, self._lock = host, clock, asyncio.Lock()

    @property
    def logger(self) -> Logger:
        return QUIET

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401, ARG002  bolt's signature
        state = new_secret()
        until = self._clock.now() + timedelta(seconds=STATE_SECONDS)
        await self._host.keep(_name(state), {"until": until.isoformat()})
        return state

    async def async_consume(self, state: str) -> bool:
        if not state.isalnum() or len(state) > LONGEST_STATE:
            return False
        async with self._lock:
            kept = await self._host.kept(_name(state)) if await self._host.hold(_name(state), STATE_SECONDS) else None
            await self._host.forget(_name(state))
        return kept is not None and self._clock.now() < datetime.fromisoformat(str(kept["until"]))


def _name(state: str) -> str:
    return f"state:{state}"
