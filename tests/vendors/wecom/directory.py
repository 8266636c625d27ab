"""Who is in the corp, as an app may ask: user/get, user/getuserid, user/get_userid_by_email, agent/get."""

from collections.abc import Callable
from typing import Any

from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.sending import OK
from tests.vendors.wecom.server import Ask
from tests.vendors.wecom.world import App, Member, World


class Directory:
    """Answers about members within an app's visible range. Mobile and e-mail are never told, only looked up by."""

    def __init__(self, world: World) -> None:
        self._world = world

    def user(self, ask: Ask) -> dict[str, Any]:
        userid = str(ask.args.get("userid", ""))
        member = self._world.members.get(userid)
        if member is None:
            raise Refused(60111, userid)
        need(ask.caller.reaches(userid), 60011)
        known = {"userid": member.userid, "name": member.name, "department": list(member.departments)}
        return {**OK, **known, "status": 1, "isleader": 0, "enable": 1}

    def by_mobile(self, ask: Ask) -> dict[str, Any]:
        return self._found(ask.caller, lambda member: member.mobile, ask.args.get("mobile"))

    def by_email(self, ask: Ask) -> dict[str, Any]:
        return self._found(ask.caller, lambda member: member.email, ask.args.get("email"))

    def agent(self, ask: Ask) -> dict[str, Any]:
        app = ask.caller
        need(str(ask.args.get("agentid")) == str(app.agent_id), 301002)
        users = [{"userid": userid} for userid in self._world.members if app.reaches(userid)]
        about = {"agentid": app.agent_id, "name": app.name, "description": "", "close": 0}
        return {**OK, **about, "allow_userinfos": {"user": users}, "redirect_domain": ""}

    def _found(self, app: App, of: Callable[[Member], str], wanted: object) -> dict[str, Any]:
        need(isinstance(wanted, str) and wanted, 40058)
        found: list[Member] = [one for one in self._world.members.values() if of(one) == wanted]
        need(found and app.reaches(found[0].userid), 46004)
        return {**OK, "userid": found[0].userid}
