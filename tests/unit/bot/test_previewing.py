"""What preview tells of chat lines, where more than their words counts."""

import json

from bot.previewing import Preview
from capture.base import Context
from tests.unit.capture.links.test_tracked import DECK, OURS, context

__all__ = ["context"]


def test_a_tracked_link_is_told_as_what_it_leads_to_and_for_whom(context: Context) -> None:
    line = {"id": "m", "room": "all", "sender": "lin.qiao", "text": f"方案发过去了 {OURS}"}
    (told,) = Preview(context, "zh").of([json.dumps(line)])
    (link,) = told["links"]
    assert (link["url"], link["outcome"], link["customer"]["id"]) == (DECK, "attach", "K01")
    assert "by_tracked" in link["why"]
