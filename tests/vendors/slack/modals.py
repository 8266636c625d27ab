"""views.*: modals opened with a trigger, changed by id, and home tabs."""

from copy import deepcopy

from tests.vendors.slack.api import Method
from tests.vendors.slack.blocks import name_blocks
from tests.vendors.slack.core import Core
from tests.vendors.slack.model import Json, Refused, Workspace
from tests.vendors.slack.views import check_view

DEEPEST = 3


def open_view(core: Core, team: Workspace, args: Json) -> Json:
    view = check_view(args["view"], "modal")
    user_id = core.triggers.spend(str(args["trigger_id"]))
    made = made_view(core, team, view)
    team.stacks[user_id] = [made]
    return {"view": deepcopy(made)}


def push_view(core: Core, team: Workspace, args: Json) -> Json:
    view = check_view(args["view"], "modal")
    stack = team.stacks.get(core.triggers.spend(str(args["trigger_id"])))
    if not stack:
        raise Refused("not_found")
    return {"view": deepcopy(push_on(core, team, stack, view))}


def update_view(core: Core, team: Workspace, args: Json) -> Json:
    view = check_view(args["view"], "modal", "home")
    found = _shown(team, str(args.get("view_id") or ""), str(args.get("external_id") or ""))
    if args.get("hash") and args["hash"] != found["hash"]:
        raise Refused("hash_conflict")
    replace_view(core, found, view)
    return {"view": deepcopy(found)}


def publish(core: Core, team: Workspace, args: Json) -> Json:
    view, user_id = check_view(args["view"], "home"), str(args["user_id"])
    if user_id not in team.users:
        raise Refused("user_not_found")
    before = team.homes.get(user_id)
    if before and args.get("hash") and args["hash"] != before["hash"]:
        raise Refused("hash_conflict")
    if before is None:
        team.homes[user_id] = made_view(core, team, view)
    else:
        replace_view(core, before, view)
    return {"view": deepcopy(team.homes[user_id])}


def made_view(core: Core, team: Workspace, view: Json) -> Json:
    """A new view as Slack stores and shows it."""
    view_id = core.new_id("V")
    made: Json = {"id": view_id, "team_id": team.id, "bot_id": team.bot_id, "app_id": team.app_id}
    made |= {"root_view_id": view_id, "previous_view_id": None, "state": {"values": {}}, "hash": core.new_id("h")}
    made |= {"private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False}
    made |= {"notify_on_close": False, **deepcopy(view)}
    name_blocks(core.new_id, made["blocks"])
    return made


def push_on(core: Core, team: Workspace, stack: list[Json], view: Json) -> Json:
    """Put a view on top of those before a person; Refused where three are there."""
    if len(stack) >= DEEPEST:
        raise Refused("push_limit_reached")
    made = made_view(core, team, view)
    made |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(made)
    return made


def replace_view(core: Core, shown: Json, view: Json) -> None:
    """Another content in the place of a view, under its id."""
    kept = {name: shown[name] for name in ("id", "team_id", "bot_id", "app_id", "root_view_id", "previous_view_id")}
    blank = {"state": {"values": {}}, "private_metadata": "", "callback_id": "", "notify_on_close": False}
    shown.clear()
    shown.update({**blank, **deepcopy(view), **kept, "hash": core.new_id("h")})
    name_blocks(core.new_id, shown["blocks"])


def _shown(team: Workspace, view_id: str, external_id: str) -> Json:
    for view in team.open_views():
        if view["id"] == view_id or (external_id and view.get("external_id") == external_id):
            return view
    raise Refused("not_found")


METHODS = {
    "views.open": Method(open_view, "", ("trigger_id", "view")),
    "views.push": Method(push_view, "", ("trigger_id", "view")),
    "views.update": Method(update_view, "", ("view",)),
    "views.publish": Method(publish, "", ("user_id", "view")),
}
