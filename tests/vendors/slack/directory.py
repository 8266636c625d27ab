"""auth.test, users.*, usergroups.*, and the installation of the app by oauth.v2.access."""

from tests.vendors.slack.api import Method, page, truth
from tests.vendors.slack.core import Core
from tests.vendors.slack.model import Json, Refused, User, Workspace

ROTATION_SECONDS = 43_200


def auth_test(core: Core, team: Workspace, _args: Json) -> Json:
    bot = {"user": team.users[team.bot_user_id].name, "user_id": team.bot_user_id, "bot_id": team.bot_id}
    return {"url": f"{core.url}/", "team": team.name, "team_id": team.id, **bot, "is_enterprise_install": False}


def user_info(_core: Core, team: Workspace, args: Json) -> Json:
    if (user := team.users.get(str(args["user"]))) is None:
        raise Refused("user_not_found")
    return {"user": _told(team, user, args)}


def user_list(_core: Core, team: Workspace, args: Json) -> Json:
    found, more = page([_told(team, user, args) for user in team.users.values()], args, 200)
    return {"members": found, "cache_ts": 1700000000, "response_metadata": more}


def by_email(_core: Core, team: Workspace, args: Json) -> Json:
    email = str(args["email"]).lower()
    for user in team.users.values():
        if user.email.lower() == email and not user.deleted:
            return {"user": _told(team, user, args)}
    raise Refused("users_not_found")


def groups(_core: Core, team: Workspace, args: Json) -> Json:
    bare = () if truth(args.get("include_users")) else ("users",)
    found = [{name: value for name, value in one.items() if name not in bare} for one in team.usergroups.values()]
    return {"usergroups": found}


def group_members(_core: Core, team: Workspace, args: Json) -> Json:
    if (group := team.usergroups.get(str(args["usergroup"]))) is None:
        raise Refused("no_such_subteam")
    return {"users": list(group["users"])}


def access(core: Core, _nobody: Workspace, args: Json) -> Json:
    """Exchange a code for the team's bot token. A code is good once, for the redirect URI it was made for.

    With a refresh token, good once too, the team gets another bot token and another refresh token.
    """
    if args.get("client_id") != core.client_id:
        raise Refused("invalid_client_id")
    if args.get("client_secret") != core.client_secret:
        raise Refused("bad_client_secret")
    if args.get("grant_type") == "refresh_token":
        team = _rotated(core, str(args.get("refresh_token", "")))
    else:
        team = _installed(core, str(args.get("code", "")), str(args.get("redirect_uri") or ""))
    answer: Json = {"app_id": team.app_id, "access_token": team.bot_token, "token_type": "bot"}
    answer |= {"scope": ",".join(team.scopes), "bot_user_id": team.bot_user_id}
    if team.rotates:
        team.refresh_token = f"xoxe-1-{core.new_id('')}"
        answer |= {"refresh_token": team.refresh_token, "expires_in": ROTATION_SECONDS}
    where = {"team": {"id": team.id, "name": team.name}, "enterprise": None, "is_enterprise_install": False}
    return {**answer, **where, "authed_user": {"id": next(iter(team.users))}}


def _installed(core: Core, code: str, redirect_uri: str) -> Workspace:
    if code in core.used_codes:
        raise Refused("code_already_used")
    if code not in core.codes:
        raise Refused("invalid_code")
    team_id, expected = core.codes.pop(code)
    core.used_codes.add(code)
    if expected and redirect_uri != expected:
        raise Refused("bad_redirect_uri")
    team = core.workspaces[team_id]
    if not team.bot_token or team.bot_token in team.revoked_tokens:
        team.bot_token = f"xoxb-{team.id}-{core.new_id('')}"
    return team


def _rotated(core: Core, refresh_token: str) -> Workspace:
    for team in core.workspaces.values():
        if refresh_token and team.refresh_token == refresh_token:
            team.bot_token = f"xoxe.xoxb-{team.id}-{core.new_id('')}"
            return team
    raise Refused("invalid_refresh_token")


def _told(team: Workspace, user: User, args: Json) -> Json:
    told = user.json()
    if not truth(args.get("include_locale")):
        del told["locale"]
    if "users:read.email" not in team.scopes:
        del told["profile"]["email"]
    return told


METHODS = {
    "auth.test": Method(auth_test),
    "users.info": Method(user_info, "users:read", ("user",)),
    "users.list": Method(user_list, "users:read"),
    "users.lookupByEmail": Method(by_email, "users:read.email", ("email",)),
    "usergroups.list": Method(groups, "usergroups:read"),
    "usergroups.users.list": Method(group_members, "usergroups:read", ("usergroup",)),
    "oauth.v2.access": Method(access),
}
