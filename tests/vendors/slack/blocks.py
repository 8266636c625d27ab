"""Block Kit's limits as Slack enforces them. A finding names the rule and where it was broken."""

from collections.abc import Callable, Iterator, Sequence

from tests.vendors.slack.model import Json

LONGEST_BLOCKS = 13_200
"""Characters of blocks JSON beyond which chat.* answers msg_blocks_too_long."""

IN_MESSAGES = frozenset(
    [
        "section",
        "divider",
        "header",
        "context",
        "actions",
        "image",
        "input",
        "rich_text",
        "markdown",
        "table",
        "video",
        "file",
        "context_actions",
    ]
)
IN_VIEWS = frozenset(["section", "divider", "header", "context", "actions", "image", "input", "rich_text", "video"])
ELEMENTS = frozenset(
    [
        "button",
        "overflow",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "checkboxes",
        "radio_buttons",
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "workflow_button",
        "image",
    ]
)
INPUTS = ELEMENTS - {"button", "overflow", "image", "workflow_button"}

Findings = Iterator[str]


def wrong_with(blocks: object, most: int = 50, allowed: frozenset[str] = IN_MESSAGES) -> list[str]:
    """Everything Slack would hold against these blocks; empty where they are fine."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return ["must be an array of objects [json-pointer:/blocks]"]
    return list(_all(blocks, most, allowed))


def name_blocks(new_id: Callable[[str], str], blocks: Sequence[Json]) -> None:
    """Give block ids and action ids where the bot gave none."""
    for block in blocks:
        block.setdefault("block_id", new_id("b"))
        inner = [*(block.get("elements") or ()), block.get("element"), block.get("accessory")]
        for element in inner:
            if isinstance(element, dict) and block["type"] not in ("context", "rich_text", "table"):
                element.setdefault("action_id", new_id("a"))


def _all(blocks: Sequence[Json], most: int, allowed: frozenset[str]) -> Findings:
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    yield from _twice([block["block_id"] for block in blocks if "block_id" in block], "block_id", "/blocks")
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        if block.get("type") not in allowed:
            yield f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"
            continue
        yield from _length(block.get("block_id", ""), 255, f"{at}/block_id")
        yield from _BY_TYPE.get(block["type"], _nothing)(block, at)


def _nothing(_block: Json, _at: str) -> Findings:
    yield from ()


def _section(block: Json, at: str) -> Findings:
    if "text" not in block and "fields" not in block:
        yield f"missing required field: text [json-pointer:{at}]"
    if "text" in block:
        yield from _text(block["text"], 3000, f"{at}/text")
    if "fields" in block:
        yield from _some(block["fields"], 10, f"{at}/fields")
        for number, one in enumerate(block["fields"]):
            yield from _text(one, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _header(block: Json, at: str) -> Findings:
    yield from _text(block.get("text"), 150, f"{at}/text", plain="plain_text")


def _context(block: Json, at: str) -> Findings:
    elements = block.get("elements")
    yield from _some(elements, 10, f"{at}/elements")
    for number, element in enumerate(elements or ()):
        if element.get("type") == "image":
            yield from _image(element, f"{at}/elements/{number}")
        else:
            yield from _text(element, 3000, f"{at}/elements/{number}")


def _actions(block: Json, at: str) -> Findings:
    elements = block.get("elements")
    yield from _some(elements, 25, f"{at}/elements")
    yield from _twice([one["action_id"] for one in elements or () if "action_id" in one], "action_id", at)
    for number, element in enumerate(elements or ()):
        yield from _element(element, f"{at}/elements/{number}")


def _image(block: Json, at: str) -> Findings:
    yield from _length(block.get("alt_text"), 2000, f"{at}/alt_text")
    if "image_url" in block:
        yield from _length(block["image_url"], 3000, f"{at}/image_url")
    elif "slack_file" not in block:
        yield f"missing required field: image_url [json-pointer:{at}]"


def _input(block: Json, at: str) -> Findings:
    yield from _text(block.get("label"), 2000, f"{at}/label", plain="plain_text")
    if "hint" in block:
        yield from _text(block["hint"], 2000, f"{at}/hint", plain="plain_text")
    element = block.get("element")
    if not isinstance(element, dict) or element.get("type") not in INPUTS:
        yield f"unsupported element in an input [json-pointer:{at}/element]"
    else:
        yield from _element(element, f"{at}/element")


def _markdown(block: Json, at: str) -> Findings:
    yield from _length(block.get("text"), 12_000, f"{at}/text")


def _table(block: Json, at: str) -> Findings:
    yield from _some(block.get("rows"), 100, f"{at}/rows")
    for number, row in enumerate(block.get("rows") or ()):
        yield from _some(row, 20, f"{at}/rows/{number}")


def _element(element: object, at: str) -> Findings:
    if not isinstance(element, dict) or element.get("type") not in ELEMENTS:
        yield f"unsupported element [json-pointer:{at}]"
        return
    if element["type"] == "image":
        yield from _image(element, at)
        return
    yield from _length(element.get("action_id", ""), 255, f"{at}/action_id")
    if element["type"] == "button":
        yield from _button(element, at)
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, f"{at}/placeholder", plain="plain_text")
    yield from _options(element, at)
    yield from _confirm(element, at)


def _button(button: Json, at: str) -> Findings:
    yield from _text(button.get("text"), 75, f"{at}/text", plain="plain_text")
    yield from _length(button.get("value", "-"), 2000, f"{at}/value")
    yield from _length(button.get("url", "-"), 3000, f"{at}/url")
    if button.get("style", "primary") not in ("primary", "danger"):
        yield f"invalid style [json-pointer:{at}/style]"


def _options(element: Json, at: str) -> Findings:
    if "options" not in element:
        return
    few = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
    yield from _some(element["options"], few.get(element["type"], 100), f"{at}/options")
    for number, option in enumerate(element["options"]):
        yield from _text(option.get("text"), 75, f"{at}/options/{number}/text")
        yield from _length(option.get("value"), 150, f"{at}/options/{number}/value")


def _confirm(element: Json, at: str) -> Findings:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in element.get("confirm", ()):
            yield from _text(element["confirm"][name], most, f"{at}/confirm/{name}")


def _text(text: object, most: int, at: str, plain: str = "") -> Findings:
    if not isinstance(text, dict) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"missing required field: text [json-pointer:{at}]"
    elif plain and text["type"] != plain:
        yield f"must be {plain} [json-pointer:{at}/type]"
    else:
        yield from _length(text.get("text"), most, f"{at}/text", least=1)


def _length(value: object, most: int, at: str, least: int = 0) -> Findings:
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{at}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}]"
    elif len(value) < least:
        yield f"must be more than {least - 1} characters [json-pointer:{at}]"


def _some(items: object, most: int, at: str) -> Findings:
    if not isinstance(items, list) or not items:
        yield f"no fewer than 1 items allowed [json-pointer:{at}]"
    elif len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def _twice(ids: Sequence[str], name: str, at: str) -> Findings:
    if len(set(ids)) < len(ids):
        yield f"`{name}` already exists [json-pointer:{at}]"


_BY_TYPE: dict[str, Callable[[Json, str], Findings]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "table": _table,
}
