"""A person before a form or a card: finding what they press, filling in what they are asked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.vendors.slack.model import Json

Found = tuple[Json, Json]
"""A block and the element in it."""

SELECTED = {"users_select": "selected_user", "conversations_select": "selected_conversation"}
SELECTED |= {"channels_select": "selected_channel", "datepicker": "selected_date", "timepicker": "selected_time"}
SELECTED |= {"datetimepicker": "selected_date_time", "multi_users_select": "selected_users"}
SELECTED |= {"multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels"}
ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})


def elements(blocks: Sequence[Json]) -> Iterator[Found]:
    """Everything in the blocks that a person can press or fill in."""
    for block in blocks:
        for element in [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def button(blocks: Sequence[Json], label: str) -> Found | None:
    """The button with that label."""
    for block, element in elements(blocks):
        if element["type"] == "button" and element["text"]["text"] == label:
            return block, element
    return None


def chooser(blocks: Sequence[Json], action_id: str) -> Found | None:
    """The select, picker or set of boxes under that action id."""
    return next((found for found in elements(blocks) if found[1]["action_id"] == action_id), None)


def options(element: Json) -> list[Json]:
    """All options of a select, those in groups too."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def chosen(element: Json, value: Any) -> Json:  # noqa: ANN401 - what a person fills in has the element's own type
    """An element's state once a person put `value` in: text, an id, or options by label or value."""
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": _option(element, value)}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, one) for one in value or ()]}
    return {"type": kind, SELECTED.get(kind, "value"): value}


def filled(view: Json, values: Mapping[str, Any]) -> Json:
    """The state of a form: `values` by action id or block id, what was there before elsewhere."""
    state: Json = {}
    for block, element in elements(view["blocks"]):
        if block["type"] != "input" and element["type"] == "button":
            continue
        named = [name for name in (element["action_id"], block["block_id"]) if name in values]
        now = chosen(element, values[named[0]]) if named else _initial(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = now
    unknown = set(values) - {
        name for block, one in elements(view["blocks"]) for name in (one["action_id"], block["block_id"])
    }
    assert not unknown, f"the form has no {sorted(unknown)}"
    return {"values": state}


def empty_required(view: Json, state: Json) -> list[str]:
    """The labels of what Slack would not let the person leave empty."""
    missing = []
    for block in view["blocks"]:
        if block["type"] == "input" and not block.get("optional"):
            value = state["values"][block["block_id"]][block["element"]["action_id"]]
            if not any(one for name, one in value.items() if name != "type"):
                missing.append(block["label"]["text"])
    return missing


def _option(element: Json, wanted: object) -> Json | None:
    if wanted is None or element["type"].endswith("external_select"):
        return wanted if isinstance(wanted, dict) else None
    for option in options(element):
        if wanted in (option["value"], option["text"]["text"]):
            return option
    raise AssertionError(f"no option {wanted!r} in {[one['text']['text'] for one in options(element)]}")


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    name = SELECTED.get(kind, "value")
    return {
        "type": kind,
        name: element.get(name.replace("selected", "initial") if kind in SELECTED else "initial_value"),
    }
