"""The contact book: who is behind a userId, which userId is behind a mobile number."""

from typing import Any

from tests.vendors.dingtalk.errors import OapiError
from tests.vendors.dingtalk.gate import Args
from tests.vendors.dingtalk.world import Person, World


class Contacts:
    def __init__(self, world: World) -> None:
        self._world = world

    def get(self, args: Args) -> dict[str, Any]:
        """topapi/v2/user/get."""
        if not args.get("userid"):
            raise OapiError(40035, "缺少参数 userid")
        return {"result": _user(self._found(self._world.employee(str(args["userid"]))))}

    def by_mobile(self, args: Args) -> dict[str, Any]:
        """topapi/v2/user/getbymobile."""
        mobile = str(args.get("mobile") or "")
        if not mobile:
            raise OapiError(40035, "缺少参数 mobile")
        found = next((one for one in self._world.people.values() if one.user_id and one.mobile == mobile), None)
        return {"result": {"userid": self._found(found).user_id}}

    def _found(self, person: Person | None) -> Person:
        if person is None:
            raise OapiError(60121, "找不到该用户")
        return person


def _user(person: Person) -> dict[str, Any]:
    told = {"userid": person.user_id, "name": person.name, "mobile": person.mobile, "email": person.email}
    return {**told, "unionid": f"union-{person.user_id}", "active": True, "admin": person.admin, "dept_id_list": [1]}
