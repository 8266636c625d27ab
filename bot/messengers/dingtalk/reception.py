"""What comes over the stream: stored first, then acknowledged."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog

from bot.clock import Clock
from bot.messengers.base import Admitted, BadPayload, Ignored
from bot.messengers.dingtalk.fields import text_in
from bot.messengers.dingtalk.frames import BOT_TOPIC, CARD_TOPIC, Frame, ack, pong
from bot.messengers.dingtalk.receive import Door
from knowledge.store.errors import StoreTrouble

Take = Callable[[Admitted], Awaitable[int | None]]

_TAKEN = {"CALLBACK": {"response": None}, "EVENT": {"status": "SUCCESS", "message": "success"}}
_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""DingTalk says that it does not send messages again, its own client says after a minute: so it is tried here too."""

_LATER = {"status": "LATER", "message": "not stored"}
_UNCHANGED: Mapping[str, object] = {"response": {}}
"""A card is answered at once and without a change: it changes later, by the API."""

log = structlog.get_logger(__name__)


class Reception:
    """Answers frames. `take` stores durably and raises StoreTrouble where that fails."""

    def __init__(self, door: Door, clock: Clock, take: Take) -> None:
        self._door, self._clock, self._take = door, clock, take

    async def answer(self, frame: Frame) -> str | None:
        """The acknowledgement of a frame; None where the platform is to bring it again."""
        if frame.type == "SYSTEM":
            return pong(frame) if frame.topic == "ping" else None
        if not frame.message_id:
            return None
        found = self._admitted(frame)
        if found is None:
            return ack(frame, 404, {"response": None}, "not served here")
        if isinstance(found, BadPayload):
            log.warning("a frame that cannot be read", topic=frame.topic, why=found.reason)
            return ack(frame, 400, {"response": None}, found.reason)
        return await self._kept(frame, found)

    def _admitted(self, frame: Frame) -> Admitted | Ignored | BadPayload | None:
        """The frame as an inbox row; None for a topic that nobody serves here."""
        told, now = frame.told, self._clock.now()
        if frame.type not in _TAKEN or (frame.type == "CALLBACK" and frame.topic not in (BOT_TOPIC, CARD_TOPIC)):
            return None
        if told is None:
            return BadPayload(400, "not a JSON object")
        if frame.type == "EVENT":
            event_type = text_in(frame.headers, "eventType") or frame.topic
            return self._door.noticed(told, event_type, text_in(frame.headers, "eventId") or frame.message_id, now)
        return (
            self._door.said(told, now) if frame.topic == BOT_TOPIC else self._door.pressed(told, frame.message_id, now)
        )

    async def _kept(self, frame: Frame, found: Admitted | Ignored) -> str | None:
        pauses = _PAUSES if frame.topic == BOT_TOPIC else ()
        if isinstance(found, Admitted) and not await self._stored(found, pauses):
            return _refused(frame)
        return ack(frame, 200, _UNCHANGED if frame.topic == CARD_TOPIC else _TAKEN[frame.type])

    async def _stored(self, found: Admitted, pauses: Sequence[float]) -> bool:
        """Whether it is stored now, after further tries with these pauses between them."""
        for pause in (*pauses, None):
            try:
                await self._take(found)
            except StoreTrouble as error:
                log.warning("not stored, so not acknowledged", room=found.lane, why=str(error))
            else:
                log.debug("taken", kind=found.kind, room=found.lane)
                return True
            if pause is not None:
                await self._clock.sleep(pause)
        return False


def _refused(frame: Frame) -> str | None:
    """A message comes again after a minute without an answer, an event where it is asked for; a card never does."""
    if frame.topic == CARD_TOPIC:
        return ack(frame, 500, _UNCHANGED, "not stored")
    return ack(frame, 200, _LATER) if frame.type == "EVENT" else None
