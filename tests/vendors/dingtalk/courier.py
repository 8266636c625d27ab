"""Bringing things to the bot: over a Stream connection with acknowledgements and second tries, or as signed POSTs."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from tests.clocks import FakeClock
from tests.vendors.dingtalk.errors import OapiError
from tests.vendors.dingtalk.frames import BOT_TOPIC, CARD_TOPIC, Ack, Topic
from tests.vendors.dingtalk.gateway import Gateway
from tests.vendors.dingtalk.sign import card_sign, robot_sign
from tests.vendors.http.delivery import Answer, Delivery, in_time, post

BOT, CARD = Topic("CALLBACK", BOT_TOPIC), Topic("CALLBACK", CARD_TOPIC)
AGAIN_SECONDS = 60.0
CARD_SECONDS = 2.0
TRIES = 3


@dataclass(slots=True)
class Courier:
    """`url`: where bot messages are POSTed; "" for Stream mode. While `held` is a list, deliveries wait in it."""

    clock: FakeClock
    gateway: Gateway
    app_secret: str
    url: str = ""
    held: list[tuple[Delivery, Topic]] | None = None
    session: aiohttp.ClientSession | None = None
    said_back: Callable[[str, bytes], None] = lambda _room, _body: None
    card_answered: Callable[[Delivery, Answer], None] = lambda _delivery, _answer: None
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def put(self, delivery: Delivery, topic: Topic, times: int = 1) -> None:
        """Send it off, `times` over: the very same event again."""
        for _ in range(times):
            if self.held is not None:
                self.held.append((delivery, topic))
            else:
                self._start(delivery, topic)

    def release(self, order: Sequence[int] | None) -> None:
        """Send off what was held; `order` are places in it (None: as it came). What it leaves out is lost."""
        held, self.held = self.held or [], None
        for place in range(len(held)) if order is None else order:
            self._start(*held[place])

    async def post_card(self, delivery: Delivery, url: str, api_secret: str) -> Answer:
        """A card callback over HTTP, signed with the route's own secret; an answer after two seconds is none."""
        stamp = self._stamp()
        headers = {"x-ddpaas-signature-timestamp": stamp, "x-ddpaas-signature": card_sign(stamp, api_secret)}
        answer = await in_time(self.clock, CARD_SECONDS, self._post(url, delivery.payload, headers))
        self.card_answered(delivery, answer)
        return delivery.answered(answer)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, delivery: Delivery, topic: Topic) -> None:
        by_post = self.url and topic == BOT
        task = asyncio.create_task(self._by_post(delivery) if by_post else self._by_stream(delivery, topic))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _by_post(self, delivery: Delivery) -> None:
        stamp = self._stamp()
        headers = {"timestamp": stamp, "sign": robot_sign(stamp, self.app_secret)}
        answer = await self._post(self.url, delivery.payload, headers)
        delivery.answered(self._said_back(delivery, answer) if answer.ok else answer)

    def _said_back(self, delivery: Delivery, answer: Answer) -> Answer:
        try:
            self.said_back(str(delivery.payload["conversationId"]), answer.body)
        except (OapiError, ValueError) as wrong:
            return replace(answer, trouble=f"bad_answer: {wrong}")
        return answer

    async def _by_stream(self, delivery: Delivery, topic: Topic) -> None:
        """A card callback is tried once. Bot messages and events come again after a minute, three times in all."""
        for left in range(0 if topic == CARD else TRIES - 1, -1, -1):
            ack = await self._once(delivery, topic)
            if ack is not None and (topic.type != "EVENT" or _taken(ack)):
                return
            if left and (ack is not None or delivery.answers[-1].trouble == "no_connection"):
                await self.clock.sleep(AGAIN_SECONDS)

    async def _once(self, delivery: Delivery, topic: Topic) -> Ack | None:
        connection = self.gateway.pick(topic)
        if connection is None:
            delivery.answered(Answer(0, trouble="no_connection"))
            return None
        data = json.dumps(delivery.payload, ensure_ascii=False)
        within = CARD_SECONDS if topic == CARD else AGAIN_SECONDS
        ack = await self.gateway.ask(connection, topic, data, self._headers(delivery, topic, connection.id), within)
        answer = _as_answer(ack)
        if topic == CARD:
            self.card_answered(delivery, answer)
        delivery.answered(answer)
        return ack

    def _headers(self, delivery: Delivery, topic: Topic, connection_id: str) -> dict[str, str]:
        if topic.type != "EVENT":
            return {"appId": "fake-app", "connectionId": connection_id}
        stamp = {"eventBornTime": self._stamp(), "eventCorpId": "dingfakecorp", "eventUnifiedAppId": "fake-app"}
        return {"eventId": delivery.id, "eventType": delivery.kind, **stamp}

    async def _post(self, url: str, payload: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
        assert self.session is not None, "the fake is not running"
        body = json.dumps(payload, ensure_ascii=False).encode()
        return await post(self.session, url, body, {"Content-Type": "application/json", **headers})

    def _stamp(self) -> str:
        return str(int(self.clock.now().timestamp() * 1000))


def _taken(ack: Ack) -> bool:
    return ack.code == 200 and isinstance(ack.data, dict) and ack.data.get("status") == "SUCCESS"


def _as_answer(ack: Ack | None) -> Answer:
    if ack is None:
        return Answer(0, trouble="no_ack")
    return Answer(ack.code, json.dumps(ack.data).encode(), trouble="" if ack.code == 200 else "refused")
