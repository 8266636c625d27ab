"""Which path is which API, and the permission that it wants."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from tests.vendors.dingtalk.cards import Cards
from tests.vendors.dingtalk.contacts import Contacts
from tests.vendors.dingtalk.errors import ApiError, OapiError
from tests.vendors.dingtalk.files import Files
from tests.vendors.dingtalk.gate import Args, Gate, Handler
from tests.vendors.dingtalk.gateway import Gateway
from tests.vendors.dingtalk.limits import Tokens
from tests.vendors.dingtalk.robot import RobotApi
from tests.vendors.dingtalk.webhook import Webhooks

SEND, CARD, CONTACT = "qyapi_robot_sendmsg", "Card.Instance.Write", "qyapi_get_member"


@dataclass(frozen=True, slots=True)
class Apis:
    """What answers the calls."""

    gate: Gate
    robot: RobotApi
    cards: Cards
    files: Files
    webhooks: Webhooks
    contacts: Contacts
    gateway: Gateway

    @property
    def tokens(self) -> Tokens:
        return self.gate.tokens


def app(apis: Apis) -> web.Application:
    made = web.Application(client_max_size=30_000_000)
    made.add_routes([*_v1(apis), *_oapi(apis), *_stream(apis)])
    return made


def _v1(apis: Apis) -> list[web.RouteDef]:
    robot, cards, v1 = apis.robot, apis.cards, apis.gate.v1
    return [
        web.post("/v1.0/oauth2/accessToken", apis.gate.open(partial(_access_token, apis))),
        web.post("/v1.0/robot/oToMessages/batchSend", v1(robot.batch_send, SEND)),
        web.post("/v1.0/robot/groupMessages/send", v1(robot.group_send, SEND)),
        web.post("/v1.0/robot/groupMessages/query", v1(robot.group_query, SEND)),
        web.get("/v1.0/robot/oToMessages/readStatus", v1(robot.read_status, SEND)),
        web.post("/v1.0/robot/groupMessages/recall", v1(robot.group_recall, SEND)),
        web.post("/v1.0/robot/otoMessages/batchRecall", v1(robot.oto_recall, SEND)),
        web.post("/v1.0/robot/emotion/reply", v1(robot.react, "qyapi_robot_emotion")),
        web.post("/v1.0/robot/emotion/recall", v1(robot.unreact, "qyapi_robot_emotion")),
        web.post("/v1.0/robot/messageFiles/download", v1(apis.files.download, SEND)),
        web.post("/v1.0/card/instances/createAndDeliver", v1(cards.create_and_deliver, CARD)),
        web.put("/v1.0/card/instances", v1(cards.update, CARD)),
        web.put("/v1.0/card/streaming", v1(cards.stream, "Card.Streaming.Write")),
        web.post("/v1.0/card/callbacks/register", v1(cards.register, CARD)),
    ]


def _oapi(apis: Apis) -> list[web.RouteDef]:
    plain, topapi = apis.gate.plain, apis.gate.topapi
    return [
        web.get("/gettoken", plain(partial(_gettoken, apis))),
        web.post("/robot/sendBySession", plain(apis.webhooks.send_by_session)),
        web.post("/robot/send", plain(apis.webhooks.send)),
        web.post("/topapi/v2/user/get", topapi(apis.contacts.get, CONTACT)),
        web.post("/topapi/v2/user/getbymobile", topapi(apis.contacts.by_mobile, CONTACT)),
        web.post("/media/upload", topapi(apis.files.upload, "")),
        web.get("/oss/{link}", apis.files.serve),
    ]


def _stream(apis: Apis) -> list[web.RouteDef]:
    opening = apis.gate.open(apis.gateway.open)
    return [
        web.post("/v1.0/gateway/connections/open", partial(_xml_unless_asked, opening)),
        web.get("/connect", apis.gateway.connect),
    ]


def _access_token(apis: Apis, args: Args) -> dict[str, Any]:
    if not apis.tokens.genuine(args.get("appKey"), args.get("appSecret")):
        raise ApiError(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret")
    return {"accessToken": apis.tokens.issue(), "expireIn": 7200}


def _gettoken(apis: Apis, args: Args) -> dict[str, Any]:
    if not apis.tokens.genuine(args.get("appkey"), args.get("appsecret")):
        raise OapiError(40089, "不合法的appkey或appsecret")
    return {"errcode": 0, "errmsg": "ok", "access_token": apis.tokens.issue(), "expires_in": 7200}


async def _xml_unless_asked(opening: Handler, request: web.Request) -> web.StreamResponse:
    """The gateway's open answers XML to who does not ask for JSON by name."""
    answer = await opening(request)
    if "application/json" in request.headers.get("Accept", "") or not isinstance(answer, web.Response):
        return answer
    text = f"<?xml version='1.0'?><response><![CDATA[{answer.text}]]></response>"
    return web.Response(status=answer.status, text=text, content_type="application/xml")
