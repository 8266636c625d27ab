"""How DingTalk says no: the OpenAPI by status and code, the older oapi by errcode in a 200."""

from collections.abc import Mapping

from aiohttp import web

QPS = "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"
QUOTA = "Forbidden.AccessDenied.ApiCountLimitForOrg"
NO_PERMISSION = "Forbidden.AccessDenied.AccessTokenPermissionDenied"


class Refusal(Exception):
    """A call that is refused. Each kind knows how it looks on the wire."""

    def response(self) -> web.Response:
        raise NotImplementedError


class ApiError(Refusal):
    """The form of api.dingtalk.com: HTTP 4xx or 5xx with {code, message, requestid}."""

    def __init__(self, status: int, code: str, message: str = "", **more: object) -> None:
        super().__init__(f"{code}: {message}")
        self.status, self.code, self.message, self.more = status, code, message or code, more

    def response(self) -> web.Response:
        body = {"code": self.code, "message": self.message, "requestid": "0A1B2C3D-FAKE", **self.more}
        return web.json_response(body, status=self.status)


class OapiError(Refusal):
    """The form of oapi.dingtalk.com: HTTP 200 with {errcode, errmsg}."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(f"{errcode}: {errmsg}")
        self.errcode, self.errmsg = errcode, errmsg

    def response(self) -> web.Response:
        return web.json_response({"errcode": self.errcode, "errmsg": self.errmsg})


def permission_denied(scope: str) -> ApiError:
    """The call needs `scope`, which an administrator has to grant."""
    detail: Mapping[str, list[str]] = {"requiredScopes": [scope]}
    return ApiError(403, NO_PERMISSION, f"应用尚未开通所需的权限：[{scope}]", accessdenieddetail=detail)
