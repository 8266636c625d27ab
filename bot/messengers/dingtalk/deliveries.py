"""What goes into a delivery of the application, and what its answer says of whom it reached."""

from bot.messengers.base import Dead, Json, Retry, Sent
from bot.messengers.dingtalk.fields import Told, list_in, text_in, told_in
from bot.messengers.dingtalk.rooms import user_of
from bot.messengers.dingtalk.settings import DingTalkSettings

SLOW_DOWN_SECONDS = 60.0
"""Somebody who was written to too often takes more after a while; DingTalk does not say when."""


def new_card(settings: DingTalkSettings, values: Told, room_id: str, key: str) -> Json:
    """The body that creates a card and delivers it to a room."""
    card = {
        "cardTemplateId": settings.card_template_id,
        "outTrackId": key,
        "callbackType": "STREAM",
        "cardData": {"cardParamMap": values},
        "userIdType": 1,
    }
    user_id = user_of(room_id)
    if user_id is None:
        return {
            **card,
            "openSpaceId": f"dtv1.card//IM_GROUP.{room_id}",
            "imGroupOpenSpaceModel": _space(values),
            "imGroupOpenDeliverModel": {"robotCode": settings.robot},
        }
    return {
        **card,
        "openSpaceId": f"dtv1.card//IM_ROBOT.{user_id}",
        "imRobotOpenSpaceModel": _space(values),
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": settings.robot},
    }


def _space(values: Told) -> Json:
    """What the list of conversations shows; a forwarded card could be pressed where nobody may see it."""
    said = text_in(values, "title") or text_in(values, "text") or text_in(values, "badge")
    return {"supportForward": False, "lastMessageI18n": {"ZH_CN": said[:60], "EN_US": said[:60]}}


def delivered_card(found: Json, key: str) -> Sent | Dead:
    """Sent where the card reached its room: success is told for each place."""
    results = [one for one in list_in(told_in(found, "result"), "deliverResults") if isinstance(one, dict)]
    failed = [text_in(one, "errorMsg") or "no reason given" for one in results if one.get("success") is False]
    return Dead(f"DingTalk could not deliver the card: {failed[0][:200]}") if failed else Sent({"card": key})


def delivered_message(found: Json, user_id: str | None) -> Sent | Retry | Dead:
    """Sent where the message reached everybody it was for; an answer that reads as success may name whom it missed."""
    if user_id in list_in(found, "invalidStaffIdList"):
        return Dead("DingTalk knows nobody by that userid, or the robot may not write to them")
    if user_id in list_in(found, "flowControlledStaffIdList"):
        return Retry("they were written to too often just now", SLOW_DOWN_SECONDS)
    if user_id in list_in(found, "filteredStaffIdList"):
        return Dead("DingTalk filtered the message out for that person")
    missed = sum(len(list_in(found, name)) for name in _LISTS)
    partly = f"{missed} people were not reached" if missed else ""
    return Sent({"message": text_in(found, "processQueryKey") or "sent"}, partly)


_LISTS = ("invalidStaffIdList", "flowControlledStaffIdList", "filteredStaffIdList")
