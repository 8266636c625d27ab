"""Everything that goes to the bot: signed HTTP posts with Slack's retries, or envelopes of Socket Mode."""

import asyncio
import json
from collections.abc import Sequence
from itertools import count
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.http.delivery import Answer, Delivery, post
from tests.vendors.slack.model import Json, Workspace
from tests.vendors.slack.sockets import Sockets

RETRIES = (0.0, 60.0, 300.0)
"""Seconds before each of the three repeats of an event."""

FORM = "application/x-www-form-urlencoded"


class Outbound:
    """Signs and sends. `answer_within`: real seconds the bot has; `skew`: seconds by which our stamp is off."""

    def __init__(self, clock: FakeClock, signing_secret: str, app_id: str) -> None:
        self._clock, self.signing_secret, self._app_id = clock, signing_secret, app_id
        self.sockets = Sockets(app_id)
        self.target = ""
        self.answer_within, self.skew = LONG_ENOUGH, 0.0
        self.held: list[Delivery] | None = None
        self.deliveries: list[Delivery] = []
        self._numbers = count(1)
        self._session: aiohttp.ClientSession | None = None
        self._retries: set[asyncio.Task[None]] = set()

    @property
    def listening(self) -> bool:
        """Whether the bot can be reached at all."""
        return bool(self.target or self.sockets.open)

    def envelope(self, team: Workspace, event: Json) -> Json:
        """The outer object of an Events API delivery."""
        shared = getattr(team.channels.get(_channel_of(event)), "is_ext_shared", False)
        bot = {"enterprise_id": None, "team_id": team.id, "user_id": team.bot_user_id, "is_bot": True}
        head: Json = {"token": "verification-token", "team_id": team.id, "context_team_id": team.id}
        head |= {"context_enterprise_id": None, "api_app_id": self._app_id, "event": event, "type": "event_callback"}
        head |= {"event_id": f"Ev{next(self._numbers):09d}", "event_time": int(self._clock.now().timestamp())}
        head |= {"authorizations": [{**bot, "is_enterprise_install": False}], "is_ext_shared_channel": shared}
        return {**head, "event_context": f"4-{event['type']}-{team.id}"}

    async def event(self, team: Workspace, event: Json, times: int = 1) -> Delivery:
        """Send an event to the bot, repeats of the very same one included."""
        return await self.outer(self.envelope(team, event), times)

    async def outer(self, payload: Json, times: int = 1) -> Delivery:
        """Send an Events API body as it is (also app_rate_limited and the like)."""
        delivery = Delivery(payload.get("event_id", ""), "events_api", payload)
        for _ in range(times):
            if self.held is not None:
                self.held.append(delivery)
            else:
                await self.attempt(delivery)
        return delivery

    def hold(self) -> None:
        """Keep events back from now on."""
        self.held = []

    async def release(self, order: Literal["kept", "reversed"] | Sequence[int] = "kept") -> list[Delivery]:
        """Send what was held: as it came, reversed, or by index. Nothing is held any more."""
        held, self.held = self.held or [], None
        chosen = held if order == "kept" else held[::-1] if order == "reversed" else [held[int(n)] for n in order]
        for delivery in chosen:
            await self.attempt(delivery)
        return chosen

    async def attempt(self, delivery: Delivery) -> None:
        """Deliver an event once; where the bot does not take it, the retries follow by the clock."""
        self.deliveries.append(delivery)
        if not self.target:
            await self.sockets.send(delivery)
            return
        answer = delivery.answered(await self._post_event(delivery, {}))
        if not answer.ok and answer.headers.get("X-Slack-No-Retry") != "1":
            task = asyncio.get_running_loop().create_task(self._retry(delivery))
            self._retries.add(task)
            task.add_done_callback(self._retries.discard)

    async def interaction(self, kind: Literal["interactive", "slash_commands"], payload: Json) -> Delivery:
        """A command or an interaction: one attempt, never repeated."""
        delivery = Delivery(payload.get("trigger_id", ""), kind, payload)
        self.deliveries.append(delivery)
        if not self.target:
            await self._over_socket(delivery)
            return delivery
        fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        delivery.answered(await self.signed(urlencode(fields).encode(), FORM))
        return delivery

    async def signed(self, body: bytes, content_type: str, extra: dict[str, str] | None = None) -> Answer:
        """POST a body to the bot under Slack's signature."""
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        stamp = str(int(self._clock.now().timestamp() + self.skew))
        signature = SignatureVerifier(self.signing_secret).generate_signature(timestamp=stamp, body=body)
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}
        headers |= {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **(extra or {})}
        return await post(self._session, self.target, body, headers, self.answer_within)

    async def stop(self) -> None:
        for task in (tasks := list(self._retries)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.sockets.stop()
        if self._session is not None:
            await self._session.close()

    async def _over_socket(self, delivery: Delivery) -> None:
        if not self.sockets.open:
            delivery.answered(Answer(0, trouble="connection_failed"))
            return
        await self.sockets.send(delivery)
        try:
            await delivery.tried(1, self.answer_within)
        except TimeoutError:
            delivery.answered(Answer(0, trouble="http_timeout"))

    async def _post_event(self, delivery: Delivery, headers: dict[str, str]) -> Answer:
        return await self.signed(json.dumps(delivery.payload).encode(), "application/json", headers)

    async def _retry(self, delivery: Delivery) -> None:
        for number, pause in enumerate(RETRIES, start=1):
            if pause:
                await self._clock.sleep(pause)
            headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": delivery.answer.trouble}
            if delivery.answered(await self._post_event(delivery, headers)).ok:
                return


def _channel_of(event: dict[str, Any]) -> str:
    item = event.get("item") or {}
    found = event.get("channel") or event.get("channel_id") or item.get("channel") or ""
    return found if isinstance(found, str) else ""
