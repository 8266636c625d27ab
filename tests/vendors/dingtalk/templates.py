"""Card templates, as an administrator draws them in the card platform: text and buttons with variables in them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VARIABLE = re.compile(r"\{(\w+)\}")
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TemplateButton:
    """A button of a template; `label`, `action` and values of `params` may hold {variables}. No label, no button."""

    label: str
    action: str
    params: Mapping[str, str] = field(default_factory=dict)

    def filled(self, values: Values) -> "TemplateButton":
        params = {key: fill(value, values) for key, value in self.params.items()}
        return TemplateButton(fill(self.label, values), fill(self.action, values), params)


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """What cards of this template look like. A variable nobody set is empty, one nobody drew is not shown.

    `button_list` names a variable with a JSON list of buttons: label in text, title or label; id in actionId, id or
    action; and params. Both kinds of buttons may stand on one template.
    """

    id: str
    text: str
    buttons: tuple[TemplateButton, ...] = ()
    button_list: str = ""

    def shown_text(self, values: Values) -> str:
        return "\n".join(line for line in fill(self.text, values).splitlines() if line.strip())

    def shown_buttons(self, values: Values) -> list[TemplateButton]:
        fixed = [button.filled(values) for button in self.buttons]
        return [button for button in (*fixed, *_listed(values.get(self.button_list, ""))) if button.label]


def fill(text: str, values: Values) -> str:
    return VARIABLE.sub(lambda found: values.get(found[1], ""), text)


def _listed(text: str) -> list[TemplateButton]:
    try:
        told = json.loads(text) if text else []
    except ValueError:
        return []
    return [_button(one) for one in told if isinstance(one, dict)]


def _button(one: Mapping[str, Any]) -> TemplateButton:
    label = one.get("text") or one.get("title") or one.get("label") or ""
    action = one.get("actionId") or one.get("id") or one.get("action") or ""
    params = one.get("params")
    return TemplateButton(str(label), str(action), dict(params) if isinstance(params, dict) else {})
