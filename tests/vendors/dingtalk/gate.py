"""The way every call takes into the fake: noted, met by a fault or not, checked, answered in the platform's form."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from tests.clocks import FakeClock
from tests.vendors.dingtalk.errors import QPS, ApiError, OapiError, Refusal, permission_denied
from tests.vendors.dingtalk.limits import Limits, Tokens
from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import Error, Fault, Faults, Turn, meet

Args = Mapping[str, Any]
Api = Callable[[Args], dict[str, Any]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN_HEADER = "x-acs-dingtalk-access-token"
STATUS = {"Forbidden": 403, "InvalidAuthentication": 401, "ServiceUnavailable": 503, "InternalError": 500}


@dataclass(slots=True)
class Gate:
    """`denied` holds the scopes that nobody granted; calls that need one of them are refused with its name."""

    clock: FakeClock
    tokens: Tokens
    limits: Limits
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    denied: set[str] = field(default_factory=set)

    def v1(self, api: Api, scope: str) -> Handler:
        """A call of api.dingtalk.com: token in the header, paced, counted against the month."""
        return partial(self._serve, refused=_v1_error, api=partial(self._v1, api=api, scope=scope))

    def topapi(self, api: Api, scope: str) -> Handler:
        """A call of oapi.dingtalk.com with ?access_token=, in the errcode form; paced and counted too."""
        return partial(self._serve, refused=_oapi_error, api=partial(self._topapi, api=api, scope=scope))

    def plain(self, api: Api) -> Handler:
        """A call of oapi.dingtalk.com without a token of ours: webhooks and gettoken."""
        return partial(self._serve, refused=_oapi_error, api=lambda _, args: api(args))

    def open(self, api: Api) -> Handler:
        """A call of api.dingtalk.com without a token: the token call itself, and the gateway's open."""
        return partial(self._serve, refused=_v1_error, api=lambda _, args: api(args))

    async def _serve(
        self,
        request: web.Request,
        *,
        api: Callable[[web.Request, Args], dict[str, Any]],
        refused: Callable[[Fault], Refusal],
    ) -> web.StreamResponse:
        name, broken = call_name(request), None
        try:
            args = await arguments(request)
        except ValueError:
            args, broken = {}, refused(Error("invalidParameter.body" if refused is _v1_error else 40035))
        self.journal.note(Call(name, args, dict(request.headers), self.clock.now()))

        async def taken() -> web.Response:
            if broken is not None:
                return broken.response()
            try:
                return web.json_response(api(request, args))
            except Refusal as no:
                return no.response()

        return await meet(self.faults.take(name), Turn(request, taken, lambda fault: refused(fault).response()))

    def _v1(self, request: web.Request, args: Args, *, api: Api, scope: str) -> dict[str, Any]:
        if not self.tokens.valid(request.headers.get(TOKEN_HEADER)):
            raise ApiError(401, "InvalidAuthentication", "不合法的access_token")
        self.limits.count(call_name(request))
        if scope in self.denied:
            raise permission_denied(scope)
        return api(args)

    def _topapi(self, request: web.Request, args: Args, *, api: Api, scope: str) -> dict[str, Any]:
        if not self.tokens.valid(request.query.get("access_token")):
            raise OapiError(40014, "不合法的access_token")
        try:
            self.limits.count(call_name(request))
        except ApiError as no:
            raise OapiError(90018 if no.code == QPS else 90020, no.message) from no
        if scope in self.denied:
            raise OapiError(60011, f"没有调用该接口的权限: {scope}")
        return {"errcode": 0, "errmsg": "ok", **api(args)}


def call_name(request: web.Request) -> str:
    """How a call is named in the journal: its path without /v1.0/."""
    return request.path.removeprefix("/v1.0").strip("/")


async def arguments(request: web.Request) -> dict[str, Any]:
    """Query, JSON or form fields, merged. Raises ValueError for a body that is none of them."""
    args: dict[str, Any] = dict(request.query)
    if request.content_type.startswith("multipart/"):
        return args | await _parts(request)
    if request.content_type == "application/x-www-form-urlencoded":
        return args | dict(await request.post())
    body = await request.read()
    if not body:
        return args
    told = json.loads(body)
    if request.content_type != "application/json" or not isinstance(told, dict):
        raise ValueError("the body must be a JSON object, and say so")
    return args | told


async def _parts(request: web.Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name:
            found[part.name] = bytes(await part.read())
            found[f"{part.name}.filename"] = part.filename or ""
    return found


def _v1_error(fault: Fault) -> Refusal:
    if not isinstance(fault, Error):
        return ApiError(403, QPS, "暂时禁用，请稍后重试")
    fields = dict(fault.fields)
    code = str(fault.code)
    return ApiError(int(fields.pop("status", STATUS.get(code.split(".", maxsplit=1)[0], 400))), code, **fields)


def _oapi_error(fault: Fault) -> Refusal:
    if not isinstance(fault, Error):
        return OapiError(130101, "send too fast, exceed 20 times per minute")
    return OapiError(int(fault.code), str(fault.fields.get("errmsg", "refused")))
