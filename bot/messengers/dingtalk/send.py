"""Which way a message goes: by a webhook where that will do, else by the application's API, as card or as message."""

from collections import OrderedDict

import structlog

from bot.messengers.base import Dead, Delivered, Json, NotEditable, Retry, Sent
from bot.messengers.dingtalk.api import Api
from bot.messengers.dingtalk.bodies import robot_message
from bot.messengers.dingtalk.cards import has_buttons
from bot.messengers.dingtalk.deliveries import delivered_card, delivered_message, new_card
from bot.messengers.dingtalk.fields import Told, told_in
from bot.messengers.dingtalk.files import Uploads
from bot.messengers.dingtalk.refusals import Refused
from bot.messengers.dingtalk.rooms import is_outsider, robot_of, user_of
from bot.messengers.dingtalk.sessions import Session, session_of
from bot.messengers.dingtalk.settings import DingTalkSettings
from bot.messengers.dingtalk.webhooks import Webhooks
from notifiers.notice import Address, ReplyPath

REMEMBERED = 10_000
"""Of so many sends it is known that they went out as cards, which may be repeated."""

CARD_GONE = "param.outTrackIdNotExist"
TEMPLATE_GONE = "param.cardTemplateNotExist"

NO_ADDRESS = "DingTalk tells no address of people outside the organisation; they can only be answered"

log = structlog.get_logger(__name__)


class Sender:
    """Sends and edits messages."""

    def __init__(self, settings: DingTalkSettings, api: Api, webhooks: Webhooks) -> None:
        self._settings, self._api, self._webhooks, self._uploads = settings, api, webhooks, Uploads(api)
        self._as_cards: OrderedDict[str, None] = OrderedDict()

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """Send one message. `key` becomes the card's outTrackId: DingTalk shows no second card under it."""
        robot, session = robot_of(to.room_id), session_of(path)
        if robot is not None:
            return await self._webhooks.post(robot, told_in(payload, "plain"))
        if "file" in payload:
            return await self._send_file(told_in(payload, "file"), to.room_id)
        values = told_in(payload, "card")
        if session is not None and not (values and has_buttons(values)):
            return await self._webhooks.answer(session, told_in(payload, "plain"))
        return await self._by_api(payload, to.room_id, key, session)

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a card for everybody who sees it; anything else never changes."""
        track_id, values = receipt.get("card"), told_in(payload, "card")
        if not isinstance(track_id, str):
            return NotEditable("only cards change at DingTalk")
        if not values:
            return NotEditable("it no longer fits a card")
        body = {"outTrackId": track_id, "cardData": {"cardParamMap": values}, "cardUpdateOptions": _BY_KEY}
        found = await self._api.call("PUT", "/v1.0/card/instances", body)
        if isinstance(found, Refused) and found.code == CARD_GONE:
            return NotEditable("DingTalk no longer has that card")
        return self._api.judged(found) if isinstance(found, Refused | Retry | Dead) else Sent({"card": track_id})

    def went_as_card(self, key: str) -> bool:
        """Whether a send of this process went out as a card."""
        return key in self._as_cards

    async def _by_api(self, payload: Json, room_id: str, key: str, session: Session | None) -> Delivered:
        plain, values = told_in(payload, "plain"), told_in(payload, "card")
        if is_outsider(user_of(room_id) or ""):
            return await self._webhooks.answer(session, plain) if session else Dead(NO_ADDRESS)
        found = await self._card(values, room_id, key) if values else await self._message(plain, room_id)
        if isinstance(found, Refused) and found.code == TEMPLATE_GONE:
            log.warning("the card template is not there; sent as a message", template=self._settings.card_template_id)
            found = await self._message(plain, room_id)
        if isinstance(found, Refused) and found.quota_spent and session is not None:
            return await self._webhooks.answer(session, plain)
        return self._api.judged(found) if isinstance(found, Refused) else found

    async def _card(self, values: Told, room_id: str, key: str) -> Sent | Retry | Dead | Refused:
        self._as_cards[key] = None
        while len(self._as_cards) > REMEMBERED:
            self._as_cards.popitem(last=False)
        body = new_card(self._settings, values, room_id, key)
        found = await self._api.call("POST", "/v1.0/card/instances/createAndDeliver", body)
        return found if isinstance(found, Refused | Retry | Dead) else delivered_card(found, key)

    async def _message(self, plain: Told, room_id: str) -> Sent | Retry | Dead | Refused:
        return await self._posted(*robot_message(plain), room_id)

    async def _send_file(self, file: Told, room_id: str) -> Sent | Retry | Dead:
        if is_outsider(user_of(room_id) or ""):
            return Dead(NO_ADDRESS)
        message = await self._uploads.uploaded(file)
        if isinstance(message, Retry | Dead):
            return message
        found = await self._posted(*message, room_id)
        return self._api.judged(found) if isinstance(found, Refused) else found

    async def _posted(self, msg_key: str, msg_param: str, room_id: str) -> Sent | Retry | Dead | Refused:
        body = {"robotCode": self._settings.robot, "msgKey": msg_key, "msgParam": msg_param}
        user_id = user_of(room_id)
        if user_id is None:
            group = {**body, "openConversationId": room_id}
            found = await self._api.call("POST", "/v1.0/robot/groupMessages/send", group)
        else:
            found = await self._api.call("POST", "/v1.0/robot/oToMessages/batchSend", {**body, "userIds": [user_id]})
        return found if isinstance(found, Refused | Retry | Dead) else delivered_message(found, user_id)


_BY_KEY = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
