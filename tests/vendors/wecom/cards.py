"""Template cards: which WeCom takes, and what one looks like."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from tests.vendors.wecom.refusal import need, part, parts

NOTICES = ("text_notice", "news_notice")
INTERACTIVE = ("button_interaction", "vote_interaction", "multiple_interaction")
ALL_KINDS = (*NOTICES, *INTERACTIVE)
TASK_ID = re.compile(r"[A-Za-z0-9_\-@]{1,128}")
KEY_BYTES = 1024


def check_card(card: Mapping[str, Any], kinds: Collection[str]) -> None:
    """Refused 42045 without its card_action, 40058 for anything else WeCom does not take."""
    kind = card.get("card_type")
    need(kind in kinds, 40058, f"card_type {kind!r}")
    title = part(card.get("main_title"), "main_title").get("title")
    need(title or (kind == "text_notice" and card.get("sub_title_text")), 40058, "main_title.title is empty")
    _check_action(card, str(kind))
    _check_lists(card)
    _check_parts(card, str(kind))


def needs_task(card: Mapping[str, Any]) -> bool:
    """Whether it calls back, and so needs a task_id and brings a response_code."""
    return card.get("card_type") in INTERACTIVE or bool(card.get("action_menu"))


def check_task(card: Mapping[str, Any], known: Collection[str]) -> None:
    """Its task_id is well-formed, there if the card calls back, and was not used before."""
    task = card.get("task_id")
    need(task is not None or not needs_task(card), 40058, "task_id is missing")
    if task is not None:
        need(isinstance(task, str) and TASK_ID.fullmatch(task), 40058, "task_id has other characters or is too long")
        need(task not in known, 40058, "task_id was used before")


def _check_action(card: Mapping[str, Any], kind: str) -> None:
    action = part(card.get("card_action"), "card_action")
    need(action.get("type") in (1, 2) or kind not in NOTICES, 42045)
    if action:
        target = {1: "url", 2: "appid"}.get(action.get("type", 0), "type")
        need(action.get(target), 42045, f"card_action.{target} is empty")


def _check_lists(card: Mapping[str, Any]) -> None:
    for line in parts(card.get("horizontal_content_list"), 6, "horizontal_content_list"):
        need(line.get("keyname"), 40058, "horizontal_content_list.keyname is empty")
        need(line.get("type") != 1 or line.get("url"), 40058, "horizontal_content_list.url is empty")
        need(line.get("type") != 3 or line.get("userid"), 40058, "horizontal_content_list.userid is empty")
    for jump in parts(card.get("jump_list"), 3, "jump_list"):
        need(jump.get("title"), 40058, "jump_list.title is empty")
        need(jump.get("type") != 1 or jump.get("url"), 40058, "jump_list.url is empty")
    parts(card.get("vertical_content_list"), 4, "vertical_content_list")


def _check_parts(card: Mapping[str, Any], kind: str) -> None:
    if kind == "news_notice":
        image = part(card.get("card_image"), "card_image").get("url")
        need(image or card.get("image_text_area"), 40058, "card_image and image_text_area are both missing")
    if kind == "button_interaction":
        _check_buttons(parts(card.get("button_list"), 6, "button_list", 1))
        if card.get("button_selection") is not None:
            _check_question(part(card["button_selection"], "button_selection"), 10)
    if kind == "vote_interaction":
        _check_question(part(card.get("checkbox"), "checkbox"), 20)
    if kind == "multiple_interaction":
        for question in parts(card.get("select_list"), 3, "select_list", 1):
            _check_question(question, 10)
    if kind in ("vote_interaction", "multiple_interaction"):
        _check_buttons([part(card.get("submit_button"), "submit_button")])
    if card.get("action_menu") is not None:
        _check_buttons(parts(part(card["action_menu"], "action_menu").get("action_list"), 3, "action_list", 1))


def _check_buttons(found: list[dict[str, Any]]) -> None:
    keys = [str(button.get("key", "")) for button in found if button.get("type", 0) == 0]
    need(all(button.get("text") for button in found), 40058, "a button without text")
    need(all(button.get("url") for button in found if button.get("type", 0) == 1), 40058, "a button without url")
    need(all(0 < len(key.encode()) <= KEY_BYTES for key in keys), 40058, "a button's key is empty or too long")
    need(len(set(keys)) == len(keys), 40058, "two buttons with one key")


def _check_question(question: Mapping[str, Any], most: int) -> None:
    key = str(question.get("question_key", ""))
    need(0 < len(key.encode()) <= KEY_BYTES, 40058, "question_key is empty or too long")
    options = parts(question.get("option_list"), most, "option_list", 1)
    need(all(option.get("id") and option.get("text") for option in options), 40058, "an option without id or text")


def buttons(card: Mapping[str, Any]) -> dict[str, str]:
    """What on it calls back when pressed: label to key."""
    pressable = [button for button in card.get("button_list", []) if button.get("type", 0) == 0]
    submit = [card["submit_button"]] if card.get("submit_button") else []
    menu = card.get("action_menu", {}).get("action_list", [])
    return {str(button["text"]): str(button["key"]) for button in (*pressable, *submit, *menu)}


def questions(card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The selections on it."""
    alone = [card[name] for name in ("button_selection", "checkbox") if card.get(name)]
    return [*alone, *card.get("select_list", [])]


def card_lines(card: Mapping[str, Any], done: str) -> list[str]:
    """What it looks like, top to bottom. `done` stands in place of its buttons."""
    texts = [
        _text(card, "source", "desc"),
        *(_text(card, name, field) for name in ("main_title", "emphasis_content") for field in ("title", "desc")),
        *(_text(card, "quote_area", field) for field in ("title", "quote_text")),
        card.get("sub_title_text", ""),
        *(f"{line['keyname']}: {line.get('value', '')}" for line in card.get("horizontal_content_list", [])),
        *(str(line.get(field, "")) for line in card.get("vertical_content_list", []) for field in ("title", "desc")),
        *(f"→ {jump['title']}" for jump in card.get("jump_list", [])),
        *(option["text"] for question in questions(card) for option in question["option_list"]),
    ]
    return [*(str(text) for text in texts if text), *_pressable(card, done)]


def _pressable(card: Mapping[str, Any], done: str) -> list[str]:
    if done:
        return [f"({done})"]
    links = [button["text"] for button in card.get("button_list", []) if button.get("type", 0) == 1]
    return [f"[{label}]" for label in (*buttons(card), *links)]


def _text(card: Mapping[str, Any], name: str, field: str) -> str:
    return str((card.get(name) or {}).get(field) or "")
