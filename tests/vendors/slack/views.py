"""What Slack holds against a modal or a home tab."""

import json
from collections.abc import Iterator

from tests.vendors.slack.blocks import IN_VIEWS, wrong_with
from tests.vendors.slack.model import Json, Refused

LARGEST = 250_000
LONGEST = {"callback_id": 255, "external_id": 255, "private_metadata": 3000}


def check_view(view: object, *kinds: str) -> Json:
    """The view, where it is one of these kinds and within all limits; Refused otherwise."""
    if not isinstance(view, dict) or view.get("type") not in kinds:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid view type"]})
    if len(json.dumps(view)) > LARGEST:
        raise Refused("view_too_large")
    if wrong := list(_wrong(view)):
        messages = [f"[ERROR] {one}" for one in wrong]
        raise Refused("invalid_arguments", response_metadata={"messages": messages})
    return view


def _wrong(view: Json) -> Iterator[str]:
    yield from wrong_with(view.get("blocks"), 100, IN_VIEWS)
    for name, most in LONGEST.items():
        if len(view.get(name) or "") > most:
            yield f"must be less than {most + 1} characters [json-pointer:/view/{name}]"
    if view["type"] == "modal":
        yield from _modal(view)


def _modal(view: Json) -> Iterator[str]:
    if "title" not in view:
        yield "missing required field: title [json-pointer:/view]"
    for name in ("title", "submit", "close"):
        text = view.get(name, {"type": "plain_text", "text": "-"})
        if text.get("type") != "plain_text" or not 0 < len(text.get("text", "")) <= 24:
            yield f"must be plain text of 1 to 24 characters [json-pointer:/view/{name}]"
    if "submit" not in view and any(block.get("type") == "input" for block in view.get("blocks", ())):
        yield "missing required field: submit [json-pointer:/view]"
